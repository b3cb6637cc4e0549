/** A ticket from pairing to signing out: marks, card, panel, lists, a provider that is down, a sign-in that was ended. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import { connect, type Harness, openHarness, pairInOptions, signOutInOptions } from '../harness/harness.ts'
import { UNKNOWN_INQUIRY } from '../pages/serve-ticket.ts'
import { findText } from './find-text.ts'
import { compareOpenings } from './openings.ts'
import type { TourPicture, TourStep } from './tour-kit.ts'

const rows = 'document.querySelectorAll("[role=tabpanel]:not([hidden]) .rows .row").length'
const text = (words: string) => `document.body.innerText.includes(${JSON.stringify(words)})`
/** How many rows the list has in all, on screen or not. */
const listLength = `Number.parseInt(document.querySelector('[role=tabpanel]:not([hidden]) .rows').style.height) / 56`

const cardOf = (page: Page) => page.frames().find((frame) => frame.url().includes('/card.html'))

async function pointAt(page: Page, id = ''): Promise<void> {
  const place = await findText(page, id)
  await page.mouse.move(5, 5)
  // An earlier card may lie over it until it has gone.
  await sleep(500)
  await page.mouse.move(place.x, place.y, { steps: 4 })
}

async function cardSays(page: Page, words: string): Promise<void> {
  await expectSoon(`a card that says “${words}”`, async () => {
    const said = await cardOf(page)?.evaluate(() => document.body.textContent)
    return said?.includes(words) === true
  })
  // The frame takes the height that the card asks for a moment later.
  await sleep(400)
}

async function expectSoon(what: string, holds: () => Promise<boolean>): Promise<void> {
  const giveUpAt = Date.now() + 10_000
  while (!(await holds())) {
    if (Date.now() > giveUpAt) throw new Error(`Waited in vain for ${what}`)
    await sleep(10)
  }
}

export async function walkTicket(step: TourStep, picture: TourPicture): Promise<void> {
  const harness = await openHarness({ headless: true })
  try {
    await walk(harness, step, picture)
    await step('what was shown is in the audit log, and no more', () =>
      compareOpenings(harness, 'ada@example.com'),
    )
  } finally {
    await harness.close()
  }
}

async function walk(harness: Harness, step: TourStep, picture: TourPicture): Promise<void> {
  const { browser, ticket, providers } = harness
  const page = await browser.openTab('options.html')

  await step('before anything: the options', () => picture(page, 'options-signed-out'))
  await step('a wrong address and a wrong code have different messages', async () => {
    await page.getByLabel('Relay address').fill(`${harness.relay.url}/v1`)
    await page.getByLabel('Pairing code').fill('7K2QX-9MBD-4TPR')
    await page.getByRole('button', { name: 'Connect' }).click()
    await page.getByText('/v1', { exact: false }).first().waitFor()
    await picture(page, 'options-address-wrong')
    await page.getByLabel('Relay address').fill(harness.relay.url)
    await page.getByRole('button', { name: 'Connect' }).click()
    await page.getByText('Wrong pairing code').waitFor()
    await picture(page, 'options-code-wrong')
  })
  const { code } = await harness.admin.add('ada@example.com', 'agent')
  await step('pairing', async () => {
    await connect(page, harness.relay.url, code)
    await page.getByRole('button', { name: 'Sign out' }).waitFor()
  })
  await step('testing the connection', async () => {
    await page.getByRole('button', { name: 'Test connection' }).click()
    await page.getByText('Persona (Sandbox): connected').waitFor()
    await picture(page, 'options-signed-in')
  })

  await page.goto(ticket.url)
  const popup = await step('toolbar click to rows painted', async () => {
    const opened = await browser.clickToolbarButton(page)
    await opened.waitFor('document.querySelectorAll(".glance .row").length > 3')
    return opened
  })
  await step('the popup, on a ticket it may not read yet', () => picture(popup, 'popup'))
  await step('marks, once the site is let in', async () => {
    await popup.clickButton('Mark IDs on')
    await popup.waitFor('document.querySelectorAll(".lookups button").length >= 5')
    await picture(popup, 'popup-ids-of-the-page')
  })
  const panel = await step('the side panel, from the popup', async () => {
    await popup.clickButton('Open side panel')
    const opened = await browser.attach('sidepanel')
    await opened.waitFor(`${rows} > 5`)
    return opened
  })
  await step('the ticket, marked', async () => {
    await page.waitForTimeout(500)
    await picture(page, 'ticket-marked')
  })
  const stories = providers.control.known().persona.sandbox
  await step('hover to card', async () => {
    await pointAt(page, stories['in-review']?.inquiry)
    await cardSays(page, 'Waiting for us')
  })
  await step('the card', () => picture(page, 'ticket-card'))
  await step('the side panel, from the card', async () => {
    await cardOf(page)?.getByRole('button', { name: 'Side panel' }).click()
    await panel.waitFor(text('What happened'))
    await picture(panel, 'panel-case')
    await panel.press('Escape')
  })
  await step('a redacted inquiry', async () => {
    await pointAt(page, stories.redacted?.inquiry)
    await cardSays(page, 'Redacted')
    await picture(page, 'ticket-card-redacted')
  })
  await step('an inquiry that is not there', async () => {
    await pointAt(page, UNKNOWN_INQUIRY)
    await cardSays(page, 'SANDBOX')
    await picture(page, 'ticket-card-unknown')
    await page.keyboard.press('Escape')
  })
  await step('an ID pasted into the popup', async () => {
    const box = await browser.clickToolbarButton(page)
    await box.click('.find input')
    await box.type(`Ticket says ${stories['three-retries']?.inquiry}.`)
    await box.waitFor('document.querySelector(".find-message").textContent.trim() !== ""')
    await picture(box, 'popup-pasted')
    await box.press('Enter')
    await panel.waitFor(text('What happened'))
    await picture(panel, 'panel-case-pasted')
    await panel.press('Escape')
  })
  await step('an ID selected on the page, by the menu', async () => {
    await browser.chooseMenuItem(`selected: ${stories['two-countries']?.inquiry}`)
    await panel.waitFor(text('What happened'))
    await picture(panel, 'panel-case-menu')
    await panel.press('Escape')
    await panel.waitFor(`${rows} > 5`)
  })
  await step('cases', async () => {
    await panel.waitFor(`document.querySelectorAll('.rows .status-word').length > 3`)
    await picture(panel, 'panel-cases')
  })
  await step('one group of cases alone', async () => {
    await panel.click('.group')
    await panel.waitFor(`document.querySelector('.group[aria-pressed=true]')`)
    await picture(panel, 'panel-cases-of-a-group')
    await panel.click('.group')
  })
  await step('sessions', async () => {
    await panel.clickButton('Sessions')
    await panel.waitFor(`${rows} > 5`)
    await picture(panel, 'panel-sessions')
  })
  await step('a session in full', async () => {
    await panel.click('[role=tabpanel]:not([hidden]) .rows .row-more')
    await panel.waitFor('document.querySelector(".details")')
    await picture(panel, 'panel-session-open')
    await panel.press('Escape')
  })
  await step('page two of the sessions', async () => {
    const scroller = 'document.querySelector("[role=tabpanel]:not([hidden]) .scroller")'
    await panel.evaluate(`${scroller}.scrollTo(0, 1e6)`)
    await panel.waitFor(`${listLength} >= 50`)
    await panel.evaluate(`${scroller}.scrollTo(0, 56 * 24)`)
    await picture(panel, 'panel-sessions-page-two')
  })
  await step('events', async () => {
    await panel.clickButton('Events')
    await panel.waitFor(`${rows} > 5`)
    await picture(panel, 'panel-events')
  })
  await step('page two of the events', async () => {
    await panel.evaluate('document.querySelector("[role=tabpanel]:not([hidden]) .scroller").scrollTo(0, 1e6)')
    await panel.waitFor(`${listLength} >= 50`)
    await picture(panel, 'panel-events-page-two')
  })
  await step('choosing which events', async () => {
    await panel.clickButton('All events')
    await panel.waitFor('document.querySelector(".filters .event-choices").matches(":popover-open")')
    await picture(panel, 'panel-event-choices')
    await panel.press('Escape')
  })
  await step('one inquiry, pasted as a link, and its rows alone', async () => {
    const { inquiry } = providers.control.known().persona.sandbox['three-retries'] ?? {}
    await panel.click('.find input')
    await panel.type(`https://app.withpersona.com/dashboard/inquiries/${inquiry}`)
    await picture(panel, 'panel-pasted')
    await panel.press('Enter')
    await panel.waitFor(text('What happened'))
    await panel.click('.case-bar [aria-label^="Only this inquiry"]')
    await panel.waitFor(`${rows} > 0 && ${text('Inquiry was created')}`)
    await picture(panel, 'panel-one-inquiry')
    await panel.clickButton('Sessions')
    await panel.waitFor(`${rows} > 0 && ${rows} < 5`)
    await picture(panel, 'panel-one-inquiry-sessions')
    await panel.click('.filter-chip button')
    await panel.waitFor(`${rows} > 5`)
  })
  await step('a filter that leaves nothing', async () => {
    await panel.clickButton('Events')
    await panel.clickButton('All events')
    await panel.click('.choices-head input')
    await panel.type('inquiry.unheard-of')
    await panel.press('Enter')
    await panel.press('Escape')
    await panel.waitFor(text('No events match'))
    await picture(panel, 'panel-nothing-found')
    await panel.clickButton('Clear filters')
    await panel.waitFor(`${rows} > 5`)
    await panel.clickButton('Sessions')
    await panel.waitFor(`${rows} > 5`)
  })
  await step('the provider is down: the last rows stay, with their age', async () => {
    providers.control.faults([{ fault: '5xx' }])
    await panel.evaluate('new Promise((settle) => setTimeout(settle, 2100))')
    await panel.clickButton('Refresh')
    await panel.waitFor(text('Persona is not answering'))
    await picture(panel, 'panel-provider-down')
  })
  await step('and comes back', async () => {
    providers.control.faults([])
    await panel.evaluate('new Promise((settle) => setTimeout(settle, 2100))')
    await panel.clickButton('Refresh')
    await panel.waitFor(`!${text('Persona is not answering')}`)
  })
  await step('revoked in mid-use: sign in again', async () => {
    await harness.admin.revoke('ada@example.com')
    await panel.clickButton('Refresh')
    await panel.waitFor(text('You are signed out'))
    await picture(panel, 'panel-revoked')
  })
  await step('signing in and out', async () => {
    await page.goto(`chrome-extension://${browser.extensionId}/options.html`)
    await picture(page, 'options-revoked')
    await pairInOptions(harness, 'ada@example.com', page)
    await panel.waitFor(`${rows} > 5`)
    await signOutInOptions(page)
    await page.getByRole('button', { name: 'Connect' }).waitFor()
    await panel.waitFor(text('not connected'))
    await picture(panel, 'panel-signed-out')
  })
}
