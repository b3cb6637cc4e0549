/** What a pasted text holds: IDs and customer numbers, described, and the case they lead to. */
import type { Config } from '@inquiry-lens/shared/contract/config.ts'
import { findCustomerNumbers } from '@inquiry-lens/shared/domain/customer-number.ts'
import { type ObjectId, recognise } from '@inquiry-lens/shared/domain/object-id.ts'
import type { Lookup } from '@inquiry-lens/shared/domain/summary.ts'
import { computed, type ReadonlySignal } from '@preact/signals'
import { findingWords } from '../../../locales/panel.ts'
import type { PanelFocus } from '../../../messages/messages.ts'
import { describeRecognised, type RecognisedText } from '../../format/recognised.ts'
import type { SendRequest } from '../../request.ts'
import { createLookups, type Lookups } from '../lists/lookups.ts'

/** Typed words, or the filters in the address of a colleague's panel. */
export type CaseFilter = { words: string } | { address: string }

export interface SearchFinds {
  ids: ReadonlySignal<readonly ObjectId[]>
  lookups: Lookups
  /** What Enter opens; `undefined` for nothing, several, or not known yet. */
  leadsTo: ReadonlySignal<PanelFocus | undefined>
  /** Where there is nothing to open, and cases are here: what Enter filters them by. */
  filter: ReadonlySignal<CaseFilter | undefined>
  /** `undefined` while the box is empty. */
  described: ReadonlySignal<RecognisedText | undefined>
}

const REST_MS = 250

/** As a panel copies it. Every package of the extension has an ID of its own. */
const PANEL_LINK = /^[a-z-]+:\/\/[\w-]+\/sidepanel\.html#(.+)$/

export interface SearchFindsParts {
  text: ReadonlySignal<string>
  request: SendRequest
  config: ReadonlySignal<Config | undefined>
  /** Whether there are cases that can be filtered. */
  hasCases?: boolean
  abort: AbortSignal
}

export function createSearchFinds({ text, request, config, hasCases, abort }: SearchFindsParts): SearchFinds {
  const address = computed(() => (hasCases ? PANEL_LINK.exec(text.value.trim())?.[1] : undefined))
  const recognised = computed(() =>
    text.value.trim() === '' || address.value !== undefined ? undefined : recognise(text.value),
  )
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
    recognised.value && ids.value.length === 0
      ? findCustomerNumbers(text.value, config.value?.idPatterns)[0]
      : undefined,
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
  const filter = computed((): CaseFilter | undefined => {
    if (address.value !== undefined) return { address: address.value }
    // Until the configuration is there, any of them may be a customer number.
    const isNothing = ids.value.length === 0 && config.value !== undefined && reference.value === undefined
    const isWords = hasCases && isNothing && recognised.value?.doubts.length === 0
    return isWords ? { words: text.value.trim() } : undefined
  })
  const described = computed(() => {
    if (filter.value) {
      const { words, link } = findingWords.found
      return { text: 'words' in filter.value ? words : link, isProblem: false }
    }
    return recognised.value && describeRecognised(recognised.value, lookups.data.value, reference.value)
  })
  return { ids, lookups, leadsTo, filter, described }
}

/** Whether a look-up answers IDs of this kind. */
const isLookedUp = ({ kind }: ObjectId): boolean =>
  kind === 'inquiry' || kind === 'session' || kind === 'event'

/** The case that an ID leads to: for an event, by its look-up. */
export function caseIdOf({ kind, id }: ObjectId, lookup: Lookup | undefined): string | undefined {
  if (kind === 'inquiry' || kind === 'session') return id
  return lookup?.outcome === 'found' ? (lookup.summary.inquiryId ?? undefined) : undefined
}
