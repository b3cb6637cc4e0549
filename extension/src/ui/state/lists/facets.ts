/**
 * Facets of the cases at hand, which no provider's API has: values with counts, combined, and typed words. Values of one facet
 * widen the choice, facets narrow it. What is not known of a case is a value of its own, so that no count hides it.
 */
import { groupOfState } from '@inquiry-lens/shared/domain/case-group.ts'
import type { CaseState } from '@inquiry-lens/shared/domain/case-state.ts'
import type { Session } from '@inquiry-lens/shared/domain/model.ts'
import { nameCheck } from '@inquiry-lens/shared/insight/step-names.ts'
import { explainFailedTry, isForReview, kindOfCheck } from '@inquiry-lens/shared/insight/steps.ts'
import { causeOfTry, isFailedCheck } from '@inquiry-lens/shared/insight/trouble.ts'
import { currentLanguage } from '@inquiry-lens/shared/lib/catalogue.ts'
import { upperInitial } from '@inquiry-lens/shared/lib/initial.ts'
import { own } from '@inquiry-lens/shared/lib/own-property.ts'
import { insightWords } from '@inquiry-lens/shared/locales/insight.ts'
import { PROVIDERS } from '@inquiry-lens/shared/providers/registry.ts'
import { computed, type ReadonlySignal, untracked } from '@preact/signals'
import { listWords } from '../../../locales/lists.ts'
import { panelWords } from '../../../locales/panel.ts'
import { commonWords } from '../../../locales/surface.ts'
import { describeDevice, listRiskFlags } from '../../format/device.ts'
import { describeCase } from '../../format/sentences.ts'
import { perLocale } from '../../format/time.ts'
import { type CaseRow, stateOfCase } from './cases.ts'
import type { InquiryStates } from './lookups.ts'

export const FACETS = ['step', 'reason', 'country', 'device', 'provider', 'workflow', 'risk'] as const
export type FacetName = (typeof FACETS)[number]

/** By facet, the values that are shown; one without any is no filter. They are of a provider's vocabulary, never of a person. */
export type FacetFilters = Readonly<Partial<Record<FacetName, readonly string[]>>>

/** The value of a case of which a facet is not known. */
export const NOT_KNOWN = ''

type States = Pick<InquiryStates, 'of'> | undefined
/** At least one value for each. */
export type CaseFacets = Readonly<Record<FacetName, readonly string[]>>

export function facetsOfCase(row: CaseRow, states: States): CaseFacets {
  const { session, provider } = row
  const of = (...values: (string | null | undefined | false)[]): readonly string[] => {
    const known = values.flatMap((value) => value || [])
    return known.length > 0 ? [...new Set(known)] : [NOT_KNOWN]
  }
  const network = session?.network
  const risks = RISKS.filter((risk) => network?.[risk] === true)
  const isThreat = network?.threatLevel === 'high'
  return {
    step: of(stepOf(row, states)),
    reason: of(reasonOf(session)),
    country: of(network?.country.code ?? codeOf(network?.country.name)),
    device: of(session && deviceOf(session)),
    provider: [provider],
    workflow: of(session?.flow?.workflow?.name),
    risk: of(...risks, isThreat && 'threat', risks.length === 0 && !isThreat && isPlain(network) && 'none'),
  }
}

const RISKS = ['vpn', 'proxy', 'tor', 'datacenter'] as const

/** The provider says that it is no such thing, rather than nothing. */
const isPlain = (network: Session['network'] | undefined): boolean =>
  network !== undefined && RISKS.every((risk) => network[risk] === false)

/** As a check's kind (`selfie`), or the name of another step. */
function stepOf({ inquiryId, events, session }: CaseRow, states: States): string | undefined {
  const lookup = inquiryId === null ? undefined : states?.of(inquiryId)
  const step = lookup?.outcome === 'found' ? lookup.summary.step : undefined
  if (step !== undefined) return kindOfCheck(step) ?? step
  const failed = events.find(isFailedCheck)
  if (failed) return failed.object ? kindOfCheck(failed.object.type) : undefined
  const tried = session?.flow?.failures?.at(-1)
  return tried && causeOfTry(tried)
}

/** Of open cases and of those that ended without a decision. */
const PROGRESS_STATES: ReadonlySet<CaseState> = new Set(['in-progress', 'expired', 'failed'])

/** `Selfie · 2 failed tries`; empty where it says nothing more than the row. */
function describeProgress(row: CaseRow, states: States, [step = NOT_KNOWN]: readonly string[]): string {
  const state = stateOfCase(row, states)?.caseState
  if (!state || !PROGRESS_STATES.has(state)) return ''
  const tries = countFailedTries(row, state)
  return [
    ...(step === NOT_KNOWN ? [] : [nameValue('step', step)]),
    ...(tries > 0 ? [listWords.cases.failedTries(tries)] : []),
  ].join(' · ')
}

/** 0 where that is not known, or where the row’s sentence says it. */
function countFailedTries({ events, session }: CaseRow, state: CaseState): number {
  if (session?.flow) return state === 'in-progress' ? 0 : (session.flow.failedTries ?? 0)
  const isComplete = events.some(({ name }) => name === 'inquiry.created')
  return isComplete ? new Set(events.filter(isFailedCheck).map(({ id, object }) => object?.id ?? id)).size : 0
}

function reasonOf(session: Session | undefined): string | undefined {
  const failed = session?.flow?.decline ?? session?.flow?.failures?.at(-1)
  if (!failed) return undefined
  return isForReview(failed.code) ? 'for-review' : explainFailedTry(failed)?.reason
}

/** Not each version: a family that agents speak of. */
function deviceOf({ device: { os, type } }: Session): string | null {
  const system = os.name
  if (system === null) return type
  return /^(mac ?os|os x)/i.test(system) ? 'Mac' : /^i(os|pados)/i.test(system) ? 'iOS' : system
}

export const toggleValue = (facets: FacetFilters, facet: FacetName, value: string): FacetFilters => {
  const before = facets[facet] ?? []
  const after = before.includes(value) ? before.filter((one) => one !== value) : [...before, value]
  const { [facet]: _, ...rest } = facets
  return after.length > 0 ? { ...rest, [facet]: after } : rest
}

const has = (values: readonly string[], wanted: readonly string[] | undefined): boolean =>
  !wanted || wanted.length === 0 || values.some((value) => wanted.includes(value))

const fits = (known: CaseFacets, facets: FacetFilters, except?: FacetName): boolean =>
  FACETS.every((facet) => facet === except || has(known[facet], facets[facet]))

export interface FacetCount {
  value: string
  count: number
}

/** By facet, the values of the cases that the other facets leave; the most frequent first, what is not known last. */
export function countFacets(
  cases: readonly CaseFacets[],
  facets: FacetFilters,
): Record<FacetName, readonly FacetCount[]> {
  const count = (facet: FacetName): FacetCount[] => {
    // A chosen value stays, so that it can be taken away.
    const counts = new Map((facets[facet] ?? []).map((value) => [value, 0]))
    for (const known of cases) {
      if (!fits(known, facets, facet)) continue
      for (const value of known[facet]) counts.set(value, (counts.get(value) ?? 0) + 1)
    }
    return [...counts]
      .map(([value, amount]) => ({ value, count: amount }))
      .sort(
        (a, b) =>
          Number(a.value === NOT_KNOWN) - Number(b.value === NOT_KNOWN) ||
          b.count - a.count ||
          (a.value < b.value ? -1 : 1),
      )
  }
  return {
    step: count('step'),
    reason: count('reason'),
    country: count('country'),
    device: count('device'),
    provider: count('provider'),
    workflow: count('workflow'),
    risk: count('risk'),
  }
}

const regionNames = perLocale((locale) => new Intl.DisplayNames([locale], { type: 'region' }))
const englishRegions = new Intl.DisplayNames(['en'], { type: 'region' })

let codes: Map<string, string> | undefined

/** One provider gives a country by its code, the other by its English name. A name that is none stays as it is. */
function codeOf(name: string | null | undefined): string | null {
  if (!name) return null
  if (!codes) {
    codes = new Map()
    const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
    for (const pair of letters.flatMap((first) => letters.map((second) => first + second))) {
      // Old codes are those of what took their place.
      const code = new Intl.Locale('und', { region: pair }).region ?? pair
      codes.set(foldWords(englishRegions.of(code) ?? pair), code)
    }
  }
  return codes.get(foldWords(name)) ?? name
}

function nameRegion(code: string, names: Intl.DisplayNames): string {
  return /^[A-Z]{2}$/.test(code) ? (names.of(code) ?? code) : code
}

/** A value in words, as in a list. */
export function nameValue(facet: FacetName, value: string): string {
  if (value === NOT_KNOWN) return panelWords.facets.notKnown
  switch (facet) {
    case 'step':
      return upperInitial(nameCheck(value) ?? own(insightWords.places, value) ?? value)
    case 'reason':
      return upperInitial(own(insightWords.failures, value) ?? value)
    case 'country':
      return nameRegion(value, regionNames())
    case 'provider':
      return own(PROVIDERS, value)?.name ?? value
    case 'risk':
      return own(panelWords.facets.risks, value) ?? value
    default:
      return value
  }
}

/** Everything known of a case that an agent may type. */
function textOf(row: CaseRow, states: States, known: CaseFacets): string {
  const { session, id, inquiryId, events } = row
  const state = stateOfCase(row, states)
  const group = state && groupOfState(state.caseState)
  const country = known.country[0] ?? NOT_KNOWN
  return [
    id,
    inquiryId,
    session?.id,
    session?.flow?.externalId,
    ...(state ? [commonWords.states[state.caseState], state.status] : []),
    group && commonWords.groups[group],
    describeCase(row, state, 0),
    events.find(isFailedCheck) && panelWords.facets.failed,
    session && describeDevice(session.device),
    country,
    nameRegion(country, englishRegions),
    ...(session ? listRiskFlags(session.network).map(({ label }) => label) : []),
    ...FACETS.flatMap((facet) =>
      known[facet].filter((value) => value !== NOT_KNOWN).map((value) => nameValue(facet, value)),
    ),
  ]
    .filter((part) => part !== null && part !== undefined && part !== NOT_KNOWN)
    .join(' ')
}

/** Small letters without accents, each word after a space. */
const foldWords = (text: string): string =>
  ` ${text}`
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036f]+/g, '')
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}_]+/gu, ' ')

/** Of a language that has no spaces between words. */
const UNSPACED = /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}/u

/** What is typed, as it stands in a folded text: after a space, where words have some. Of a number with hyphens, each part. */
export const splitWords = (typed: string): string[] =>
  foldWords(typed)
    .split(' ')
    .filter(Boolean)
    .map((word) => (UNSPACED.test(word) ? word : ` ${word}`))

/** Whether each begins a word of the text, or stands in it where that has no spaces. */
const hasWords = (folded: string, words: readonly string[]): boolean =>
  words.every((word) => folded.includes(word))

export const findsWords = (text: string, typed: string): boolean =>
  hasWords(foldWords(text), splitWords(typed))

export interface CaseFinder {
  /** Whether a case passes; all do where nothing is filtered. */
  passes: ReadonlySignal<(row: CaseRow) => boolean>
  /** How far the customer came: the step, failed tries. */
  describeProgress(row: CaseRow): string
  /** Those of these rows that the typed words leave, and their facets. */
  count(rows: readonly CaseRow[]): { all: number; counts: Record<FacetName, readonly FacetCount[]> }
  /** Reads them ahead while nothing else is to be done, so that the first letter is as fast as the next. */
  prepare(rows: readonly CaseRow[], abort: AbortSignal): void
}

export interface CaseFinderParts {
  facets: ReadonlySignal<FacetFilters>
  /** Each must begin a word of what is known of a case. */
  words: ReadonlySignal<string>
  states: Pick<InquiryStates, 'of'>
}

interface Kept {
  lookup: unknown
  language: string
  facets: CaseFacets
  text: string | undefined
}

/** Keeps what it found of each row, so that a press or a letter is shown at once among thousands. */
export function createCaseFinder({ facets, words, states }: CaseFinderParts): CaseFinder {
  const kept = new WeakMap<CaseRow, Kept>()
  const read = (row: CaseRow): Kept => {
    const lookup = row.inquiryId === null ? undefined : states.of(row.inquiryId)
    const language = currentLanguage()
    const before = kept.get(row)
    if (before && before.lookup === lookup && before.language === language) return before
    const now = { lookup, language, facets: facetsOfCase(row, states), text: undefined }
    kept.set(row, now)
    return now
  }
  const readText = (row: CaseRow): string => {
    const found = read(row)
    found.text ??= foldWords(textOf(row, states, found.facets))
    return found.text
  }
  return {
    prepare(rows, abort) {
      let nth = 0
      const go = (deadline: IdleDeadline): void => {
        if (abort.aborted) return
        for (; nth < rows.length && deadline.timeRemaining() > 1; nth++) {
          const row = rows[nth]
          if (row) untracked(() => readText(row))
        }
        if (nth < rows.length) requestIdleCallback(go)
      }
      requestIdleCallback(go)
    },
    passes: computed(() => {
      const chosen = facets.value
      const wanted = splitWords(words.value)
      return (row) => {
        const found = read(row)
        if (!fits(found.facets, chosen)) return false
        return wanted.length === 0 || hasWords(readText(row), wanted)
      }
    }),
    describeProgress: (row) => describeProgress(row, states, read(row).facets.step),
    count(rows) {
      const wanted = splitWords(words.value)
      const left = wanted.length === 0 ? rows : rows.filter((row) => hasWords(readText(row), wanted))
      return {
        all: left.length,
        counts: countFacets(
          left.map((row) => read(row).facets),
          facets.value,
        ),
      }
    },
  }
}
