/** The relay's configuration and its providers: fetched when first wanted, remembered providers until then. */
import type { Config } from '@inquiry-lens/shared/contract/config.ts'
import type { ReplyTexts } from '@inquiry-lens/shared/insight/replies/packs.ts'
import { batch, type ReadonlySignal, signal } from '@preact/signals'
import type { Result } from '../../../messages/failure.ts'
import type { Person, SurfaceConfig } from '../../../messages/messages.ts'
import type { Origin } from '../../../stored.ts'
import { effectUntil, isSame } from '../resource/resource.ts'

export interface ConfigKeeper {
  /** `undefined`: not there yet; some links and the environment of an empty list are missing without it. */
  config: ReadonlySignal<Config | undefined>
  /** Replies to customers; `undefined` until it is known whether the company has its own. */
  texts: ReadonlySignal<ReplyTexts | undefined>
  /** The last fetch failed. */
  isMissing: ReadonlySignal<boolean>
  /** Fetches it, unless it is there or being fetched. */
  want(): void
}

export interface ConfigSources {
  fetchConfig(abort: AbortSignal): Promise<Result<SurfaceConfig>>
  /** The remembered replies, or the built-in ones, where the configuration can't be fetched. */
  fetchTexts?(abort: AbortSignal): Promise<Result<ReplyTexts>>
}

export function keepConfig({ fetchConfig, fetchTexts }: ConfigSources, abort: AbortSignal): ConfigKeeper {
  const config = signal<Config | undefined>(undefined)
  const texts = signal<ReplyTexts | undefined>(undefined)
  const isMissing = signal(false)
  let isFetching = false

  async function want(): Promise<void> {
    if (isFetching || config.peek()) return
    isFetching = true
    const found = await fetchConfig(abort)
    const remembered = found.ok ? undefined : await fetchTexts?.(abort)
    isFetching = false
    if (abort.aborted) return
    batch(() => {
      if (found.ok) {
        config.value = found.value
        texts.value = found.value.texts
      }
      if (remembered?.ok) texts.value = remembered.value
      isMissing.value = !found.ok
    })
  }

  return { config, texts, isMissing, want: () => void want() }
}

export interface ProvidersParts extends Pick<ConfigKeeper, 'config' | 'isMissing'> {
  account: Person
  readRememberedProviders(account: Person): Promise<readonly Origin[] | undefined>
  abort: AbortSignal
}

/** `undefined`: loading. Empty: unknown, so that a request without a provider reports the reason. */
export function keepProviders(parts: ProvidersParts): ReadonlySignal<readonly Origin[] | undefined> {
  const { config, isMissing, account, readRememberedProviders, abort } = parts
  const providers = signal<readonly Origin[] | undefined>(undefined)

  function take(found: readonly Origin[]): void {
    // Lists restart for another array.
    if (!isSame(providers.peek(), found)) providers.value = found
  }

  effectUntil(abort, () => {
    const configured = config.value?.providers
    if (configured) take(configured.map(({ provider, environment }) => ({ provider, environment })))
    else if (isMissing.value && providers.peek() === undefined) take([])
  })
  void readRememberedProviders(account).then((remembered) => {
    if (remembered && !abort.aborted && !providers.peek()?.length) take(remembered)
  })
  return providers
}
