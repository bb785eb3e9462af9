#!/usr/bin/env node
import { readFileSync } from 'node:fs'
import { Command, CommanderError, Option } from 'commander'
import { check } from './commands/check.ts'
import type { Context } from './commands/context.ts'
import { init } from './commands/init.ts'
import { runOnce } from './commands/run.ts'
import { start } from './commands/start.ts'
import { FatalError } from './errors.ts'

/** sysexits.h EX_TEMPFAIL: another process is at work, try later. */
const exitLocked = 75
const exitFailed = 1
/** What a shell reports for a program that was ended by SIGINT. */
const exitKilled = 130

const manifest: { readonly version: string } = JSON.parse(
  readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
)

const interrupted = new AbortController()

const context: Context = {
  version: manifest.version,
  now: () => new Date(),
  signal: interrupted.signal,
  print: (line) => process.stdout.write(`${printable(line)}\n`),
  warn: (line) => process.stderr.write(`${printable(line)}\n`),
}

/** Titles and addresses come from strangers: what steers a terminal or turns the direction of text is left out. */
function printable(text: string): string {
  return text.replace(/[^\P{Cc}\n]|\p{Bidi_Control}/gu, '')
}

function program(setExitCode: (code: number) => void): Command {
  const dataDir = process.env['DATA_DIR'] || undefined
  const millrace = new Command('millrace')
    .description('Many feeds in, one clean feed out.')
    .version(manifest.version)
    .exitOverride()
    .showHelpAfterError('(millrace --help lists the commands)')
  const command = (name: string, description: string): Command =>
    millrace
      .command(name)
      .description(description)
      .addOption(new Option('-c, --config <file>', 'the settings').default('feeds.json'))
  const working = (name: string, description: string): Command =>
    command(name, description)
      .addOption(
        new Option(
          '--data <folder>',
          'what Millrace remembers; also DATA_DIR (default: data beside the settings)',
        ).default(dataDir, ''),
      )
      .addOption(new Option('--output <folder>', 'what it publishes (default: output beside the settings)'))
  command('init', 'write a feeds.json of your own, with the sample').action(async (options) =>
    setExitCode(await init(context, options)),
  )
  working('run', 'read the feeds that are due and publish, once')
    .option('--all', 'every feed that is not held back by its host or by failures, due or not')
    .option('--strict', 'end with 2 when a feed failed')
    .action(async (options) => setExitCode(await runOnce(context, options)))
  working('start', 'publish at once, then on schedule, and serve what is published').action(async (options) =>
    setExitCode(await start(context, options)),
  )
  command('check', 'check the settings')
    .option('--fetch', 'ask each feed once as well; nothing is stored')
    .action(async (options) => setExitCode(await check(context, options)))
  return millrace
}

/** Waits until what was written is out: a pipe is written asynchronously, and exit would cut it off. */
async function flush(): Promise<void> {
  await Promise.all([process.stdout, process.stderr].map((stream) => new Promise((done) => stream.write('', done))))
}

async function main(): Promise<number> {
  let exitCode = 0
  try {
    await program((code) => {
      exitCode = code
    }).parseAsync()
    return exitCode
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode
    if (error instanceof FatalError) {
      context.warn(`millrace: ${error.message}`)
      return error.code === 'LOCKED' ? exitLocked : exitFailed
    }
    throw error
  }
}

// `millrace run | head`: nobody listens any more, the work goes on.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    // The second one is meant: whoever presses Ctrl-C again doesn't want to wait.
    if (interrupted.signal.aborted) process.exit(exitKilled)
    interrupted.abort()
  })
}
process.exitCode = await main()
await flush()
process.exit()
