import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeFolder } from '../../src/util/make-folder.ts'

let root = ''
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'millrace-make-folder-'))
})
afterEach(() => rm(root, { recursive: true }))

test('makes a folder with those above it that are missing', async () => {
  await makeFolder(join(root, 'a/b/c'))
  expect((await stat(join(root, 'a/b/c'))).isDirectory()).toBe(true)
})

test('takes a folder that is there, or a link to one, as it is', async () => {
  await mkdir(join(root, 'disk/data'), { recursive: true })
  await symlink(join(root, 'disk'), join(root, 'link'))
  await makeFolder(join(root, 'link'))
  await makeFolder(join(root, 'link/data'))
  expect(existsSync(join(root, 'disk/data'))).toBe(true)
})

test('two that make the same folder at once both succeed', async () => {
  await Promise.all([makeFolder(join(root, 'a/b')), makeFolder(join(root, 'a/b')), makeFolder(join(root, 'a'))])
  expect(existsSync(join(root, 'a/b'))).toBe(true)
})

test('names the file that stands where a folder is needed', async () => {
  await writeFile(join(root, 'file'), '')
  await expect(makeFolder(join(root, 'file/data'))).rejects.toThrow(`EEXIST: file already exists, mkdir '${root}/file'`)
})

test('a link to a disk that is not mounted is refused', async () => {
  await symlink(join(root, 'away'), join(root, 'link'))
  await expect(makeFolder(join(root, 'link/data'))).rejects.toThrow('EEXIST')
})

// With `recursive` Node 24.21 tries this for ever.
test.runIf(existsSync('/proc/self'))('a file system that makes no folders is refused at once', async () => {
  await expect(makeFolder('/proc/none/data')).rejects.toThrow("ENOENT: no such file or directory, mkdir '/proc/none'")
})
