/** Which providers there are to ask: as remembered at once, as the relay says when it has said so. */
import { effect, type ReadonlySignal, signal } from '@preact/signals'
import type { Person } from '../../../messages/messages.ts'
import type { Origin } from '../../../platform/stored.ts'
import { isSame } from '../resource/same.ts'
import type { ConfigKeeper } from './config.ts'

export interface ProvidersParts extends Pick<ConfigKeeper, 'config' | 'isMissing'> {
  account: Person
  readRememberedProviders(account: Person): Promise<readonly Origin[] | undefined>
  abort: AbortSignal
}

/** `undefined`: nobody has said yet. Empty: nobody will, and a question without a provider says why. */
export function keepProviders(parts: ProvidersParts): ReadonlySignal<readonly Origin[] | undefined> {
  const { config, isMissing, account, readRememberedProviders, abort: ended } = parts
  const providers = signal<readonly Origin[] | undefined>(undefined)

  function take(found: readonly Origin[]): void {
    // Lists begin anew with other providers, so the same ones have to stay the same.
    if (!isSame(providers.peek(), found)) providers.value = found
  }

  const stop = effect(() => {
    const said = config.value?.providers
    if (said) take(said.map(({ provider, environment }) => ({ provider, environment })))
    else if (isMissing.value && providers.peek() === undefined) take([])
  })
  ended.addEventListener('abort', stop, { once: true })
  void readRememberedProviders(account).then((remembered) => {
    if (remembered && !ended.aborted && !providers.peek()?.length) take(remembered)
  })
  return providers
}
