/** What a screen reader announces: answers, verdicts and failures, once, by the accessibility tree. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { keepBystanders } from '../harness/bystanders.ts'
import { type Harness, openHarness, pairInOptions } from '../harness/harness.ts'
import { personaStory } from '../harness/known-story.ts'
import { focusPanel, showItsRows } from '../harness/open-panel.ts'
import { UNKNOWN_INQUIRY } from '../pages/serve-ticket.ts'

let harness: Harness
let options: Page
let panel: Page

beforeAll(async () => {
  harness = await openHarness({ headless: true, isClocked: true })
  options = await pairInOptions(harness, 'ada@example.com')
  panel = await harness.browser.openTab('sidepanel.html', { width: 360, height: 700 })
  await panel.locator('.rows .row').first().waitFor()
})
keepBystanders(() => [harness, options])
afterAll(() => harness?.close())

/** The texts of all live regions. */
async function readAnnounced(): Promise<string[]> {
  const cdp = await panel.context().newCDPSession(panel)
  const { nodes } = await cdp.send('Accessibility.getFullAXTree')
  await cdp.detach()
  const byId = new Map(nodes.map((node) => [node.nodeId, node]))
  const textOf = (id: string): string => {
    const node = byId.get(id)
    if (!node) return ''
    if (node.role?.value === 'StaticText') return String(node.name?.value ?? '')
    return (node.childIds ?? []).map(textOf).join('')
  }
  return nodes.filter(({ role }) => role?.value === 'status').map(({ nodeId }) => textOf(nodeId))
}

const expectAnnounced = (words: RegExp) =>
  expect
    .poll(async () => (await readAnnounced()).filter((text) => words.test(text)), { timeout: 10_000 })
    .toHaveLength(1)

it('an ID that leads nowhere', async () => {
  await focusPanel(panel, { case: UNKNOWN_INQUIRY }, '.case .notice')
  await expectAnnounced(/^Not in SANDBOX\. A wrong ID, or one of another environment\./)
})

it('the verdict and the next step of a case', async () => {
  await focusPanel(panel, { case: personaStory(harness, 'three-retries').inquiry }, '.case-body')
  const sentence = (await panel.locator('.verdict-sentence').textContent()) ?? ''
  expect(sentence).not.toBe('')
  await expect
    .poll(async () => (await readAnnounced()).filter((text) => text.includes(`${sentence} Next: `)))
    .toHaveLength(1)
})

it('a filter that is set, and taken away', async () => {
  await showItsRows(panel)
  await expectAnnounced(/^Filter: Inquiry inq_…\w{6}$/)
  await panel.getByRole('button', { name: /^Remove filter/ }).click()
  await expectAnnounced(/^No filter$/)
})

it('a failure, with the time to the next try', async () => {
  harness.providers.control.faults([{ fault: '5xx' }])
  await focusPanel(panel, { case: personaStory(harness, 'never-opened').inquiry }, '.case .notice')
  await expectAnnounced(/Persona is not answering\..*/)
})
