import { applyEdits, modify } from 'jsonc-parser'

/**
 * The text of a new installation's feeds.json: the shipped one with the installation's id and the place where editors
 * find the settings' description; without one, none is named. Order, format and comments are kept.
 */
export function newFeedsJson(shipped: string, id: string, schema: string | undefined): string {
  const set = (text: string, name: string, value: string | undefined): string =>
    applyEdits(
      text,
      modify(text, [name], value, {
        formattingOptions: { insertSpaces: true, tabSize: 2, eol: '\n' },
        // Behind $schema, before the title: where someone looks for it.
        getInsertionIndex: (names) => names.indexOf('$schema') + 1,
      }),
    )
  return set(set(shipped, 'id', id), '$schema', schema)
}
