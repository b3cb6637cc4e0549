/** How the record stands: its days, how full it is, its newest line. Asking leaves no line. */
import { effect, type ReadonlySignal, signal } from '@preact/signals'
import type { Failure } from '../../../../messages/failure.ts'
import type { RecordStanding } from '../../../../messages/messages.ts'
import type { Ask } from '../../../request.ts'

export interface StandingState {
  standing: ReadonlySignal<RecordStanding | undefined>
  failure: ReadonlySignal<Failure | undefined>
  load(): void
}

export function createStanding(ask: Ask, ended: AbortSignal): StandingState {
  const standing = signal<RecordStanding | undefined>(undefined)
  const failure = signal<Failure | undefined>(undefined)
  async function load(): Promise<void> {
    const told = await ask('app:record.standing', null, ended)
    if (ended.aborted) return
    if (told.ok) standing.value = told.value
    failure.value = told.ok ? undefined : told.error
  }
  return { standing, failure, load: () => void load() }
}

/** Asked anew whenever somebody looks. Where that fails, it is not known. */
export function followStanding(
  ask: Ask,
  visible: ReadonlySignal<boolean>,
  ended: AbortSignal,
): StandingState['standing'] {
  const { standing, load } = createStanding(ask, ended)
  const stop = effect(() => {
    if (visible.value) load()
  })
  ended.addEventListener('abort', stop, { once: true })
  return standing
}
