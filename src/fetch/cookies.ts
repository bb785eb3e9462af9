import { bareHost } from './guard.ts'

/** Far more than a redirect that only wants to see a cookie come back ever sets. */
const mostPerHost = 20

/**
 * Cookies of one chain of redirects: some sites redirect to themselves until a cookie comes back. Each goes back only
 * to the host that set it, and all are forgotten at the end of the chain.
 */
export class ChainCookies {
  readonly #hosts = new Map<string, Map<string, string>>()

  /** Takes a Set-Cookie header's value (RFC 6265 5.2); Domain and Path are ignored, which can only narrow or repeat. */
  set(url: URL, header: string): void {
    const [pair = '', ...attributes] = header.split(';')
    const split = pair.indexOf('=')
    const name = pair.slice(0, split).trim()
    if (split < 1 || name === '') return
    const host = bareHost(url.hostname)
    const cookies = this.#hosts.get(host) ?? new Map<string, string>()
    this.#hosts.set(host, cookies)
    const deletes = attributes.some((attribute) => /^\s*max-age\s*=\s*(?:-|0\s*$)/i.test(attribute))
    if (deletes) cookies.delete(name)
    else if (cookies.has(name) || cookies.size < mostPerHost) cookies.set(name, pair.slice(split + 1).trim())
  }

  /** The Cookie header for a URL, if it has any. */
  header(url: URL): string | undefined {
    const cookies = this.#hosts.get(bareHost(url.hostname))
    if (cookies === undefined || cookies.size === 0) return undefined
    return [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  }
}
