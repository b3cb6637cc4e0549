/** What the relay is set up as; and the key by which what it says of its record can be held against it. */
import { overlayPacks } from '@inquiry-lens/shared/insight/replies/overlay-packs.ts'
import { ok, type Result } from '../../messages/failure.ts'
import type { SurfaceConfig } from '../../messages/messages.ts'
import { accountKey, cachedProviders } from '../../platform/stored.ts'
import type { RelayClient } from '../relay/client.ts'
import { isSample } from '../samples/sample-mark.ts'
import type { AccountKeeper } from '../session/account.ts'
import type { AuditCheckpoints } from '../session/audit-checkpoints.ts'

export interface ConfigReaderParts {
  account: Pick<AccountKeeper, 'use'>
  relay: Pick<RelayClient, 'config'>
  heads: Pick<AuditCheckpoints, 'learnKey'>
  keepSitesOff: (relay: string, hosts: readonly string[]) => Promise<void>
}

export function createConfigReader({ account, relay, heads, keepSitesOff }: ConfigReaderParts) {
  return (): Promise<Result<SurfaceConfig>> =>
    account.use(async (credentials, whose) => {
      const config = await relay.config(credentials)
      if (!config.ok) return config
      const { providers, auditKey, wordsNearUuid, idPatterns, replies, replyLanguages } = config.value
      const ownWords = { replies, replyLanguages }
      if (auditKey !== undefined) await heads.learnKey(credentials.relay, auditKey)
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
