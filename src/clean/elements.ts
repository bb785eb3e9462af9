/**
 * The allow-list: what may stand in a published body. Nothing else is ever written, so an element or attribute that
 * nobody thought of (or that browsers grow next year) is harmless by construction.
 * Origin: HTML Living Standard 4.3-4.9, less everything that runs, loads, submits or styles.
 */

/** Allowed attributes of each allowed element, beside `lang` and `dir`. Addresses are checked apart. */
export const allowedAttributes: Readonly<Record<string, readonly string[]>> = {
  // Grouping (4.4)
  p: [],
  hr: [],
  pre: [],
  blockquote: [],
  ol: ['start', 'reversed', 'type'],
  ul: [],
  li: ['value'],
  dl: [],
  dt: [],
  dd: [],
  figure: [],
  figcaption: [],
  // Headings (4.3.6)
  h2: [],
  h3: [],
  h4: [],
  h5: [],
  h6: [],
  // Tables (4.9)
  table: [],
  caption: [],
  thead: [],
  tbody: [],
  tfoot: [],
  tr: [],
  th: ['colspan', 'rowspan', 'scope'],
  td: ['colspan', 'rowspan'],
  // Text (4.5, 4.7)
  a: ['href', 'title'],
  em: [],
  strong: [],
  b: [],
  i: [],
  u: [],
  s: [],
  sub: [],
  sup: [],
  small: [],
  mark: [],
  del: ['datetime'],
  ins: ['datetime'],
  abbr: ['title'],
  q: [],
  cite: [],
  code: [],
  kbd: [],
  samp: [],
  var: [],
  time: ['datetime'],
  ruby: [],
  rt: [],
  rp: [],
  bdi: [],
  bdo: [],
  br: [],
  img: ['src', 'alt', 'width', 'height'],
}

/** The form an attribute's value must have; any other value is left out. `alt` and `title` are free text. */
export const attributeForms: Readonly<Record<string, RegExp>> = {
  lang: /^[a-z]{2,3}(?:-[a-z0-9]{1,8}){0,4}$/i,
  dir: /^(?:ltr|rtl|auto)$/i,
  start: /^-?\d{1,6}$/,
  value: /^-?\d{1,6}$/,
  reversed: /^(?:reversed)?$/i,
  type: /^[1aAiI]$/,
  colspan: /^[1-9]\d{0,2}$/,
  rowspan: /^[1-9]\d{0,2}$/,
  scope: /^(?:row|col|rowgroup|colgroup)$/i,
  width: /^[1-9]\d{0,4}$/,
  height: /^[1-9]\d{0,4}$/,
  datetime: /^[\d\-:.+TZWP\s]{4,40}$/,
}

/** Elements of other times and places with the same meaning as an allowed one. A page's title is not ours: h1 becomes h2. */
export const renamed: Readonly<Record<string, string>> = {
  h1: 'h2',
  tt: 'code',
  strike: 's',
  acronym: 'abbr',
  xmp: 'pre',
  listing: 'pre',
  dir: 'ul',
  menu: 'ul',
  'amp-img': 'img',
}

/** Taken out with all they hold: their text is not the document's text (HTML 4.12, 4.8, 4.10), or not HTML at all. */
export const dropped: ReadonlySet<string> = new Set([
  ...['script', 'style', 'template', 'head', 'title', 'base', 'link', 'meta', 'slot', 'portal'],
  ...['svg', 'math', 'canvas', 'map', 'area', 'object', 'embed', 'applet', 'param', 'track', 'bgsound'],
  ...['frame', 'frameset', 'noframes', 'noembed', 'plaintext', 'dialog'],
  ...[
    'button',
    'input',
    'select',
    'option',
    'optgroup',
    'datalist',
    'textarea',
    'output',
    'progress',
    'meter',
    'keygen',
  ],
])

/** Blocks that hold a line of text each. */
export const lineBlocks: ReadonlySet<string> = new Set(['p', 'h2', 'h3', 'h4', 'h5', 'h6'])

/** Blocks that hold blocks or loose text. */
export const holders: ReadonlySet<string> = new Set(['li', 'dt', 'dd', 'td', 'th', 'figcaption', 'caption', 'figure'])

/** Blocks whose children must be of certain kinds, with the child that loose content is put into. */
export const structures: Readonly<Record<string, { readonly children: readonly string[]; readonly loose: string }>> = {
  ul: { children: ['li'], loose: 'li' },
  ol: { children: ['li'], loose: 'li' },
  dl: { children: ['dt', 'dd'], loose: 'dd' },
  table: { children: ['caption', 'thead', 'tbody', 'tfoot', 'tr'], loose: 'tr' },
  thead: { children: ['tr'], loose: 'tr' },
  tbody: { children: ['tr'], loose: 'tr' },
  tfoot: { children: ['tr'], loose: 'tr' },
  tr: { children: ['th', 'td'], loose: 'td' },
}

/** Elements that are not kept but break the line, as every browser shows them (HTML 15.3.3). */
export const breaking: ReadonlySet<string> = new Set([
  ...['html', 'body', 'div', 'section', 'article', 'main', 'header', 'footer', 'nav', 'aside', 'address', 'center'],
  ...['details', 'summary', 'fieldset', 'legend', 'form', 'hgroup', 'search', 'noscript', 'colgroup', 'col'],
  ...['picture-gallery', 'amp-carousel', 'multicol'],
])

/** Every element that stands as a block in the allowed tree. */
export const blocks: ReadonlySet<string> = new Set([
  ...lineBlocks,
  ...holders,
  ...Object.keys(structures),
  ...['blockquote', 'pre', 'hr'],
])
