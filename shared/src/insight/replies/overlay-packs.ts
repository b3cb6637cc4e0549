/** The packs as the company wants them: its words for a language over its words for all of them, over ours. */
import type { Config } from '../../contract/api.ts'
import type { CaseState } from '../../domain/case-state.ts'
import { normaliseLanguage } from './language-tag.ts'
import { PACKS } from './packs.ts'
import { REPLY_KEYS, type ReplyKey } from './reply-choice.ts'
import type { ReplyPack } from './reply-pack.ts'

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
  'called-off': 'voided',
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
