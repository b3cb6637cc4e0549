/** What marking costs a page's main thread, beside the same done by mark.js, linkifyjs and the plainest highlighter. */
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, dirname, isAbsolute, join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import * as v from 'valibot'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually, openPageHarness, type PageHarness } from '../e2e/page/page-stage.ts'
import { type HarnessBrowser, launchBrowser } from '../harness/browser.ts'
import { noteFigure } from './note-figure.ts'
import { type OwnTime, traceScripts } from './page-trace.ts'

const RUNS = 3
const SLICE_MS = 10
const REST_MS = 700

const { resolve } = createRequire(import.meta.url)
const fileOf = (library: string, file: string) => join(dirname(resolve(library)), file)
const PEERS: Record<string, string[]> = {
  'mark.js': [resolve('mark.js'), 'markjs.js'],
  linkifyjs: [
    fileOf('linkifyjs', 'linkify.js'),
    fileOf('linkify-element', 'linkify-element.js'),
    'linkify.js',
  ],
  'the plainest highlighter': ['highlight.js'],
}

let harness: PageHarness
const browsers = new Map<string, HarnessBrowser>()
const folders: string[] = []

beforeAll(async () => {
  harness = await openPageHarness()
  // As the others: Persona's IDs alone.
  await harness.tell({ uuids: null, patterns: [] })
  browsers.set('Inquiry Lens', harness.browser)
  for (const [name, files] of Object.entries(PEERS)) {
    const extension = await makePeer(files)
    browsers.set(name, await launchBrowser({ extension, headless: true }))
  }
})
afterAll(async () => {
  for (const browser of browsers.values()) if (browser !== harness.browser) await browser.close()
  await harness?.close()
  for (const folder of folders) await rm(folder, { recursive: true, force: true, maxRetries: 5 })
})

async function makePeer(files: readonly string[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'inquiry-lens-peer-'))
  folders.push(folder)
  const scripts: string[] = []
  for (const [at, file] of ['before.js', ...files, 'after.js'].entries()) {
    const script = `${at}-${basename(file)}`
    await copyFile(isAbsolute(file) ? file : join(import.meta.dirname, 'peers', file), join(folder, script))
    scripts.push(script)
  }
  await writeFile(join(folder, 'background.js'), '')
  await writeFile(
    join(folder, 'manifest.json'),
    JSON.stringify({
      manifest_version: 3,
      name: 'Beside Inquiry Lens',
      version: '1',
      background: { service_worker: 'background.js' },
      content_scripts: [{ matches: ['http://127.0.0.1/*'], js: scripts }],
    }),
  )
  return folder
}

const countMarked = async (page: Page): Promise<number> =>
  v.parse(
    v.number(),
    await page.evaluate(
      () =>
        [...CSS.highlights.values()].reduce((sum, { size }) => sum + size, 0) +
        document.getElementsByClassName('peer').length,
    ),
  )

/** Loads the page and does what there is to do on it, at the end of which so many are marked. */
async function measure(
  context: BrowserContext,
  query: string,
  marks: number,
  act?: (page: Page) => Promise<unknown>,
): Promise<OwnTime> {
  const page = await context.newPage()
  const load = async () => {
    await page.goto(harness.pages.urlOf(`tickets.html?${query}`))
    await eventually(async () => expect(await countMarked(page)).toBe(marks))
    await page.waitForTimeout(REST_MS)
  }
  if (act) await load()
  const time = await traceScripts(page, /^chrome-extension:/, async () => {
    await (act ? act(page) : load())
  })
  await page.close()
  return time
}

describe.each([
  { what: '5,000 text nodes with 50 IDs', query: 'nodes=5000&ids=50', marks: 50 },
  { what: '50,000 text nodes with 200 IDs', query: 'nodes=50000&ids=200', marks: 200 },
  { what: '200,000 text nodes with 1,000 IDs', query: 'nodes=200000&ids=1000', marks: 1000, own: 400 },
  { what: '50,000 text nodes without an ID', query: 'nodes=50000', marks: 0 },
  {
    what: '2,000 changes a second for 10 s',
    query: 'nodes=5000&ids=50&live=10',
    marks: 50,
    own: 250,
    act: (page: Page) => page.evaluate('begin()').then(() => page.waitForTimeout(REST_MS)),
  },
])('$what', ({ what, query, marks, own, act }) => {
  it.each(['Inquiry Lens', ...Object.keys(PEERS)])('by %s', { timeout: 300_000 }, async (name) => {
    const browser = browsers.get(name)
    if (!browser) throw new Error(`There is no browser for ${name}`)
    const times: OwnTime[] = []
    while (times.length < RUNS) times.push(await measure(browser.context, query, marks, act))
    const isOurs = browser === harness.browser
    noteFigure(
      `${what}, ${name}: in all`,
      'ms',
      isOurs ? own : undefined,
      times.map(({ total }) => total),
    )
    noteFigure(
      `${what}, ${name}: at most in one task`,
      'ms',
      isOurs ? SLICE_MS : undefined,
      times.map(({ longest }) => longest),
    )
  })
})
