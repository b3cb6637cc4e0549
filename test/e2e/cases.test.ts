/** The panel's cases over a real relay: whom the provider is asked about, and how an agent gets along by keys alone. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Harness, openHarness, pairInOptions } from '../harness/harness.ts'
import { PANEL_SIZE } from '../harness/open-panel.ts'

/** As the relay keeps the state of an open case. */
const FRESH_MS = 10_000

let harness: Harness

beforeAll(async () => {
  harness = await openHarness({ headless: true, isClocked: true })
  await (await pairInOptions(harness, 'ada@example.com')).close()
})
afterAll(() => harness.close())

const rowsOf = (panel: Page) => panel.getByRole('tabpanel').locator('.rows .row')

/** The inquiries whose rows are in sight, and whether each is final, once all their states are there. */
async function readInSight(panel: Page): Promise<Map<string, boolean>> {
  const read = () =>
    panel.evaluate(() => {
      const box = document.querySelector('[role=tabpanel]:not([hidden]) .scroller')?.getBoundingClientRect()
      return [...document.querySelectorAll('[role=tabpanel]:not([hidden]) .rows .row')].flatMap((row) => {
        // A row whose state is beyond the edge is not looked up.
        const line = row.querySelector('.status')?.getBoundingClientRect()
        const id = /inq_\w+$/.exec(row.id)?.[0]
        const word = row.querySelector('.status-word')?.textContent
        return box && line && id && line.bottom > box.top && line.top < box.bottom ? [{ id, word }] : []
      })
    })
  await expect.poll(async () => (await read()).every(({ word }) => word !== undefined)).toBe(true)
  const isFinal = (word = '') => ['Approved', 'Declined', 'Expired', 'Failed', 'Redacted'].includes(word)
  return new Map((await read()).map(({ id, word }) => [id, isFinal(word)]))
}

it('asks for the states of those in sight, each once', async () => {
  const { control } = harness.providers
  const began = Date.now()
  const panel = await harness.browser.openTab('sidepanel.html', PANEL_SIZE)
  await rowsOf(panel).first().waitFor()
  const seen = await readInSight(panel)
  expect(seen.size).toBeGreaterThan(3)
  const drawn = await rowsOf(panel).evaluateAll((rows) =>
    rows.flatMap(({ id }) => /inq_\w+$/.exec(id)?.[0] ?? []),
  )
  const last = drawn.at(-1) ?? ''
  // What comes above the rows may have moved the first of those beyond the edge, which had been in sight.
  expect([...seen.keys()]).not.toContain(last)
  expect(control.callsNaming(last)).toBe(0)

  await panel
    .getByRole('tabpanel')
    .locator('.scroller')
    .evaluate((box) => box.scrollBy(0, box.clientHeight))
  for (const [id, isFinal] of await readInSight(panel)) seen.set(id, isFinal)

  const turns = 1 + Math.floor((Date.now() - began) / FRESH_MS)
  for (const [id, isFinal] of seen) {
    expect(control.callsNaming(id), id).toBeGreaterThanOrEqual(1)
    expect(control.callsNaming(id), id).toBeLessThanOrEqual(isFinal ? 1 : turns)
  }
  await panel.close()
})

it('leads by keys alone to a case, what is known of it, and the sessions', async () => {
  const panel = await harness.browser.openTab('sidepanel.html', PANEL_SIZE)
  await rowsOf(panel).first().waitFor()
  const place = () =>
    panel.evaluate(() => document.activeElement?.closest('.row-item')?.getAttribute('aria-posinset'))
  await panel.keyboard.press('j')
  await expect.poll(place).toBe('1')
  await panel.keyboard.press('j')
  await expect.poll(place).toBe('2')
  const id = (await panel.evaluate(() => document.activeElement?.id)) ?? ''
  await panel.keyboard.press('ArrowRight')
  await panel.locator('.details').waitFor()
  await panel.keyboard.press('Escape')
  await panel.locator('.details').waitFor({ state: 'detached' })
  await panel.keyboard.press('Enter')
  await panel.locator('.case-body').waitFor()
  expect(id).toContain(await panel.locator('.case .fact-id code').first().textContent())
  await panel.keyboard.press('Escape')
  await expect.poll(place).toBe('2')
  await panel.keyboard.press('Shift+Tab')
  await panel.getByRole('tab', { name: 'Cases' }).focus()
  await panel.keyboard.press('ArrowRight')
  await panel.getByRole('tab', { name: 'Sessions', selected: true }).waitFor()
  await rowsOf(panel).first().waitFor()
  await panel.close()
})

it('shows by keys alone the cases of the busiest time of the strip', async () => {
  const panel = await harness.browser.openTab('sidepanel.html', PANEL_SIZE)
  const strip = panel.getByRole('listbox', { name: 'When cases were last active' })
  await strip.locator('[data-partial=false] .strip-part').first().waitFor()
  /** Of the rows: the bar of 24 minutes that each was last active in. */
  const barsOfRows = () =>
    rowsOf(panel)
      .locator('time')
      .evaluateAll((all) =>
        all.map((one) => Math.floor(Date.parse(one.getAttribute('datetime') ?? '') / 1_440_000)),
      )
  const before = await barsOfRows()
  expect(new Set(before).size).toBeGreaterThan(1)
  const bars = await strip
    .getByRole('option')
    .evaluateAll((all) =>
      all.map(({ ariaLabel }) => Number(/, (\d+) cases?\b/.exec(ariaLabel ?? '')?.[1] ?? 0)),
    )
  const most = Math.max(...bars)
  const presses = bars.length - 1 - bars.lastIndexOf(most)
  await strip.focus()
  for (const key of ['End', ...Array(presses).fill('ArrowLeft')]) await panel.keyboard.press(key)
  await expect.poll(async () => new Set(await barsOfRows()).size).toBe(1)
  // Those whose state is unknown are in no bar.
  expect((await barsOfRows()).length).toBeGreaterThanOrEqual(most)
  await panel.keyboard.press('Escape')
  await expect.poll(barsOfRows).toEqual(before)
  await panel.close()
})

it('is narrowed by typed words and by facets, and all of them come back', async () => {
  const panel = await harness.browser.openTab('sidepanel.html', PANEL_SIZE)
  await rowsOf(panel).locator('.status-word').first().waitFor()
  await panel.keyboard.press('/')
  await panel.keyboard.type('approved')
  await panel.getByText('Enter shows the cases with these words').waitFor()
  await panel.keyboard.press('Enter')
  await panel.getByRole('button', { name: 'Remove filter: “approved”' }).waitFor()
  const words = () => rowsOf(panel).locator('.status-word').allTextContents()
  await expect.poll(async () => new Set(await words())).toEqual(new Set(['Approved']))
  await panel.getByRole('button', { name: 'Filter: 1' }).focus()
  await panel.keyboard.press('Enter')
  const facet = panel.getByRole('group', { name: 'Device' }).getByRole('checkbox').first()
  await facet.focus()
  await panel.keyboard.press('Space')
  await panel.getByRole('button', { name: 'Filter: 2' }).waitFor()
  const counted = Number(await panel.locator('label:has(:checked) .facet-count').textContent())
  const size = () => panel.getByRole('tabpanel').locator('.row-item').first().getAttribute('aria-setsize')
  await expect.poll(size).toBe(`${counted}`)
  await panel.getByRole('dialog', { name: 'Filter the cases' }).getByRole('button', { name: 'Clear' }).click()
  await expect.poll(async () => new Set(await words()).size).toBeGreaterThan(1)
  await panel.close()
})

it('has filters that get a name and a key, and stay through a reload', async () => {
  const panel = await harness.browser.openTab('sidepanel.html', PANEL_SIZE)
  await rowsOf(panel).locator('.status-word').first().waitFor()
  await panel.getByRole('button', { name: /^Done/ }).click()
  await panel.getByRole('button', { name: 'Views' }).click()
  await panel.getByRole('textbox', { name: 'Name for these filters' }).fill('What is done')
  await panel.keyboard.press('Enter')
  await panel.getByRole('button', { name: 'Views 1: What is done' }).waitFor()
  await panel.keyboard.press('Escape')
  await panel.reload()
  const chosen = panel.locator('.group[aria-pressed=true]')
  await chosen.waitFor()
  expect(new URL(panel.url()).hash).toBe('#group=done')
  await chosen.click()
  await panel.getByRole('button', { name: 'Views', exact: true }).waitFor()
  await panel.keyboard.press('1')
  await chosen.waitFor()
  await panel.close()
})
