import { describe, expect, test } from 'vitest'
import { internalEntities } from '../../src/parse/internal-entities.ts'

function meaningOf(declarations: string, name = 'a'): string | undefined {
  return internalEntities(`<?xml version="1.0"?>\n<!DOCTYPE rss [${declarations}]>\n<rss/>`)?.replace(name)
}

describe('internalEntities', () => {
  test.each<readonly [string, string, string | undefined]>([
    ['text', '<!ENTITY a "tag:a.example,2026:">', 'tag:a.example,2026:'],
    ['single quotes', "<!ENTITY a 'x'>", 'x'],
    ['a character by number', '<!ENTITY a "&#233;">', 'é'],
    ['the first declaration binds', '<!ENTITY a "1"><!ENTITY a "2">', '1'],
    ['another entity within', '<!ENTITY b "x"><!ENTITY a "&b;&b;">', undefined],
    ['markup within', '<!ENTITY a "<b>x</b>">', undefined],
    ['markup by number', '<!ENTITY a "&#60;b>">', undefined],
    ['an entity that stands outside', '<!ENTITY a SYSTEM "file:///etc/passwd">', undefined],
    ['a parameter entity', '<!ENTITY % a "x">', undefined],
    ['a long text', `<!ENTITY a "${'x'.repeat(201)}">`, undefined],
    ['what stands behind the subset', ']><!ENTITY a "x">', undefined],
  ])('%s', (_, declarations, value) => {
    expect(meaningOf(declarations)).toBe(value)
  })

  test('how much they can add to a document is limited', () => {
    const entities = internalEntities(`<!DOCTYPE rss [<!ENTITY a "${'x'.repeat(200)}">]>`)
    let added = 0
    for (let count = 0; count < 100_000; count++) added += entities?.replace('a')?.length ?? 0
    expect(added).toBe(2_000_000)
  })

  test('without a subset there are none', () => {
    expect(internalEntities('<rss><a>[<!ENTITY a "x">]></a></rss>')).toBeUndefined()
  })
})
