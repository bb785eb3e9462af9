import type { RuleChange, UserRule } from '../types.ts'

/** What people decided about entries, ready to be asked. */
export interface UserRules {
  /** The entries that this one must share no story with. */
  apart(key: string): ReadonlySet<string>
  /** The entries that this one shares a story with, whatever their texts say. */
  together(key: string): ReadonlySet<string>
  /** Do the rules let entries of these two groups stand in one story? */
  mayMeet(one: readonly string[], other: readonly string[]): boolean
}

const none: ReadonlySet<string> = new Set()

/** Indexes the rules by the entries that they name. */
export function userRules(rules: readonly UserRule[]): UserRules {
  const apart = new Map<string, Set<string>>()
  const together = new Map<string, Set<string>>()
  for (const { kind, keys, others } of rules) {
    const links = kind === 'split' ? apart : together
    for (const key of keys) for (const other of others) link(links, key, other)
    for (const other of others) for (const key of keys) link(links, other, key)
  }
  return {
    apart: (key) => apart.get(key) ?? none,
    together: (key) => together.get(key) ?? none,
    mayMeet: (one, other) => {
      if (apart.size === 0) return true
      const others = new Set(other)
      return !one.some((key) => !(apart.get(key)?.isDisjointFrom(others) ?? true))
    },
  }
}

function link(links: Map<string, Set<string>>, key: string, other: string): void {
  const known = links.get(key)
  if (known === undefined) links.set(key, new Set([other]))
  else known.add(other)
}

/** Adds a rule. The last word of a person counts: of older rules of the other kind, the pairs go that it speaks of. */
export function withRule(rules: readonly UserRule[], rule: UserRule): RuleChange {
  const spoken = new Set([...rule.keys, ...rule.others])
  const contradicted = rules.filter(
    ({ kind, keys, others }) =>
      kind !== rule.kind && keys.some((key) => spoken.has(key)) && others.some((other) => spoken.has(other)),
  )
  // A split speaks of one entry, and a merge's other entries stay merged; a merge ends the splits within it.
  const left = contradicted.flatMap((each) => {
    const [keys, others] =
      rule.kind === 'split'
        ? [without(each.keys, rule.keys), without(each.others, rule.keys)]
        : [each.keys, each.others.filter((other) => !spoken.has(other))]
    return keys.length === 0 || others.length === 0 ? [] : [{ ...each, keys, others }]
  })
  return { drop: contradicted, keep: [...left, rule] }
}

function without(list: readonly string[], those: readonly string[]): readonly string[] {
  return list.filter((each) => !those.includes(each))
}
