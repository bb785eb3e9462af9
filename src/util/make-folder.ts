import { mkdir, stat } from 'node:fs/promises'
import { dirname } from 'node:path'

/**
 * Makes the folder at `path`, with those above it that are missing; one that is there stays as it is. Rejects with the
 * operating system's error. Not `mkdir`'s `recursive`: where the system answers ENOENT below a folder that is there, as
 * `/proc` does and an automounter whose server is away, Node 24 tries for ever, at full load and deaf to signals.
 */
export async function makeFolder(path: string): Promise<void> {
  if (await isFolder(path)) return
  if (dirname(path) !== path) await makeFolder(dirname(path))
  try {
    await mkdir(path)
  } catch (error) {
    // Another process may have been first.
    if (!(await isFolder(path))) throw error
  }
}

async function isFolder(path: string): Promise<boolean> {
  return await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  )
}
