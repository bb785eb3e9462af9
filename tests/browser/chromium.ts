import { fileURLToPath } from 'node:url'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { whyWithout } from '../support/tools.ts'

const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium'

/** Why the tests can't be run; undefined when there is a browser. */
export const whyNoBrowser = whyWithout(
  'Chromium',
  executablePath,
  ['--version'],
  'install it (Debian: apt install chromium) or name it with the environment variable CHROMIUM',
)

export function openBrowser(): Promise<Browser> {
  const quiet = [
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-quic',
  ]
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', ...quiet] })
}

/** A page, and all that happened in it that a reader should never meet. */
export interface Watched {
  readonly page: Page
  readonly errors: string[]
  /** Calls of `ran(…)`, which every hostile input tries, and dialogs. */
  readonly executed: string[]
  /** Requests to anything but loopback; they were refused. */
  readonly strayed: string[]
  /** What was asked of loopback: kind and address. */
  readonly asked: string[]
  close(): Promise<void>
}

/** Opens an empty page with `look` (in-page.js) in it. No request leaves the machine. */
export async function openPage(browser: Browser, options: BrowserContextOptions = {}): Promise<Watched> {
  const context = await browser.newContext(options)
  const watched = { errors: [] as string[], executed: [] as string[], strayed: [] as string[], asked: [] as string[] }
  await context.route('**/*', (route) => {
    const request = route.request()
    const isLoopback = /^http:\/\/127\.0\.0\.1[:/]/.test(request.url())
    const list = isLoopback ? watched.asked : watched.strayed
    list.push(`${request.resourceType()} ${request.url()}`)
    return isLoopback ? route.continue() : route.abort()
  })
  await context.exposeFunction('ran', (input: unknown) => void watched.executed.push(`input ${input}`))
  await context.addInitScript({ path: fileURLToPath(new URL('./in-page.js', import.meta.url)) })
  const page = await context.newPage()
  page.on('console', (message) => {
    if (message.type() === 'error') watched.errors.push(message.text())
  })
  page.on('pageerror', (error) => watched.errors.push(String(error)))
  page.on('dialog', (dialog) => {
    watched.executed.push(`dialog ${dialog.message()}`)
    void dialog.dismiss()
  })
  return { ...watched, page, close: () => context.close() }
}
