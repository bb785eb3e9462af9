import { lstat, mkdir, mkdtemp, readdir, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { FatalError } from '../../src/errors.ts'
import { makeDocument } from '../../src/publish/document.ts'
import { writeDocuments as write } from '../../src/publish/write.ts'
import type { Document } from '../../src/types.ts'

let root: string
let folder: string

beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'millrace-write-'))
  folder = path.join(root, 'output')
})

afterEach(async () => {
  await rm(root, { recursive: true })
})

function document(name: string, text: string): Document {
  return makeDocument(name, 'text/plain', text, undefined, new Date(0))
}

function writeDocuments(into: string, documents: readonly Document[]): Promise<string[]> {
  return write(into, documents, async (name) => documents.find((each) => each.path === name))
}

function read(...names: readonly string[]): Promise<string> {
  return readFile(path.join(folder, ...names), 'utf8')
}

async function failure(documents: readonly Document[], into = folder): Promise<string> {
  const error: unknown = await writeDocuments(into, documents).then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  expect(error).toBeInstanceOf(FatalError)
  expect(error).toMatchObject({ code: 'OUTPUT' })
  const message = error instanceof Error ? error.message : ''
  expect(message).not.toContain('\n')
  return message
}

test('makes the folder and what is below it, and says what was written', async () => {
  expect(await writeDocuments(folder, [document('atom.xml', 'a'), document('x/y/z.html', 'z')])).toEqual([
    'atom.xml',
    'x/y/z.html',
  ])
  expect(await read('atom.xml')).toBe('a')
  expect(await read('x', 'y', 'z.html')).toBe('z')
  expect((await readdir(folder)).sort()).toEqual(['atom.xml', 'x'])
})

test('writes only what differs on disk, also when someone changed it there', async () => {
  const documents = [document('a', 'one'), document('b', 'two')]
  await writeDocuments(folder, documents)
  const before = await lstat(path.join(folder, 'b'))
  expect(await writeDocuments(folder, documents)).toEqual([])
  await writeFile(path.join(folder, 'a'), 'eno')
  expect(await writeDocuments(folder, documents)).toEqual(['a'])
  expect(await read('a')).toBe('one')
  expect((await lstat(path.join(folder, 'b'))).ino).toBe(before.ino)
})

test('only what is written is asked for, and a file that was not touched is not read', async () => {
  const documents = [document('a', 'one'), document('b', 'two')]
  await writeDocuments(folder, documents)
  await writeFile(path.join(folder, 'a'), 'three')
  const asked: string[] = []
  const from = async (name: string): Promise<Document | undefined> => {
    asked.push(name)
    return documents.find((each) => each.path === name)
  }
  expect(await write(folder, documents, from)).toEqual(['a'])
  expect(asked).toEqual(['a'])
  // As a copy from elsewhere has it: another date, the same text.
  await utimes(path.join(folder, 'b'), new Date(5), new Date(5))
  expect(await write(folder, documents, from)).toEqual([])
  expect((await lstat(path.join(folder, 'b'))).mtime).toEqual(new Date(0))
})

test('leaves files alone that are not its own, and removes what an earlier crash left half written', async () => {
  await mkdir(folder)
  await writeFile(path.join(folder, '.gitignore'), 'mine')
  await writeFile(path.join(folder, '.atom.xml.millrace-tmp'), 'half')
  await writeFile(path.join(folder, '.old.xml.millrace-tmp'), 'half')
  await writeDocuments(folder, [document('atom.xml', 'whole')])
  expect((await readdir(folder)).sort()).toEqual(['.gitignore', 'atom.xml'])
  expect(await read('atom.xml')).toBe('whole')
})

test.each(['../atom.xml', '/etc/x', 'a/../../x', 'a//b', './a', '', 'a\\..\\b', 'a\0b'])(
  'refuses the path %j and writes nothing',
  async (name) => {
    expect(await failure([document('good', 'g'), document(name, 'x')])).toContain('no path inside')
    expect(await readdir(root).then((names) => names.filter((each) => each !== 'output'))).toEqual([])
    expect(await readdir(folder)).toEqual([])
  },
)

test('does not follow a folder that is a link out of the output folder', async () => {
  const outside = path.join(root, 'outside')
  await mkdir(outside)
  await mkdir(folder)
  await symlink(outside, path.join(folder, 'archive'))
  expect(await failure([document('archive/1.xml', 'x')])).toContain(path.join(folder, 'archive'))
  expect(await readdir(outside)).toEqual([])
})

test('replaces a file that is a link instead of reading or writing through it', async () => {
  const outside = path.join(root, 'outside.txt')
  // As long as the link's own text, so that its size does not give it away.
  const text = 'x'.repeat(outside.length)
  await writeFile(outside, text)
  await mkdir(folder)
  await symlink(outside, path.join(folder, 'atom.xml'))
  expect(await writeDocuments(folder, [document('atom.xml', text)])).toEqual(['atom.xml'])
  expect((await lstat(path.join(folder, 'atom.xml'))).isSymbolicLink()).toBe(false)
  await writeDocuments(folder, [document('atom.xml', 'next')])
  expect(await readFile(outside, 'utf8')).toBe(text)
})

test('the folder itself may be a link: its owner set it', async () => {
  const real = path.join(root, 'www')
  await mkdir(real)
  await symlink(real, folder)
  await writeDocuments(folder, [document('atom.xml', 'x')])
  expect(await readdir(real)).toEqual(['atom.xml'])
})

test('when one document fails, none is replaced and nothing half written stays', async () => {
  await writeDocuments(folder, [document('atom.xml', 'last good'), document('index.html', 'last good')])
  const tooLong = 'n'.repeat(300)
  expect(await failure([document('atom.xml', 'new'), document(tooLong, 'x')])).toContain('The last output stays')
  expect(await read('atom.xml')).toBe('last good')
  expect((await readdir(folder)).sort()).toEqual(['atom.xml', 'index.html'])
})

test.each([
  ['a file stands where the folder should be', (file: string) => file, 'a file stands'],
  ['the folder is below a file', (file: string) => path.join(file, 'output'), 'a file stands'],
])('%s: the message names the place and the way out', async (_, place, expected) => {
  const file = path.join(root, 'file')
  await writeFile(file, 'precious')
  const message = await failure([document('atom.xml', 'x')], place(file))
  expect(message).toContain(file)
  expect(message).toContain(expected)
  expect(await readFile(file, 'utf8')).toBe('precious')
})

test('a folder where a file should be is named and left', async () => {
  await mkdir(path.join(folder, 'atom.xml', 'inner'), { recursive: true })
  expect(await failure([document('atom.xml', 'x')])).toContain('a folder stands where a file should be')
  expect(await readdir(folder)).toEqual(['atom.xml'])
})
