/** The side panel with lists of its own, and where things are in it. */
import type { ProviderEvent, Session } from '@inquiry-lens/shared/domain/model.ts'
import { madeEvent } from '@inquiry-lens/shared/testing/made-rows.ts'
import { ok } from '../../../extension/src/messages/failure.ts'
import { at } from '../../stories/tell-case.ts'
import { configOf, listing, REVIEWED_ID, SESSIONS } from '../data.ts'
import { type Mounted, useGallery } from '../mount.ts'
import type { Answers } from '../view.ts'

export const WIDE = { width: 800, height: 700 }
export const PAGE = 25
const ROW_HEIGHT = 56

const idOf = (prefix: string, number: number) =>
  `${prefix}_Zk7mQ2xVtLw9sH4bNcR${String(number).padStart(5, '0')}`
export const MANY_SESSIONS: readonly Session[] = [SESSIONS, SESSIONS, SESSIONS, SESSIONS]
  .flat()
  .slice(0, 80)
  .map((session, number) => ({
    ...session,
    id: idOf('iqse', number),
    createdAt: at(`${number + 1} min ago`),
  }))
const MANY_EVENTS: readonly ProviderEvent[] = Array.from({ length: 80 }, (_, number) =>
  madeEvent({
    id: idOf('evt', number),
    name: 'inquiry.started',
    createdAt: at(`${number + 1} min ago`),
    inquiryId: REVIEWED_ID,
  }),
)
export const pageOf = <TRow>(rows: readonly TRow[], cursor = '0') => {
  const from = Number(cursor)
  const next = from + PAGE < rows.length ? `${from + PAGE}` : null
  return ok(listing(rows.slice(from, from + PAGE), 'persona', { next }))
}
export const PAGED: Answers = {
  'app:sessions.list': ({ cursor }) => pageOf(MANY_SESSIONS, cursor),
  'app:events.list': ({ cursor }) => pageOf(MANY_EVENTS, cursor),
}
export const showing = (sessions: readonly Session[]): Answers => ({
  'app:sessions.list': ok(listing(sessions, 'persona')),
})

/** Call it once, at the top of a test file. */
export function usePanel() {
  const stand = useGallery()

  async function showPanel({ answers, ...view }: Partial<Mounted> = {}): Promise<void> {
    await stand.mount({
      surface: 'panel',
      shown: '.rows .row',
      focus: { list: 'sessions' },
      ...view,
      answers: { 'app:config.get': ok(configOf(['persona'], 'sandbox')), ...answers },
    })
  }

  const tabPanel = () => stand.page.getByRole('tabpanel')
  const rows = () => tabPanel().locator('.rows .row')
  const rowOf = (id: string) => stand.page.locator(`.row[id$="${id}"]`)
  const heading = () => stand.page.getByRole('heading', { name: /^Case/ })
  const box = () => stand.page.getByLabel('Find a case by an ID')
  const scroller = () => tabPanel().locator('.scroller')
  /** The list hears of it in the next frame, before which rows that come are not held back. */
  const scrollRows = (top: number) =>
    scroller().evaluate((one, to) => {
      one.scrollTo(0, to)
      return new Promise<void>((heard) => requestAnimationFrame(() => heard()))
    }, top)
  const scrollToEnd = () => scrollRows(1e6)
  const listLength = () =>
    tabPanel()
      .locator('.rows')
      .evaluate((list, height) => list.getBoundingClientRect().height / height, ROW_HEIGHT)
  const focused = () =>
    stand.page.evaluate(() => {
      const one = document.activeElement
      return one?.closest('.row-item') ? 'row' : (one?.ariaLabel ?? one?.tagName ?? '')
    })
  const placeOfFocus = () =>
    stand.page.evaluate(() => document.activeElement?.closest('.row-item')?.getAttribute('aria-posinset'))
  const chips = () => stand.page.getByRole('list', { name: 'Filters' }).getByRole('button')

  /** Pressed by no hand, which would take the focus along. */
  async function refresh(): Promise<void> {
    await stand.page.evaluate(() => document.querySelector<HTMLElement>('.refresh')?.click())
    await stand.page.locator('.refresh[aria-busy="false"]').waitFor()
  }

  async function showEvents(name: string): Promise<void> {
    const { page } = stand
    await page.getByRole('tab', { name: 'Events' }).click()
    await page.getByRole('button', { name: 'All events' }).click()
    await page.getByLabel('Find an event').fill(name)
    await page.keyboard.press('Enter')
    await page.keyboard.press('Escape')
  }

  async function findCase(id: string): Promise<void> {
    await box().fill(id)
    await stand.page.keyboard.press('Enter')
    await stand.page.locator('.case-body').waitFor()
  }

  return {
    stand,
    showPanel,
    tabPanel,
    rows,
    rowOf,
    heading,
    box,
    scroller,
    scrollRows,
    scrollToEnd,
    listLength,
    focused,
    placeOfFocus,
    chips,
    refresh,
    showEvents,
    findCase,
  }
}
