/** What this browser saw of the record last, read anew whenever somebody looks. */
import { effect, type ReadonlySignal, signal } from '@preact/signals'
import type { AuditWitness } from '../../../background/session/audit-checkpoints.ts'
import type { SendRequest } from '../../request.ts'
import { type Action, createAction } from '../resource/action.ts'

export interface WitnessState {
  /** `null`: nothing yet. `undefined`: not known yet. */
  witness: ReadonlySignal<AuditWitness | null | undefined>
  /** Forgets it, and with it its alarm. */
  beginAnew: Action<null>
}

export interface WitnessParts {
  request: SendRequest
  visible: ReadonlySignal<boolean>
  abort: AbortSignal
}

export function createWitness({ request, visible, abort: ended }: WitnessParts): WitnessState {
  const witness = signal<AuditWitness | null | undefined>(undefined)

  async function look(): Promise<void> {
    const found = await request('app:witness.find', null, ended)
    if (found.ok && !ended.aborted) witness.value = found.value
  }

  const stop = effect(() => {
    if (visible.value) void look()
  })
  ended.addEventListener('abort', stop, { once: true })

  return {
    witness,
    beginAnew: createAction(async (flight) => {
      const done = await request('app:witness.resolve', null, flight)
      await look()
      return done
    }, ended),
  }
}
