import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'

const running = 'docs/running'
const read = (...names: string[]): string => readFileSync(path.join(...names), 'utf8')
const matches = (text: string, pattern: RegExp): readonly string[] =>
  [...text.matchAll(pattern)].map((match) => match[1] ?? '')

/** The heading's address, as GitHub makes it. */
const anchor = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} -]/gu, '')
    .replaceAll(' ', '-')

const pages = ['README.md', ...readdirSync('docs', { recursive: true, encoding: 'utf8' }).map((name) => `docs/${name}`)]
const links = pages
  .filter((page) => page.endsWith('.md'))
  .flatMap((page) => matches(read(page), /\]\(([^)\s]+)\)/g).map((link) => ({ page, link })))
  .filter(({ link }) => !/^https?:/.test(link))

test.each(links)('$page: $link leads somewhere', ({ page, link }) => {
  const [file = '', heading] = link.split('#')
  const target = file === '' ? page : path.join(path.dirname(page), file)
  expect(existsSync(target), target).toBe(true)
  if (heading !== undefined) expect(matches(read(target), /^#+ (.+)$/gm).map(anchor)).toContain(heading)
})

describe('docs/running', () => {
  test('the Dockerfile copies what is there, and what its ignore file lets in', () => {
    const sources = matches(read(running, 'Dockerfile'), /^COPY (?!--from)(.+) \S+$/gm).flatMap((all) => all.split(' '))
    const allowed = matches(read(running, 'Dockerfile.dockerignore'), /^!(.+)$/gm)
    expect(sources.length).toBeGreaterThan(5)
    for (const source of sources) {
      expect(existsSync(source), source).toBe(true)
      expect(allowed, source).toContain(source.split('/')[0])
    }
  })

  test.each(['millrace.service', 'millrace-run.service', 'crontab', 'publish.yml', 'Dockerfile'])(
    '%s starts what is there',
    (name) => {
      expect(matches(read(running, name), /\b(src\/[a-z]+\.[a-z]+)/g)).toContain('src/bin.js')
    },
  )

  test("the workflow's actions are pinned by commit, the version beside it", () => {
    const uses = matches(read(running, 'publish.yml'), /uses: (.*)$/gm)
    expect(uses.length).toBeGreaterThan(4)
    for (const action of uses) expect(action).toMatch(/^[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/)
  })

  test('every metric is described, and none that is not there', () => {
    const source = read('src/metrics/metrics.ts')
    const made = [
      ...matches(source, /(?:counter|gauge)\('([a-z_]+)'/g).map((name) => `millrace_${name}`),
      ...matches(source, /name: '(millrace_[a-z_]+)'/g),
    ]
    const described = matches(read(running, 'README.md'), /\b(millrace_[a-z_]+)/g)
    expect(new Set(described)).toEqual(new Set(made))
  })
})
