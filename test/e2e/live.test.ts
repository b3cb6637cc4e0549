/** What the provider says by webhook is on the screen at once, without a reload. */
import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import type { Frame, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { webhooksTo } from '../fake-providers/webhooks/webhooks.ts'
import { pairWithRelay } from '../harness/ask-relay.ts'
import { launchBrowser } from '../harness/browser.ts'
import { buildOnce } from '../harness/build-once.ts'
import { type Harness, letSiteIn, openHarness, pairInOptions, signOutInOptions } from '../harness/harness.ts'
import { personaStory } from '../harness/known-story.ts'
import { focusPanel, openPanelAt, PANEL_SIZE } from '../harness/open-panel.ts'
import { openCard } from './open-card.ts'
import { eventually, readOverlay } from './page/page-stage.ts'

let harness: Harness
let options: Page
let wire: Awaited<ReturnType<typeof openWire>>

/** Between the browser and the relay: whatever goes over it ends, and nothing gets through until it is mended. */
async function openWire(relay: string) {
  const open = new Set<Socket>()
  let isCut = false
  const server = createServer((near) => {
    if (isCut) {
      near.destroy()
      return
    }
    const far = connect(Number(new URL(relay).port), '127.0.0.1')
    for (const end of [near, far]) {
      open.add(end)
      end.on('error', () => {})
      end.on('close', () => {
        open.delete(end)
        near.destroy()
        far.destroy()
      })
    }
    near.pipe(far).pipe(near)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    cut() {
      isCut = true
      for (const end of open) end.destroy()
    },
    mend: () => (isCut = false),
    close() {
      this.cut()
      server.close()
    },
  }
}

beforeAll(async () => {
  harness = await openHarness({ headless: true, isClocked: true })
  wire = await openWire(harness.relay.url)
  options = await pairInOptions({ ...harness, relay: wire }, 'ada@example.com')
  await letSiteIn(options, harness.ticket.url)
  // From the first webhook on, the relay goes by them.
  harness.providers.control.webhooks(webhooksTo(harness.relay.url))
  harness.providers.control.emit({})
  await eventually(async () =>
    expect(harness.relay.output()).toContain('"route":"/hooks/persona","status":204'),
  )
})
afterAll(async () => {
  await harness?.close()
  wire?.close()
})
beforeEach(() => {
  harness.providers.control.webhooks(webhooksTo(harness.relay.url))
  wire.mend()
})

/** A customer of this test’s own. */
const begin = (name: string): string => harness.providers.control.emit({ event: { name } }).inquiry

const say = (inquiry: string, name: string) => harness.providers.control.emit({ inquiry, event: { name } })

/** Until surfaces see that the relay tells. */
const untilLive = (inquiry: string, page = options) =>
  expect
    // A socket that was lost is opened again within 15 s.
    .poll(() => page.evaluate(async () => (await chrome.storage.session.get('live')).live), {
      timeout: 25_000,
    })
    .toEqual({ changed: expect.objectContaining({ [`case ${inquiry}`]: expect.any(Number) }) })

/** Of inquiries, one by one or together. */
const readCaseCalls = () =>
  Object.entries(harness.providers.control.calls()).filter(([name]) => /inquiries/.test(name))

/** What the browser tells this page; the background has no network but the wire. */
async function controlNetwork(page: Page) {
  const session = await harness.browser.context.newCDPSession(page)
  await session.send('Network.enable')
  return (offline: boolean) =>
    session.send('Network.emulateNetworkConditions', {
      offline,
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput: -1,
    })
}

/** A page with these IDs, one below the other. */
async function openMarked(ids: readonly string[]) {
  await harness.passTime(120)
  const page = await harness.browser.context.newPage()
  await page.goto(harness.ticket.url)
  await page.evaluate((all) => {
    const lines = all.map((id) => Object.assign(document.createElement('p'), { textContent: `About ${id}` }))
    document.querySelector('main')?.replaceChildren(...lines)
  }, ids)
  const top = ({ transform }: { transform: string }) => Number.parseFloat(transform.split(',')[1] ?? '')
  const tonesOf = async () =>
    ((await readOverlay(page))?.shapes ?? []).toSorted((a, b) => top(a) - top(b)).map(({ tone }) => tone)
  await expect.poll(async () => (await tonesOf()).length).toBe(ids.length)
  return { page, tonesOf }
}

const verdictOf = (shown: Page | Frame) => shown.locator('.verdict').first()

it('a card and a panel show the decision while they are open, each in its place', async () => {
  const { inquiry } = personaStory(harness, 'in-review')
  const { page, card } = await openCard(harness, inquiry)
  await verdictOf(card).waitFor()
  const panel = await openPanelAt(harness, { case: inquiry })
  await verdictOf(panel).waitFor()
  const before = await verdictOf(card).textContent()
  await page.bringToFront()
  await untilLive(inquiry)
  const marksOf = async () => (await readOverlay(page))?.shapes.map(({ tone }) => tone).toSorted()
  const marked = await marksOf()
  say(inquiry, 'inquiry.approved')
  await expect.poll(() => verdictOf(card).textContent()).toMatch(/^Approved/)
  expect(before).not.toMatch(/^Approved/)
  // The mark beside the ID, too.
  await expect.poll(marksOf).not.toEqual(marked)
  await panel.bringToFront()
  await expect.poll(() => verdictOf(panel).textContent()).toMatch(/^Approved/)
  await Promise.all([page.close(), panel.close()])
})

it('marks show it where no card was opened, and the provider is not asked', async () => {
  // Decisions change, too.
  const changes = [
    ['inquiry.created', 'inquiry.started'],
    ['inquiry.started', 'inquiry.declined'],
    ['inquiry.marked-for-review', 'inquiry.approved'],
    ['inquiry.declined', 'inquiry.approved'],
    ['inquiry.created', 'inquiry.approved'],
  ].map(([before = '', event = '']) => ({ inquiry: begin(before), event }))
  const { page, tonesOf } = await openMarked(changes.map(({ inquiry }) => inquiry))
  const before = await tonesOf()
  const callsBefore = readCaseCalls()
  for (const { inquiry, event } of changes) say(inquiry, event)
  const same = async () => {
    const tones = await tonesOf()
    return changes.filter((_, index) => tones[index] === before[index]).map(({ inquiry }) => inquiry)
  }
  await expect.poll(same).toEqual([])
  expect(readCaseCalls()).toEqual(callsBefore)
  const last = (await tonesOf()).at(-1)
  say(changes.at(-1)?.inquiry ?? '', 'inquiry.redacted')
  await expect.poll(async () => (await tonesOf()).at(-1)).not.toBe(last)
  await page.close()
})

describe('marks after a sleep in which the background ended', () => {
  const fallAsleep = async () => {
    const inquiry = begin('inquiry.marked-for-review')
    const { page, tonesOf } = await openMarked([inquiry])
    const before = await tonesOf()
    await harness.browser.killBackground()
    say(inquiry, 'inquiry.declined')
    return { page, hasChanged: async () => (await tonesOf()).join() !== before.join() }
  }

  it('are true once the network is back', async () => {
    const { page, hasChanged } = await fallAsleep()
    const setOffline = await controlNetwork(page)
    await setOffline(true)
    await setOffline(false)
    await expect.poll(hasChanged).toBe(true)
    await page.close()
  })

  it('and with them the badge, are true once the page is in view again, though the network never went', async () => {
    const elsewhere = await pairWithRelay(harness, 'ada@example.com')
    const { page, hasChanged } = await fallAsleep()
    const badge = () => options.evaluate(() => chrome.action.getBadgeText({}))
    const watched = begin('inquiry.created')
    const body = JSON.stringify({ id: watched })
    expect((await elsewhere('/v1/watches', { method: 'POST', body })).status).toBe(200)
    say(watched, 'inquiry.approved')
    await harness.passTime(3_600)
    expect([await hasChanged(), await badge()]).toEqual([false, ''])
    // Begun in another browser, and this one had looked for watches not long before.
    await options.evaluate(async () => {
      const { watches } = await chrome.storage.session.get<{ watches: { checkedAt: number } }>('watches')
      await chrome.storage.session.set({ watches: { ...watches, checkedAt: watches.checkedAt - 120_000 } })
    })
    // In the world of the page’s script.
    await options.evaluate(async (url) => {
      const [tab] = await chrome.tabs.query({ url })
      await chrome.scripting.executeScript({
        target: { tabId: tab?.id ?? 0 },
        func: () => {
          const { now } = Date
          Date.now = () => now() + 3_600_000
          document.dispatchEvent(new Event('visibilitychange'))
        },
      })
    }, page.url())
    await expect.poll(hasChanged).toBe(true)
    await expect.poll(badge).toBe('1!')
    expect((await elsewhere(`/v1/watches/${watched}`, { method: 'DELETE' })).status).toBe(204)
    await expect.poll(badge).toBe('')
    await page.close()
  })
})

describe('in the end the true state is on the screen', () => {
  async function openCase(to = /^Approved/, before = 'inquiry.marked-for-review') {
    const inquiry = begin(before)
    await harness.passTime(120)
    const panel = await openPanelAt(harness, { case: inquiry })
    await verdictOf(panel).waitFor()
    expect(await verdictOf(panel).textContent()).not.toMatch(to)
    await untilLive(inquiry)
    return { inquiry, panel }
  }

  it('where webhooks come twice, and the newest first', async () => {
    harness.providers.control.webhooks({
      ...webhooksTo(harness.relay.url),
      copies: 2,
      delayMs: 200,
      isReversed: true,
    })
    const { inquiry, panel } = await openCase(/^Declined/, 'inquiry.started')
    say(inquiry, 'inquiry.marked-for-review')
    say(inquiry, 'inquiry.declined')
    await expect.poll(() => verdictOf(panel).textContent()).toMatch(/^Declined/)
    await panel.close()
  })

  it('where the background was stopped: the next one opens a socket again', async () => {
    const { inquiry, panel } = await openCase(/^Approved/, 'inquiry.declined')
    await harness.browser.killBackground()
    await panel.bringToFront()
    await panel.getByRole('button', { name: 'Refresh' }).click()
    await untilLive(inquiry)
    say(inquiry, 'inquiry.approved')
    await expect.poll(() => verdictOf(panel).textContent()).toMatch(/^Approved/)
    await panel.close()
  })

  it('where the relay was gone while the case was decided, as when it is restarted', async () => {
    const { inquiry, panel } = await openCase()
    wire.cut()
    say(inquiry, 'inquiry.approved')
    await eventually(async () =>
      expect(
        await options.evaluate(async () => (await chrome.storage.session.get('live')).live),
      ).toHaveProperty('downSince'),
    )
    wire.mend()
    await expect.poll(() => verdictOf(panel).textContent(), { timeout: 25_000 }).toMatch(/^Approved/)
    await panel.close()
  })

  it('where the network went and is back', async () => {
    const { inquiry, panel } = await openCase(/^Declined/)
    wire.cut()
    const setOffline = await controlNetwork(panel)
    await setOffline(true)
    await panel
      .getByText(/you are offline/i)
      .filter({ visible: true })
      .first()
      .waitFor()
    say(inquiry, 'inquiry.declined')
    await harness.passTime(120)
    wire.mend()
    await setOffline(false)
    await expect.poll(() => verdictOf(panel).textContent()).toMatch(/^Declined/)
    await panel.close()
  })

  it('in two windows of an agent and in a colleague’s browser, whether a webhook came or one’s question found it', async () => {
    const { inquiry, panel } = await openCase(/^Declined/)
    const window = await harness.browser.openWindow(panel.url().split('#')[0] ?? '')
    await focusPanel(window, { case: inquiry })
    const browser = await launchBrowser({ extension: await buildOnce('extension'), headless: true })
    onTestFinished(() => browser.close())
    const options = await pairInOptions({ ...harness, browser }, 'carl@example.com')
    const carls = await openPanelAt({ browser }, { case: inquiry })
    await untilLive(inquiry, options)
    const all = [panel, window, carls]
    const expectVerdict = async (words: RegExp) => {
      for (const one of all) {
        await one.bringToFront()
        await expect.poll(() => verdictOf(one).textContent()).toMatch(words)
      }
    }
    harness.providers.control.webhooks({})
    say(inquiry, 'inquiry.declined')
    await harness.passTime(400)
    await carls.getByRole('button', { name: 'Refresh' }).click()
    await expectVerdict(/^Declined/)
    harness.providers.control.webhooks(webhooksTo(harness.relay.url))
    say(inquiry, 'inquiry.approved')
    await expectVerdict(/^Approved/)
    await Promise.all([panel.close(), window.close()])
  })
})

describe('a watched case', () => {
  const badge = () => options.evaluate(() => chrome.action.getBadgeText({}))
  const stored = () => options.evaluate(async () => (await chrome.storage.session.get('watches')).watches)
  const drawer = (panel: Page) => panel.locator('.watches')

  it('shows on the button and in every window once it has ended, also after the background was stopped', async () => {
    const [first, second] = [personaStory(harness, 'never-opened').inquiry, begin('inquiry.started')]
    await harness.passTime(120)
    const { page, card } = await openCard(harness, first)
    await card.getByRole('button', { name: 'Tell me when it ends' }).click()
    await card.getByRole('button', { name: 'Watching' }).waitFor()
    const lists = await harness.browser.openTab('sidepanel.html', PANEL_SIZE)
    const open = await openPanelAt(harness, { case: second })
    await drawer(lists).getByText('Watching 1 case').waitFor()
    await open.locator('.case-body').waitFor()
    await open.keyboard.press('w')
    await drawer(lists).getByText('Watching 2 cases').waitFor()
    // In another browser of hers.
    const elsewhere = await pairWithRelay(harness, 'ada@example.com')
    const third = begin('inquiry.created')
    const body = JSON.stringify({ id: third })
    expect((await elsewhere('/v1/watches', { method: 'POST', body })).status).toBe(200)
    await drawer(lists).getByText('Watching 3 cases').waitFor()
    expect((await elsewhere(`/v1/watches/${third}`, { method: 'DELETE' })).status).toBe(204)
    await drawer(lists).getByText('Watching 2 cases').waitFor()
    await untilLive(first)
    expect(await badge()).toBe('')
    // Lists and marks may ask for others.
    const asked = () => harness.providers.control.calls()['GET /api/v1/inquiries/:id']
    const before = asked()
    say(first, 'inquiry.approved')
    await expect.poll(badge).toBe('1!')
    expect(asked()).toEqual(before)
    await drawer(lists).getByText('1 watched case has ended').click()
    await drawer(lists).getByText('Copy reply').waitFor()
    await expect.poll(() => drawer(open).textContent()).toContain('1 watched case has ended')

    await harness.browser.killBackground()
    expect(await options.evaluate(() => chrome.alarms.get('watches'))).toMatchObject({ periodInMinutes: 1 })
    say(second, 'inquiry.failed')
    // As the alarm would: a message wakes the background.
    await expect
      .poll(async () => {
        await options.evaluate(() => chrome.runtime.sendMessage({ name: 'app:watches.check', payload: null }))
        return badge()
      })
      .toBe('2!')
    await drawer(lists).getByText('2 watched cases have ended').waitFor()
    for (const left of ['1!', '']) {
      await drawer(lists).getByRole('button', { name: 'Seen' }).first().click()
      await expect.poll(badge).toBe(left)
    }
    await Promise.all([page.close(), lists.close(), open.close()])
  })

  it('is gone from the browser with the sign-in, and there again with the next one of the same agent', async () => {
    const { inquiry } = personaStory(harness, 'link-waiting')
    const { page, card } = await openCard(harness, inquiry)
    await card.getByRole('button', { name: 'Tell me when it ends' }).click()
    await expect.poll(stored).toMatchObject({ open: 1 })
    await page.close()
    await signOutInOptions(options)
    await options.getByLabel('Pairing code').waitFor()
    expect(await stored()).toBeUndefined()
    await expect.poll(() => options.evaluate(() => chrome.alarms.getAll())).toEqual([])
    await pairInOptions({ ...harness, relay: wire }, 'bob@example.com', options)
    await expect.poll(stored).toMatchObject({ items: [], open: 0 })
    await signOutInOptions(options)
    await options.getByLabel('Pairing code').waitFor()
    await pairInOptions({ ...harness, relay: wire }, 'ada@example.com', options)
    await expect.poll(stored).toMatchObject({ items: [expect.objectContaining({ id: inquiry })] })
  })
})

it('ends with the sign-in: no socket, and nothing of it is stored', async () => {
  const inquiry = begin('inquiry.started')
  const panel = await openPanelAt(harness, { case: inquiry })
  await untilLive(inquiry)
  await signOutInOptions(options)
  await expect
    .poll(() => options.evaluate(async () => Object.keys(await chrome.storage.session.get('live'))))
    .toEqual([])
  await panel.close()
  await pairInOptions({ ...harness, relay: wire }, 'ada@example.com', options)
})

// Last: the clock of all pages stays an hour ahead.
it('a case catches up after an hour’s sleep of the laptop, once the agent has unlocked the panel', async () => {
  const inquiry = begin('inquiry.marked-for-review')
  await harness.passTime(120)
  const panel = await harness.browser.context.newPage()
  await panel.setViewportSize(PANEL_SIZE)
  await panel.clock.install()
  await panel.goto(`chrome-extension://${harness.browser.extensionId}/sidepanel.html`)
  await focusPanel(panel, { case: inquiry })
  await untilLive(inquiry)
  await panel.evaluate(() => document.documentElement.setAttribute('data-stood', ''))
  wire.cut()
  await harness.browser.killBackground()
  say(inquiry, 'inquiry.approved')
  await harness.passTime(3_600)
  wire.mend()
  await panel.clock.fastForward(3_600_000)
  await panel.getByRole('button', { name: 'Continue' }).click()
  await expect.poll(() => verdictOf(panel).textContent()).toMatch(/^Approved/)
  expect(await panel.evaluate(() => document.documentElement.hasAttribute('data-stood'))).toBe(true)
  await panel.close()
})
