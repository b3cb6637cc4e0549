/** The whole way of an agent by the keyboard alone, from pairing to the reply in the ticket, and through the panel. */
import type { Frame, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keepBystanders } from '../harness/bystanders.ts'
import { type Harness, openHarness } from '../harness/harness.ts'
import { eventually, readOverlay } from './page/page-stage.ts'

let harness: Harness
let options: Page
/** Of inquiries, the one that has waited for the shortest time first. */
const reviewed: string[] = []

beforeAll(async () => {
  harness = await openHarness({ headless: true })
  for (const minute of [1, 2, 3]) {
    const at = new Date(Date.now() - minute * 60_000).toISOString()
    const attributes = { status: 'needs_review', 'marked-for-review-at': at }
    const emitted = harness.providers.control.emit({
      attributes,
      event: { name: 'inquiry.marked-for-review' },
    })
    reviewed.push(emitted.inquiry)
  }
  await harness.browser.context.grantPermissions(['clipboard-read', 'clipboard-write'])
  options = await harness.browser.openTab('options.html')
})
afterAll(() => harness.close())

const MAX_TABS = 60

/** What a screen reader would say of what has the focus. */
const focused = (place: Page | Frame): Promise<string> =>
  place.evaluate(() => {
    const one = document.activeElement
    if (!one || one === document.body) return 'nothing'
    const labels =
      one instanceof HTMLInputElement || one instanceof HTMLTextAreaElement ? [...(one.labels ?? [])] : []
    return (
      one.ariaLabel ??
      (labels.map(({ textContent }) => textContent?.trim()).join(' ') ||
        (one.textContent ?? '').trim() ||
        one.tagName)
    )
  })

/** Presses Tab until the named element has the focus. */
async function tabTo(page: Page, name: RegExp, place: Page | Frame = page): Promise<void> {
  const met: string[] = []
  for (let presses = 0; presses < MAX_TABS; presses++) {
    const now = await focused(place)
    if (name.test(now)) return
    met.push(now.slice(0, 40))
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab led to ${met.join(' → ')}, and not to ${name}`)
}

const announced = (place: Page | Frame): Promise<string> =>
  place.evaluate(() =>
    [...document.querySelectorAll('[role=status], [role=alert], [aria-live]')]
      .map(({ textContent }) => textContent?.trim())
      .filter(Boolean)
      .join(' | '),
  )

it('pairs, and lets a site in', async () => {
  const { code } = await harness.admin.add('ada@example.com', 'agent')
  await tabTo(options, /^Relay address/)
  await options.keyboard.insertText(harness.relay.url)
  await tabTo(options, /^Pairing code/)
  await options.keyboard.insertText(code)
  await options.keyboard.press('Enter')
  await options.getByRole('button', { name: 'Sign out' }).waitFor()
  await expect.poll(() => focused(options)).toBe('Find a case by an ID')

  // Letting the help desk in.
  await tabTo(options, /^Add a site/)
  await options.keyboard.insertText(new URL(harness.ticket.url).origin)
  await options.keyboard.press('Enter')
  await options.getByRole('button', { name: /^Remove / }).waitFor()
  await expect.poll(() => announced(options)).toMatch(/127\.0\.0\.1/)
})

describe('signed in', () => {
  keepBystanders(() => [harness, options])

  it('answers a ticket', async () => {
    // From the ticket to the card of its first ID.
    const { browser, ticket } = harness
    const page = await browser.context.newPage()
    await page.goto(ticket.url)
    await eventually(async () => expect((await readOverlay(page))?.shapes.length).toBeGreaterThan(0))
    await browser.pressShortcut(page, 'next-id')
    const cardOf = () => page.frames().find((frame) => frame.url().includes('/card.html'))
    await eventually(async () => {
      expect((await readOverlay(page))?.card?.isShown).toBe(true)
      expect(await cardOf()?.locator('.reply-text').count()).toBe(1)
    })
    const card = cardOf()
    if (!card) throw new Error('There is no card')
    await tabTo(page, /^Copy reply/, card)
    const reply = (await card.locator('.reply-text').textContent()) ?? ''
    await page.keyboard.press('Enter')
    await eventually(async () => expect(await announced(card)).toContain('Copied reply'))

    // By its single key as well, once the card has the focus; typed into the page, letters are the page’s.
    await page.keyboard.press('c')
    await eventually(async () => expect(await announced(card)).toContain('Copied for ticket'))
    await page.keyboard.press('r')
    await eventually(async () => expect(await announced(card)).toContain('Copied reply'))

    // Back to where the agent was, and into the reply.
    await page.keyboard.press('Escape')
    await eventually(async () => expect((await readOverlay(page))?.card?.isShown).toBe(false))
    await tabTo(page, /^Reply/)
    await page.keyboard.press('End')
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain(reply)
    await page.keyboard.press('Control+v')
    await expect.poll(() => page.getByLabel('Reply').inputValue()).toContain(reply)
  })

  it('works in the panel', async () => {
    // The lists, a case, and back.
    const { browser, providers } = harness
    const stories = providers.control.known().persona.sandbox
    const panel = await browser.openTab('sidepanel.html', { width: 360, height: 800 })
    const rows = panel.getByRole('tabpanel').locator('.rows .row')
    await rows.first().waitFor()
    await tabTo(panel, /^Cases$/)
    await panel.keyboard.press('ArrowRight')
    await panel.getByRole('tab', { name: 'Sessions', selected: true }).waitFor()
    await panel.keyboard.press('ArrowRight')
    await panel.getByRole('tab', { name: 'Events', selected: true }).waitFor()
    await panel.keyboard.press('ArrowLeft')
    await panel.getByRole('tab', { name: 'Sessions', selected: true }).waitFor()
    const isRow = () => panel.evaluate(() => document.activeElement?.matches('.row') === true)
    for (let presses = 0; presses < MAX_TABS && !(await isRow()); presses++) await panel.keyboard.press('Tab')
    await panel.keyboard.press('ArrowDown')
    await panel.keyboard.press('ArrowDown')
    const placeOfFocus = () => panel.evaluate(() => document.activeElement?.closest('li')?.ariaPosInSet)
    await expect.poll(placeOfFocus).toBe('3')
    await panel.keyboard.press('Enter')
    await panel.getByRole('heading', { name: /^Case/ }).waitFor()
    await expect.poll(() => focused(panel)).toMatch(/^Case/)
    await panel.keyboard.press('Escape')
    await rows.first().waitFor()
    await expect.poll(placeOfFocus).toBe('3')

    // Single keys: to the box, the inquiry pasted there, and its rows alone.
    await panel.keyboard.press('/')
    await expect.poll(() => focused(panel)).toBe('Find a case by an ID')
    await panel.keyboard.insertText(
      `https://app.withpersona.com/dashboard/inquiries/${stories['in-review']?.inquiry}`,
    )
    await panel.keyboard.press('Enter')
    await expect.poll(() => focused(panel)).toMatch(/^Case/)
    await panel.getByRole('button', { name: /^Only this inquiry/ }).waitFor()
    await tabTo(panel, /^Only this inquiry/)
    await panel.keyboard.press('Enter')
    await rows.first().waitFor()
    await expect.poll(() => rows.count()).toBeLessThan(5)
    await expect.poll(() => focused(panel)).toMatch(/^Remove filter: Inquiry inq_/)
    for (let presses = 0; presses < MAX_TABS && !(await isRow()); presses++) await panel.keyboard.press('Tab')
    await panel.keyboard.press('Enter')
    await panel.getByText('Waiting for our review since').waitFor()

    // The reply in another language, announced and copied by its key; then the note.
    await tabTo(panel, /^Language of the reply/)
    // One of them is another than it was.
    await panel.keyboard.press('Home')
    await panel.keyboard.press('End')
    await eventually(async () => expect(await announced(panel)).toMatch(/The reply is in \p{L}+ now/u))
    await panel.keyboard.press('Shift+Tab')
    await panel.keyboard.press('r')
    await eventually(async () => expect(await announced(panel)).toContain('Copied reply'))
    await panel.keyboard.press('c')
    await eventually(async () => expect(await announced(panel)).toContain('Copied for ticket'))

    // Through what happened, moment by moment, with its details.
    const story = panel.getByRole('list', { name: 'What happened' })
    await story.waitFor()
    await tabTo(panel, /^(Customer|Inquiry was) /)
    await panel.keyboard.press('Enter')
    await expect.poll(() => panel.evaluate(() => document.activeElement?.ariaExpanded)).toBe('true')

    // The sheet of keys, and the way back to the lists.
    await panel.keyboard.press('?')
    await panel.getByRole('dialog', { name: 'Keys' }).waitFor()
    await panel.keyboard.press('Escape')
    await panel.getByRole('dialog', { name: 'Keys' }).waitFor({ state: 'hidden' })
    await panel.keyboard.press('Escape')
    await panel.keyboard.press('Escape')
    await panel.getByRole('tablist').waitFor()
    await expect.poll(isRow).toBe(true)
    await panel.close()
  })

  it('finds the three customers who wait for us longest, and copies a reply for one', async () => {
    const panel = await harness.browser.openTab('sidepanel.html', { width: 360, height: 800 })
    const readButtons = await openTree(panel)
    const focusedName = async () => (await readButtons()).find(({ isFocused }) => isFocused)?.name ?? ''
    const readWaiting = async () => (await readButtons()).flatMap(({ name }) => readWait(name) ?? [])
    await panel.getByRole('tabpanel').locator('.rows .row').first().waitFor()
    await tabTo(panel, /^Waiting for us/)
    await panel.keyboard.press('Enter')
    // As many as the count says, and no other case; the older ones are loaded, too.
    await panel.getByRole('tabpanel').locator('.tail').waitFor()
    await expect
      .poll(async () => {
        const names = (await readButtons()).map(({ name }) => name)
        const count = /^Waiting for us (\d+)$/m.exec(names.join('\n'))?.[1]
        const size = await panel.locator('.row-item').first().getAttribute('aria-setsize')
        const rows = names.filter((name) => name.includes('inq_…'))
        return [size === count, rows.filter((name) => !readWait(name))]
      })
      .toEqual([true, []])
    const isRow = () => panel.evaluate(() => document.activeElement?.matches('.row') === true)
    for (let presses = 0; presses < MAX_TABS && !(await isRow()); presses++) await panel.keyboard.press('Tab')
    // From here on nothing moves: the longest wait comes first.
    const waiting = await readWaiting()
    expect(waiting.length).toBeGreaterThanOrEqual(reviewed.length)
    const longest = waiting.slice(0, 3)
    expect(longest).toEqual(waiting.toSorted((a, b) => a.since - b.since).slice(0, 3))
    const [first] = longest
    if (!first) throw new Error('No case waits for us')
    for (let presses = 0; presses < MAX_TABS && readWait(await focusedName())?.end !== first.end; presses++)
      await panel.keyboard.press('ArrowUp')
    await panel.keyboard.press('Enter')
    await panel.locator('.case .reply-text').waitFor()
    expect(await panel.getByRole('heading', { name: /^Case/ }).textContent()).toContain(first.end)
    const reply = (await panel.locator('.reply-text').textContent()) ?? ''
    expect(reply).not.toBe('')
    await tabTo(panel, /^Copy reply/)
    await panel.keyboard.press('Enter')
    await expect.poll(() => panel.evaluate(() => navigator.clipboard.readText())).toBe(reply)
    await panel.close()
  })
})

/** Reads the buttons in the tree that a screen reader gets. */
async function openTree(page: Page) {
  const cdp = await page.context().newCDPSession(page)
  return async () => {
    const { nodes } = await cdp.send('Accessibility.getFullAXTree')
    return nodes
      .filter(({ ignored, role }) => !ignored && role?.value === 'button')
      .map(({ name, properties }) => ({
        name: String(name?.value ?? ''),
        isFocused: properties?.some((one) => one.name === 'focused' && one.value.value === true) === true,
      }))
  }
}

/** Of a row that says since when its case waits for us: that time in milliseconds since the epoch, and the end of its ID. */
function readWait(name: string): { since: number; end: string } | undefined {
  const [, time, end] =
    /^Waiting for us .*?(?:In review since|Finished) (.+?[AP]M)\b.* inq_…(\w+)/.exec(name) ?? []
  if (time === undefined || end === undefined) return undefined
  const today = new Date().toDateString()
  const since = Date.parse(time.includes(',') ? `${time} ${new Date().getFullYear()}` : `${today} ${time}`)
  return { since, end }
}
