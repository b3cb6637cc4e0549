/**
 * The gallery built and served on loopback, with a Chromium to look at it: for tests, and for pictures. `show` shows
 * one view after the other without a navigation, which takes half as long: `document.open` removes all elements and listeners,
 * and the modules of the surface, built as one function, run again.
 */
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join, normalize } from 'node:path'
import { chromium, type Page } from 'playwright-core'
import { FEATURE_ARGS, findChromium } from '../harness/browser.ts'
import { buildOnce } from '../harness/build-once.ts'
import { addressOf, SIZES, type Size, type View } from './view.ts'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
}

/** Each view runs its script once: what the compiler makes faster is not run again. */
const LAUNCH = {
  executablePath: findChromium(),
  args: [
    '--js-flags=--no-opt,--no-maglev,--always-sparkplug',
    ...FEATURE_ARGS,
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ],
}

let lasting: Promise<BuiltGallery> | undefined

/**
 * One with its Chromium for all test files of a process, which it ends with. One for all processes would cost more: each
 * message would pass through a server.
 */
export const shareGallery = (): Promise<BuiltGallery> => {
  lasting ??= openBuiltGallery()
  return lasting
}

/** What Playwright's own would take longer for than all that is looked at. */
export interface Hands {
  /** Leaves the window around the page as it is. */
  resize(to: Size): Promise<unknown>
  /** Presses Tab, again without waiting for what the press before did. It is not let go in between. */
  tab(times: number): Promise<unknown>
}

export interface BuiltGallery {
  /** Of its page. */
  url: string
  /**
   * Opens a view, and looks at it once it is there. Whatever goes wrong on the way is an error.
   */
  show<T>(view: View, look: (page: Page, hands: Hands) => Promise<T>): Promise<T>
  /** A window of its own, on a page that lasts: `restart` shows a view in it. */
  openWindow(): Promise<Page>
  /** Makes the page of such a window as if it were new. */
  clear(page: Page): Promise<void>
  close(): Promise<void>
}

interface Shown {
  page: Page
  hands: Hands
}

export async function openBuiltGallery(): Promise<BuiltGallery> {
  const folder = await buildOnce('gallery')
  const server = createServer(async (request, answer) => {
    const path = normalize(new URL(request.url ?? '/', 'http://gallery').pathname)
    const content = await readFile(join(folder, path)).catch(() => undefined)
    answer.writeHead(content ? 200 : 404, {
      'Content-Type': TYPES[extname(path)] ?? 'text/plain',
      // With each, the browser keeps what it has compiled.
      'Cache-Control': 'max-age=3600, immutable',
    })
    answer.end(content)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  const browser = await chromium.launch(LAUNCH)
  /** A new one is a new process, which costs more than all that is looked at. */
  const idle: Shown[] = []

  /** In a window of its own: a tab behind another one is drawn once a second. */
  async function openWindow(): Promise<Shown> {
    const page = await browser.newPage({ locale: 'en-US', timezoneId: 'UTC', viewport: null })
    const cdp = await page.context().newCDPSession(page)
    const resize = (to: Size) =>
      cdp.send('Emulation.setDeviceMetricsOverride', { ...to, deviceScaleFactor: 1, mobile: false })
    const tab = (times: number) =>
      Promise.all(
        Array.from({ length: times }, () =>
          cdp.send('Input.dispatchKeyEvent', {
            type: 'rawKeyDown',
            key: 'Tab',
            code: 'Tab',
            windowsVirtualKeyCode: 9,
          }),
        ),
      )
    return { page, hands: { resize, tab } }
  }

  async function clear(page: Page): Promise<void> {
    await page.goto(`${origin}/blank.html`)
    await page.addScriptTag({ url: '/show-view.js', type: 'module' })
  }

  async function openLasting(): Promise<Shown> {
    const shown = await openWindow()
    await clear(shown.page)
    return shown
  }

  async function open({ page, hands }: Shown, view: View): Promise<void> {
    const problems: string[] = []
    page.removeAllListeners()
    page.on('pageerror', (error) => problems.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(message.text())
    })
    await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none', reducedMotion: 'no-preference' })
    await hands.resize(view.size ?? SIZES[view.surface])
    const told = await page.evaluate(restart, addressOf(view))
    if (told !== 'ready') problems.unshift(`${told}`)
    if (problems.length > 0) throw new Error(`${view.surface}, ${view.name}: ${problems.join('; ')}`)
  }

  return {
    url: `${origin}/index.html`,
    async show(view, look) {
      const shown = idle.pop() ?? (await openLasting())
      try {
        await open(shown, view)
        return await look(shown.page, shown.hands)
      } finally {
        idle.push(shown)
      }
    },
    async openWindow() {
      const { page } = await openLasting()
      return page
    },
    clear,
    async close() {
      await browser.close()
      server.close()
    },
  }
}

/**
 * In a page that lasts: shows the view of this address, or the one that a test mounts. Resolves to `ready`, or to what is wrong.
 */
export function restart(address?: string): Promise<string> {
  for (let id = Number(setTimeout(() => {})); id > 0; id--) clearTimeout(id)
  for (let id = requestAnimationFrame(() => {}); id > 0; id--) cancelAnimationFrame(id)
  document.adoptedStyleSheets = []
  globalThis.viewAddress = address
  document.open()
  document.write(
    '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><link rel="icon" href="data:,"><body><div id="app"></div>',
  )
  document.close()
  scrollTo(0, 0)
  const root = document.documentElement
  return new Promise((settle, fail) => {
    const look = () => root.dataset.view !== undefined && settle(root.dataset.view)
    new MutationObserver(look).observe(root, { attributeFilter: ['data-view'] })
    showView().catch(fail)
  })
}

declare global {
  /** In the page: the modules of `show-view.ts` as one function. */
  var showView: () => Promise<void>
}
