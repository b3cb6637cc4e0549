/** The languages that come with Inquiry Lens. The first fills the gaps of the others. */

import type { Config } from '../../contract/config.ts'
import type { CaseState } from '../../domain/case-state.ts'
import { DE, EN, ES, FR, JA, PT_BR } from './texts.ts'

/** One text each, in every language. */
export const REPLY_KEYS = [
  /** Not opened, and the link works. */
  'open-link',
  /** Begun, not finished, and the link works. */
  'continue',
  /** As `continue`, during a move from one device to another. */
  'continue-on-other-device',
  /** A check failed and may be repeated. */
  'retry',
  /** The link doesn't work any more. Says what to do better with a new one, where the customer can mend it. */
  'new-link',
  /** Gives no reason, but what to do better in a new check, where the customer can mend it. */
  'no-tries-left',
  /** The customer is done; the decision is ours. */
  'in-review',
  'approved',
  /** As `no-tries-left`. */
  'declined',
  'cancelled',
  'deleted',
] as const

export type ReplyKey = (typeof REPLY_KEYS)[number]

/** What a customer can be asked to do. A closed list, so that a provider's words can't reach a customer. */
export const TASKS = [
  'government-id',
  'government-id-chip',
  'selfie',
  'document',
  'phone-number',
  'email-address',
  'retake-document',
  'both-sides',
  'other-document',
  'valid-document',
  'chosen-document',
  'retake-selfie',
  'uncover-face',
  'repeat-camera-check',
  'repeat-step',
] as const

export type Task = (typeof TASKS)[number]

export interface ReplyChoice {
  key: ReplyKey
  /** Milliseconds since the epoch: the end of the link. */
  until?: number
  task?: Task
}

/**
 * A language: a text for each choice, and a few words for each task.
 *
 * A gap is `{until}` or `{task}`, in a bracket: `[ The link works until {until}.]`. An unknown value removes the whole
 * bracket, so whole sentences remain.
 */

export interface ReplyPack {
  /** BCP 47: `de`, `pt-BR`. */
  language: string
  /** In the language itself. */
  name: string
  replies: Readonly<Partial<Record<ReplyKey, string>>>
  /** Each continues a sentence: an infinitive where the language has one. */
  tasks: Readonly<Partial<Record<Task, string>>>
}

export interface WholePack extends ReplyPack {
  replies: Readonly<Record<ReplyKey, string>>
  tasks: Readonly<Record<Task, string>>
}

export const PACKS: readonly [WholePack, ...WholePack[]] = [EN, DE, ES, FR, PT_BR, JA]

export interface SpokenPack extends ReplyPack {
  /** Keys whose text is the company's one for every language. */
  forAll: readonly ReplyKey[]
}

/** Our packs first; the first of all fills the gaps of the others. */
export interface ReplyTexts {
  packs: readonly [SpokenPack, ...SpokenPack[]]
  unknown?: string
}

/** Which of the company's texts by state replaces which key. */
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

/** `de-AT` starts from `de`. */
const baseOf = (language: string): Pick<ReplyPack, 'replies' | 'tasks'> =>
  PACKS.find((pack) => pack.language === baseName(language)) ?? { replies: {}, tasks: {} }

function nameLanguage(language: string): string {
  const name = new Intl.DisplayNames(language, { type: 'language' }).of(language) ?? language
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1)
}

/** A language’s tag (BCP 47) in the spelling of `Intl`: `DE` as `de`; `undefined`: invalid. */
export function normaliseLanguage(tag: string): string | undefined {
  if (!/^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/i.test(tag)) return undefined
  try {
    return Intl.getCanonicalLocales(tag)[0]
  } catch {
    return undefined
  }
}
