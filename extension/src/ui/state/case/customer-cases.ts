/** The cases that one of the company's own numbers leads to: asked for once, and again when somebody wants it. */
import { batch, computed, type ReadonlySignal, signal } from '@preact/signals'
import type { Failure, Result } from '../../../messages/failure.ts'
import type { CustomerView } from '../../../messages/messages.ts'

export interface CustomerCases {
  reference: string
  /** `undefined` until it was answered. */
  data: ReadonlySignal<CustomerView | undefined>
  error: ReadonlySignal<Failure | undefined>
  /** Milliseconds since the epoch: when the providers said so. */
  asOf: ReadonlySignal<number | undefined>
  isFetching: ReadonlySignal<boolean>
  refresh(): void
}

export type FetchCustomer = (reference: string, abort: AbortSignal) => Promise<Result<CustomerView>>

export function findCustomer(reference: string, fetch: FetchCustomer, ended: AbortSignal): CustomerCases {
  const found = signal<CustomerView | undefined>(undefined)
  const failure = signal<Failure | undefined>(undefined)
  const isRefreshing = signal(false)

  async function request(): Promise<void> {
    if (isRefreshing.peek()) return
    isRefreshing.value = true
    const result = await fetch(reference, ended)
    if (ended.aborted) return
    batch(() => {
      isRefreshing.value = false
      failure.value = result.ok ? undefined : result.error
      if (result.ok) found.value = result.value
    })
  }

  void request()
  return {
    reference,
    data: found,
    error: failure,
    asOf: computed(() => found.value?.asOf),
    isFetching: isRefreshing,
    refresh: () => void request(),
  }
}

/** The only case there is, where everybody has said so. */
export function soleMatch(found: CustomerView | undefined): string | undefined {
  const [only, another] = found?.matches ?? []
  return found && !another && !found.isMore && found.failures.length === 0 ? only?.lookup.id : undefined
}
