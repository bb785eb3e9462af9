/** Lines as a terminal of so many columns shows them, one that is longer cut off with `…`: an SVG. */
export function terminalPicture(command: string, output: string, columns = 104): string {
  const lines = [`$ ${command}`, ...output.trimEnd().split('\n')].map((line) =>
    line.length > columns ? `${line.slice(0, columns - 1)}…` : line,
  )
  const [width, height] = [columns * 7.85 + 24, lines.length * 18 + 24]
  const rows = lines.map((line, row) => `<text x="12" y="${row * 18 + 26}">${escaped(line)}</text>`)
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img">
<rect width="100%" height="100%" rx="6" fill="#16181d"/>
<g fill="#d7dae0" font-family="ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="13">
${rows.join('\n')}
</g>
</svg>
`
}

/** With no-break spaces: not every viewer of SVG keeps a row of plain ones. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll(' ', '\u00a0')
}
