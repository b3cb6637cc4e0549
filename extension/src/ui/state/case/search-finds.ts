/** What a pasted text holds: IDs and customer numbers, described, and the case they lead to. */
import type { Config } from '@inquiry-lens/shared/contract/config.ts'
import { findCustomerNumbers } from '@inquiry-lens/shared/domain/customer-number.ts'
import { type ObjectId, recognise } from '@inquiry-lens/shared/domain/object-id.ts'
import type { Lookup } from '@inquiry-lens/shared/domain/summary.ts'
import { computed, type ReadonlySignal } from '@preact/signals'
import { findingWords } from '../../../locales/finding.ts'
import type { PanelFocus } from '../../../messages/messages.ts'
import { describeRecognised, type RecognisedText } from '../../format/recognised.ts'
import type { SendRequest } from '../../request.ts'
import { createLookups, type Lookups } from '../lists/lookups.ts'

export interface SearchFinds {
  ids: ReadonlySignal<readonly ObjectId[]>
  lookups: Lookups
  /** What Enter opens; `undefined` for nothing, several, or not known yet. */
  leadsTo: ReadonlySignal<PanelFocus | undefined>
  /** Where there is nothing to open: what the cases here can be searched for. */
  words: ReadonlySignal<string | undefined>
  /** `undefined` while the box is empty. */
  described: ReadonlySignal<RecognisedText | undefined>
}

const REST_MS = 250

export interface SearchFindsParts {
  text: ReadonlySignal<string>
  request: SendRequest
  config: ReadonlySignal<Config | undefined>
  /** Whether there are cases that words can be searched in. */
  hasCases?: boolean
  abort: AbortSignal
}

export function createSearchFinds({ text, request, config, hasCases, abort }: SearchFindsParts): SearchFinds {
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
  /** The first customer number in a text without an ID. */
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
  const words = computed(() => {
    // Until the configuration is there, any of them may be a customer number.
    const isNothing = ids.value.length === 0 && config.value !== undefined && reference.value === undefined
    return hasCases && isNothing && recognised.value?.doubts.length === 0 ? text.value.trim() : undefined
  })
  const described = computed(() =>
    words.value === undefined
      ? recognised.value && describeRecognised(recognised.value, lookups.data.value, reference.value)
      : { text: findingWords.found.words, isProblem: false },
  )
  return { ids, lookups, leadsTo, words, described }
}

/** Whether a look-up answers IDs of this kind. */
const isLookedUp = ({ kind }: ObjectId): boolean =>
  kind === 'inquiry' || kind === 'session' || kind === 'event'

/** The case that an ID leads to: for an event, by its look-up. */
export function caseIdOf({ kind, id }: ObjectId, lookup: Lookup | undefined): string | undefined {
  if (kind === 'inquiry' || kind === 'session') return id
  return lookup?.outcome === 'found' ? (lookup.summary.inquiryId ?? undefined) : undefined
}
