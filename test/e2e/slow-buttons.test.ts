/**
 * Every button of every surface, pressed twice while each request to the relay is slow: nothing is dropped, nothing is sent
 * twice, no question is answered by the second press, and the surface can be used afterwards. What an admin does in several
 * steps has a test of its own (`admin-slow.test.ts`).
 */
import type { Role } from '@inquiry-lens/shared/contract/permissions.ts'
import type { Frame, JSHandle, Page } from 'playwright-core'
import * as v from 'valibot'
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { forgetAnswers } from '../harness/forget-answers.ts'
import { connect, type Harness, letSiteIn, openHarness, signOutInOptions } from '../harness/harness.ts'
import { personaStory } from '../harness/known-story.ts'
import { openPanelAt, PANEL_SIZE } from '../harness/open-panel.ts'
import { type RelayBetween, startRelayBetween } from '../harness/relay-between.ts'
import { openCard } from './open-card.ts'
import { press, readOverlay, restOn } from './page/page-stage.ts'

const COPY = 'POST /v1/audit'
const COPY_LABEL = 'Copy for ticket'
/** Read, though asked by POST. */
const LOOKUPS = 'POST /v1/lookups'
const WIDE = { width: 1000, height: 900 }

let harness: Harness
let between: RelayBetween
let options: Page
const pageErrors: string[] = []

beforeAll(async () => {
  harness = await openHarness({ headless: true, configured: ['persona', 'deepidv'] })
  between = await startRelayBetween(harness.relay.url)
  await harness.browser.context.grantPermissions(['clipboard-read', 'clipboard-write'])
  harness.browser.context.on('weberror', (error) =>
    pageErrors.push(`${error.page()?.url()}: ${error.error()}`),
  )
  options = await harness.browser.openTab('options.html', WIDE)
})
afterAll(async () => {
  await harness?.close()
  await between?.close()
})

const inquiry = () => personaStory(harness, 'three-retries').inquiry
const count = (name: string) => between.asked().filter((one) => one === name).length
const readClipboard = (page: Page) => page.evaluate(() => navigator.clipboard.readText())

const readAccount = () =>
  options.evaluate(async () => {
    const areas = [chrome.storage.session, chrome.storage.local]
    const [held] = (await Promise.all(areas.map((area) => area.get('account')))).flatMap(Object.values)
    return { email: held?.email }
  })

async function signIn(email: string, role: Role): Promise<void> {
  await options.bringToFront()
  const { email: current } = await readAccount()
  if (current === email) return
  if (current !== undefined) await signOutInOptions(options)
  await options.getByRole('button', { name: 'Connect' }).waitFor()
  await connect(options, between.url, (await harness.admin.add(email, role)).code)
  await options.getByRole('button', { name: 'Sign out' }).waitFor()
}

/** By a live region, of which some stand in closed shadow roots. */
async function expectAnnounced(page: Page, words: string): Promise<void> {
  const cdp = await page.context().newCDPSession(page)
  const isAnnounced = async () => {
    const { nodes } = await cdp.send('Accessibility.getFullAXTree')
    const regions = nodes.filter(({ role }) => role?.value === 'status').map(({ nodeId }) => nodeId)
    return nodes.some(
      ({ role, name, parentId }) =>
        role?.value === 'StaticText' && name?.value === words && regions.includes(parentId ?? ''),
    )
  }
  await expect.poll(isAnnounced).toBe(true)
  await cdp.detach()
}

/** After what was sent to the background before. */
const passBackground = () =>
  options.evaluate(() => chrome.runtime.sendMessage({ name: 'app:sites.list', payload: null }))

describe('each button', () => {
  interface Opened {
    page: Page
    /** Where the buttons are. */
    view: Page | Frame
    /** Whether it is out of sight and keeps its document, as a card does. */
    isHidden?: () => Promise<boolean>
  }
  interface Surface {
    name: string
    as: Role
    open(): Promise<Opened>
    /** It may also close some time after a press, so each button has one of its own. */
    closesItself?: boolean
    /** Some of those that the walk must meet. */
    buttons: readonly string[]
    /** What these must send to the relay, once. */
    sends?: Readonly<Record<string, string>>
  }

  const COPIES = { 'Copy reply': COPY, [COPY_LABEL]: COPY }

  async function openTab(file: string, size: { width: number; height: number }, first: string) {
    const page = await harness.browser.openTab(file, size)
    await page.locator(first).first().waitFor()
    return { page, view: page }
  }

  const SURFACES: Surface[] = [
    {
      name: 'of a case in the side panel',
      as: 'investigator',
      buttons: ['Back to the lists', 'Copy link'],
      sends: { ...COPIES, 'Show for a minute': 'POST /v1/reveals' },
      async open() {
        const page = await openPanelAt(harness, { case: inquiry() })
        const reveal = page.getByRole('region', { name: 'On request, of the inquiry' })
        await reveal.getByLabel('Note').check()
        await reveal.getByRole('button', { name: 'Suspected fraud' }).click()
        return { page, view: page }
      },
    },
    {
      name: 'of a card',
      as: 'agent',
      buttons: ['Open in side panel'],
      sends: COPIES,
      async open() {
        const { page, card } = await openCard(harness, inquiry())
        await card.getByRole('button', { name: COPY_LABEL }).waitFor()
        return {
          page,
          view: card,
          async isHidden() {
            // A card that is closed is hidden by the page, once the page has heard of it.
            await passCard(card)
            return (await readOverlay(page))?.card?.isShown !== true
          },
        }
      },
    },
    {
      name: 'of the popup',
      as: 'admin',
      closesItself: true,
      buttons: ['Options'],
      open: () => openTab('popup.html', { width: 380, height: 600 }, '.newest .row'),
    },
    {
      name: 'of the lists in the side panel',
      as: 'admin',
      buttons: ['Options', 'Events'],
      open: () => openTab('sidepanel.html', PANEL_SIZE, '.rows .row:visible'),
    },
    {
      name: 'of the options',
      as: 'admin',
      buttons: ['Test connection', 'Add', 'Sign out'],
      open: () => openTab('options.html', WIDE, 'button:has-text("Test connection")'),
    },
    {
      name: 'of the agents that an admin sees',
      as: 'admin',
      buttons: ['Revoke'],
      sends: { 'New code for': 'POST /v1/agents' },
      open: () => openTab('admin.html', WIDE, '.agent'),
    },
    {
      name: 'of the audit log',
      as: 'admin',
      buttons: [],
      open: () => openTab('admin.html#audit', WIDE, '.audit-day .row'),
    },
    {
      name: 'of the gateway',
      as: 'admin',
      buttons: ['Refresh'],
      open: () => openTab('admin.html#gateway', WIDE, '.gateway'),
    },
  ]

  /** Rows and agents differ by their IDs, addresses, times and state alone: one of a kind is pressed. */
  const KIND = `(button) => {
    const row = button.closest('.row, .row-item, .timeline li, tr')
    const words = button.ariaLabel ?? button.textContent
    return [row?.classList[0] ?? '', button.classList[0] ?? '', row ? '' : words.replace(/\\S*[\\d_@]\\S*/g, '')].join('|')
  }`
  const FIND = `[...document.querySelectorAll('button, [role=tab]')].filter((one) =>
    one.checkVisibility({ visibilityProperty: true }) && !one.disabled && one.ariaDisabled !== 'true')`

  /** `undefined` where the surface has closed, as a popup does when its work is done. */
  async function unlessClosed<T>({ page, view }: Opened, read: () => Promise<T>): Promise<T | undefined> {
    const isClosed = () => page.isClosed() || ('isDetached' in view && view.isDetached())
    if (isClosed()) return undefined
    try {
      return await read()
    } catch (error) {
      // Playwright says so of a call before it says so of the page.
      if (isClosed() || String(error).includes('has been closed')) return undefined
      throw error
    }
  }

  const listKinds = async (opened: Opened): Promise<string[] | undefined> => {
    const found = await unlessClosed(opened, async () =>
      (await opened.isHidden?.()) ? [] : opened.view.evaluate(`${FIND}.map(${KIND})`),
    )
    return found === undefined ? undefined : [...new Set(v.parse(v.array(v.string()), found))]
  }

  async function settle(opened: Opened): Promise<void> {
    // A press may have opened another page over it, and what is not seen waits.
    await unlessClosed(opened, () => opened.page.bringToFront())
    await expect.poll(() => between.pending(), { interval: 20 }).toBe(0)
    // A list that a case lies over is not asked for.
    const listBusy = () =>
      opened.view.evaluate(() =>
        [...document.querySelectorAll('[aria-busy=true]')]
          .filter((one) => one.checkVisibility({ visibilityProperty: true }))
          .map((one) => one.outerHTML),
      )
    // The relay may take ten seconds over a list, and the background asks once more.
    const idle = { interval: 20, timeout: 30_000 }
    await expect.poll(async () => (await unlessClosed(opened, listBusy)) ?? [], idle).toEqual([])
  }

  /**
   * Presses it twice where it stands, as a hand does that does not look; returns what the relay was asked to write down or to
   * change. Lists and settings may be read as often as needed.
   */
  async function pressTwice(opened: Opened, kind: string, wanted?: string): Promise<string[]> {
    const { page, view } = opened
    // Itself, not by its number: rows that arrive change that.
    const find = `${FIND}.find((one) => (${KIND})(one) === ${JSON.stringify(kind)})`
    const found: JSHandle<Element> = await view.evaluateHandle(find)
    const button = found.asElement()
    await button?.scrollIntoViewIfNeeded()
    const box = await button?.boundingBox()
    if (!box) throw new Error(`There is no ${kind}`)
    const before = between.asked().length
    const sent = () =>
      between
        .asked()
        .slice(before)
        .filter((name) => (!name.startsWith('GET') && name !== LOOKUPS) || name.includes('/cases/'))
    const release = between.holdAll()
    try {
      await unlessClosed(opened, () =>
        page.mouse.click(box.x + box.width / 2, box.y + box.height / 2, { clickCount: 2 }),
      )
      if (wanted !== undefined) await expect.poll(sent, { interval: 20 }).toContain(wanted)
      await passBackground()
    } finally {
      release()
    }
    await settle(opened)
    await passBackground()
    await settle(opened)
    return sent()
  }

  it.each(SURFACES)(
    '$name',
    { timeout: 180_000 },
    async ({ as, open, closesItself, buttons, sends = {} }) => {
      await signIn(`${as}@example.com`, as)
      if (as === 'agent') await letSiteIn(options, harness.ticket.url)
      let opened = await open()
      await settle(opened)
      const kinds = (await listKinds(opened)) ?? []
      for (const kind of kinds) {
        if (closesItself || !(await listKinds(opened))?.includes(kind)) {
          await opened.page.close()
          opened = await open()
          await settle(opened)
          await expect.poll(() => listKinds(opened)).toContain(kind)
        }
        const [, wanted] = Object.entries(sends).find(([label]) => kind.includes(`|${label}`)) ?? []
        const sent = await pressTwice(opened, kind, wanted)
        expect.soft(sent, kind).toEqual(wanted === undefined ? [...new Set(sent)] : [wanted])
        expect.soft(await readAccount(), kind).toEqual({ email: `${as}@example.com` })
      }
      for (const button of [...buttons, ...Object.keys(sends)])
        expect.soft(kinds).toContainEqual(expect.stringContaining(`|${button}`))
      expect(pageErrors).toEqual([])
      await opened.page.close()
    },
  )
})

it('a copy is recorded once, however often it is pressed', async () => {
  await signIn('agent@example.com', 'agent')
  const panel = await openPanelAt(harness, { case: inquiry() })
  const before = count(COPY)
  const release = between.hold(COPY)
  await panel.getByRole('button', { name: COPY_LABEL }).click({ clickCount: 3 })
  await expect.poll(() => count(COPY)).toBe(before + 1)
  // By its key, too.
  await panel.keyboard.press('c')
  release()
  await panel.getByText('Copied', { exact: true }).waitFor()
  expect(count(COPY)).toBe(before + 1)
  await panel.getByRole('button', { name: 'Copied' }).click()
  await expect.poll(() => count(COPY)).toBe(before + 2)
  await panel.close()
})

describe('a key that copies, in the side panel', () => {
  /** A panel whose case is asked for, and held back. */
  async function openHeld() {
    await signIn('agent@example.com', 'agent')
    await forgetAnswers(options)
    const release = between.hold(`GET /v1/cases/${inquiry()}`)
    onTestFinished(release)
    const panel = await openPanelAt(harness, { case: inquiry() }, '.case .skeleton')
    await panel.evaluate(() => navigator.clipboard.writeText('untouched'))
    return { panel, release }
  }

  it.each(['c', 'r'])('“%s” says that there is nothing to copy yet', async (key) => {
    const { panel, release } = await openHeld()
    await panel.keyboard.press(key)
    await panel.locator('.toast', { hasText: 'Nothing copied: nothing to copy here yet' }).waitFor()
    await expectAnnounced(panel, 'Nothing copied: nothing to copy here yet')
    release()
    await panel.locator('.case-body').waitFor()
    expect(await readClipboard(panel)).toBe('untouched')
    await panel.close()
  })

  it('says that there is nothing to copy where no case is open', async () => {
    await signIn('agent@example.com', 'agent')
    const panel = await harness.browser.openTab('sidepanel.html', PANEL_SIZE)
    await panel.locator('.rows .row').first().waitFor()
    await panel.keyboard.press('c')
    await panel.locator('.toast', { hasText: 'Nothing copied: nothing to copy here yet' }).waitFor()
    await panel.close()
  })

  it('leaves what was asked for last on the clipboard, also where an earlier copy is slower', async () => {
    await signIn('agent@example.com', 'agent')
    const panel = await openPanelAt(harness, { case: inquiry() })
    const before = count(COPY)
    const release = between.hold(COPY)
    await panel.keyboard.press('c')
    await expect.poll(() => count(COPY)).toBe(before + 1)
    await panel.getByRole('button', { name: 'Copy link' }).click()
    await panel.getByRole('button', { name: 'Copied' }).waitFor()
    const link = await readClipboard(panel)
    expect(link).toMatch(/^https:/)
    release()
    await expect.poll(() => between.pending(), { interval: 20 }).toBe(0)
    await passBackground()
    expect(await readClipboard(panel)).toBe(link)
    await panel.close()
  })
})

describe('a card’s copy', () => {
  let page: Page
  let card: Frame
  let before: number
  beforeEach(async () => {
    await signIn('agent@example.com', 'agent')
    await letSiteIn(options, harness.ticket.url)
    ;({ page, card } = await openCard(harness, inquiry()))
    await card.getByRole('button', { name: COPY_LABEL }).waitFor()
    await page.evaluate(() => navigator.clipboard.writeText('untouched'))
    before = count(COPY)
    return () => page.close()
  })

  const untilHidden = () => expect.poll(async () => (await readOverlay(page))?.card?.isShown).toBe(false)

  it('is made although the agent closes the card', async () => {
    const release = between.hold(COPY)
    await card.getByRole('button', { name: COPY_LABEL }).focus()
    await page.keyboard.press('c')
    await page.keyboard.press('Escape')
    await untilHidden()
    await expect.poll(() => count(COPY)).toBe(before + 1)
    release()
    await expect.poll(() => readClipboard(page)).toContain(inquiry())
  })

  it('is not made of an ID that goes while it is under way', async () => {
    const release = between.hold(COPY)
    await press(card.getByRole('button', { name: COPY_LABEL }))
    await expect.poll(() => count(COPY)).toBe(before + 1)
    await page.evaluate(() => document.body.replaceChildren('Another ticket'))
    await untilHidden()
    release()
    await expect.poll(() => between.pending(), { interval: 20 }).toBe(0)
    await passCard(card)
    expect(await readClipboard(page)).toBe('untouched')
    // In the next card, since this one was gone.
    await page.evaluate((id) => document.body.replaceChildren(id), inquiry())
    await restOn(page, inquiry())
    await card.locator('.toast', { hasText: /^Not copied: inq_….+ is no longer on the page$/ }).waitFor()
  })

  it.each<[string, () => void]>([
    ['gone', () => document.body.replaceChildren('Another ticket')],
    ['hidden with its ticket', () => document.querySelector('main')?.setAttribute('hidden', '')],
  ])('is not recorded of an ID that is %s when it is pressed', async (_how, change) => {
    const release = between.hold(COPY)
    // The page is busy from its change until after the press: nothing of ours has looked in between.
    const changed = page.evaluate(
      `(${change})(); for (const end = performance.now() + 500; performance.now() < end; );`,
    )
    await card.evaluate((label) => {
      const button = [...document.querySelectorAll('button')].find((one) => one.textContent === label)
      button?.click()
    }, COPY_LABEL)
    await changed
    await untilHidden()
    await passCard(card)
    expect(count(COPY)).toBe(before)
    release()
  })
})

/** After what was sent from the card before has been answered. */
const passCard = (card: Frame) =>
  card.evaluate(async () => {
    const payload = { ticket: location.hash.slice(1) }
    for (const name of ['card:config.get', 'card:texts.get'])
      await chrome.runtime.sendMessage({ name, payload })
    await new Promise((resolve) => requestIdleCallback(resolve))
  })
