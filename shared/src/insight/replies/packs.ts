/** The languages that come with Inquiry Lens. The first stands in for what another one lacks. */

import type { Config } from '../../contract/config.ts'
import type { CaseState } from '../../domain/case-state.ts'
import { DE } from './de.ts'
import { EN } from './en.ts'
import { ES } from './es.ts'
import { FR } from './fr.ts'

/**
 * Which of the texts to a customer fits a verdict, and what goes into its gaps: never a word of a provider's, a template's
 * or a colleague's, so that what is sent is free of anything about a person by construction.
 */

/** One text each. What they say is in the packs, in every language. */
export const REPLY_KEYS = [
  /** Nobody opened the link, and it works. */
  'open-link',
  /** Begun, not finished, and the link works. */
  'continue',
  /** The same, and they were last on their way from one device to another. */
  'continue-on-other-device',
  /** A check did not go through and may be tried again. */
  'retry',
  /** The link is dead; they need another one. */
  'new-link',
  /** It cannot be tried again. No word of why. */
  'no-tries-left',
  /** They have done all they can; the decision is ours. */
  'in-review',
  'approved',
  /** No word of why. */
  'declined',
  'cancelled',
  'deleted',
] as const

export type ReplyKey = (typeof REPLY_KEYS)[number]

/** What a customer can be asked to do. A closed list of ours, so that nothing else can stand in a gap. */
export const TASKS = [
  'government-id',
  'government-id-chip',
  'selfie',
  'document',
  'phone-number',
  'email-address',
  'retake-document',
  'other-document',
  'retake-selfie',
  'repeat-camera-check',
  'repeat-step',
] as const

export type Task = (typeof TASKS)[number]

export interface ReplyChoice {
  key: ReplyKey
  /** Milliseconds since the epoch: until when the link works. */
  until?: number
  /** What is to be done next. */
  task?: Task
}

/**
 * What can be said to a customer in one language: a text for each choice, with gaps, and a few words for each task.
 *
 * A gap is `{until}` or `{task}`. It stands in a bracket, `[ The link works until {until}.]`, which goes with all that is in
 * it where the gap cannot be filled; so what is left is whole sentences.
 */

export interface ReplyPack {
  /** BCP 47: `de`, `pt-BR`. */
  language: string
  /** In the language itself. */
  name: string
  replies: Readonly<Partial<Record<ReplyKey, string>>>
  /** Each goes on a sentence, behind a colon or a verb: an infinitive where the language has one. */
  tasks: Readonly<Partial<Record<Task, string>>>
}

/** One that lacks nothing. */
export interface WholePack extends ReplyPack {
  replies: Readonly<Record<ReplyKey, string>>
  tasks: Readonly<Record<Task, string>>
}

export const PACKS: readonly [WholePack, ...WholePack[]] = [EN, DE, ES, FR]

/** The packs as the company wants them: its words for a language over its words for all of them, over ours. */

/** A finished pack. */
export interface SpokenPack extends ReplyPack {
  /** What is said in the company's one text for every language, whatever language that is in. */
  forAll: readonly ReplyKey[]
}

/** All that can be said to a customer, ours first; the first of all stands in for what another lacks. */
export interface ReplyTexts {
  packs: readonly [SpokenPack, ...SpokenPack[]]
  /** The company's own, where nobody can tell how a case stands. */
  unknown?: string
}

/** Whose text by a state's meaning stands for which. */
const CASE_STATE_OF: Readonly<Record<ReplyKey, CaseState>> = {
  'open-link': 'not-opened',
  continue: 'in-progress',
  'continue-on-other-device': 'in-progress',
  retry: 'in-progress',
  'new-link': 'expired',
  'no-tries-left': 'failed',
  'in-review': 'waiting-on-us',
  approved: 'approved',
  declined: 'declined',
  cancelled: 'voided',
  deleted: 'redacted',
}

export type CustomTexts = Pick<Config, 'replies' | 'replyLanguages'>

export function overlayPacks(words: CustomTexts): ReplyTexts {
  const { replies, replyLanguages } = words
  const overlay = (pack: ReplyPack): SpokenPack => overlayPack(pack, words)
  const [first, ...others] = PACKS
  const added = Object.keys(replyLanguages)
    .filter((language) => normaliseLanguage(language) === language && !isOurs(language))
    .map((language) => overlay({ ...baseOf(language), language, name: nameLanguage(language) }))
    .toSorted((one, other) => one.name.localeCompare(other.name))
  return {
    packs: [overlay(first), ...others.map(overlay), ...added],
    ...(replies.unknown !== undefined && { unknown: replies.unknown }),
  }
}

function overlayPack(pack: ReplyPack, { replies, replyLanguages }: CustomTexts): SpokenPack {
  const own = replyLanguages[pack.language]
  const base = replyLanguages[baseName(pack.language)]
  const ofLanguage = { ...base?.replies, ...own?.replies }
  const forAll = REPLY_KEYS.filter(
    (key) => ofLanguage[key] === undefined && replies[CASE_STATE_OF[key]] !== undefined,
  )
  return {
    language: pack.language,
    name: own?.name ?? pack.name,
    replies: {
      ...pack.replies,
      ...Object.fromEntries(forAll.map((key) => [key, replies[CASE_STATE_OF[key]]])),
      ...ofLanguage,
    },
    tasks: { ...pack.tasks, ...base?.tasks, ...own?.tasks },
    forAll,
  }
}

const isOurs = (language: string): boolean => PACKS.some((pack) => pack.language === language)

const baseName = (language: string): string => language.replace(/-.*$/, '')

/** `de-AT` begins as what there is in `de`. */
const baseOf = (language: string): Pick<ReplyPack, 'replies' | 'tasks'> =>
  PACKS.find((pack) => pack.language === baseName(language)) ?? { replies: {}, tasks: {} }

/** In itself, and as the name of an entry in a list. */
function nameLanguage(language: string): string {
  const name = new Intl.DisplayNames(language, { type: 'language' }).of(language) ?? language
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1)
}

/** A language’s tag (BCP 47) as `Intl` spells it, `DE` as `de`; `undefined`: it is none. */
export function normaliseLanguage(tag: string): string | undefined {
  if (!/^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/i.test(tag)) return undefined
  try {
    return Intl.getCanonicalLocales(tag)[0]
  } catch {
    return undefined
  }
}
