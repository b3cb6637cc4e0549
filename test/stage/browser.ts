/** A real Chromium with the extension loaded and a profile of its own that goes when it is closed. */
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, type CDPSession, chromium, type Page } from 'playwright-core'
import type { CommandName } from '../../extension/command-keys.ts'
import { attachSurface, type Surface } from './surface.ts'

/** Those that nobody has closed yet, for whoever must say what is on the screen. */
const open = new Set<BrowserContext>()

const CANDIDATES = ['/usr/bin/chromium', '/usr/bin/chromium-browser']

export type SurfacePage = 'popup' | 'sidepanel'

export interface StageBrowser {
  context: BrowserContext
  extensionId: string
  /** `popup.html`, `sidepanel.html` or `options.html` as an ordinary tab. */
  openTab(file: string, size?: { width: number; height: number }): Promise<Page>
  /** Presses the toolbar button over this page: the true popup opens. */
  clickToolbarButton(page: Page): Promise<Surface>
  /** The true popup or side panel, once it is open. */
  attach(surface: SurfacePage): Promise<Surface>
  /** What choosing our item in the page's context menu does; the menu itself cannot be opened without a screen. */
  chooseMenuItem(selectionText: string): Promise<void>
  /** What pressing one of our shortcuts does over the tab in front; the browser's own keys cannot be pressed from here. */
  pressShortcut(command: CommandName): Promise<void>
  /** Stops the background, as the browser does whenever it likes. */
  killBackground(): Promise<void>
  close(): Promise<void>
}

export interface BrowserOptions {
  extension: string
  headless: boolean
  /** In Chromium's place, see `policy.ts`. */
  executable?: string
  /** Where every request goes, those to this machine too. */
  proxy?: string
}

export async function launchBrowser({
  extension,
  headless,
  executable = findChromium(),
  proxy,
}: BrowserOptions): Promise<StageBrowser> {
  const profile = await mkdtemp(join(tmpdir(), 'inquiry-lens-'))
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: executable,
    headless,
    // Whoever opened the stage ends it, in order.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    // The window's own size: where a made-up one is larger than what an open side panel leaves, clicks are lost.
    viewport: null,
    args: [
      // Chromium refuses its sandbox to root, which is who tests run as in a container.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ...(proxy === undefined ? [] : [`--proxy-server=${proxy}`, '--proxy-bypass-list=<-loopback>']),
      `--disable-extensions-except=${extension}`,
      `--load-extension=${extension}`,
      '--enable-unsafe-extension-debugging',
      '--window-size=1440,1000',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-quic',
      '--no-first-run',
    ],
  })
  const background = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'))
  const extensionId = new URL(background.url()).host
  const browser = context.browser()
  if (!browser) throw new Error('The context has no browser')
  const cdp = await browser.newBrowserCDPSession()
  open.add(context)
  const addressOf = (file: string) => `chrome-extension://${extensionId}/${file}`

  return {
    context,
    extensionId,
    async openTab(file, size) {
      const page = await context.newPage()
      if (size) await page.setViewportSize(size)
      await page.goto(addressOf(file))
      return page
    },
    async clickToolbarButton(page) {
      await page.bringToFront()
      await cdp.send('Extensions.triggerAction', { id: extensionId, targetId: await findTab(cdp, page) })
      return attachSurface(cdp, addressOf('popup.html'))
    },
    attach: (surface) => attachSurface(cdp, addressOf(`${surface}.html`)),
    async chooseMenuItem(selectionText) {
      const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'))
      await worker.evaluate(async (selected) => {
        const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true })
        const info = { menuItemId: 'look-up-selection', selectionText: selected, editable: false }
        // The dispatch that the browser itself uses; it is in no type.
        Reflect.apply(Reflect.get(chrome.contextMenus.onClicked, 'dispatch'), chrome.contextMenus.onClicked, [
          { ...info, pageUrl: tab?.url },
          tab,
        ])
      }, selectionText)
    },
    async pressShortcut(command) {
      const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'))
      await worker.evaluate(async (name) => {
        const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true })
        Reflect.apply(Reflect.get(chrome.commands.onCommand, 'dispatch'), chrome.commands.onCommand, [
          name,
          tab,
        ])
      }, command)
    },
    async killBackground() {
      const page = await context.newPage()
      const session = await context.newCDPSession(page)
      await page.goto(addressOf('options.html'))
      await session.send('ServiceWorker.enable')
      await session.send('ServiceWorker.stopAllWorkers')
      await page.close()
    },
    async close() {
      open.delete(context)
      await context.close()
      await rm(profile, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

export function findChromium(): string {
  const path = process.env.CHROMIUM ?? CANDIDATES.find((candidate) => existsSync(candidate))
  if (!path) throw new Error('No Chromium found. Run `npm run set-up`, or set CHROMIUM to one.')
  return path
}

/** What every page of ours shows at this moment, frames within foreign pages too. */
export async function readScreens(): Promise<string[]> {
  const frames = [...open]
    .flatMap((context) => context.pages())
    .flatMap((page) => page.frames())
    .filter((frame) => frame.url().startsWith('chrome-extension:'))
  return Promise.all(
    frames.map(async (frame) => {
      const body = frame.locator('body')
      const said = await body.ariaSnapshot({ timeout: 2_000 }).catch((error: unknown) => `(${error})`)
      return `${new URL(frame.url()).pathname}\n${said}`
    }),
  )
}

async function findTab(cdp: CDPSession, page: Page): Promise<string> {
  const { targetInfos } = await cdp.send('Target.getTargets', { filter: [{ type: 'tab', exclude: false }] })
  const tab = targetInfos.find(({ url }) => url === page.url())
  if (!tab) throw new Error(`There is no tab at ${page.url()}`)
  return tab.targetId
}
