/** Something a person starts and waits for: whether it runs, and what came of it. */
import { batch, type ReadonlySignal, signal } from '@preact/signals'
import type { Failure, Result } from '../../../messages/failure.ts'

export interface Action<TValue> {
  isBusy: ReadonlySignal<boolean>
  value: ReadonlySignal<TValue | undefined>
  failure: ReadonlySignal<Failure | undefined>
  run(): void
}

export function createAction<TValue>(
  perform: (abort: AbortSignal) => Promise<Result<TValue>>,
  ended: AbortSignal,
): Action<TValue> {
  const isBusy = signal(false)
  const value = signal<TValue | undefined>(undefined)
  const failure = signal<Failure | undefined>(undefined)

  async function run(): Promise<void> {
    if (isBusy.peek() || ended.aborted) return
    isBusy.value = true
    const result = await perform(ended)
    if (ended.aborted) return
    batch(() => {
      isBusy.value = false
      value.value = result.ok ? result.value : undefined
      failure.value = result.ok ? undefined : result.error
    })
  }

  return { isBusy, value, failure, run: () => void run() }
}
