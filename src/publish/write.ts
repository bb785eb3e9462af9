import type { Stats } from 'node:fs'
import { lstat, lutimes, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { FatalError } from '../errors.ts'
import type { Document, DocumentInfo } from '../types.ts'
import { makeFolder } from '../util/make-folder.ts'
import { etagOf } from './document.ts'

/** Marks a file that is being written; one that is left was cut off and is removed. */
const unfinished = '.millrace-tmp'

/** Gives a document whole; called only for those that are written, one at a time. */
type Read = (path: string) => Promise<Document | undefined>

/**
 * Writes the documents that differ from what is in the folder and says which. All are complete on disk before the first
 * takes its place, each by a rename, so that a reader of the folder sees either the old file or the new one. Throws
 * FatalError `OUTPUT` with the place and a way out; what stood there before stays.
 */
export async function writeDocuments(
  folder: string,
  documents: readonly DocumentInfo[],
  read: Read,
): Promise<string[]> {
  try {
    await makeFolder(folder)
    const targets = documents.map((document) => targetOf(folder, document))
    const folders = new Set([folder, ...targets.map(({ file }) => path.dirname(file))])
    for (const each of folders) await makeInside(folder, each)
    for (const each of folders) await removeUnfinished(each)
    const changed = []
    for (const target of targets) {
      if (await isDifferent(target)) changed.push(target)
    }
    await writeAll(changed, read)
    return changed.map(({ document }) => document.path)
  } catch (error) {
    throw error instanceof FatalError ? error : explain(folder, error)
  }
}

interface Target {
  readonly document: DocumentInfo
  readonly file: string
  readonly temporary: string
}

function targetOf(folder: string, document: DocumentInfo): Target {
  const parts = document.path.split('/')
  const isInside = parts.every((part) => part !== '' && part !== '.' && part !== '..' && !/[\\\0]/.test(part))
  if (!isInside) throw new FatalError('OUTPUT', `"${document.path}" is no path inside the output folder`)
  const file = path.join(folder, ...parts)
  return { document, file, temporary: path.join(path.dirname(file), `.${path.basename(file)}${unfinished}`) }
}

/** Makes the folders below `root`, one by one: a link on the way would lead out of it. */
async function makeInside(root: string, folder: string): Promise<void> {
  let current = root
  for (const part of path.relative(root, folder).split(path.sep).filter(Boolean)) {
    current = path.join(current, part)
    const found = await lstatOrUndefined(current)
    if (found === undefined) await mkdir(current)
    else if (!found.isDirectory()) {
      throw new FatalError(
        'OUTPUT',
        `${current} is not a folder but stands where one is needed: remove it and run again`,
      )
    }
  }
}

async function removeUnfinished(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (name.startsWith('.') && name.endsWith(unfinished)) await rm(path.join(folder, name), { force: true })
  }
}

/**
 * A link counts as different: the rename replaces it, nothing is read or written through it. A file that still bears the
 * date we gave it was written by nobody since, and is not read; one that is the same all the same gets it again.
 */
async function isDifferent({ file, document: { size, etag, modified } }: Target): Promise<boolean> {
  const found = await lstatOrUndefined(file)
  if (found === undefined || !found.isFile() || found.size !== size) return true
  if (Math.round(found.mtimeMs) === modified.getTime()) return false
  if (etagOf(await readFile(file)) !== etag) return true
  await dateKept(lutimes(file, modified, modified))
  return false
}

/** Some network file systems can't keep a date, or only for the file's owner: then files are read to see what they are. */
async function dateKept(dating: Promise<void>): Promise<void> {
  await dating.catch(() => undefined)
}

async function lstatOrUndefined(file: string): Promise<Stats | undefined> {
  try {
    return await lstat(file)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
}

async function writeAll(targets: readonly Target[], read: Read): Promise<void> {
  try {
    for (const { temporary, document } of targets) {
      const whole = await read(document.path)
      if (whole === undefined) throw new Error(`${document.path} is to be written, but nobody has it`)
      await writeSynced(temporary, whole)
    }
    for (const { temporary, file } of targets) await rename(temporary, file)
  } catch (error) {
    for (const { temporary } of targets) await rm(temporary, { force: true })
    throw error
  }
  for (const folder of new Set(targets.map(({ file }) => path.dirname(file)))) await syncFolder(folder)
}

async function writeSynced(file: string, { bytes, modified }: Document): Promise<void> {
  // `wx`: a link that someone put there in the meantime is not followed.
  await using handle = await open(file, 'wx')
  await handle.writeFile(bytes)
  await dateKept(handle.utimes(modified, modified))
  await handle.sync()
}

/** Without it a power cut can undo the rename. Some network file systems can't; their rename stands all the same. */
async function syncFolder(folder: string): Promise<void> {
  await using handle = await open(folder, 'r')
  await handle.sync().catch((error: unknown) => {
    if (codeOf(error) !== 'EINVAL' && codeOf(error) !== 'ENOTSUP') throw error
  })
}

const waysOut: Readonly<Record<string, string>> = {
  EACCES: 'make it writable for the user Millrace runs as',
  EPERM: 'make it writable for the user Millrace runs as',
  EROFS: 'its file system is read-only; mount it writable or choose another folder',
  ENOSPC: 'the disk is full; free some space',
  EDQUOT: 'the disk quota is used up; free some space',
  EEXIST: 'a file stands where the folder should be; remove it or choose another folder',
  EISDIR: 'a folder stands where a file should be; remove it',
}

function explain(folder: string, error: unknown): FatalError {
  const code = codeOf(error)
  const at = error instanceof Error && 'path' in error && typeof error.path === 'string' ? error.path : folder
  const reason = waysOut[code ?? ''] ?? (error instanceof Error ? error.message : String(error))
  return new FatalError('OUTPUT', `Can't write ${at} (${code ?? 'error'}): ${reason}. The last output stays.`, error)
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}
