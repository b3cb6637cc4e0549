/** What the relay knows and the extension cannot: fetched when it is first wanted, shown once it is there. */
import type { Config } from '@inquiry-lens/shared/contract/api.ts'
import type { ReplyTexts } from '@inquiry-lens/shared/insight/replies/overlay-packs.ts'
import { batch, type ReadonlySignal, signal } from '@preact/signals'
import type { Result } from '../../../messages/failure.ts'
import type { SurfaceConfig } from '../../../messages/messages.ts'

export interface ConfigKeeper {
  /** `undefined` until it is there; without it some links and the environment of an empty list are missing, no more. */
  config: ReadonlySignal<Config | undefined>
  /** What can be said to a customer; `undefined` until it is known whether the company has its own words. */
  texts: ReadonlySignal<ReplyTexts | undefined>
  /** It was asked for, and did not come. */
  isMissing: ReadonlySignal<boolean>
  /** Asks for it, unless it is there or under way. */
  want(): void
}

export interface ConfigSources {
  fetchConfig(abort: AbortSignal): Promise<Result<SurfaceConfig>>
  /** What is said where that fails: the words that are remembered, or ours. Absent where nobody writes to customers. */
  fetchTexts?(abort: AbortSignal): Promise<Result<ReplyTexts>>
}

export function keepConfig({ fetchConfig, fetchTexts }: ConfigSources, ended: AbortSignal): ConfigKeeper {
  const config = signal<Config | undefined>(undefined)
  const texts = signal<ReplyTexts | undefined>(undefined)
  const isMissing = signal(false)
  let isUnderWay = false

  async function want(): Promise<void> {
    if (isUnderWay || config.peek()) return
    isUnderWay = true
    const found = await fetchConfig(ended)
    const remembered = found.ok ? undefined : await fetchTexts?.(ended)
    isUnderWay = false
    if (ended.aborted) return
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
