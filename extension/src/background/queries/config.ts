/** The relay's configuration, the part of it that is remembered, and the state of its providers. */
import type { ProviderHealth } from '@inquiry-lens/shared/contract/config.ts'
import { overlayPacks, type ReplyTexts } from '@inquiry-lens/shared/insight/replies/packs.ts'
import { createSingleFlight } from '@inquiry-lens/shared/lib/single-flight.ts'
import { ok, type Result } from '../../messages/failure.ts'
import type { SurfaceConfig } from '../../messages/messages.ts'
import { accountKey, cachedProviders, type IdPattern, isSample, readAccount } from '../../stored.ts'
import type { RelayClient } from '../relay/client.ts'
import type { AccountKeeper } from '../session/account.ts'
import type { AuditCheckpoints } from '../session/audit-checkpoints.ts'

export function createConfigReader({
  account: keeper,
  relay,
  checkpoints,
  keepSitesOff,
}: {
  account: Pick<AccountKeeper, 'use'>
  relay: Pick<RelayClient, 'config'>
  checkpoints: Pick<AuditCheckpoints, 'keepKey'>
  keepSitesOff: (relay: string, hosts: readonly string[]) => Promise<void>
}) {
  return (): Promise<Result<SurfaceConfig>> =>
    keeper.use(async (credentials, account) => {
      const config = await relay.config(credentials)
      if (!config.ok) return config
      const { providers, auditKey, wordsNearUuid, idPatterns, replies, replyLanguages } = config.value
      const ownWords = { replies, replyLanguages }
      if (auditKey !== undefined) await checkpoints.keepKey(credentials.relay, auditKey)
      const { abort } = credentials
      if (!abort.aborted && !isSample(account)) await keepSitesOff(credentials.relay, config.value.sitesOff)
      if (!abort.aborted) {
        await cachedProviders.set({
          owner: accountKey(account),
          providers: providers.map(({ provider, environment }) => ({ provider, environment })),
          wordsNearUuid,
          idPatterns,
          ownWords,
        })
      }
      return ok({ ...config.value, texts: overlayPacks(ownWords) })
    })
}

/** Providers, ID patterns and texts as of the last configuration. */
export type KnownConfig = NonNullable<Awaited<ReturnType<typeof cachedProviders.get>>>

export function createKnownConfig({ readConfig }: { readConfig: () => Promise<unknown> }) {
  async function readOf(owner: string): Promise<KnownConfig | undefined> {
    const known = await cachedProviders.get()
    return known?.owner === owner ? known : undefined
  }

  /**
   * Asks the relay if the configuration is not known: a page may be open before any surface, and a lock forgets it.
   * `undefined` when signed out.
   */
  async function readKnown(): Promise<KnownConfig | undefined> {
    const account = await readAccount()
    if (!account) return undefined
    const owner = accountKey(account)
    const known = await readOf(owner)
    if (known) return known
    await readConfig()
    return readOf(owner)
  }

  /** From the cache alone: this is for when the relay does not answer. */
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

/** Reads the providers' states, and keeps the agent's role. Concurrent requests share one. */
export function createHealthReader({
  account: keeper,
  relay,
}: {
  account: Pick<AccountKeeper, 'use' | 'keepRole'>
  relay: Pick<RelayClient, 'me'>
}) {
  const { coalesce } = createSingleFlight<Result<ProviderHealth[]>>()
  return (): Promise<Result<ProviderHealth[]>> =>
    keeper.use((credentials, account) => {
      const read = async (): Promise<Result<ProviderHealth[]>> => {
        const me = await relay.me(credentials)
        if (!me.ok) return me
        if (!credentials.abort.aborted) await keeper.keepRole(account, me.value.agent.role)
        return ok(me.value.providers)
      }
      return coalesce(accountKey(account), read).result
    })
}
