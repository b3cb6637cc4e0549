/** The gallery built and served on loopback, with a Chromium to look at it: for tests, and for pictures. */
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { extname, join, normalize } from 'node:path'
import { promisify } from 'node:util'
import { type Browser, chromium, type Page } from 'playwright-core'
import { findChromium } from '../stage/browser.ts'
import { ROOT } from '../stage/build-once.ts'
import { addressOf, SIZES, type View } from './view.ts'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
}

export interface BuiltGallery {
  /** Of its page. */
  url: string
  /** Opens a view, and looks at it once it is there. Whatever goes wrong on the way is an error. */
  show<T>(view: View, look: (page: Page) => Promise<T>): Promise<T>
  close(): Promise<void>
}

export async function openBuiltGallery(): Promise<BuiltGallery> {
  const folder = await mkdtemp(join(tmpdir(), 'inquiry-lens-gallery-'))
  await build(folder)
  const server = createServer(async (request, answer) => {
    const path = normalize(new URL(request.url ?? '/', 'http://gallery').pathname)
    const content = await readFile(join(folder, path)).catch(() => undefined)
    answer.writeHead(content ? 200 : 404, { 'Content-Type': TYPES[extname(path)] ?? 'text/plain' })
    answer.end(content)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  const browser = await launch()
  const context = await browser.newContext({ locale: 'en-US', timezoneId: 'UTC' })
  /** A new one is a new process, which costs more than all that is looked at. */
  const idle: Page[] = []

  async function open(page: Page, view: View): Promise<void> {
    const problems: string[] = []
    page.removeAllListeners()
    page.on('pageerror', (error) => problems.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(message.text())
    })
    await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none', reducedMotion: 'no-preference' })
    await page.setViewportSize(view.size ?? SIZES[view.surface])
    await page.goto(`${origin}/view.html?view=${addressOf(view)}`)
    const state = page.locator('html[data-view]')
    await state.waitFor({ state: 'attached' })
    const told = await state.getAttribute('data-view')
    if (told !== 'ready') problems.unshift(`${told}`)
    if (problems.length > 0) throw new Error(`${view.surface}, ${view.name}: ${problems.join('; ')}`)
  }

  return {
    url: `${origin}/index.html`,
    async show(view, look) {
      const page = idle.pop() ?? (await context.newPage())
      try {
        await open(page, view)
        return await look(page)
      } finally {
        idle.push(page)
      }
    },
    async close() {
      await browser.close()
      server.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

const launch = (): Promise<Browser> =>
  chromium.launch({
    executablePath: findChromium(),
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  })

async function build(folder: string): Promise<void> {
  const vite = join(ROOT, 'extension/node_modules/vite/bin/vite.js')
  const words = ['build', '--outDir', folder, '--logLevel', 'warn']
  await promisify(execFile)(process.execPath, [vite, ...words], {
    cwd: import.meta.dirname,
    env: { ...process.env, NODE_ENV: 'production', NO_COLOR: '1' },
  }).catch(({ stderr }: { stderr?: string }) => {
    throw new Error(`The gallery could not be built:\n${stderr?.slice(0, 2_000)}`)
  })
}
