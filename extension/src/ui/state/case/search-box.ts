/** The search box: recognises IDs and customer numbers in pasted text, and finds the case they lead to. */
import type { Config } from '@inquiry-lens/shared/contract/config.ts'
import { findCustomerNumbers } from '@inquiry-lens/shared/domain/customer-number.ts'
import { type ObjectId, type Recognised, recognise } from '@inquiry-lens/shared/domain/object-id.ts'
import type { Lookup } from '@inquiry-lens/shared/domain/summary.ts'
import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals'
import type { PanelFocus } from '../../../messages/messages.ts'
import type { SendRequest } from '../../request.ts'
import { createLookups, type Lookups } from '../lists/lookups.ts'

export interface SearchBoxState {
  text: Signal<string>
  /** `undefined` while the box is empty. */
  recognised: ReadonlySignal<Recognised | undefined>
  lookups: Lookups
  /** The first customer number in a text without an ID. */
  reference: ReadonlySignal<string | undefined>
  /** What Enter opens; `undefined` for nothing, several, or not known yet. */
  leadsTo: ReadonlySignal<PanelFocus | undefined>
  /**
   * Enter: opens what the text leads to, and returns whether it did. Until the configuration says what customer numbers
   * look like, it waits for that and opens then, if the text is still the same.
   */
  go(open: (focus: PanelFocus) => void): boolean
}

const REST_MS = 250

interface SearchBoxParts {
  request: SendRequest
  config: ReadonlySignal<Config | undefined>
  abort: AbortSignal
}

export function createSearchBox({ request, config, abort }: SearchBoxParts): SearchBoxState {
  const text = signal('')
  const recognised = computed(() => (text.value.trim() === '' ? undefined : recognise(text.value)))
  const ids = computed(() => recognised.value?.ids ?? [])
  const lookups = createLookups({
    request,
    // A single inquiry or session opens without a look-up.
    ids: computed(() =>
      ids.value.length === 1 && ids.value[0]?.kind !== 'event'
        ? []
        : ids.value.filter(isLookedUp).map(({ id }) => id),
    ),
    restMs: REST_MS,
    abort,
  })
  const reference = computed(() =>
    ids.value.length === 0 ? findCustomerNumbers(text.value, config.value?.idPatterns)[0] : undefined,
  )
  const leadsTo = computed(() => {
    if (reference.value !== undefined) return { reference: reference.value }
    const [only, another] = ids.value
    if (!only || another) return undefined
    const lookup = lookups.data.value.get(only.id)
    // Enter right after a paste: the event's own ID also leads to the case, a little later.
    const id = caseIdOf(only, lookup) ?? (lookup === undefined && isLookedUp(only) ? only.id : undefined)
    return id === undefined ? undefined : { case: id }
  })
  let stopWaiting = () => {}
  return {
    text,
    recognised,
    reference,
    lookups,
    leadsTo,
    go(open) {
      stopWaiting()
      const entered = text.peek()
      const openNow = () => {
        const focus = leadsTo.peek()
        if (focus) open(focus)
        return focus !== undefined
      }
      const isOpened = openNow()
      if (isOpened || config.peek()) return isOpened
      stopWaiting = config.subscribe((known) => {
        if (!known) return
        stopWaiting()
        if (text.peek() === entered) openNow()
      })
      return false
    },
  }
}

/** Whether a look-up answers IDs of this kind. */
export const isLookedUp = ({ kind }: ObjectId): boolean =>
  kind === 'inquiry' || kind === 'session' || kind === 'event'

/** The case that an ID leads to: for an event, by its look-up. */
export function caseIdOf({ kind, id }: ObjectId, lookup: Lookup | undefined): string | undefined {
  if (kind === 'inquiry' || kind === 'session') return id
  return lookup?.outcome === 'found' ? (lookup.summary.inquiryId ?? undefined) : undefined
}
