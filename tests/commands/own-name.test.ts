import { expect, test } from 'vitest'
import { ownName } from '../../src/commands/own-name.ts'

test.each([
  ['published where everybody can look', { url: 'https://news.example/' }, 'Millrace/1.2 (+https://news.example/)'],
  [
    'with readers',
    { url: 'https://news.example/', subscribers: 42 },
    'Millrace/1.2 (+https://news.example/; 42 subscribers)',
  ],
  [
    'with one',
    { url: 'https://news.example/', subscribers: 1 },
    'Millrace/1.2 (+https://news.example/; 1 subscribers)',
  ],
  ['for oneself', { url: 'http://127.0.0.1:8080/' }, 'Millrace/1.2 (self-hosted feed reader)'],
  ['for a few', { url: 'http://10.0.0.5/', subscribers: 3 }, 'Millrace/1.2 (self-hosted feed reader; 3 subscribers)'],
])('the name of a Millrace %s', (_, settings, expected) => expect(ownName('1.2', settings)).toBe(expected))
