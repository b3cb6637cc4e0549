/** The policy of docs/deploy.md, as an administrator would paste it, in a Chromium that heeds it. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import * as v from 'valibot'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { EXTENSION_ID } from '../../extension/extension-id.ts'
import { findChromium } from '../harness/browser.ts'
import { ROOT } from '../harness/build-once.ts'
import { type Harness, openHarness } from '../harness/harness.ts'
import { createPolicy, type Policy } from '../harness/policy.ts'
import { eventually, readMarked } from './page/page-stage.ts'

const ExampleSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    ExtensionSettings: v.record(v.string(), v.unknown()),
    '3rdparty': v.object({
      extensions: v.object({ [EXTENSION_ID]: v.record(v.string(), v.unknown()) }),
    }),
  }),
)

let harness: Harness
let policy: Policy
let options: Page
let example: v.InferOutput<typeof ExampleSchema>
let ticketSite: string

/** As documented, but for these; and without the store, from which nothing comes here. */
const set = (change: object) =>
  policy.set({
    '3rdparty': {
      extensions: {
        [EXTENSION_ID]: {
          ...example['3rdparty'].extensions[EXTENSION_ID],
          relayAddress: harness.relay.url,
          allowedSites: [ticketSite, 'https://acme.zendesk.com/*'],
          ...change,
        },
      },
    },
  })

const request = (name: string, payload: unknown) =>
  options.evaluate((message) => chrome.runtime.sendMessage(message), { name, payload })

beforeAll(async () => {
  const guide = await readFile(join(ROOT, 'docs/deploy.md'), 'utf8')
  example = v.parse(ExampleSchema, /```json\n([^`]+)```/.exec(guide)?.[1])
  policy = await createPolicy(findChromium())
  harness = await openHarness({ headless: true, executable: policy.executable })
  ticketSite = `${new URL(harness.ticket.url).origin}/*`
  await set({})
  options = await harness.browser.openTab('options.html')
  await options.getByText('Managed by Acme Support').waitFor()
})
afterAll(async () => {
  await harness?.close()
  await policy?.remove()
})

it('the documented policy names the extension that it installs, and nothing that the schema does not have', async () => {
  expect(Object.keys(example.ExtensionSettings)).toEqual([EXTENSION_ID])
  const schema = JSON.parse(await readFile(join(ROOT, 'extension/src/public/managed-schema.json'), 'utf8'))
  expect(Object.keys(example['3rdparty'].extensions[EXTENSION_ID] ?? {}).sort()).toEqual(
    Object.keys(schema.properties).sort(),
  )
})

it('signs in to the administrator’s relay, whose address cannot be changed', async () => {
  const address = options.getByLabel('Relay address')
  expect(await address.inputValue()).toBe(harness.relay.url)
  expect(await address.isEditable()).toBe(false)
  await options.getByText('Set by your administrator').first().waitFor()
  const { code } = await harness.admin.add('ada@example.com', 'agent')
  await options.getByLabel('Pairing code').fill(code)
  await options.getByRole('button', { name: 'Connect' }).click()
  await options.getByRole('button', { name: 'Sign out' }).waitFor()
})

it('shows which sites are the administrator’s, and asks for the one that the browser has not opened', async () => {
  const sites = options.locator('.sites > li')
  expect(await sites.count()).toBe(2)
  await sites.filter({ hasText: '127.0.0.1' }).getByText('Marked').waitFor()
  await options.getByRole('button', { name: 'Allow acme.zendesk.com' }).waitFor()
  expect(await options.getByLabel('Add a site').count()).toBe(0)
  for (const radio of await options.getByRole('radio').all()) expect(await radio.isDisabled()).toBe(true)
})

it('what is locked is refused behind the pages too', async () => {
  for (const [name, payload] of [
    ['app:settings.set', { states: 'on-hover' }],
    ['app:sites.add', { pattern: 'https://help.example.com/*' }],
    ['app:sites.remove', { pattern: ticketSite }],
  ] as const) {
    expect(await request(name, payload), name).toMatchObject({
      ok: false,
      error: { code: 'set-by-administrator' },
    })
  }
})

it('marks IDs on the administrator’s site, and offers nothing elsewhere', async () => {
  const page = await harness.browser.context.newPage()
  await page.goto(harness.ticket.url)
  await eventually(async () => expect((await readMarked(page.mainFrame())).length).toBeGreaterThan(0))
  const panel = await harness.browser.openTab('sidepanel.html', { width: 360, height: 700 })
  await panel.locator('.rows .row').first().waitFor()
  expect(await panel.getByRole('button', { name: /^Copy/ }).count()).toBe(0)
  await panel.close()

  await page.goto(harness.ticket.url.replace('127.0.0.1', 'localhost'))
  const popup = await harness.browser.clickToolbarButton(page)
  await popup.waitFor(
    `document.body.innerText.includes('Your administrator has not allowed marking on localhost')`,
  )
  await page.close()
})

it('a policy that changes counts at once: marks go, and so does a sign-in to another relay', async () => {
  const page = await harness.browser.context.newPage()
  await page.goto(harness.ticket.url)
  await eventually(async () => expect((await readMarked(page.mainFrame())).length).toBeGreaterThan(0))
  await set({ featuresOff: ['marks', 'a-later-one'] })
  await options.getByText('Switched off: marking IDs in pages').waitFor()
  await eventually(async () => expect(await readMarked(page.mainFrame())).toEqual([]))
  await page.close()

  await set({ relayAddress: 'https://other.example.com' })
  await options.getByText('Your administrator has set another relay.').waitFor()
  expect(await options.getByLabel('Relay address').inputValue()).toBe('https://other.example.com')
})
