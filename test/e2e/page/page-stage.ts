/**
 * The page's script as it ships, in a real Chromium, on the fixture pages. A small extension around it stands in for the
 * rest: its background answers the same way each time, and its card shows the ID alone.
 */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { stripTypeScriptTypes } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CDPSession, Frame, Locator, Page, Worker } from 'playwright-core'
import * as v from 'valibot'
import { type HarnessBrowser, launchBrowser } from '../../harness/browser.ts'
import { buildOnce, ROOT } from '../../harness/build-once.ts'
import { type ServedPages, servePages } from '../../pages/serve-pages.ts'

const EXTENSION = join(ROOT, 'extension')
const PATIENCE_MS = 20_000
const POLL_MS = { first: 20, last: 120 }
/** Longer than a pointer must rest. */
const REST_AGAIN_MS = 400
/** All that a web page ever loads of the extension, besides the card. */
const PAGE_FILES = ['page.js', 'page-overlay.js', 'page-card.js', 'page-finder.js', 'assets/page.css']

const AskedSchema = v.array(
  v.object({
    name: v.string(),
    payload: v.unknown(),
    frameId: v.optional(v.number()),
    url: v.optional(v.string()),
  }),
)
const ExpectedSchema = v.object({ marked: v.array(v.string()) })

export interface PageHarness {
  browser: HarnessBrowser
  background: Worker
  pages: ServedPages
  /** The folder of the extension that is loaded. */
  extension: string
  /** Opens a fixture page in the place of the last one, and waits until it has come to rest. */
  open(page: string): Promise<Page>
  /** What the background was asked, with this name. */
  asked(name: string): Promise<unknown[]>
  /** Sends an order to the page's script, as the background does. */
  order(page: Page, name: string, payload?: unknown, frameId?: number): Promise<unknown>
  /** Evaluates in the world of the page's script; resolves to what the top frame has of it. */
  inOurWorld(page: Page, expression: string, allFrames?: boolean): Promise<unknown>
  /** Sets how the background answers. */
  tell(told: Record<string, unknown>): Promise<void>
  close(): Promise<void>
}

export async function openPageHarness(): Promise<PageHarness> {
  const folder = await mkdtemp(join(tmpdir(), 'inquiry-lens-page-'))
  const [extension, pages] = await Promise.all([makeExtension(folder), servePages()])
  const browser = await launchBrowser({ extension, headless: true })
  const background = browser.context.serviceWorkers()[0]
  if (!background) throw new Error('The extension has no background')
  let page: Page | undefined

  const tabIdOf = (page: Page) =>
    background.evaluate(
      `chrome.tabs.query({}).then((tabs) => tabs.find(({ url }) => url === ${JSON.stringify(page.url())}).id)`,
    )

  return {
    browser,
    background,
    pages,
    extension,
    async open(name) {
      // A new tab costs more than what most tests do in it.
      if (!page || page.isClosed()) page = await browser.context.newPage()
      // As it goes, the last page still talks to the background.
      await page.goto('about:blank')
      await background.evaluate('asked.length = 0')
      await page.goto(pages.urlOf(name))
      await page.evaluate('window.settled')
      return page
    },
    async asked(name) {
      const all = v.parse(AskedSchema, await background.evaluate('asked'))
      return all.filter((message) => message.name === name).map(({ payload }) => payload)
    },
    async order(page, name, payload = null, frameId = 0) {
      const message = JSON.stringify({ name, payload })
      return background.evaluate(
        `chrome.tabs.sendMessage(${await tabIdOf(page)}, ${message}, { frameId: ${frameId} })`,
      )
    },
    async inOurWorld(page, expression, allFrames = false) {
      return background.evaluate(
        `chrome.scripting.executeScript({
          target: { tabId: ${await tabIdOf(page)}, allFrames: ${allFrames} },
          func: () => (${expression}),
        }).then(([{ result }]) => result)`,
      )
    },
    async tell(told) {
      await background.evaluate(`Object.assign(told, ${JSON.stringify(told)}); asked.length = 0`)
    },
    async close() {
      await browser.close()
      await pages.close()
      await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

/** Only the two scripts that run in pages: whatever the rest of the extension is at, they are built the same. */
async function makeExtension(folder: string): Promise<string> {
  const shipped = await buildOnce('extension')
  const built = join(folder, 'built')
  for (const file of PAGE_FILES) await cp(join(shipped, file), join(built, file))
  await cp(join(import.meta.dirname, 'stub'), built, { recursive: true })
  const channel = await readFile(join(EXTENSION, 'src/page/card/card-channel.ts'), 'utf8')
  await writeFile(join(built, 'card-channel.js'), stripTypeScriptTypes(channel))
  await writeFile(
    join(built, 'manifest.json'),
    JSON.stringify({
      manifest_version: 3,
      name: 'Inquiry Lens in pages',
      version: '1',
      permissions: ['scripting'],
      host_permissions: ['http://127.0.0.1/*'],
      background: { service_worker: 'background.js' },
      content_scripts: [
        {
          matches: ['http://127.0.0.1/*'],
          js: ['before.js', 'page.js'],
          css: ['assets/page.css'],
          all_frames: true,
          match_origin_as_fallback: true,
        },
      ],
      web_accessible_resources: [
        { resources: ['card.html'], matches: ['<all_urls>'], use_dynamic_url: true },
      ],
    }),
  )
  return built
}

/** What a page says must be marked in it, in order of the alphabet. */
export async function readExpected(frame: Frame): Promise<string[]> {
  const said = await frame.evaluate(() => {
    const written = document.getElementById('expected')?.textContent
    return written ? JSON.parse(written) : Reflect.get(window, 'expected')
  })
  return v.parse(ExpectedSchema, said).marked.toSorted()
}

/** What is marked in it, as the page itself can tell, without what is unseen in it. */
export const readMarked = (frame: Frame): Promise<string[]> =>
  frame.evaluate(() =>
    [...(CSS.highlights.get('inquiry-lens') ?? [])]
      .map(({ startContainer, startOffset, endContainer, endOffset }) => {
        const range = document.createRange()
        range.setStart(startContainer, startOffset)
        range.setEnd(endContainer, endOffset)
        return range.toString().replace(/[\u00AD\u200B-\u200D\u2060\uFEFF]/g, '')
      })
      .sort(),
  )

/** Tries again until it holds, and then says no more; or throws what it threw last. */
export async function eventually(check: () => Promise<void>): Promise<void> {
  const giveUpAt = Date.now() + PATIENCE_MS
  for (let pause = POLL_MS.first; ; pause = Math.min(2 * pause, POLL_MS.last)) {
    try {
      return await check()
    } catch (error) {
      if (Date.now() > giveUpAt) throw error
      await new Promise((resolve) => setTimeout(resolve, pause))
    }
  }
}

export interface Shape {
  tone: string
  /** Its paths: what tells it from others without its colour. */
  drawing: string
  transform: string
}

export interface Overlay {
  shapes: Shape[]
  /** The card's frame: its address and whether it is shown; `undefined` while there is none. */
  card: { src: string; isShown: boolean; transform: string } | undefined
  hasRing: boolean
  /** The element that our one element stands in. */
  home: string
}

interface TreeNode {
  nodeName: string
  attributes?: string[]
  children?: TreeNode[]
  shadowRoots?: TreeNode[]
  contentDocument?: TreeNode
}

/** What is in our shadow tree, by the debugger: the page must see nothing of it. */
export async function readOverlay(page: Page): Promise<Overlay | undefined> {
  const cdp = debuggers.get(page) ?? page.context().newCDPSession(page)
  debuggers.set(page, cdp)
  const { root } = await (await cdp).send('DOM.getDocument', { depth: -1, pierce: true })
  return find(root, '')
}

const debuggers = new WeakMap<Page, Promise<CDPSession>>()

function find(node: TreeNode, home: string): Overlay | undefined {
  for (const shadow of node.shadowRoots ?? []) {
    const layer = shadow.children?.find((child) => attribute(child, 'popover') === 'manual')
    if (layer) return describe(layer, home)
  }
  for (const child of [...(node.children ?? []), ...(node.shadowRoots ?? [])]) {
    const found = find(child, node.nodeName.toLowerCase())
    if (found) return found
  }
  return undefined
}

function describe(layer: TreeNode, home: string): Overlay {
  const children = layer.children ?? []
  const frame = children.find(({ nodeName }) => nodeName === 'IFRAME')
  const ring = children.find((child) => attribute(child, 'class') === 'ring')
  return {
    shapes: children
      .filter(({ nodeName }) => nodeName === 'svg')
      .map((svg) => ({
        tone: attribute(svg, 'class') ?? '',
        drawing: (svg.children ?? []).map((path) => attribute(path, 'd')).join(),
        transform: translation(svg),
      })),
    card: frame && {
      src: attribute(frame, 'src') ?? '',
      isShown: attribute(frame, 'class') === 'shown',
      transform: translation(frame),
    },
    hasRing: ring !== undefined && attribute(ring, 'hidden') === undefined,
    home,
  }
}

function attribute({ attributes = [] }: TreeNode, name: string): string | undefined {
  const place = attributes.findIndex((word, index) => index % 2 === 0 && word === name)
  return place < 0 ? undefined : attributes[place + 1]
}

const translation = (node: TreeNode): string =>
  /translate\(([^)]*)\)/.exec(attribute(node, 'style') ?? '')?.[1] ?? ''

/** Rests the pointer on an ID until its card is shown: again where the ID has moved, and where it was not marked yet. */
export async function restOn(page: Page, id: string): Promise<void> {
  let rested = { x: Number.NaN, y: Number.NaN, at: 0 }
  await eventually(async () => {
    const { x, y } = await placeOf(page, id)
    if (x !== rested.x || y !== rested.y || Date.now() - rested.at > REST_AGAIN_MS) {
      await page.mouse.move(x - 3, y)
      await page.mouse.move(x, y)
      rested = { x, y, at: Date.now() }
    }
    if (!(await readOverlay(page))?.card?.isShown) throw new Error(`There is no card over ${id}`)
  })
}

/**
 * Presses a button of a card that has all it waits for, where it is seen: what is pressed as a frame grows, the browser may
 * give to the page.
 */
export async function press(button: Locator): Promise<void> {
  await eventually(async () => {
    await button.hover()
    const isAtRest = await button.evaluate(async (one) => {
      const before = innerHeight
      await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))
      return innerHeight === before && !document.querySelector('[aria-busy=true]') && one.matches(':hover')
    })
    if (!isAtRest) throw new Error('The card still grows, or the pointer is elsewhere')
  })
  await button.click()
}

/** Where in the window this ID stands, in this frame. */
export async function placeOf(page: Page, id: string): Promise<{ x: number; y: number }> {
  return page.evaluate((wanted) => {
    const walk = (root: Node): DOMRect | undefined => {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_ALL)
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const inside = node instanceof Element && node.shadowRoot ? walk(node.shadowRoot) : undefined
        if (inside) return inside
        const start = node instanceof Text ? node.data.indexOf(wanted) : -1
        if (start < 0 || node.parentElement?.closest('script')) continue
        const range = document.createRange()
        range.setStart(node, start)
        range.setEnd(node, start + wanted.length)
        return range.getBoundingClientRect()
      }
      return undefined
    }
    const box = walk(document.documentElement)
    if (!box) throw new Error(`There is no ${wanted} here`)
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  }, id)
}
