#!/usr/bin/env node
// Plain JavaScript without anything new in it: an older Node has to be able to read it and to say what is missing.
import { existsSync } from 'node:fs'
import module from 'node:module'
import { fileURLToPath } from 'node:url'

const needed = 24
const found = process.versions.node

// In a clone the program is TypeScript as it was written; in a package it is built: Node strips no types under node_modules.
const source = new URL('./main.ts', import.meta.url)
const built = new URL('../dist/main.js', import.meta.url)
const isClone = existsSync(source)

if (Number(found.split('.')[0]) < needed) {
  const remedy = isClone
    ? '`npm install` in its folder brings one, which `npx millrace` uses'
    : `install a newer one, or bring one to this folder by \`npm install node@${needed}\``
  process.stderr.write(`millrace: needs Node ${needed} or later; this is ${found} (${process.execPath}): ${remedy}\n`)
  process.exitCode = 1
} else {
  // As in main.ts, and before it: it would else take the compiler of TypeScript to read that one file, at each start.
  module.enableCompileCache?.(fileURLToPath(new URL('../node_modules/.cache/millrace', import.meta.url)))
  void import(isClone ? source.href : built.href)
}
