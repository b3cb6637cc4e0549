/** What this browser saw of the record last, read anew whenever somebody looks. */
import { effect, type ReadonlySignal, signal } from '@preact/signals'
import type { RecordWitness } from '../../../background/session/audit-checkpoint.ts'
import type { Ask } from '../../request.ts'
import { type Action, createAction } from '../resource/action.ts'

export interface WitnessState {
  /** `null`: nothing yet. `undefined`: not known yet. */
  witness: ReadonlySignal<RecordWitness | null | undefined>
  /** Forgets it, and with it its alarm. */
  beginAnew: Action<null>
}

export interface WitnessParts {
  ask: Ask
  visible: ReadonlySignal<boolean>
  signal: AbortSignal
}

export function createWitness({ ask, visible, signal: ended }: WitnessParts): WitnessState {
  const witness = signal<RecordWitness | null | undefined>(undefined)

  async function look(): Promise<void> {
    const found = await ask('app:witness.find', null, ended)
    if (found.ok && !ended.aborted) witness.value = found.value
  }

  const stop = effect(() => {
    if (visible.value) void look()
  })
  ended.addEventListener('abort', stop, { once: true })

  return {
    witness,
    beginAnew: createAction(async (flight) => {
      const done = await ask('app:witness.begin-anew', null, flight)
      await look()
      return done
    }, ended),
  }
}
