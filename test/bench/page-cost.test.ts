/** What a page pays for us: bytes, and turns of its main thread. */
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { eventually, openPageHarness, type PageHarness, readMarked } from '../e2e/page/page-stage.ts'
import { noteFigure, repeat } from './note-figure.ts'

const PAGE_SCRIPT_BYTES = 12_000
const OVERLAY_SCRIPT_BYTES = 9_000
const CARD_SCRIPT_BYTES = 10_000
const SLICE_MS = 10
const WITHOUT_IDS_MS = 5

let harness: PageHarness

beforeAll(async () => {
  harness = await openPageHarness()
})
afterAll(() => harness.close())

interface Cost {
  longest: number
  total: number
}

/** The turns of the first scan; our script's start, which is the same on every page, is the turn before. */
const scan = (name: string, marks: number): Promise<Cost[]> =>
  repeat(async () => {
    const page = await harness.open(name)
    await eventually(async () => expect(await readMarked(page.mainFrame())).toHaveLength(marks))
    await page.waitForTimeout(300)
    const turns = v.parse(v.array(v.number()), await harness.inOurWorld(page, 'globalThis.turns'))
    const scanned = turns.slice(1)
    await page.close()
    return { longest: Math.max(...scanned), total: scanned.reduce((sum, turn) => sum + turn, 0) }
  })

it('is small: before the first mark, with it, and with the card', async () => {
  const bytes = async (file: string) => (await stat(join(harness.extension, file))).size
  noteFigure('page script', 'B', PAGE_SCRIPT_BYTES, [await bytes('page.js')])
  noteFigure('page script of the states, on the first mark', 'B', OVERLAY_SCRIPT_BYTES, [
    await bytes('page-overlay.js'),
  ])
  noteFigure('page script of the card, on the first hover', 'B', CARD_SCRIPT_BYTES, [
    await bytes('page-card.js'),
  ])
})

const NOTHING_TO_LEARN = { uuids: null, patterns: [] }
const HINTS = {
  uuids: { salt: 'stub', known: ['9dc86793f93a'], words: ['check id'] },
  patterns: ['cust-#{6,9}', '[KD|AC]#####'],
}
const asked = async () =>
  v.parse(v.array(v.object({ name: v.string() })), await harness.background.evaluate('asked'))

it.each([
  ['', NOTHING_TO_LEARN],
  [', looked through for UUIDs and two patterns too', HINTS],
])('goes through 50,000 text nodes without an ID at once, and asks about none%s', async (further, told) => {
  await harness.tell(told)
  const runs = await scan('many-nodes.html', 0)
  const totals = runs.map(({ total }) => total)
  noteFigure(`50,000 text nodes without an ID, in all${further}`, 'ms', WITHOUT_IDS_MS, totals)
  expect(new Set((await asked()).map(({ name }) => name))).toEqual(new Set(['page:load-finder']))
})

it('goes through 50,000 text nodes with 200 IDs in slices of at most 10 ms', async () => {
  const runs = await scan('many-nodes.html?ids=200', 200)
  const longest = runs.map((run) => run.longest)
  noteFigure('50,000 text nodes with 200 IDs, longest slice', 'ms', SLICE_MS, longest)
})
