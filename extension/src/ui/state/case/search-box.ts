/** The box that takes anything pasted: what was recognised in it, what that is, and which case it leads to. */
import type { Config } from '@inquiry-lens/shared/contract/api.ts'
import { type Recognised, recognise } from '@inquiry-lens/shared/domain/object-id.ts'
import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals'
import type { PanelFocus } from '../../../platform/stored.ts'
import { findCustomerNumbers } from '../../format/find-customer-numbers.ts'
import type { SendRequest } from '../../request.ts'
import { createLookups, type Lookups } from '../lists/lookups.ts'
import { caseIdOf, isLookedUp } from './case-id.ts'

export interface SearchBoxState {
  text: Signal<string>
  /** `undefined` while the box is empty. */
  recognised: ReadonlySignal<Recognised | undefined>
  lookups: Lookups
  /** The company's own number that Enter looks for: the first in a text without an ID. */
  reference: ReadonlySignal<string | undefined>
  /** What Enter opens; `undefined` where there is nothing, several, or it is not known yet. */
  leadsTo: ReadonlySignal<PanelFocus | undefined>
  /**
   * Enter: opens what the text leads to, and returns whether it did. Where the relay has not said yet what the company’s
   * numbers look like, it opens with that, unless the text has changed by then.
   */
  go(open: (focus: PanelFocus) => void): boolean
}

/** Between two letters of someone who types. */
const REST_MS = 250

interface FinderParts {
  request: SendRequest
  config: ReadonlySignal<Config | undefined>
  abort: AbortSignal
}

export function createSearchBox({ request, config, abort: ended }: FinderParts): SearchBoxState {
  const text = signal('')
  const recognised = computed(() => (text.value.trim() === '' ? undefined : recognise(text.value)))
  const ids = computed(() => recognised.value?.ids ?? [])
  const lookups = createLookups({
    request,
    // Of a single inquiry or session nothing needs to be known before its case is opened.
    ids: computed(() =>
      ids.value.length === 1 && ids.value[0]?.kind !== 'event'
        ? []
        : ids.value.filter(isLookedUp).map(({ id }) => id),
    ),
    restMs: REST_MS,
    abort: ended,
  })
  const reference = computed(() =>
    ids.value.length === 0 ? findCustomerNumbers(text.value, config.value?.idPatterns)[0] : undefined,
  )
  const leadsTo = computed(() => {
    if (reference.value !== undefined) return { reference: reference.value }
    const [only, another] = ids.value
    if (!only || another) return undefined
    const lookup = lookups.data.value.get(only.id)
    // Enter right after a paste: the case is found by the event as well, a little later.
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
