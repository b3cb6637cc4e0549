/**
 * Who else is there while an agent works: a second window with a panel and a pop-out of theirs, each with a ticket, and a
 * colleague’s profile at the same relay. Whatever a journey does, nothing of these may change. Their cases are final, so
 * that they cause no provider calls.
 */
import { AuditPageSchema } from '@inquiry-lens/shared/contract/audit.ts'
import type { Page } from 'playwright-core'
import * as v from 'valibot'
import { afterAll, beforeAll, expect } from 'vitest'
import { eventually, readMarked, readOverlay } from '../e2e/page/page-stage.ts'
import type { Environment } from '../fake-providers/persona/keys.ts'
import { serveTicket } from '../pages/serve-ticket.ts'
import { pairWithRelay } from './ask-relay.ts'
import { launchBrowser } from './browser.ts'
import { buildOnce } from './build-once.ts'
import { type Harness, letSiteIn, pairInOptions } from './harness.ts'
import { personaStory } from './known-story.ts'
import { openPanelAt } from './open-panel.ts'

const COLLEAGUE = 'bob@example.com'

interface BystandersOptions {
  /** The journey signs out in between, which closes the neighbour’s case, too. */
  signsOut?: boolean
  /** Of the stage’s relay at Persona. */
  environment?: Environment
}

interface Bystanders {
  /** The case that stands in the agent’s own other window, in the agent’s name. */
  inPanel: string
  /** Throws where anything of theirs is not as it was. */
  expectUntouched(): Promise<void>
  close(): Promise<void>
}

/**
 * For a file of journeys in `npm test -- thorough`: there from its stage’s opening on, looked at before it closes. Call it between the two hooks that
 * do so. `find`: the stage, and a page of ours in which the agent is signed in.
 */
export function keepBystanders(
  find: () => readonly [Harness, Page],
  options: BystandersOptions = {},
): () => Bystanders | undefined {
  let bystanders: Bystanders | undefined
  // They take half as long as the journeys.
  if (Number(process.env.THOROUGHNESS ?? 1) <= 1) return () => undefined
  beforeAll(async () => {
    bystanders = await openBystanders(...find(), options)
  })
  afterAll(async () => {
    await bystanders?.expectUntouched()
    await bystanders?.close()
  })
  return () => bystanders
}

/** `options`: a page of ours in which the agent of the journey is signed in. */
async function openBystanders(
  harness: Harness,
  options: Page,
  { signsOut = false, environment = 'sandbox' }: BystandersOptions = {},
): Promise<Bystanders> {
  const inquiryOf = (name: string) => personaStory(harness, name, environment).inquiry
  const inPanel = inquiryOf('account-work')
  const inPopOut = inquiryOf('reusable-persona')
  const atColleague = inquiryOf('changed-mind')
  const ticket = await serveTicket(harness.providers.control.known().persona[environment])
  await letSiteIn(options, ticket.url)
  const workedIn = await options.evaluate(async () => (await chrome.windows.getCurrent()).id)

  async function openTicket(id: string, type: 'normal' | 'popup'): Promise<Page> {
    const page = await harness.browser.openWindow(`${ticket.url}?${type}`, type)
    await page.evaluate((named) => document.querySelector('main')?.replaceChildren(`About ${named}`), id)
    await eventually(async () => expect(await readMarked(page.mainFrame())).toEqual([id]))
    return page
  }
  const neighbour = await openTicket(inPanel, 'normal')
  await openPanelIn(harness, options, neighbour, inPanel)
  const panel = await harness.browser.attachPanelBeside(neighbour)
  const shown = `document.querySelector('.case .fact-id code')?.textContent`
  const own = JSON.stringify(inPanel)
  await panel.waitFor(`${shown} === ${own}`)
  const popOut = await openTicket(inPopOut, 'popup')
  const panels = await harness.browser.countSidePanels()

  const browser = await launchBrowser({ extension: await buildOnce('extension'), headless: true })
  const theirs = { ...harness, browser }
  await (await pairInOptions(theirs, COLLEAGUE)).close()
  const colleague = await openPanelAt(theirs, { case: atColleague })
  const requestAsAuditor = await pairWithRelay(harness, 'otto@example.com', 'auditor')

  // The journey’s own window is the one in front again.
  await options.evaluate((id) => chrome.windows.update(id ?? -1, { focused: true }).then(() => {}), workedIn)

  return {
    inPanel,
    async expectUntouched() {
      await panel.waitFor(`(${signsOut ? `${shown} ?? ${own}` : shown}) === ${own}`)
      expect(await harness.browser.countSidePanels()).toBe(panels)
      for (const [page, id] of [
        [neighbour, inPanel],
        [popOut, inPopOut],
      ] as const) {
        expect(await readMarked(page.mainFrame())).toEqual([id])
        expect((await readOverlay(page))?.card?.isShown ?? false).toBe(false)
      }
      await colleague.locator('.case .fact-id code').getByText(atColleague).waitFor()
      const kept = await colleague.evaluate(async () => {
        const held: Record<string, unknown> = await chrome.storage.session.get(null)
        const [recents, ...wishes] = [
          'recentCases',
          ...Object.keys(held).filter((key) => key.startsWith('panelRequest:')),
        ]
        return { recents: JSON.stringify(held[recents ?? '']).match(/inq_\w+/g), wishes }
      })
      expect(kept).toEqual({ recents: [atColleague], wishes: [] })
      const answer = await requestAsAuditor(`/v1/audit?viewed=true&agent=${COLLEAGUE}`)
      const { items } = v.parse(AuditPageSchema, await answer.json())
      const opened = items.filter(({ about }) => about.kind === 'case').map(({ about }) => about.id)
      expect([...new Set(opened)]).toEqual([atColleague])
    },
    async close() {
      await browser.close()
      await ticket.close()
    },
  }
}

/** With the press of a button that a browser asks for, which a test has none of. */
async function openPanelIn(harness: Harness, options: Page, page: Page, id: string): Promise<void> {
  const windowId = await options.evaluate(
    async (url) => (await chrome.tabs.query({})).find((tab) => tab.url === url)?.windowId,
    page.url(),
  )
  await options.evaluate(([key, wish]) => chrome.storage.session.set({ [key]: wish }), [
    `panelRequest:w${windowId}`,
    { focus: { case: id }, madeAt: Date.now() },
  ] as const)
  const session = await harness.browser.context.newCDPSession(options)
  await session.send('Runtime.evaluate', {
    expression: `chrome.sidePanel.open({ windowId: ${windowId} })`,
    awaitPromise: true,
    userGesture: true,
  })
  await session.detach()
}
