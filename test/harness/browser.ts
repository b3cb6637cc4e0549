/** A real Chromium with the extension loaded and a profile of its own that goes when it is closed. */
import { existsSync, rmSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { type BrowserContext, type CDPSession, chromium, type Frame, type Page } from 'playwright-core'
import type { CommandName } from '../../extension/command-keys.ts'
import { ROOT } from './build-once.ts'
import { attachSurface, reloadSurfaces, type Surface } from './surface.ts'

/** Open browsers, for the report of a failed test. */
const open = new Set<BrowserContext>()

const FEATURES = [
  // Else Chromium reads the administrator's policy, which a sign-in needs, no sooner than three seconds after its start.
  'ImprovedStartupBestEffortDelay:StartupDelayVisibleTabTimeout/0s/StartupDelayFailsafeTimeout/0s',
  // Playwright's own, which ours would replace.
  'CDPScreenshotNewSurface',
  'SkipListAccountsWithoutGaiaCookies',
].join()

const SWITCHED_OFF = [
  // The pages behind the address bar, loaded for each window: half a second of a core, for what no test opens.
  'PreloadTopChromeWebUI',
  'SpareRendererForSitePerProcess',
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'WebUIOmniboxFullPopup',
  // Playwright's own, which ours would replace.
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
].join()

/** Chromium takes the last of each. */
export const FEATURE_ARGS = [`--enable-features=${FEATURES}`, `--disable-features=${SWITCHED_OFF}`] as const

const WINDOW = { width: 1440, height: 1000 } as const

/** Of what stood on the screen when a test failed; emptied by the next run. */
export const PICTURES = join(ROOT, 'test/failures')

export type SurfacePage = 'popup' | 'sidepanel'

export interface HarnessBrowser {
  context: BrowserContext
  extensionId: string
  /** `popup.html`, `sidepanel.html` or `options.html` as an ordinary tab. */
  openTab(file: string, size?: { width: number; height: number }): Promise<Page>
  /** Presses the toolbar button over this page: the true popup opens. */
  clickToolbarButton(page: Page): Promise<Surface>
  /** The true popup or side panel, once it is open. */
  attach(surface: SurfacePage): Promise<Surface>
  /** The true side panel of the window that this page is in, once it is open. */
  attachPanelBeside(page: Page): Promise<Surface>
  /** How many pages of ours stand at the side of windows. */
  countSidePanels(): Promise<number>
  /** Opens an address in a window of its own. */
  openWindow(url: string, type?: 'normal' | 'popup'): Promise<Page>
  /** What choosing our item in the page's context menu does; the menu itself cannot be opened without a screen. */
  chooseMenuItem(selectionText: string): Promise<void>
  /** What pressing one of our shortcuts does over this page; the browser's own keys cannot be pressed from here. */
  pressShortcut(page: Page, command: CommandName): Promise<void>
  /** Stops the background, as the browser does whenever it likes. */
  killBackground(): Promise<void>
  /** Loads our open pages again, popup and side panel too, and the web pages that show our card. */
  reloadPages(): Promise<void>
  /** Loads the extension again, as an update does, then our tabs and the web pages. A side panel closes. */
  reloadExtension(): Promise<void>
  close(): Promise<void>
}

export interface BrowserOptions {
  extension: string
  /** Another extension, loaded beside ours. */
  beside?: string
  headless: boolean
  /** In Chromium's place, see `policy.ts`. */
  executable?: string
  /** Where every request goes, those to this machine too. */
  proxy?: string
  /** Where debuggers may attach. */
  inspectorPort?: number
}

interface Launched {
  context: BrowserContext
  profile: string
  isClockMoved(): boolean
}

/** Without extension and pages, for the next one that is needed. */
const idle: Launched[] = []
let keepsChromium = false

/**
 * From here on a Chromium that is closed goes on, as empty as a new one, and is the next one launched in this process, which
 * it ends with: for test files, one after the other.
 */
export function keepChromium(): void {
  keepsChromium = true
}

export async function launchBrowser(options: BrowserOptions): Promise<HarnessBrowser> {
  const { extension, beside, executable, proxy, inspectorPort } = options
  const isUsual = [executable, proxy, inspectorPort].every((option) => option === undefined)
  const launched = (isUsual && idle.pop()) || (await launchChromium(options))
  const { context } = launched
  const cdp = await openBrowserSession(context)
  const { id: extensionId } = await cdp.send('Extensions.loadUnpacked', { path: extension })
  if (context.serviceWorkers().length === 0) await context.waitForEvent('serviceworker')
  const loaded = [extensionId]
  if (beside !== undefined) loaded.push((await cdp.send('Extensions.loadUnpacked', { path: beside })).id)
  open.add(context)
  const addressOf = (file: string) => `chrome-extension://${extensionId}/${file}`
  const reload = (page: Page) => page.reload({ waitUntil: 'commit' })
  const isOurs = (url: string) => url.startsWith(addressOf(''))

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
    async attachPanelBeside(page) {
      const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'))
      const windowId = await worker.evaluate(
        async (url) => (await chrome.tabs.query({})).find((tab) => tab.url === url)?.windowId,
        page.url(),
      )
      return attachSurface(
        cdp,
        addressOf('sidepanel.html'),
        `chrome.tabs.getCurrent().then(async (tab) => !tab && (await chrome.windows.getCurrent()).id === ${windowId})`,
      )
    },
    async countSidePanels() {
      const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'))
      return worker.evaluate(
        async () => (await chrome.runtime.getContexts({ contextTypes: ['SIDE_PANEL'] })).length,
      )
    },
    async openWindow(url, type = 'normal') {
      const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'))
      const opened = context.waitForEvent('page')
      await worker.evaluate(
        (created) => chrome.windows.create({ ...created, focused: true }).then(() => {}),
        {
          url,
          type,
        },
      )
      const page = await opened
      await waitForDocument(page, url)
      return page
    },
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
    async pressShortcut(page, command) {
      await page.bringToFront()
      const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'))
      await worker.evaluate(
        async ([name, url]) => {
          const tab = (await chrome.tabs.query({ active: true })).find((one) => one.url === url)
          const { onCommand } = chrome.commands
          Reflect.apply(Reflect.get(onCommand, 'dispatch'), onCommand, [name, tab])
        },
        [command, page.url()] as const,
      )
    },
    async killBackground() {
      const [page] = context.pages()
      if (!page) throw new Error('No page is open')
      const session = await context.newCDPSession(page)
      await session.send('ServiceWorker.enable')
      await session.send('ServiceWorker.stopAllWorkers')
      await session.detach()
    },
    async reloadPages() {
      const around = context
        .pages()
        .filter((page) => !isOurs(page.url()) && page.frames().some(isOfExtension))
      await Promise.all([reloadSurfaces(cdp, addressOf('')), ...around.map(reload)])
    },
    async reloadExtension() {
      const isWeb = (page: Page) => /^https?:/.test(page.url())
      const web = context.pages().filter(isWeb)
      const tabs = context
        .pages()
        .filter((page) => isOurs(page.url()))
        .map((page) => ({ page, url: page.url() }))
      // Chromium would close them.
      await Promise.all(tabs.map(({ page }) => page.goto('about:blank')))
      await cdp.send('Extensions.loadUnpacked', { path: extension })
      await Promise.all([...web.map(reload), ...tabs.map(({ page, url }) => page.goto(url))])
    },
    async close() {
      open.delete(context)
      if (!keepsChromium || !isUsual || launched.isClockMoved()) return closeChromium(launched)
      await emptyChromium(context, cdp, loaded)
      idle.push(launched)
    },
  }
}

async function launchChromium({
  headless,
  executable = findChromium(),
  proxy,
  inspectorPort,
}: BrowserOptions): Promise<Launched> {
  const profile = await mkdtemp(join(tmpdir(), 'inquiry-lens-'))
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: executable,
    headless,
    ignoreDefaultArgs: ['--disable-extensions'],
    // The harness closes it, in order.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    // The window's own size: where a made-up one is larger than what an open side panel leaves, clicks are lost.
    viewport: null,
    args: [
      // Chromium refuses its sandbox to root, which is who tests run as in a container.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ...(proxy === undefined ? [] : [`--proxy-server=${proxy}`, '--proxy-bypass-list=<-loopback>']),
      ...(inspectorPort === undefined ? [] : [`--remote-debugging-port=${inspectorPort}`]),
      '--enable-unsafe-extension-debugging',
      `--window-size=${WINDOW.width},${WINDOW.height}`,
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-quic',
      '--no-first-run',
      ...FEATURE_ARGS,
    ],
  })
  // Playwright ends Chromium with this process.
  process.once('exit', () => rmSync(profile, { recursive: true, force: true, maxRetries: 5 }))
  return { context, profile, isClockMoved: watchClock(context) }
}

/** Asks the document itself: the load event of a window that opens may come before the driver listens. */
export const waitForDocument = async (page: Pick<Page, 'waitForFunction'>, url?: string): Promise<void> => {
  await page.waitForFunction(
    (isBlank) => (isBlank || location.href !== 'about:blank') && document.readyState === 'complete',
    url === 'about:blank',
  )
}

/** From here on, whether its pages’ clock is a test’s, which Playwright never gives back. */
export function watchClock({ clock }: BrowserContext): () => boolean {
  let isMoved = false
  const install = clock.install.bind(clock)
  clock.install = (options) => {
    isMoved = true
    return install(options)
  }
  return () => isMoved
}

async function closeChromium({ context, profile }: Launched): Promise<void> {
  await context.close()
  await rm(profile, { recursive: true, force: true, maxRetries: 5 })
}

/** What an extension had, its permissions too, goes with it; a window of its own has no side panel. */
async function emptyChromium(
  context: BrowserContext,
  cdp: CDPSession,
  extensionIds: readonly string[],
): Promise<void> {
  const used = context.pages()
  const fresh = context.waitForEvent('page')
  await cdp.send('Target.createTarget', { url: 'about:blank', newWindow: true, ...WINDOW })
  await fresh
  await Promise.all(used.map((page) => page.close()))
  for (const id of extensionIds) await cdp.send('Extensions.uninstall', { id })
  await Promise.all([
    context.clearCookies(),
    context.clearPermissions(),
    context.unrouteAll({ behavior: 'ignoreErrors' }),
  ])
  await cdp.detach()
}

async function openBrowserSession(context: BrowserContext): Promise<CDPSession> {
  const browser = context.browser()
  if (!browser) throw new Error('The context has no browser')
  return browser.newBrowserCDPSession()
}

/** The pages of a browser that another process launched with this `inspectorPort`. */
export async function inspectBrowser(port: number) {
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`)
  const [context] = browser.contexts()
  if (!context) throw new Error('The browser has no context')
  return { context, leave: () => browser.close() }
}

export function findChromium(): string {
  const path = process.env.CHROMIUM ?? listPrograms('chromium', 'chromium-browser').find(existsSync)
  if (!path) throw new Error('No Chromium found. Run `npm run set-up`, or set CHROMIUM to one.')
  return path
}

function listPrograms(...names: string[]): string[] {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return folders.flatMap((folder) => names.map((name) => join(folder, name)))
}

/** A card’s address begins differently in each browser session. */
const isOfExtension = (frame: Frame): boolean => frame.url().startsWith('chrome-extension:')

/** What every page of ours shows at this moment, frames within foreign pages too. */
export async function readScreens(): Promise<string[]> {
  const frames = [...open]
    .flatMap((context) => context.pages())
    .flatMap((page) => page.frames())
    .filter(isOfExtension)
  return Promise.all(
    frames.map(async (frame) => {
      const body = frame.locator('body')
      const said = await body.ariaSnapshot({ timeout: 2_000 }).catch((error: unknown) => `(${error})`)
      return `${new URL(frame.url()).pathname}\n${said}`
    }),
  )
}

/** Of every page; one that cannot be pictured is left out. Resolves to the files, whose names begin with this one. */
export async function takePictures(name: string): Promise<string[]> {
  const pages = [...open].flatMap((context) => context.pages())
  const taken: string[] = []
  for (const [index, page] of pages.entries()) {
    const file = join(PICTURES, `${name}-${index + 1}.png`)
    await page.screenshot({ path: file, timeout: 5_000 }).then(
      () => taken.push(file),
      () => {},
    )
  }
  return taken
}

async function findTab(cdp: CDPSession, page: Page): Promise<string> {
  const { targetInfos } = await cdp.send('Target.getTargets', { filter: [{ type: 'tab', exclude: false }] })
  const tab = targetInfos.find(({ url }) => url === page.url())
  if (!tab) throw new Error(`There is no tab at ${page.url()}`)
  return tab.targetId
}
