/** One way of asking, as a point of the picture. */
interface Point {
  readonly series: string
  /** Written beside it. */
  readonly label: string
  readonly requestsPerDay: number
  readonly medianMinutes: number
}

const width = 640
const height = 380
const across = { from: 2, to: 110, marks: [2, 5, 10, 20, 50, 100] }
const upward = { from: 3, to: 100, marks: [5, 10, 20, 30, 60, 90] }
const colours = ['#555', '#b03a2e', '#1f618d', '#1e8449']

/** Requests a feed and day against the median delay, both axes logarithmic: down and to the left is better. */
export function plot(points: readonly Point[]): string {
  const series = [...new Set(points.map((point) => point.series))]
  const x = (value: number): string => (scale(value, across) * width).toFixed(1)
  const y = (value: number): string => (height - scale(value, upward) * height).toFixed(1)
  const grid = [
    ...across.marks.map(
      (mark) =>
        `<path d="M${x(mark)} 0V${height}"/><text x="${x(mark)}" y="${height + 16}" text-anchor="middle">${mark}</text>`,
    ),
    ...upward.marks.map(
      (mark) => `<path d="M0 ${y(mark)}H${width}"/><text x="-6" y="${y(mark)}" dy="4" text-anchor="end">${mark}</text>`,
    ),
  ]
  const lines = series.map((name, index) => {
    const own = points.filter((point) => point.series === name)
    const path = own.map(({ requestsPerDay, medianMinutes }) => `${x(requestsPerDay)},${y(medianMinutes)}`).join(' ')
    const dots = own.map(
      ({ requestsPerDay, medianMinutes, label }) =>
        `<circle cx="${x(requestsPerDay)}" cy="${y(medianMinutes)}" r="3"/><text x="${x(requestsPerDay)}" y="${y(medianMinutes)}" dx="5" dy="-5" font-size="10">${label}</text>`,
    )
    const key = `<text x="${width - 4}" y="${18 + index * 16}" text-anchor="end">${name}</text>`
    return `<g fill="${colours[index]}"><polyline fill="none" stroke="${colours[index]}" points="${path}"/>${dots.join('')}${key}</g>`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-50 -20 ${width + 70} ${height + 60}" font-family="sans-serif" font-size="12">
<rect x="-50" y="-20" width="100%" height="100%" fill="#fff"/>
<g stroke="#ddd" fill="#555" stroke-width="1">${grid.join('').replaceAll('<text', '<text stroke="none"')}</g>
${lines.join('\n')}
<text x="${width / 2}" y="${height + 34}" text-anchor="middle">requests a feed and day</text>
<text x="${-height / 2}" y="-34" transform="rotate(-90)" text-anchor="middle">median delay, minutes</text>
</svg>
`
}

function scale(value: number, { from, to }: { readonly from: number; readonly to: number }): number {
  return Math.log(value / from) / Math.log(to / from)
}
