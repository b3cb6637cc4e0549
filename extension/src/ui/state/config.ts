/** What the relay knows and the extension cannot: fetched when it is first wanted, shown once it is there. */
import type { Config } from '@inquiry-lens/shared/api.ts'
import { batch, computed, type ReadonlySignal, signal } from '@preact/signals'
import type { Result } from '../../failure.ts'

export interface ConfigKeeper {
  /** `undefined` until it is there; without it some links and the environment of an empty list are missing, no more. */
  config: ReadonlySignal<Config | undefined>
  /** The company's own words to a customer; `undefined` until it is known whether there are any. */
  replies: ReadonlySignal<Config['replies'] | undefined>
  /** It was asked for, and did not come. */
  isMissing: ReadonlySignal<boolean>
  /** Asks for it, unless it is there or under way. */
  want(): void
}

export function keepConfig(
  fetch: (signal: AbortSignal) => Promise<Result<Config>>,
  ended: AbortSignal,
): ConfigKeeper {
  const config = signal<Config | undefined>(undefined)
  const isMissing = signal(false)
  let isUnderWay = false

  async function want(): Promise<void> {
    if (isUnderWay || config.peek()) return
    isUnderWay = true
    const found = await fetch(ended)
    isUnderWay = false
    if (ended.aborted) return
    batch(() => {
      if (found.ok) config.value = found.value
      isMissing.value = !found.ok
    })
  }

  // Without an answer ours are better than none.
  const replies = computed(() => config.value?.replies ?? (isMissing.value ? {} : undefined))
  return { config, replies, isMissing, want: () => void want() }
}
