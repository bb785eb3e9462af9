import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'

/** Which part may import which, and which package may come in by which door. */
const stages = ['config', 'schedule', 'fetch', 'parse', 'extract', 'clean', 'dedupe', 'publish']
const standing = [...stages, 'pages', 'push', 'store', 'queue', 'serve', 'metrics']
const ground = ['types', 'errors', 'util']
/** The pure stages a worker thread's tasks join. */
const pooled = ['parse', 'extract', 'clean', 'dedupe', 'publish', 'pages']

const mayImport: Record<string, readonly string[]> = {
  types: [],
  errors: ['types'],
  util: ['types'],
  ...Object.fromEntries(standing.map((part) => [part, ground])),
  pool: [...ground, ...pooled],
  run: [...ground, ...standing, 'pool'],
  commands: [...ground, ...standing, 'pool', 'run', 'commands'],
  main: [...ground, ...standing, 'pool', 'run', 'commands'],
}

const doors: Record<string, readonly string[]> = {
  undici: ['fetch'],
  'ipaddr.js': ['fetch', 'config'],
  'rss-parser': ['parse'],
  htmlparser2: ['parse', 'util'],
  cheerio: ['extract', 'publish'],
  // Settings that are selectors are checked by the engine that cheerio uses them with.
  'css-select': ['config'],
  // What htmlparser2 resolves references with, for those texts alone that have any.
  entities: ['util'],
  domhandler: ['extract', 'clean', 'publish', 'util'],
  eld: ['extract'],
  feed: ['publish'],
  saxes: ['publish'],
  'node-cron': ['schedule'],
  zod: ['config'],
  'jsonc-parser': ['config'],
  kysely: ['store'],
  'node:sqlite': ['store'],
  piscina: ['pool'],
  hono: ['serve', 'pages'],
  '@hono/node-server': ['serve'],
  tldts: ['util'],
  'iconv-lite': ['util'],
  jschardet: ['util'],
  commander: ['main', 'commands'],
  pino: ['commands'],
  'prom-client': ['metrics'],
}

interface Import {
  readonly file: string
  readonly part: string
  readonly from: string
}

function partOf(file: string): string {
  const [first = ''] = path.relative('src', file).split(path.sep)
  return first.replace(/\.ts$/, '')
}

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => path.join('src', name))

/** Static, re-exporting, bare and dynamic imports, as the formatter writes them. */
const importForms = [
  /^(?:import|export) (?:type )?[\w*{][^'";]*? from '([^']+)'/gm,
  /^import '([^']+)'/gm,
  /\bimport\('([^']+)'\)/g,
]

const imports: readonly Import[] = files.flatMap((file) => {
  const source = readFileSync(file, 'utf8')
  return importForms.flatMap((form) =>
    [...source.matchAll(form)].map((match) => ({ file, part: partOf(file), from: match[1] ?? '' })),
  )
})

test('the imports are found at all', () => {
  expect(imports.length).toBeGreaterThan(50)
})

describe('own parts', () => {
  const own = imports.filter(({ from }) => from.startsWith('.'))
  test.each(own)('$file may import $from', ({ file, part, from }) => {
    const target = partOf(path.join(path.dirname(file), from))
    expect(target === part || mayImport[part]?.includes(target), `${part} -> ${target}`).toBe(true)
  })
})

describe('packages', () => {
  const outside = imports.filter(({ from }) => !from.startsWith('.') && (!from.startsWith('node:') || from in doors))
  test.each(outside)('$file may use $from', ({ part, from }) => {
    const name = from.startsWith('@') ? from.split('/').slice(0, 2).join('/') : (from.split('/')[0] ?? from)
    expect(doors[name], `no door is named for ${name}`).toContain(part)
  })
})

test('nothing below main reads the clock, the environment, chance or the console', () => {
  const impure = /\bDate\.now\(|\bnew Date\(\)|Math\.random\(|process\.env|\bconsole\./
  const found = files
    .filter((file) => !['main', 'commands'].includes(partOf(file)))
    .filter((file) => impure.test(readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')))
  expect(found).toEqual([])
})
