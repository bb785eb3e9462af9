import { Element } from 'domhandler'
import type { FoundImage } from '../util/pictures.ts'
import { allowedAttributes, attributeForms } from './elements.ts'
import { foldBlanks, readableText } from './text.ts'

/** Attributes of an element of the new tree. */
export type Attributes = Readonly<Record<string, string>>

/** Allowed attributes with allowed values; addresses are not among them. */
export function attributesOf(element: Element, name: string): Record<string, string> {
  const attribs: Record<string, string> = {}
  for (const key of ['lang', 'dir', ...(allowedAttributes[name] ?? [])]) {
    const value = element.attribs[key]
    if (value === undefined || key === 'href' || key === 'src') continue
    const form = attributeForms[key]
    if (form === undefined ? value.trim() !== '' : form.test(value))
      attribs[key] = foldBlanks(readableText(value)).trim()
  }
  return attribs
}

/** `lang` and `dir` of an element that is left out itself. */
export function languageOf(element: Element): Attributes {
  return attributesOf(element, '')
}

/** The picture as an element of the new tree. */
export function imageElement({ url, width, height, alt }: FoundImage): Element {
  return new Element('img', {
    src: url,
    alt: alt === undefined ? '' : foldBlanks(readableText(alt)),
    ...(width !== undefined && { width: String(width) }),
    ...(height !== undefined && { height: String(height) }),
  })
}
