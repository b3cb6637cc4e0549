/** What a page pays for us: bytes, and turns of its main thread. */
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { eventually, openPageStage, type PageStage, readMarked } from '../e2e/page/page-stage.ts'

const MOST_RUNS = 20
const PAGE_SCRIPT_BYTES = 12_000
const CARD_SCRIPT_BYTES = 10_000
const SLICE_MS = 10
const WITHOUT_IDS_MS = 5

let stage: PageStage

beforeAll(async () => {
  stage = await openPageStage()
})
afterAll(() => stage.close())

interface Cost {
  longest: number
  total: number
}

/**
 * The turns of the first scan; our script's start, which is the same on every page, is the turn before. Tried again until
 * one run is within bounds: the machine has other things to do, which only ever add to what is measured.
 */
async function findRun(name: string, marks: number, isWithin: (cost: Cost) => boolean): Promise<Cost[]> {
  const runs: Cost[] = []
  while (runs.length < MOST_RUNS && !runs.some(isWithin)) {
    const page = await stage.open(name)
    await eventually(async () => expect(await readMarked(page.mainFrame())).toHaveLength(marks))
    await page.waitForTimeout(300)
    const turns = v.parse(v.array(v.number()), await stage.inOurWorld(page, 'globalThis.turns'))
    const scan = turns.slice(1)
    runs.push({ longest: Math.max(...scan), total: scan.reduce((sum, turn) => sum + turn, 0) })
    await page.close()
  }
  return runs
}

it('is small: before the first hover, and with the card', async () => {
  const bytes = async (file: string) => (await stat(join(stage.extension, file))).size
  expect(await bytes('page.js')).toBeLessThanOrEqual(PAGE_SCRIPT_BYTES)
  expect(await bytes('page-card.js')).toBeLessThanOrEqual(CARD_SCRIPT_BYTES)
})

it('goes through 50,000 text nodes without an ID at once, and asks nobody', async () => {
  await stage.tell({})
  const isWithin = ({ total }: Cost) => total <= WITHOUT_IDS_MS
  const runs = await findRun('many-nodes.html', 0, isWithin)
  expect(runs.some(isWithin), JSON.stringify(runs)).toBe(true)
  expect(await stage.background.evaluate('asked')).toEqual([])
})

it('goes through 50,000 text nodes with 200 IDs in turns that nobody feels', async () => {
  const isWithin = ({ longest }: Cost) => longest <= SLICE_MS
  const runs = await findRun('many-nodes.html?ids=200', 200, isWithin)
  expect(runs.some(isWithin), JSON.stringify(runs)).toBe(true)
})
