/**
 * What holds for every view of every surface in every state, where the layout decides whether it can be used: axe in
 * light and dark, narrow and zoomed (WCAG 1.4.10) with wide letters (1.4.12), forced colours (1.4.1), the keyboard (2.4.3,
 * 2.4.7, 2.4.11), a shaky hand (2.5.8), a larger font, no motion.
 */
import { isThorough, sample } from '@inquiry-lens/shared/testing/thoroughness.ts'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { findViolations } from '../harness/find-violations.ts'
import { type BuiltGallery, type Hands, shareGallery } from './built-gallery.ts'
import {
  findPale,
  findSmall,
  findUnsaid,
  findWide,
  listCut,
  listStyled,
  measureFont,
  watchStops,
} from './checks.ts'
import { addressOf, SIZES, type Size, SURFACES, type Surface, type View } from './view.ts'
import { VIEWS } from './views.ts'

/**
 * In CSS pixels: as narrow as a surface gets, and what its window leaves at 200 %. A popup is never narrower than it asks
 * for, and a card is as wide as its frame.
 */
const FILTERED: Readonly<Record<Surface, readonly Size[]>> = {
  popup: [{ width: 380, height: 300 }],
  panel: [
    { width: 320, height: 760 },
    { width: 180, height: 380 },
  ],
  card: [SIZES.card],
  options: [{ width: 320, height: 900 }],
  admin: [{ width: 320, height: 800 }],
}
/** Where another arrangement begins. */
const WIDER: Size = { width: 640, height: 800 }
const OWN = { 'its own': '' }
/**
 * Letters as wide as a reader may set them (WCAG 1.4.12) in a wide font, and of the largest size that browsers offer.
 * What has room for these has room for its own.
 */
const LETTERS = {
  'wide and spaced':
    '* { font-family: monospace !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; line-height: 1.5 !important }',
  '24 px': 'html { font-size: 24px !important }',
}
const MAX_STOPS = 64
/** Pressed before the page is asked what it saw. */
const STOPS_AT_ONCE = 8

let gallery: BuiltGallery

beforeAll(async () => {
  gallery = await shareGallery()
})

it('has a name of its own for each view', ({ expect }) => {
  const names = VIEWS.map(addressOf)
  expect(names.filter((name, number) => names.indexOf(name) !== number)).toEqual([])
})

it('has a page that shows the view that is chosen, as it is wanted', async ({ expect }) => {
  const page = await gallery.openWindow()
  await page.goto(gallery.url)
  expect(await page.locator('nav a').count()).toBe(VIEWS.length)
  await page.getByRole('link', { name: 'a case with long words', exact: true }).click()
  await page.getByLabel('Theme').selectOption('dark')
  await page.getByLabel('Words').selectOption('long')
  await page.getByLabel('Zoom').selectOption('2')
  const shown = page.frameLocator('iframe').locator('html[data-view=ready]')
  const readLook = (root: Element) => ({
    ground: getComputedStyle(root).backgroundColor,
    isLonger: root.textContent.includes('Coopy'),
    width: innerWidth,
  })
  await expect
    .poll(() => shown.evaluate(readLook))
    .toEqual({ ground: 'rgb(19, 24, 23)', isLonger: true, width: SIZES.panel.width / 2 })
  await page.close()
})

describe.each(VIEWS.filter(({ name }) => name === 'several cases of a number'))('$surface: $name', (view) => {
  it('says with each case whose it is, and of which environment', async ({ expect }) => {
    const told = await gallery.show(view, (page) =>
      page
        .locator('.finding-rows .row')
        .evaluateAll((rows) =>
          rows.map((row) =>
            [...row.querySelectorAll('.provider, .environment')].map((one) =>
              one.checkVisibility() ? one.firstChild?.textContent : null,
            ),
          ),
        ),
    )
    expect(told).toEqual([
      ['Persona', 'Production'],
      ['Persona', 'Sandbox'],
      ['deepidv', 'Unknown'],
    ])
  })
})

it.each(SURFACES)('has larger text in the %s where a reader has a larger font', async (wanted) => {
  const [view] = VIEWS.filter(({ surface }) => surface === wanted)
  expect(view && (await gallery.show(view, (page) => page.evaluate(measureFont)))).toBe(1.25)
})

it('says on the options and admin pages how full the audit log is, and what to do', async () => {
  for (const view of VIEWS.filter(({ name }) => /^the record is (warning|exhausted)/.test(name))) {
    const told = await gallery.show(view, (page) => page.locator('.notice').first().textContent())
    expect(told, `${view.surface}: ${view.name}`).toMatch(
      /^Audit log (nearly full \(85 %\)|full \(85 %\)\. All requests are paused\.)Export closed days/,
    )
  }
})

it('says on the audit page that an entry has the first time of a viewing', async ({ expect }) => {
  const view = VIEWS.find(({ surface, name }) => surface === 'admin' && name === 'record')
  if (!view) throw new Error('There is no audit view')
  const told = await gallery.show(view, (page) => page.getByRole('region', { name: 'Entries' }).textContent())
  expect(told).toContain('An entry’s time is when the viewing began.')
  expect(told).toContain('within 15 minutes')
})

const SCHEMES = ['light', 'dark'] as const

/**
 * In all views: axe, contrast, targets and focus. What says the same of most that neighbours in the table share takes turns:
 * narrow widths with large letters, or forced colours with the longest words; the contrast in light, or in dark. Thorough is all
 * of it.
 */
describe.concurrent.each(VIEWS.map((view, turn) => [view.surface, view.name, view, turn] as const))(
  '%s: %s',
  (_surface, _name, view, turn) => {
    const isFirst = turn % 2 === 0
    const schemes = sample(SCHEMES, 2, Math.floor(turn / 2))
    it('can be read and used', async ({ expect }) => {
      const found = await gallery.show(view, async (page, hands) => ({
        contradicted: /^(verdict|failed)/.test(view.name) ? await page.evaluate(listContradicted) : [],
        axe: await findViolationsFromTop(page),
        pale: await checkContrast(page, view, schemes),
        targets: await page.evaluate(findSmall),
        wide: isFirst || isThorough() ? await checkWidths(page, hands, view) : [],
        forced: isFirst && !isThorough() ? [] : await checkForcedColours(page),
        // Where the focus leaves it, what was opened may close.
        focus: await goThrough(page, hands),
        // Last: drawn again in other words.
        longest: isFirst && !isThorough() ? [] : await checkLongestWords(page),
      }))
      expect(found).toEqual({
        contradicted: [],
        axe: [],
        pale: [],
        targets: [],
        wide: [],
        forced: [],
        focus: [],
        longest: [],
      })
    })
  },
)

/** Only the verdict may say that a link was not opened; of one link among several, the timeline may, too. */
function listContradicted(): string[] {
  const isSaid = /(?<!but )(not|never) opened/i
  const verdict = document.querySelector('.verdict')
  if (!verdict || isSaid.test(verdict.textContent)) return []
  return isSaid.test(document.body.textContent) ? [verdict.textContent] : []
}

/** What was pressed may have scrolled another button under what stays in its place. */
async function findViolationsFromTop(page: Page): Promise<string[]> {
  await page.evaluate(() => scrollTo(0, 0))
  // By `checkContrast` and `findSmall`, in half the time.
  return findViolations(page, ['color-contrast', 'target-size'])
}

/** From the first stop of the keyboard to the last; of what lies over everything else, through that. */
async function goThrough(page: Page, { tab }: Hands): Promise<string[]> {
  await page.evaluate(watchStops)
  for (let pressed = STOPS_AT_ONCE; pressed <= MAX_STOPS; pressed += STOPS_AT_ONCE) {
    await tab(STOPS_AT_ONCE)
    const { seen, isThrough, problems } = await page.evaluate(readStops)
    if (isThrough || seen < pressed) return problems
  }
  return (await page.evaluate(readStops)).problems
}

function readStops() {
  stops.look()
  const { seen, isThrough, problems } = stops
  return { seen, isThrough, problems }
}

/** By surface and colour scheme: the names of what has been found good in another view, and is the same here. */
const seenGood = new Set<string>()

async function checkContrast(
  page: Page,
  { surface }: View,
  schemes: readonly (typeof SCHEMES)[number][],
): Promise<string[]> {
  const problems: string[] = []
  for (const colorScheme of schemes) {
    await page.emulateMedia({ colorScheme })
    const keyOf = (name: string) => `${surface} ${colorScheme} ${name}`
    const names = await page.evaluate(listStyled)
    const unseen = names.filter((name) => !seenGood.has(keyOf(name)))
    if (unseen.length === 0) continue
    const { pale, good } = await page.evaluate(findPale, unseen)
    for (const name of good) seenGood.add(keyOf(name))
    problems.push(...pale.map((found) => `${colorScheme}: ${found}`))
  }
  return problems
}

function listMoving(): string[] {
  return document.getAnimations().flatMap(({ effect }) => {
    const target = effect instanceof KeyframeEffect ? effect.target : null
    // In closed details, styles are as they were when these closed.
    return target?.checkVisibility() ? [`moves: ${target.outerHTML.slice(0, 140)}`] : []
  })
}

async function checkForcedColours(page: Page): Promise<string[]> {
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'active', reducedMotion: 'reduce' })
  const problems = [...(await page.evaluate(findUnsaid)), ...(await page.evaluate(listMoving))]
  await page.emulateMedia({ forcedColors: 'none' })
  return problems
}

/** Each word as long as in the language that needs the most room for it, and in one written from right to left. */
async function checkLongestWords(page: Page): Promise<string[]> {
  const cutInEnglish = new Set(await page.evaluate(listCut))
  await page.evaluate(() => showWords('longest'))
  const wide = await page.evaluate(findWide, { ...OWN, 'right to left': 'html { direction: rtl }' })
  const cut = (await page.evaluate(listCut)).filter((one) => !cutInEnglish.has(one))
  return [...wide, ...cut.map((one) => `cut: ${one}`)]
}

async function checkWidths(page: Page, { resize }: Hands, { surface, size }: View): Promise<string[]> {
  const widths = [
    ...(size ? [size] : FILTERED[surface]).map((narrow) => [narrow, LETTERS] as const),
    ...(surface === 'options' || surface === 'admin' ? [[WIDER, OWN] as const] : []),
  ]
  const problems: string[] = []
  for (const [width, letters] of widths) {
    await resize(width)
    problems.push(...(await page.evaluate(findWide, letters)))
  }
  // There the longest words are measured, which leave less room than these.
  await resize(size ?? SIZES[surface])
  return problems
}
