/** What the relay is set up as; and the key by which what it says of its record can be held against it. */
import type { Config } from '@inquiry-lens/shared/api.ts'
import type { Result } from '../failure.ts'
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
    account.use(async (credentials) => {
      const config = await relay.config(credentials)
      if (config.ok && config.value.recordKey !== undefined) {
        await heads.learnKey(credentials.relay, config.value.recordKey)
      }
      return config
    })
}
