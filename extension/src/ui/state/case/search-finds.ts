/** What a pasted text holds: IDs and customer numbers, described, and the case they lead to. */
/** Describes the IDs recognised in a pasted text, and why the rest can't be opened. */

import type { Config } from '@inquiry-lens/shared/contract/config.ts'
import { findCustomerNumbers } from '@inquiry-lens/shared/domain/ids/customer-number.ts'
import {
  type Doubt,
  type ObjectId,
  type Recognised,
  recognise,
} from '@inquiry-lens/shared/domain/ids/object-id.ts'
import type { Lookup } from '@inquiry-lens/shared/domain/summary.ts'
import { computed, type ReadonlySignal } from '@preact/signals'
import { findingWords } from '../../../locales/panel.ts'
import type { PanelFocus } from '../../../messages/messages.ts'
import { describeEvent } from '../../format/sentences.ts'
import { shortenId } from '../../format/source.ts'
import type { SendRequest } from '../../request.ts'
import { createLookups, type Lookups } from '../lists/lookups.ts'

interface RecognisedText {
  text: string
  isProblem: boolean
}

const describeDoubt = ({ reason, text }: Doubt): string => findingWords.doubts[reason](shortenId(text))

/** What looks wrong in this text; `undefined` where nothing does. */
export function describeDoubts(text: string): string | undefined {
  const [doubt] = recognise(text).doubts
  return doubt && describeDoubt(doubt)
}

/** `reference`: one of the company's own numbers, where there is no ID. */
export function describeRecognised(
  { ids, doubts }: Recognised,
  lookups: ReadonlyMap<string, Lookup>,
  reference?: string,
): RecognisedText {
  const [only, another] = ids
  const [doubt] = doubts
  if (only && another) return { text: findingWords.found.ids(ids.length), isProblem: false }
  if (only) {
    const described = describeOne(only, lookups.get(only.id))
    if (!doubt) return described
    const isItself = doubt.text.replace('…', '').toLowerCase() === only.id.toLowerCase()
    return {
      text: `${describeDoubt(doubt)} ${isItself ? findingWords.found.tryIt : described.text}`,
      isProblem: true,
    }
  }
  if (reference !== undefined) return { text: findingWords.found.customer(reference), isProblem: false }
  return { text: doubt ? describeDoubt(doubt) : findingWords.found.none, isProblem: true }
}

function describeOne({ kind, id }: ObjectId, lookup: Lookup | undefined): RecognisedText {
  const kinds: Readonly<Record<string, string>> = findingWords.found.kinds
  const name = `${kinds[kind] ?? kind} ${shortenId(id)}`
  if (kind === 'inquiry' || kind === 'session')
    return { text: findingWords.found.opensCase(name), isProblem: false }
  if (kind === 'event') return describeEventLead(name, lookup)
  return {
    text: findingWords.found.notLookedUp(name),
    isProblem: true,
  }
}

function describeEventLead(name: string, lookup: Lookup | undefined): RecognisedText {
  if (!lookup) return { text: findingWords.found.looking(name), isProblem: false }
  if (lookup.outcome === 'not-found') return { text: findingWords.found.noEvent(name), isProblem: true }
  if (lookup.outcome === 'not-asked') return { text: findingWords.found.notNow(name), isProblem: true }
  const { name: event, inquiryId } = lookup.summary
  const named = event === null ? name : `${name}: ${describeEvent(event).sentence}`
  return inquiryId === null
    ? { text: findingWords.found.noInquiry(named), isProblem: true }
    : { text: findingWords.found.opensInquiry(named), isProblem: false }
}

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

const TYPING_PAUSE_MS = 250

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
    restMs: TYPING_PAUSE_MS,
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
