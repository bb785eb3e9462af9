/** Whether two addresses lead to one feed as far as can be told without asking: http and https are one, a slash at the end is none. */
export function sameFeed(one: string, other: string): boolean {
  return plain(one) === plain(other)
}

function plain(url: string): string {
  return url.replace(/^https?:/i, '').replace(/\/$/, '')
}
