import { constants } from 'node:fs'
import { type FileHandle, lstat, open, realpath } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { FeedError } from '../errors.ts'
import type { Subscription, Validators } from '../types.ts'
import { tooLarge } from './content-coding.ts'
import type { FetchResult } from './request.ts'

/** Reads a `file:` address that the settings name: a regular file below `root`, with no link on the way to it. */
export async function readLocalFile(
  url: string,
  root: string,
  maxBytes: number,
  validators?: Validators,
): Promise<FetchResult> {
  return await readBelow(root, toPath(url), url, maxBytes, validators)
}

/**
 * Reads a page of a `file:` feed from the folder its address is mapped to; undefined when no prefix fits, and the page
 * is on the web like any other. A folder's page is its index.html; a name without an extension may lack `.html`.
 */
export async function readLocalPage(
  pageUrl: string,
  pages: Subscription['pages'],
  root: string,
  maxBytes: number,
): Promise<FetchResult | undefined> {
  const address = withoutQuery(pageUrl)
  const [place] = pages
    .map(({ prefix, folder }) => ({ prefix: withoutQuery(prefix), folder }))
    .filter(({ prefix }) => startsWithFolder(address, prefix))
    .sort((a, b) => b.prefix.length - a.prefix.length)
  if (place === undefined) return undefined
  requireInside(root, path.resolve(place.folder), pageUrl)

  const segments = decodePath(address.slice(place.prefix.length), pageUrl)
  const named = path.join(place.folder, ...segments)
  if (segments.at(-1) === undefined || address.endsWith('/')) {
    return await readBelow(root, path.join(named, 'index.html'), pageUrl, maxBytes)
  }
  const candidate = path.extname(named) === '' && !(await isFile(named)) ? `${named}.html` : named
  return await readBelow(root, candidate, pageUrl, maxBytes)
}

function toPath(url: string): string {
  try {
    return fileURLToPath(url)
  } catch (cause) {
    throw refused(url, 'this is no file on this machine', cause)
  }
}

function withoutQuery(url: string): string {
  const parsed = URL.parse(url)
  return parsed === null ? url : parsed.origin + parsed.pathname
}

/** `https://a/blog` holds `/blog` and `/blog/x`, not `/blogger`. */
function startsWithFolder(address: string, prefix: string): boolean {
  if (!address.startsWith(prefix)) return false
  return prefix.endsWith('/') || address.length === prefix.length || address[prefix.length] === '/'
}

function decodePath(encoded: string, url: string): readonly string[] {
  const segments = encoded.split('/').filter((segment) => segment !== '')
  return segments.map((segment) => {
    const name = decode(segment, url)
    if (name === '.' || name === '..' || /[/\\\0]/.test(name)) throw refused(url, 'its path leads out of its folder')
    return name
  })
}

function decode(segment: string, url: string): string {
  try {
    return decodeURIComponent(segment)
  } catch (cause) {
    throw refused(url, 'its path is not well written', cause)
  }
}

async function isFile(file: string): Promise<boolean> {
  const found = await lstat(file).catch(() => undefined) // absent or unreadable: reading it will say so
  return found?.isFile() ?? false
}

async function readBelow(
  root: string,
  file: string,
  url: string,
  maxBytes: number,
  validators?: Validators,
): Promise<FetchResult> {
  requireInside(root, file, url)
  const handle = await openRegular(root, file, url)
  try {
    const found = await handle.stat()
    if (!found.isFile()) throw refused(url, 'this is not a file')
    if (found.size > maxBytes) throw tooLarge(url, maxBytes)
    const current = { etag: `"${found.size.toString(36)}-${found.mtimeMs.toString(36)}"` }
    if (validators?.etag === current.etag) return { status: 'notModified', url, validators: current }
    const bytes = await handle.readFile()
    // It may have grown since it was measured.
    if (bytes.length > maxBytes) throw tooLarge(url, maxBytes)
    const contentType = /\.html?$/i.test(file) ? { contentType: 'text/html' } : {}
    return { status: 'fetched', url, bytes, ...contentType, validators: current, httpStatus: 200 }
  } finally {
    await handle.close()
  }
}

async function openRegular(root: string, file: string, url: string): Promise<FileHandle> {
  try {
    // Links above the root are the owner's business (/tmp is one on some systems); below it none is followed.
    const real = path.join(await realpath(root), path.relative(root, file))
    if ((await realpath(file)) !== real) throw refused(url, 'it is behind a link')
    // Not blocking: opening a named pipe would wait for a writer for ever.
    return await open(real, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  } catch (cause) {
    if (cause instanceof FeedError) throw cause
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
    if (code === 'ENOENT' || code === 'ENOTDIR') throw refused(url, 'there is no such file', cause)
    throw refused(url, `the file can't be read (${String(code)})`, cause)
  }
}

function requireInside(root: string, file: string, url: string): void {
  const relative = path.relative(root, file)
  if (relative === '..' || relative.startsWith(`..${path.sep}`) || path.isAbsolute(relative)) {
    throw refused(url, `it is outside of ${root}`)
  }
}

function refused(url: string, message: string, cause?: unknown): FeedError {
  return new FeedError('FETCH_FILE', url, message, { cause })
}
