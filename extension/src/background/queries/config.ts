/** What the relay is set up as; and the key by which what it says of its record can be held against it. */

import type { ProviderHealth } from '@inquiry-lens/shared/contract/api.ts'
import { overlayPacks, type ReplyTexts } from '@inquiry-lens/shared/insight/replies/overlay-packs.ts'
import { ok, type Result } from '../../messages/failure.ts'
import type { SurfaceConfig } from '../../messages/messages.ts'
import { accountKey, cachedProviders, type IdPattern, isSample, readAccount } from '../../platform/stored.ts'
import type { RelayClient } from '../relay/client.ts'
import type { AccountKeeper } from '../session/account.ts'
import type { AuditCheckpoints } from '../session/audit-checkpoints.ts'

export interface ConfigReaderParts {
  account: Pick<AccountKeeper, 'use'>
  relay: Pick<RelayClient, 'config'>
  checkpoints: Pick<AuditCheckpoints, 'keepKey'>
  keepSitesOff: (relay: string, hosts: readonly string[]) => Promise<void>
}

export function createConfigReader({ account, relay, checkpoints, keepSitesOff }: ConfigReaderParts) {
  return (): Promise<Result<SurfaceConfig>> =>
    account.use(async (credentials, whose) => {
      const config = await relay.config(credentials)
      if (!config.ok) return config
      const { providers, auditKey, wordsNearUuid, idPatterns, replies, replyLanguages } = config.value
      const ownWords = { replies, replyLanguages }
      if (auditKey !== undefined) await checkpoints.keepKey(credentials.relay, auditKey)
      const { abort } = credentials
      if (!abort.aborted && !isSample(whose)) await keepSitesOff(credentials.relay, config.value.sitesOff)
      // The sign-in may have ended in between.
      if (!abort.aborted) {
        const origins = providers.map(({ provider, environment }) => ({ provider, environment }))
        await cachedProviders.set({
          owner: accountKey(whose),
          providers: origins,
          wordsNearUuid,
          idPatterns,
          ownWords,
        })
      }
      return ok({ ...config.value, texts: overlayPacks(ownWords) })
    })
}

/**
 * What is remembered of the relay's configuration: of which providers there are, what the company's own numbers look like,
 * and its words to customers.
 */

export type KnownConfig = NonNullable<Awaited<ReturnType<typeof cachedProviders.get>>>

export interface KnownConfigParts {
  /** Has it remembered; of no use where it fails. */
  readConfig: () => Promise<unknown>
}

export function createKnownConfig({ readConfig }: KnownConfigParts) {
  async function readOf(owner: string): Promise<KnownConfig | undefined> {
    const known = await cachedProviders.get()
    return known?.owner === owner ? known : undefined
  }

  /** Asked for where it is not known: a page may be open before any surface, and a lock forgets. `undefined` for nobody. */
  async function readKnown(): Promise<KnownConfig | undefined> {
    const account = await readAccount()
    if (!account) return undefined
    const owner = accountKey(account)
    const known = await readOf(owner)
    if (known) return known
    await readConfig()
    return readOf(owner)
  }

  /** Asks nobody: this is for when the relay does not say. */
  async function readTexts(): Promise<Result<ReplyTexts>> {
    const account = await readAccount()
    const known = account && (await readOf(accountKey(account)))
    return ok(overlayPacks(known?.ownWords ?? { replies: {}, replyLanguages: {} }))
  }

  return {
    readKnown,
    readTexts,
    readIdPatterns: async (): Promise<readonly IdPattern[]> => (await readKnown())?.idPatterns ?? [],
  }
}

/**
 * How the relay stands with its providers, and which role the agent has there now: one question however many surfaces
 * ask it at about the same time.
 */

export interface HealthParts {
  account: Pick<AccountKeeper, 'use' | 'keepRole'>
  relay: Pick<RelayClient, 'me'>
}

export function createHealthReader({ account: keeper, relay }: HealthParts) {
  const flights = new Map<string, Promise<Result<ProviderHealth[]>>>()
  return (): Promise<Result<ProviderHealth[]>> =>
    keeper.use((credentials, account) => {
      const key = accountKey(account)
      const inFlight = flights.get(key)
      if (inFlight) return inFlight
      const flight = relay
        .me(credentials)
        .then(async (me): Promise<Result<ProviderHealth[]>> => {
          if (!me.ok) return me
          if (!credentials.abort.aborted) await keeper.keepRole(account, me.value.agent.role)
          return ok(me.value.providers)
        })
        .finally(() => {
          if (flights.get(key) === flight) flights.delete(key)
        })
      flights.set(key, flight)
      return flight
    })
}
