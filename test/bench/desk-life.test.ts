/** What stays when a page lives long: a thousand routes, and ten minutes of a ticket with a new message each second. */
import type { CDPSession, Page } from 'playwright-core'
import * as v from 'valibot'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { eventually, openPageHarness, type PageHarness, readMarked } from '../e2e/page/page-stage.ts'
import { noteFigure } from './note-figure.ts'
import { traceScripts } from './page-trace.ts'

const ROUTES = 1000
const MESSAGES = 600
const MESSAGE_MS = 1000
/** While the work is measured. */
const MEASURED_MESSAGES = 20

let harness: PageHarness

beforeAll(async () => {
  harness = await openPageHarness()
})
afterAll(() => harness.close())

interface Kept {
  heap: number
  nodes: number
}

const MetricsSchema = v.object({ metrics: v.array(v.object({ name: v.string(), value: v.number() })) })

/** What is left after the garbage collector: bytes of script, and nodes, those no longer in the page too. */
async function readKept(cdp: CDPSession): Promise<Kept> {
  // What is held weakly goes with the second.
  for (let times = 0; times < 2; times++) await cdp.send('HeapProfiler.collectGarbage')
  const { metrics } = v.parse(MetricsSchema, await cdp.send('Performance.getMetrics'))
  const heap = metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? Number.NaN
  const { nodes } = await cdp.send('Memory.getDOMCounters')
  return { heap, nodes }
}

async function watchMemory(page: Page): Promise<CDPSession> {
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('Performance.enable')
  return cdp
}

it('keeps nothing of a thousand routes', { timeout: 600_000 }, async () => {
  const page = await harness.open('tickets.html')
  const cdp = await watchMemory(page)
  /** Each with twenty IDs of its own, marked before the next one comes. */
  const visit = async (route: number) => {
    const ids = await page.evaluate((number) => {
      history.pushState(null, '', `?route=${number}`)
      const main = document.createElement('main')
      const makeId = Reflect.get(window, 'makeId')
      const made: string[] = Array.from({ length: 20 }, (_, at) => makeId(number * 20 + at))
      for (const id of made)
        main.append(Object.assign(document.createElement('p'), { textContent: `Case ${id}` }))
      document.body.replaceChildren(main)
      return made
    }, route)
    await eventually(async () => expect(await readMarked(page.mainFrame())).toEqual(ids.toSorted()))
  }
  for (let route = 0; route < 50; route++) await visit(route)
  const before = await readKept(cdp)
  for (let route = 50; route < ROUTES; route++) await visit(route)
  const after = await readKept(cdp)
  noteFigure('a thousand routes: heap that stays', 'B', 300_000, [after.heap - before.heap])
  noteFigure('a thousand routes: nodes that stay', 'nodes', 50, [after.nodes - before.nodes])
})

it('is as light after ten minutes of a ticket as after one', { timeout: 900_000 }, async () => {
  const page = await harness.open('desks/zendesk.html')
  const cdp = await watchMemory(page)
  await eventually(async () => expect((await readMarked(page.mainFrame())).length).toBeGreaterThan(2))
  let said = 0
  const talk = async (messages: number): Promise<void> => {
    await page.evaluate(
      ([first, count, ms]) =>
        new Promise<void>((done) => {
          const log = document.querySelector('#ticket-1 .log')
          let number = first
          const timer = setInterval(() => {
            const article = document.createElement('article')
            const id = Reflect.get(window, 'makeId')(1000 + number)
            article.textContent = number % 10 === 0 ? `About ${id}` : `Message ${number}`
            log?.append(article)
            // A ticket shows its last fifty.
            if (log && log.childElementCount > 50) log.firstElementChild?.remove()
            if (++number < first + count) return
            clearInterval(timer)
            done()
          }, ms)
        }),
      [said, messages, MESSAGE_MS] as const,
    )
    said += messages
  }
  const measure = () => traceScripts(page, /^chrome-extension:/, () => talk(MEASURED_MESSAGES))
  await talk(60 - MEASURED_MESSAGES)
  const [early, before] = [await measure(), await readKept(cdp)]
  await talk(MESSAGES - said - MEASURED_MESSAGES)
  const [late, after] = [await measure(), await readKept(cdp)]
  noteFigure('a ticket, first minute: own work in 20 s', 'ms', undefined, [early.total])
  noteFigure('a ticket, tenth minute: own work in 20 s', 'ms', early.total * 1.5 + 5, [late.total])
  noteFigure('a ticket, ten minutes: heap that stays', 'B', 300_000, [after.heap - before.heap])
  noteFigure('a ticket, ten minutes: nodes that stay', 'nodes', 50, [after.nodes - before.nodes])
})
