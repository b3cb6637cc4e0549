/** Everything at once, for whoever wants to see it work: fake providers, relay, extension in Chromium. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Role } from '@inquiry-lens/shared/api.ts'
import type { ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import type { Page } from 'playwright-core'
import { EXTENSION_ORIGIN } from '../../extension/extension-id.ts'
import { type LocalRelay, startLocalRelay } from '../../scripts/local-relay.ts'
import { createRelayAdmin, type RelayAdmin } from '../../scripts/relay-admin.ts'
import { serveTicket, type Ticket } from '../pages/serve-ticket.ts'
import { FAKE_DEEPIDV_SANDBOX_KEY, FAKE_PERSONA_SANDBOX_KEY, REFERENCE_FORM } from '../providers/app.ts'
import { type ServedProviders, serveProviders } from '../providers/serve.ts'
import { type BrowserOptions, launchBrowser, type StageBrowser } from './browser.ts'
import { buildExtension } from './build-extension.ts'

export interface Stage {
  providers: ServedProviders
  relay: LocalRelay
  admin: RelayAdmin
  browser: StageBrowser
  ticket: Ticket
  close(): Promise<void>
}

export interface StageOptions extends Pick<BrowserOptions, 'headless' | 'executable'> {
  relayPort?: number
  seed?: number
  /** Which providers the relay has a key for. */
  configured?: readonly ProviderId[]
}

export async function openStage({
  headless,
  relayPort = 0,
  seed = 1,
  configured = ['persona'],
  executable,
}: StageOptions): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'inquiry-lens-relay-'))
  const providers = await serveProviders({ port: 0, seed })
  const bindings: Record<string, string> = {
    ENVIRONMENT: 'local',
    ALLOWED_ORIGINS: EXTENSION_ORIGIN,
    ...Object.assign({}, ...configured.map((id) => bindingsOf(id, providers.url))),
  }
  const [relay, extension, ticket] = await Promise.all([
    startLocalRelay({ port: relayPort, bindings, folder }),
    buildExtension(),
    serveTicket(providers.control.known().persona.sandbox),
  ])
  const browser = await launchBrowser({
    extension,
    headless,
    ...(executable !== undefined && { executable }),
  })
  return {
    providers,
    relay,
    admin: createRelayAdmin(relay.url, relay.bootstrapToken),
    browser,
    ticket,
    async close() {
      await browser.close().catch(() => {})
      await Promise.all([relay.stop(), providers.close(), ticket.close()])
      await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

/** Signs in as an agent does: in the options, with the relay's address and a fresh pairing code. */
export async function pairInOptions(
  stage: Stage,
  email: string,
  page?: Page,
  role: Role = 'agent',
): Promise<Page> {
  const { code } = await stage.admin.add(email, role)
  const options = page ?? (await stage.browser.openTab('options.html'))
  await options.getByLabel('Relay address').fill(stage.relay.url)
  await options.getByLabel('Pairing code').fill(code)
  await options.getByRole('button', { name: 'Connect' }).click()
  await options.getByRole('button', { name: 'Sign out' }).waitFor()
  return options
}

const bindingsOf = (id: ProviderId, url: string): Record<string, string> =>
  ({
    persona: {
      PERSONA_API_KEY: FAKE_PERSONA_SANDBOX_KEY,
      PERSONA_API_URL: url,
      REFERENCE_ID_PATTERN: REFERENCE_FORM,
    },
    deepidv: {
      DEEPIDV_API_KEY: FAKE_DEEPIDV_SANDBOX_KEY,
      DEEPIDV_API_URL: url,
      DEEPIDV_ENVIRONMENT: 'sandbox',
      DEEPIDV_EXTERNAL_ID_PATTERN: REFERENCE_FORM,
    },
  })[id]
