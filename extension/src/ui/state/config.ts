/** What the relay knows and the extension cannot: fetched once, shown when it is there. */
import type { Config } from '@inquiry-lens/shared/api.ts'
import { type ReadonlySignal, signal } from '@preact/signals'
import type { Ask } from '../../platform/ask.ts'

/** `undefined` until it is there; without it some links and the environment of an empty list are missing, no more. */
export function fetchConfig(ask: Ask, ended: AbortSignal): ReadonlySignal<Config | undefined> {
  const config = signal<Config | undefined>(undefined)
  void ask('app:config.get', null, ended).then((found) => {
    if (found.ok && !ended.aborted) config.value = found.value
  })
  return config
}
