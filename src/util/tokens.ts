import type { Tokenizer } from 'htmlparser2'

/** What htmlparser2's tokenizer calls; offsets count from the start of the text. */
type TokenHandlers = ConstructorParameters<typeof Tokenizer>[1]

function ignore(): void {
  // Each user of the tokenizer looks at a few kinds of tokens only.
}

/** Handlers that do nothing: spread them, then write those that matter. */
export const tokenHandlers: TokenHandlers = {
  onattribdata: ignore,
  onattribentity: ignore,
  onattribend: ignore,
  onattribname: ignore,
  oncdata: ignore,
  onclosetag: ignore,
  oncomment: ignore,
  ondeclaration: ignore,
  onend: ignore,
  onopentagend: ignore,
  onopentagname: ignore,
  onprocessinginstruction: ignore,
  onselfclosingtag: ignore,
  ontext: ignore,
  ontextentity: ignore,
}
