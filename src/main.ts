import { readFileSync } from 'node:fs'
import { enableCompileCache } from 'node:module'
import { fileURLToPath } from 'node:url'
import { Argument, Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import type { Context, Terminal } from './commands/context.ts'
import { FatalError, FeedError } from './errors.ts'
import { withoutSecrets } from './util/secrets.ts'

/** sysexits.h EX_TEMPFAIL: another process is at work, try later. */
const exitLocked = 75
const exitFailed = 1
/** What a shell reports for a program that was ended by SIGINT. */
const exitInterrupted = 130

const manifest: { readonly version: string } = JSON.parse(
  readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
)

// What is imported from here on is compiled once, not at each start: half of the work of a run in which nothing is new.
// Kept where only who installed it can write: in a folder that all may write to, another could leave code of theirs.
const compiled = fileURLToPath(new URL('../node_modules/.cache/millrace', import.meta.url))
enableCompileCache(compiled)
// For the threads, by their environment. Without it each loads Node's TypeScript, which is WebAssembly: V8 of Node 24 ends
// the whole program at times when a thread with such code ends (`Check failed: jit_page.has_value()`, nodejs/node 64500).
process.env['NODE_COMPILE_CACHE'] = compiled

const interrupted = new AbortController()

const context: Context = {
  version: manifest.version,
  now: () => new Date(),
  signal: interrupted.signal,
  print: (line) => process.stdout.write(`${line}\n`),
  warn: (line) => process.stderr.write(`${line}\n`),
  ...(isWatched() ? { terminal: watched() } : {}),
}

/** A dumb terminal, such as an editor's, shows lines and no more. */
function isWatched(): boolean {
  return process.stdout.isTTY === true && process.env['TERM'] !== 'dumb'
}

function watched(): Terminal {
  return {
    write: (text) => process.stdout.write(text),
    columns: () => process.stdout.columns || 80,
    hasColour: (process.env['NO_COLOR'] ?? '') === '', // no-color.org
  }
}

/** The commands; each is loaded when it is called, since together they cost half a second. */
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
  const remembering = (name: string, description: string): Command =>
    command(name, description).addOption(
      new Option(
        '--data <folder>',
        'what Millrace remembers; also DATA_DIR (default: data beside the settings)',
      ).default(dataDir, ''),
    )
  // Those that look and edit, also beside a `start` that runs.
  const beside = (name: string, description: string): Command =>
    remembering(name, description).option('--json', 'print JSON')
  const working = (name: string, description: string): Command =>
    remembering(name, description)
      .addOption(new Option('--output <folder>', 'what it publishes (default: output beside the settings)'))
      .addOption(new Option('--quiet', 'say only what went wrong'))
      .addOption(new Option('--log-json', 'a line of JSON for each feed and each run').conflicts('quiet'))
  command('init', 'write a feeds.json of your own, with the sample').action(async (options) =>
    setExitCode(await (await import('./commands/init.ts')).init(context, options)),
  )
  working('run', 'read the feeds that are due and publish, once')
    .option('--all', 'every feed that is not held back by its host or by failures, due or not')
    .option('--strict', 'end with 2 when a feed failed')
    .action(async (options) => setExitCode(await (await import('./commands/run.ts')).runOnce(context, options)))
  working('start', 'publish at once, then on schedule, and serve what is published').action(async (options) =>
    setExitCode(await (await import('./commands/start.ts')).start(context, options)),
  )
  command('check', 'check the settings')
    .option('--fetch', 'ask each feed once as well; nothing is stored')
    .action(async (options) => setExitCode(await (await import('./commands/check.ts')).check(context, options)))
  beside('status', 'how each feed is doing, when it is asked next and why').action(async (options) =>
    setExitCode(await (await import('./commands/status.ts')).status(context, options)),
  )
  beside('why <name>', 'what became of an entry, and why: by its address, its id or words of its title').action(
    async (name, options) => setExitCode(await (await import('./commands/why.ts')).why(context, name, options)),
  )
  beside('split <entry>', 'take an entry out of its story, for ever')
    .option('--undo', 'take that decision back')
    .action(async (entry, options) =>
      setExitCode(await (await import('./commands/user-rules.ts')).splitStory(context, entry, options)),
    )
  beside('merge <story> [other]', 'make one story of two, for ever')
    .option('--undo', 'take that decision back; one of the two is enough')
    .action(async (story, other, options) =>
      setExitCode(await (await import('./commands/user-rules.ts')).mergeStories(context, story, other, options)),
    )
  beside('host <host>', 'what recurs in the articles of a host, and what of it is cut').action(async (host, options) =>
    setExitCode(await (await import('./commands/host.ts')).host(context, host, options)),
  )
  beside('preview <url>', 'what a feed or a page gives; nothing is stored')
    .option('--entry <number>', "which of a feed's entries is read", toNumber, 1)
    .option('--open', 'write the article as an HTML file as well')
    .action(async (url, options) =>
      setExitCode(await (await import('./commands/preview.ts')).preview(context, url, options)),
    )
  beside('add <site>', 'subscribe to a feed, or to the one that a site announces')
    .option('--title <title>', 'shown instead of its own')
    .option('--tag <tag...>', 'words of yours to group it by')
    .option('--dry-run', 'find and show it, write nothing')
    .action(async (site, options) => setExitCode(await (await import('./commands/add.ts')).add(context, site, options)))
  beside('remove <feed>', 'take a feed out of the settings, by its id, address or title').action(
    async (feed, options) => setExitCode(await (await import('./commands/remove.ts')).remove(context, feed, options)),
  )
  beside('resume <feed>', 'ask a feed at the next run that is gone (410) or waits after failures').action(
    async (feed, options) => setExitCode(await (await import('./commands/resume.ts')).resume(context, feed, options)),
  )
  beside('import <opml>', 'add the feeds of an OPML file that are new')
    .option('--dry-run', 'show what would be added, write nothing')
    .action(async (file, options) =>
      setExitCode(await (await import('./commands/import.ts')).importOpml(context, file, options)),
    )
  remembering('export', 'the subscriptions, for another feed reader')
    .addArgument(new Argument('<format>').choices(['opml', 'json']))
    .action(async (format, options) =>
      setExitCode(await (await import('./commands/export.ts')).exportFeeds(context, format, options)),
    )
  beside('backup <file>', 'the store and the settings in one file').action(async (file, options) =>
    setExitCode(await (await import('./commands/backup.ts')).backUp(context, file, options)),
  )
  beside('restore <file>', 'put a backup in place; what it replaces is kept')
    .option('--no-settings', 'leave the settings as they are')
    .action(async (file, options) =>
      setExitCode(await (await import('./commands/restore.ts')).restore(context, file, options)),
    )
  return millrace
}

function toNumber(text: string): number {
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new InvalidArgumentError('Expected a number, 1 or more.')
  return Number(text)
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
    // A person asked for this one feed; in a run it is a line of the report.
    if (error instanceof FeedError && error.code === 'FETCH_ABORTED') return exitInterrupted
    if (error instanceof FeedError && error.code !== 'BUG') {
      context.warn(withoutSecrets(`millrace: ${error.url}: ${error.message} [${error.code}]`))
      return exitFailed
    }
    throw error
  }
}

// `millrace run | head`: nobody listens any more, the work goes on.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    // The second one is meant: whoever presses Ctrl-C again doesn't want to wait.
    if (interrupted.signal.aborted) process.exit(exitInterrupted)
    interrupted.abort()
  })
}
process.exitCode = await main()
await flush()
process.exit()
