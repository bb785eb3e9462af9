import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { settingNames } from '../src/config/schema.ts'

const readme = readFileSync('README.md', 'utf8')

test.each(settingNames())('README documents the setting %s', (name) => {
  expect(readme).toContain(`\`${name}\``)
})

const codes = [...readFileSync('src/errors.ts', 'utf8').matchAll(/^ {2}\| '([A-Z_]+)'/gm)].map(
  (match) => match[1] ?? '',
)

test('the error codes are found', () => {
  expect(codes.length).toBeGreaterThan(10)
})

const commands = [
  ...readFileSync('src/main.ts', 'utf8').matchAll(/^ {2}(?:command|beside|remembering|working)\('(\w+)/gm),
].map((match) => match[1] ?? '')

test('the commands are found', () => {
  expect(commands.length).toBeGreaterThan(10)
})

test.each(commands)('README names the command %s', (name) => {
  expect(readme).toMatch(new RegExp(`^\\| \`${name}[ \`]`, 'm'))
})

// An aborted request is never shown: the run that was interrupted says so itself.
test.each(codes.filter((code) => code !== 'FETCH_ABORTED'))('README says what to do about %s', (code) => {
  expect(readme).toContain(`\`${code}\``)
})
