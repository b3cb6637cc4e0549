/** The test button: the relay and each provider apart, by reads that are really made. */
import type { ProviderState } from '@inquiry-lens/shared/contract/api.ts'
import { err, type Failure, ok, type Result } from '../../messages/failure.ts'
import type { ConnectionReport } from '../../messages/messages.ts'
import type { AccountKeeper } from '../session/account.ts'
import { checkRelay } from './check.ts'
import type { RelayClient } from './client.ts'
import { failureOfReason } from './problem-failure.ts'

export interface ConnectionTestParts {
  account: Pick<AccountKeeper, 'use'>
  relay: Pick<RelayClient, 'health' | 'me' | 'lists'>
}

export function createConnectionTest({ account, relay }: ConnectionTestParts) {
  /** A row that the relay merely remembers proves nothing of the provider: an old answer with a reason is a failure. */
  async function readProvider(provider: ProviderState['provider']): Promise<Failure | undefined> {
    const result = await account.use((credentials) =>
      relay.lists['app:sessions.list'](credentials, { provider, limit: 1, fresh: true }),
    )
    if (!result.ok) return result.error
    const { state, reason } = result.value.source
    return state === 'stale' && reason !== undefined ? failureOfReason(reason) : undefined
  }

  return async function testConnection(): Promise<Result<ConnectionReport>> {
    const answered = await account.use(async (credentials) => {
      const found = await checkRelay(relay, credentials.relay)
      if (!found.ok) return err(found.error)
      const me = await relay.me(credentials)
      return me.ok ? ok({ ...found.value, providers: me.value.providers }) : me
    })
    if (!answered.ok) return ok({ relay: { ok: false, error: answered.error }, providers: [] })

    const { address, build, providers } = answered.value
    return ok({
      relay: { ok: true, address, build },
      providers: await Promise.all(
        providers.map(async ({ provider, environment }) => {
          const error = await readProvider(provider)
          return error ? { provider, environment, ok: false, error } : { provider, environment, ok: true }
        }),
      ),
    })
  }
}
