import { applyEdits, modify } from 'jsonc-parser'

/** The text of a new installation's feeds.json: the shipped one with the installation's id, its order, format and comments kept. */
export function newFeedsJson(shipped: string, id: string): string {
  const edits = modify(shipped, ['id'], id, {
    formattingOptions: { insertSpaces: true, tabSize: 2, eol: '\n' },
    // Behind $schema, before the title: where someone looks for it.
    getInsertionIndex: (names) => names.indexOf('$schema') + 1,
  })
  return applyEdits(shipped, edits)
}
