/** How the record stands: its days, how full it is, its newest line. Asking leaves no line. */
import { effect, type ReadonlySignal, signal } from '@preact/signals'
import type { Failure } from '../../../../messages/failure.ts'
import type { AuditStatus } from '../../../../messages/messages.ts'
import type { SendRequest } from '../../../request.ts'

export interface AuditStatusState {
  data: ReadonlySignal<AuditStatus | undefined>
  error: ReadonlySignal<Failure | undefined>
  refresh(): void
}

export function createAuditStatus(request: SendRequest, ended: AbortSignal): AuditStatusState {
  const standing = signal<AuditStatus | undefined>(undefined)
  const failure = signal<Failure | undefined>(undefined)
  async function load(): Promise<void> {
    const told = await request('app:audit.status', null, ended)
    if (ended.aborted) return
    if (told.ok) standing.value = told.value
    failure.value = told.ok ? undefined : told.error
  }
  return { data: standing, error: failure, refresh: () => void load() }
}

/** Asked anew whenever somebody looks. Where that fails, it is not known. */
export function followAuditStatus(
  request: SendRequest,
  visible: ReadonlySignal<boolean>,
  ended: AbortSignal,
): AuditStatusState['data'] {
  const { data: standing, refresh: load } = createAuditStatus(request, ended)
  const stop = effect(() => {
    if (visible.value) load()
  })
  ended.addEventListener('abort', stop, { once: true })
  return standing
}
