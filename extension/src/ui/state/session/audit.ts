/** The state of the relay's audit log, and the checkpoint that this browser keeps of it. Reading either adds no entry. */
import { type ReadonlySignal, signal } from '@preact/signals'
import type { AuditStatus, AuditWitness } from '../../../messages/messages.ts'
import type { SendRequest } from '../../request.ts'
import {
  type Action,
  createAction,
  createResource,
  effectUntil,
  type Resource,
} from '../resource/resource.ts'

interface AuditParts {
  request: SendRequest
  visible: ReadonlySignal<boolean>
  abort: AbortSignal
}

/** Read again each time the surface becomes visible. */
export function followAuditStatus({ request, visible, abort }: AuditParts): Resource<AuditStatus> {
  const status = createResource((ended) => request('app:audit.status', null, ended), abort)
  effectUntil(abort, () => {
    if (visible.value) status.refresh()
  })
  return status
}

export interface WitnessState {
  /** `null`: nothing yet. `undefined`: not known yet. */
  witness: ReadonlySignal<AuditWitness | null | undefined>
  /** Drops the checkpoint and its alarm. */
  resolve: Action<null>
}

export function createWitness({ request, visible, abort }: AuditParts): WitnessState {
  const witness = signal<AuditWitness | null | undefined>(undefined)

  async function read(): Promise<void> {
    const found = await request('app:witness.find', null, abort)
    if (found.ok && !abort.aborted) witness.value = found.value
  }

  effectUntil(abort, () => {
    if (visible.value) void read()
  })
  return {
    witness,
    resolve: createAction(async (ended) => {
      const done = await request('app:witness.resolve', null, ended)
      await read()
      return done
    }, abort),
  }
}
