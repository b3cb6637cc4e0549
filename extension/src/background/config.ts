/** What the relay is set up as; and the key by which what it says of its record can be held against it. */
import type { Config } from '@inquiry-lens/shared/api.ts'
import type { Result } from '../failure.ts'
import { accountKey, rememberedProviders } from '../stored.ts'
import type { AccountKeeper } from './account.ts'
import type { Heads } from './heads.ts'
import type { RelayClient } from './relay-client.ts'

export interface ConfigReaderParts {
  account: Pick<AccountKeeper, 'use'>
  relay: Pick<RelayClient, 'config'>
  heads: Pick<Heads, 'learnKey'>
}

export function createConfigReader({ account, relay, heads }: ConfigReaderParts) {
  return (): Promise<Result<Config>> =>
    account.use(async (credentials, whose) => {
      const config = await relay.config(credentials)
      if (!config.ok) return config
      const { providers, recordKey, wordsNearUuid, idPatterns } = config.value
      if (recordKey !== undefined) await heads.learnKey(credentials.relay, recordKey)
      if (!credentials.signal.aborted) {
        const origins = providers.map(({ provider, environment }) => ({ provider, environment }))
        await rememberedProviders.set({
          owner: accountKey(whose),
          providers: origins,
          wordsNearUuid,
          idPatterns,
        })
      }
      return config
    })
}
