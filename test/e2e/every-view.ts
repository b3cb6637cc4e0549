/**
 * Every view of every surface in every state that it can be in, with words as long as they come. What holds for all of them
 * (`look.test.ts`) is asked of each; a view that is added has its line here. They are opened in this order: some sign in or
 * out, and between “down” and “up again” nobody answers.
 */
import type { Frame, Page } from 'playwright-core'
import { UNKNOWN_INQUIRY } from '../pages/serve-ticket.ts'
import { deepidvStory, personaStory } from '../stage/known-story.ts'
import { focusPanel, PANEL_SIZE, type PanelFocus } from '../stage/open-panel.ts'
import { raiseRecordAlarm } from '../stage/raise-record-alarm.ts'
import { connect, letSiteIn, openStage, pairInOptions, type Stage } from '../stage/stage.ts'
import { openCard } from './open-card.ts'

/** As long as an address may be (RFC 5321). */
export const LONGEST_ADDRESS = `${'very-long-name-of-somebody-'.repeat(2)}at-home@${'department-of-lookups.'.repeat(8)}example.com`
const LONG = 'Supercalifragilistic enhanced due-diligence'
const LONG_WORD = 'supercalifragilisticexpialidocious_check'
const SHARED = 'cust-700123456'

export const SIZES = {
  popup: { width: 380, height: 600 },
  panel: PANEL_SIZE,
  card: { width: 1280, height: 800 },
  options: { width: 360, height: 900 },
  admin: { width: 360, height: 800 },
} as const

export type SurfaceName = keyof typeof SIZES

export interface Shown {
  page: Page
  /** What is looked at, where that is a frame in somebody else’s page. */
  frame?: Frame
}

export interface View {
  surface: SurfaceName
  name: string
  open(on: On): Promise<Shown>
}

/** What the views are opened on. */
export interface On {
  stage: Stage
  /** Where one signs in and out; the same tab all along. */
  options: Page
  /** An inquiry and a session of deepidv’s with words as long as they come. */
  long: { inquiry: string; session: string }
}

export async function openLook(): Promise<On> {
  const stage = await openStage({ headless: true, configured: ['persona', 'deepidv'], isClocked: true })
  const { control } = stage.providers
  const { inquiry } = control.emit({
    attributes: { 'reference-id': SHARED, status: LONG_WORD },
    session: {
      'device-name': LONG,
      'os-full-version': LONG,
      'browser-name': LONG,
      'country-code': 'VC',
      'is-vpn': true,
      'is-proxy': true,
      'is-tor': true,
      'threat-level': 'high',
    },
    event: { name: `inquiry.${LONG_WORD}` },
  })
  control.emit({ attributes: { 'reference-id': SHARED } })
  const { session } = control.emitSession({
    fields: { status: LONG_WORD, workflow_steps: [LONG_WORD, LONG] },
  })
  return { stage, options: await openTab(stage, 'options', 'options.html'), long: { inquiry, session } }
}

const openTab = (stage: Stage, surface: SurfaceName, file: string): Promise<Page> =>
  stage.browser.openTab(file, SIZES[surface])

const inquiryOf = ({ stage }: On, story: string): string => personaStory(stage, story).inquiry
const sessionOf = ({ stage }: On, story: string): string => deepidvStory(stage, story).session

/** `act` goes on until what is to be looked at is there. */
const popup = (name: string, act: (page: Page, on: On) => Promise<unknown>): View => ({
  surface: 'popup',
  name,
  async open(on) {
    const page = await openTab(on.stage, 'popup', 'popup.html')
    await act(page, on)
    return { page }
  },
})

const panel = (name: string, act: (page: Page, on: On) => Promise<unknown>): View => ({
  surface: 'panel',
  name,
  async open(on) {
    const page = await openTab(on.stage, 'panel', 'sidepanel.html')
    await act(page, on)
    return { page }
  },
})

const lists = (name: string, act: (page: Page, on: On) => Promise<unknown> = async () => {}): View =>
  panel(name, async (page, on) => {
    await page.locator('.rows .row').first().waitFor()
    await act(page, on)
  })

/** A case or a customer’s number, as the page’s menu asks for it. */
const focused = (
  name: string,
  focusOf: (on: On) => PanelFocus,
  shown: string,
  act: (page: Page, on: On) => Promise<unknown> = async () => {},
): View =>
  panel(name, async (page, on) => {
    await focusPanel(page, focusOf(on), shown)
    await act(page, on)
  })

const caseFile = (
  name: string,
  idOf: (on: On) => string,
  act?: (page: Page, on: On) => Promise<unknown>,
): View => focused(name, (on) => ({ case: idOf(on) }), '.case-body', act)

const card = (name: string, idOf: (on: On) => string, shown = '.card-body'): View => ({
  surface: 'card',
  name,
  async open(on) {
    const { page, card: frame } = await openCard(on.stage, idOf(on))
    await frame.locator(shown).first().waitFor()
    return { page, frame }
  },
})

const options = (name: string, act: (page: Page, on: On) => Promise<unknown>): View => ({
  surface: 'options',
  name,
  async open(on) {
    await on.options.bringToFront()
    await on.options.setViewportSize(SIZES.options)
    await act(on.options, on)
    return { page: on.options }
  },
})

const admin = (
  hash: string,
  name: string,
  shown: string,
  act: (page: Page) => Promise<unknown> = async () => {},
): View => ({
  surface: 'admin',
  name,
  async open({ stage }) {
    const page = await openTab(stage, 'admin', `admin.html#${hash}`)
    await page.locator(shown).first().waitFor()
    await act(page)
    return { page }
  },
})

async function signOut({ options: page }: On): Promise<void> {
  await page.bringToFront()
  await page.reload()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.getByRole('button', { name: 'Connect' }).waitFor()
}

const openEvents = async (page: Page) => {
  await page.getByRole('tab', { name: 'Events' }).click()
  await page.locator('[role=tabpanel]:not([hidden]) .rows .row').first().waitFor()
}

const revealBox = (page: Page) => page.getByRole('region', { name: 'On request, of the inquiry' })

const SIGNED_OUT: View[] = [
  popup('signed out', (page) => page.getByRole('button', { name: 'Connect' }).waitFor()),
  panel('signed out', (page) => page.getByRole('button', { name: 'Connect' }).waitFor()),
  options('signed out', (page) => page.getByRole('button', { name: 'Connect' }).waitFor()),
  options('a code that is refused', async (page, { stage }) => {
    await connect(page, stage.relay.url, 'ABCD-EFGH-2345-6789')
    await page.getByText('That pairing code is not right').waitFor()
  }),
]

const SIGNED_IN: View[] = [
  options('signed in and tested', async (page, { stage }) => {
    await pairInOptions(stage, LONGEST_ADDRESS, page, 'admin')
    await letSiteIn(page, stage.ticket.url)
    await page.getByRole('button', { name: 'Test connection' }).click()
    await page.getByText('Relay: connected').waitFor()
  }),
  popup('the newest', (page) => page.locator('.newest .row').nth(5).waitFor()),
  popup('what is no ID', async (page) => {
    await page.locator('.newest .row').nth(5).waitFor()
    await page.locator('.find input').fill(LONG_WORD.repeat(3))
    await page.locator('.find-said:not(:empty)').waitFor()
  }),
  lists('sessions'),
  lists('what is known of a session', async (page) => {
    await page.locator('.provider-filter').getByText('Persona', { exact: true }).click()
    await page.getByRole('button', { name: 'Details' }).first().click()
    await page.getByText('Threat level').first().waitFor()
  }),
  lists('which sessions to show', async (page) => {
    await page.locator('.provider-filter').getByText('deepidv', { exact: true }).click()
    await page.getByRole('button', { name: 'Filter' }).click()
    await page.locator('.narrowing').waitFor()
  }),
  lists('events', async (page) => {
    await openEvents(page)
    await page
      .locator('[role=tabpanel]:not([hidden])')
      .getByRole('button', { name: 'Details' })
      .first()
      .click()
    await page.locator('.details:visible').waitFor()
  }),
  lists('which events to show', async (page) => {
    await openEvents(page)
    await page.getByRole('button', { name: 'All events' }).click()
    await page.locator('.choice').first().waitFor()
  }),
  lists('nothing found', async (page) => {
    await page.getByLabel('Only this inquiry').fill('inq_NobodyHasThisInquiry1234')
    await page.keyboard.press('Enter')
    await page.getByText('No sessions match the filter').waitFor()
  }),
  caseFile('a case of Persona’s', (on) => inquiryOf(on, 'three-retries')),
  caseFile('a case with long words', ({ long }) => long.inquiry),
  caseFile('a case in review', (on) => inquiryOf(on, 'in-review')),
  caseFile('a case that was wiped', (on) => inquiryOf(on, 'redacted')),
  caseFile('a case that nobody opened', (on) => sessionOf(on, 'pending')),
  caseFile('a case of deepidv’s', (on) => sessionOf(on, 'verified')),
  caseFile('a case with tries left', (on) => sessionOf(on, 'opened-left')),
  caseFile('a case of deepidv’s with long words', ({ long }) => long.session),
  caseFile(
    'a moment in full',
    (on) => inquiryOf(on, 'three-retries'),
    async (page) => {
      const moment = page.locator('.timeline button[aria-expanded=false]').first()
      await moment.click()
      await page.locator('.timeline button[aria-expanded=true]').first().waitFor()
    },
  ),
  caseFile(
    'a reply in another language',
    (on) => sessionOf(on, 'opened-left'),
    (page) => page.locator('.reply-language').selectOption({ index: 2 }),
  ),
  lists('what was opened last', async (page) => {
    await page.locator('.recents > summary').click()
    await page.locator('.recent-rows .row').nth(4).waitFor()
  }),
  lists('the keys', async (page) => {
    await page.keyboard.press('?')
    await page.locator('.key-help[open]').waitFor()
  }),
  lists('beside each other', async (page) => {
    await page.setViewportSize({ width: 800, height: 700 })
    await page.locator('.rows .row').first().click()
    await page.locator('.case-body').waitFor()
  }),
  focused('nobody’s case', () => ({ case: UNKNOWN_INQUIRY }), '.case .notice'),
  focused('several cases of a number', () => ({ reference: SHARED }), '.finding-rows'),
  focused('nobody’s number', () => ({ reference: 'cust-999999999' }), '.case .notice'),
  card('a case of Persona’s', (on) => inquiryOf(on, 'three-retries')),
  card('a case in review', (on) => inquiryOf(on, 'in-review')),
  card('a case that was wiped', (on) => inquiryOf(on, 'redacted')),
  card('a case with long words', ({ long }) => long.inquiry),
  card('nobody’s case', () => UNKNOWN_INQUIRY, '.notice'),
  card('several cases of a number', () => SHARED, '.finding-rows'),
  admin('agents', 'agents', '.agent'),
  admin('agents', 'a code for an agent', '.agent', async (page) => {
    await page.getByLabel('E-mail address').fill(`x${LONGEST_ADDRESS.slice(1)}`)
    await page.getByLabel('E-mail address').press('Enter')
    await page.locator('.pairing-code').waitFor()
  }),
  admin('agents', 'revoking an agent', '.agent', async (page) => {
    await page.getByRole('button', { name: /^Revoke x/ }).click()
    await page.locator('.agent-sure').waitFor()
  }),
  admin('record', 'the record', '.record-day .row', async (page) => {
    await page.locator('.record-day .row').first().click()
    await page.locator('.record-raw').waitFor()
  }),
  admin('gate', 'the gate', '.gate'),
]

const DOWN: View[] = [
  lists('both are down', async (page, { stage }) => {
    // What is shown may be remembered, and its answer on the way; after this none is.
    await page.getByRole('button', { name: 'Refresh' }).click()
    await page.locator('.refresh[aria-busy="false"]').waitFor()
    stage.providers.control.faults([{ fault: '5xx' }])
    await stage.passTime(60)
    await page.getByRole('button', { name: 'Refresh' }).click()
    await page.getByText('deepidv is not answering').first().waitFor()
  }),
  lists('both are down and nothing is known', async (page) => {
    await page.getByLabel('Only this inquiry').fill('inq_NeverAskedForBefore1234')
    await page.keyboard.press('Enter')
    await page.getByText('Request ID').first().waitFor()
  }),
  focused(
    'a case that can’t be asked for',
    (on) => ({ case: inquiryOf(on, 'never-opened') }),
    '.case .notice',
  ),
  popup('both are down', (page) =>
    page
      .getByText(/not answering/)
      .first()
      .waitFor(),
  ),
]

const UP_AGAIN: View[] = [
  options('the record’s witness', async (page, on) => {
    on.stage.providers.control.faults([])
    await on.stage.passTime(15 * 60)
    await signOut(on)
    await pairInOptions(on.stage, 'ines@example.com', page, 'investigator')
    await page.reload()
    await page.getByRole('button', { name: 'Sign out' }).waitFor()
  }),
  caseFile(
    'a reveal being asked for',
    (on) => inquiryOf(on, 'three-retries'),
    (page) => revealBox(page).getByLabel('Note').check(),
  ),
  caseFile(
    'what was revealed',
    (on) => inquiryOf(on, 'three-retries'),
    async (page) => {
      await revealBox(page).getByLabel('Note').check()
      await revealBox(page).getByLabel('Tags').check()
      await revealBox(page).getByRole('button', { name: 'Suspected fraud' }).click()
      await revealBox(page).getByRole('button', { name: 'Show for a minute' }).click()
      await page.getByText('Hidden in').waitFor()
    },
  ),
  admin('', 'not for this role', 'main'),
  caseFile('the record’s alarm', (on) => inquiryOf(on, 'three-retries'), raiseRecordAlarm),
  options('the record’s alarm', async (page) => {
    await page.reload()
    await page.getByRole('button', { name: 'Sign out' }).waitFor()
  }),
  lists('locked', async (page) => {
    await page.evaluate(() => chrome.storage.session.set({ activeAt: Date.now() - 16 * 60_000 }))
    await page.getByText('Locked').waitFor()
  }),
  popup('locked', (page) => page.getByText('Locked').waitFor()),
]

const SAMPLES: View[] = [
  options('samples', async (page, on) => {
    await page.reload()
    await page.getByRole('button', { name: 'Go on' }).click()
    await signOut(on)
    await page.getByRole('button', { name: 'Try it with samples' }).click()
    await page.locator('.sample').first().waitFor()
  }),
  lists('samples'),
  popup('samples', (page) => page.locator('.newest .row').nth(3).waitFor()),
]

export const EVERY_VIEW: readonly View[] = [...SIGNED_OUT, ...SIGNED_IN, ...DOWN, ...UP_AGAIN, ...SAMPLES]
