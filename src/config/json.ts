import { getNodeValue, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser'
import type { Mistake } from './mistakes.ts'

/** The value of a JSON text that may hold comments and trailing commas, and what is wrong with its writing, by line and column. */
export function readJson(text: string): { readonly value: unknown; readonly mistakes: readonly Mistake[] } {
  const errors: ParseError[] = []
  const tree = parseTree(text, errors, { allowTrailingComma: true })
  const slips = [
    ...errors.map(({ error, offset }) => ({ offset, message: inWords(printParseErrorCode(error)) })),
    ...(tree === undefined ? [] : repeatedNames(tree)),
  ]
  const mistakes = slips.map(({ offset, message }) => ({ place: lineAndColumn(text, offset), message }))
  return { value: tree === undefined ? undefined : getNodeValue(tree), mistakes }
}

/** `CommaExpected` -> `comma expected`: the parser's names are plain enough once they are words. */
function inWords(code: string): string {
  return code.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase()
}

/** JSON keeps the last of two equal names without a word: a second list of feeds would hide the first. */
function repeatedNames(node: Node): readonly { readonly offset: number; readonly message: string }[] {
  const names = new Set<unknown>()
  return (node.children ?? []).flatMap((child) => {
    const name = child.type === 'property' ? child.children?.[0]?.value : undefined
    const isRepeated = name !== undefined && names.has(name)
    names.add(name)
    const here = isRepeated ? [{ offset: child.offset, message: `"${name}" stands here a second time` }] : []
    return [...here, ...repeatedNames(child)]
  })
}

function lineAndColumn(text: string, offset: number): string {
  const before = text.slice(0, offset).split('\n')
  return `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`
}
