/** Agents work in several windows: what is asked for in one is shown in that one, and nowhere else. */
import { AuditPageSchema } from '@inquiry-lens/shared/contract/audit.ts'
import type { Frame, Page } from 'playwright-core'
import * as v from 'valibot'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { pairWithRelay, type RequestRelay } from '../harness/ask-relay.ts'
import { waitForDocument } from '../harness/browser.ts'
import { type Harness, letSiteIn, openHarness, pairInOptions } from '../harness/harness.ts'
import { personaStory } from '../harness/known-story.ts'
import type { Surface } from '../harness/surface.ts'
import { eventually, press, readOverlay, restOn } from './page/page-stage.ts'

let harness: Harness
/** Asks the browser about its tabs. */
let options: Page
let requestAsAuditor: RequestRelay

beforeAll(async () => {
  harness = await openHarness({ headless: true, isClocked: true })
  options = await pairInOptions(harness, 'ada@example.com')
  await letSiteIn(options, harness.ticket.url)
  requestAsAuditor = await pairWithRelay(harness, 'otto@example.com', 'auditor')
})
afterAll(() => harness.close())
// Past the provider’s window, so that each test has a share of requests of its own.
beforeEach(() => harness.passTime(120))

const inquiryOf = (story: string) => personaStory(harness, story).inquiry
const addressOf = (name: string) => `${harness.ticket.url}?${name}`

const makeInquiry = () => harness.providers.control.emit({ session: true }).inquiry

/** Rests the pointer on an ID. */
async function showCard(page: Page, id: string): Promise<Frame> {
  await page.bringToFront()
  const cardOf = () => page.frames().find((frame) => frame.url().includes('/card.html'))
  await eventually(async () => expect((await readOverlay(page))?.shapes.length).toBeGreaterThan(0))
  await restOn(page, id)
  await eventually(async () => expect(cardOf()).toBeDefined())
  const card = cardOf()
  if (!card) throw new Error('There is no card')
  await card.locator('.card-id').getByText(id).waitFor()
  return card
}

/** Presses “Side panel” on the card. */
async function openFromCard(page: Page, id: string): Promise<void> {
  const card = await showCard(page, id)
  await press(card.getByRole('button', { name: /side panel/i }))
  await leaveCard(page)
}

async function leaveCard(page: Page): Promise<void> {
  await page.mouse.move(2, 2)
  await eventually(async () => expect((await readOverlay(page))?.card?.isShown).toBe(false))
}

const showsCase = (panel: Surface, id: string) =>
  panel.waitFor(
    `document.querySelector('.case-body')?.parentElement?.innerText.includes(${JSON.stringify(id)})`,
  )
const readStored = () =>
  options.evaluate(async () =>
    JSON.stringify([await chrome.storage.session.get(null), await chrome.storage.local.get(null)]),
  )

/** Turns the page to a ticket about these inquiries alone. */
const turnToTicket = (page: Page, ...ids: string[]) =>
  page.evaluate((named) => {
    const lines = named.map((id) =>
      Object.assign(document.createElement('p'), { textContent: `About ${id}` }),
    )
    document.querySelector('main')?.replaceChildren(...lines)
  }, ids)

const expectBadge = (page: Page, text: string) =>
  eventually(async () => {
    const shown = await options.evaluate(async (url) => {
      const tab = (await chrome.tabs.query({})).find((one) => one.url === url)
      return chrome.action.getBadgeText({ tabId: tab?.id ?? -1 })
    }, page.url())
    expect(shown).toBe(text)
  })

/** Who is recorded to have looked at which of these cases, and how. */
async function readOpenings(ids: readonly string[]): Promise<string[]> {
  const answers = await Promise.all(
    ids.map(async (id) =>
      v.parse(AuditPageSchema, await (await requestAsAuditor(`/v1/audit?viewed=true&id=${id}`)).json()),
    ),
  )
  const cases = answers.flatMap(({ items }) => items).filter(({ about }) => about.kind === 'case')
  return [...new Set(cases.map(({ agent, action, about }) => `${agent} ${action} ${about.id}`))].toSorted()
}

async function openTabBeside(page: Page, url: string): Promise<Page> {
  const opened = harness.browser.context.waitForEvent('page')
  await options.evaluate(
    async ([beside, created]) => {
      const windowId = (await chrome.tabs.query({})).find((tab) => tab.url === beside)?.windowId
      await chrome.tabs.create({ url: created, ...(windowId !== undefined && { windowId }) })
    },
    [page.url(), url] as const,
  )
  const tab = await opened
  await waitForDocument(tab)
  return tab
}

it('says that its case is not on the page in front, and opens one that is', async () => {
  const [one, two] = [inquiryOf('three-retries'), inquiryOf('in-review')]
  const page = await harness.browser.openWindow(addressOf('third'))
  await openFromCard(page, one)
  const panel = await harness.browser.attachPanelBeside(page)
  await showsCase(panel, one)
  expect(await panel.evaluate('document.body.innerText')).not.toContain('Not on this page')
  // The help desk goes on to the next ticket within the same page.
  await page.evaluate((id) => {
    document.querySelector('main')?.replaceChildren(`About ${id}`)
  }, two)
  await panel.waitFor(`document.querySelector('.page-line')?.innerText.includes('Not on this page')`)
  await panel.click('.page-line button')
  await showsCase(panel, two)
  await panel.waitFor(`!document.querySelector('.page-line')`)
  await page.close()
})

interface Arrangement {
  open(first: Page, url: string): Promise<Page>
  /** Where the second ticket’s case stands once it is asked for there. */
  findPanel(second: Page, opened: Promise<Page>): Promise<(id: string) => Promise<unknown>>
  /** Whether the first ticket’s panel is the second’s, too. */
  isShared: boolean
  /** How many panels stand at the side of windows then. */
  panels: number
}

const besideIt = async (page: Page) => {
  const panel = await harness.browser.attachPanelBeside(page)
  return (id: string) => showsCase(panel, id)
}

describe.each<[string, Arrangement]>([
  ['in the same window', { open: openTabBeside, findPanel: besideIt, isShared: true, panels: 1 }],
  [
    'in a window beside it',
    { open: (_, url) => harness.browser.openWindow(url), findPanel: besideIt, isShared: false, panels: 2 },
  ],
  [
    'in a pop-out window',
    {
      open: (_, url) => harness.browser.openWindow(url, 'popup'),
      async findPanel(_, opened) {
        // A pop-out window can have no panel at its side.
        const tab = await opened
        expect(new URL(tab.url()).pathname).toBe('/sidepanel.html')
        return (id) => tab.locator('.case-body').getByText(id).first().waitFor()
      },
      isShared: false,
      panels: 1,
    },
  ],
])('two tickets, the second %s', (name, { open, findPanel, isShared, panels }) => {
  it('have each its own case, record and badge', async () => {
    const [one, two, other] = [makeInquiry(), makeInquiry(), makeInquiry()]
    const first = await harness.browser.openWindow(addressOf(`first ${name}`))
    await turnToTicket(first, one, other)
    await openFromCard(first, one)
    const left = await harness.browser.attachPanelBeside(first)
    await showsCase(left, one)

    const second = await open(first, addressOf(`second ${name}`))
    await turnToTicket(second, two)
    await expectBadge(first, '2')
    await expectBadge(second, '1')
    const opened = harness.browser.context.waitForEvent('page')
    opened.catch(() => {})
    await openFromCard(second, two)
    const shows = await findPanel(second, opened)
    await shows(two)
    await showsCase(left, isShared ? two : one)
    expect(await left.evaluate('document.body.innerText')).not.toContain(isShared ? one : two)
    expect(await harness.browser.countSidePanels()).toBe(panels)
    // Taken, a wish is gone: no customer’s ID waits for a later panel.
    expect(await readStored()).not.toContain('panelRequest')

    expect(await readOpenings([one, two, other])).toEqual(
      [one, two].map((id) => `ada@example.com open ${id}`).toSorted(),
    )
    for (const page of harness.browser.context.pages())
      if (page !== options && page.url().startsWith('chrome-extension:')) await page.close()
    await second.close()
    await first.close()
  })
})
