import { execFile } from 'node:child_process'
import { access, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'

const run = promisify(execFile)

/** An empty folder of a user into which the package was installed; its commands run there. */
let home: string
const inPackage = (...names: string[]): string => path.join(home, 'node_modules', 'millrace', ...names)
const millrace = (...args: string[]): Promise<{ stdout: string; stderr: string }> =>
  run(process.execPath, [inPackage('src', 'bin.js'), ...args], { cwd: home, env: { ...process.env, DATA_DIR: '' } })

/**
 * Installs the tarball without asking a registry: its files are unpacked where npm puts them, and only the packages
 * that it declares are there to be found.
 */
beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'millrace-package-'))
  await run('npm', ['pack', '--pack-destination', home])
  const tarball = (await readdir(home)).find((name) => name.endsWith('.tgz')) ?? ''
  await mkdir(inPackage(), { recursive: true })
  await run('tar', ['-xzf', path.join(home, tarball), '-C', inPackage(), '--strip-components', '1'])
  const { dependencies } = JSON.parse(await readFile(inPackage('package.json'), 'utf8'))
  for (const name of Object.keys(dependencies)) {
    const place = path.join(home, 'node_modules', name)
    await mkdir(path.dirname(place), { recursive: true })
    await symlink(path.resolve('node_modules', name), place)
  }
}, 120_000)

afterAll(() => rm(home, { recursive: true, force: true }))

test('init and run work in an empty folder, on JavaScript alone', async () => {
  await expect(access(inPackage('src', 'main.ts'))).rejects.toThrow('ENOENT')
  await millrace('init')
  const feeds = path.join(home, 'feeds.json')
  const written = JSON.parse(await readFile(feeds, 'utf8'))
  await access(path.join(home, written.$schema))
  // The sample alone: a test asks nobody.
  const sample = written.feeds.filter(({ id }: { id?: string }) => id === 'sample')
  await writeFile(feeds, JSON.stringify({ ...written, feeds: sample }))
  const { stdout, stderr } = await millrace('run')
  expect(stderr).toBe('')
  expect(stdout).toContain('published: 1 story')
  expect(await readFile(path.join(home, 'output', 'atom.xml'), 'utf8')).toContain('WhatsApp Komentari Pengguna')
})

test('it carries no tests, no settings of an installation and nothing of a build but dist/', async () => {
  const files = await readdir(inPackage())
  // What it has compiled is kept in node_modules/.cache once it has run.
  expect(files.filter((name) => name !== 'node_modules').toSorted()).toEqual([
    ...['CHANGELOG.md', 'LICENSE', 'README.md', 'dist', 'docs', 'feeds.json', 'package.json', 'sample', 'src'],
  ])
})

test('an older Node is refused in words', async () => {
  const older = `data:text/javascript,Object.defineProperty(process,'versions',{value:{...process.versions,node:'20.19.4'}})`
  const bin = inPackage('src', 'bin.js')
  const refused: unknown = await run(process.execPath, ['--import', older, bin, 'run'], { cwd: home }).catch(
    (error: unknown) => error,
  )
  expect(refused).toMatchObject({ code: 1, stdout: '' })
  expect(refused).toMatchObject({
    stderr: expect.stringMatching(/^millrace: needs Node 24 or later; this is 20\.19\.4/),
  })
})

test('in a clone the command runs the sources', async () => {
  const { stdout } = await run(process.execPath, ['src/bin.js', '--version'])
  expect(stdout.trim()).toBe(JSON.parse(await readFile('package.json', 'utf8')).version)
})
