/** The whole system: fake providers, relay, extension in Chromium. */
import type { Role } from '@inquiry-lens/shared/contract/permissions.ts'
import type { ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import type { Page } from 'playwright-core'
import * as v from 'valibot'
import { EXTENSION_ORIGIN } from '../../extension/extension-id.ts'
import { createRelayAdmin, type RelayAdmin } from '../../scripts/relay/relay-client.ts'
import { FAKE_DEEPIDV_SANDBOX_KEY, FAKE_PERSONA_SANDBOX_KEY, REFERENCE_FORM } from '../fake-providers/app.ts'
import { type ServedProviders, serveProviders } from '../fake-providers/serve.ts'
import {
  FAKE_DEEPIDV_WEBHOOK_SECRET,
  FAKE_PERSONA_WEBHOOK_SECRET,
} from '../fake-providers/webhooks/webhooks.ts'
import { serveTicket, type Ticket } from '../pages/serve-ticket.ts'
import { type BrowserOptions, type HarnessBrowser, launchBrowser } from './browser.ts'
import { buildOnce } from './build-once.ts'
import { startTestRelay, type TestRelay } from './test-relay.ts'

export interface Harness {
  providers: ServedProviders
  relay: TestRelay
  admin: RelayAdmin
  browser: HarnessBrowser
  ticket: Ticket
  /** Moves the provider’s clock and, where it has one that can be moved, the relay’s. */
  passTime(seconds: number): Promise<void>
  close(): Promise<void>
}

export interface HarnessOptions extends Pick<BrowserOptions, 'headless' | 'executable'> {
  seed?: number
  /** Which providers the relay has a key for. */
  configured?: readonly ProviderId[]
  /** Whether the relay’s clock can be moved. */
  isClocked?: boolean
  /** Added to the relay's bindings, or replacing them. */
  bindings?: Readonly<Record<string, string>>
}

export async function openHarness({
  headless,
  seed = 1,
  configured = ['persona'],
  executable,
  isClocked = false,
  bindings,
}: HarnessOptions): Promise<Harness> {
  const providers = await serveProviders({ port: 0, seed })
  const [relay, browser, ticket] = await Promise.all([
    startTestRelay({
      build: isClocked ? 'clocked-relay' : 'relay',
      bindings: { ...bindRelay(configured, providers.url), ...bindings },
    }),
    buildOnce('extension').then((extension) =>
      launchBrowser({ extension, headless, ...(executable !== undefined && { executable }) }),
    ),
    serveTicket(providers.control.known().persona.sandbox),
  ])
  return {
    providers,
    relay,
    admin: createRelayAdmin(relay.url, relay.bootstrapToken),
    browser,
    ticket,
    async passTime(seconds) {
      providers.control.clock({ advance: seconds * 1000 })
      if (isClocked) await fetch(`${relay.url}/__clock`, { method: 'POST', body: String(seconds * 1000) })
    },
    async close() {
      await browser.close().catch(() => {})
      await Promise.all([relay.stop(), providers.close(), ticket.close()])
    },
  }
}

/** Signs in with a fresh pairing code from the options, which it resolves to, by the message that their form ends in. */
export async function pairInOptions(
  harness: Pick<Harness, 'admin' | 'browser'> & { relay: { url: string } },
  email: string,
  page?: Page,
  role: Role = 'agent',
): Promise<Page> {
  // A test before may have revoked them.
  const { code } = await harness.admin.add(email, role, { letBackIn: true })
  const options = page ?? (await harness.browser.openTab('options.html'))
  const reply = await options.evaluate(
    (payload) => chrome.runtime.sendMessage({ name: 'app:account.pair', payload }),
    { relay: harness.relay.url, code, keepSignedIn: true },
  )
  v.assert(v.object({ ok: v.literal(true) }), reply)
  await options.getByRole('button', { name: 'Sign out' }).waitFor()
  return options
}

/** Signs out as an agent does, who is asked once. */
export async function signOutInOptions(options: Page): Promise<void> {
  await options.getByRole('button', { name: 'Sign out' }).click()
  await options.locator('.sure').getByRole('button', { name: 'Sign out' }).click()
}

/** Fills in the form, and waits for the address check before it presses the button. */
export async function connect(options: Page, relay: string, code: string): Promise<void> {
  await options.getByLabel('Relay address').fill(relay)
  await options.getByLabel('Pairing code').fill(code)
  if (relay !== '')
    await options.locator('[id$="-relay-problem"]:not(:empty), .form .notice').first().waitFor()
  await options.getByRole('button', { name: 'Connect' }).click()
}

/** Lets our script into an address’s site from a page of ours, as the popup and the options do at a click. */
export async function letSiteIn(page: Page, url: string): Promise<void> {
  const reply = await page.evaluate(
    (pattern) => chrome.runtime.sendMessage({ name: 'app:sites.add', payload: { pattern } }),
    `${new URL(url).origin}/*`,
  )
  v.assert(v.object({ ok: v.literal(true) }), reply)
}

/** What a relay must know that asks these providers, served at this address, for our extension. */
export const bindRelay = (configured: readonly ProviderId[], url: string): Record<string, string> => ({
  ENVIRONMENT: 'local',
  ALLOWED_ORIGINS: EXTENSION_ORIGIN,
  ...Object.assign({}, ...configured.map((id) => bindingsOf(id, url))),
})

const bindingsOf = (id: ProviderId, url: string): Record<string, string> =>
  ({
    persona: {
      PERSONA_API_KEY: FAKE_PERSONA_SANDBOX_KEY,
      PERSONA_API_URL: url,
      PERSONA_WEBHOOK_SECRET: FAKE_PERSONA_WEBHOOK_SECRET,
      REFERENCE_ID_PATTERN: REFERENCE_FORM,
    },
    deepidv: {
      DEEPIDV_API_KEY: FAKE_DEEPIDV_SANDBOX_KEY,
      DEEPIDV_API_URL: url,
      DEEPIDV_WEBHOOK_SECRET: FAKE_DEEPIDV_WEBHOOK_SECRET,
      DEEPIDV_ENVIRONMENT: 'sandbox',
      DEEPIDV_EXTERNAL_ID_PATTERN: REFERENCE_FORM,
    },
  })[id]
