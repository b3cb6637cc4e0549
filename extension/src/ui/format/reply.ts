/** The reply to the customer: its first language, and its text. */
import { sessionsOf } from '@inquiry-lens/shared/domain/case-file.ts'
import type { Network } from '@inquiry-lens/shared/domain/model.ts'
import type { ReplyTexts, SpokenPack } from '@inquiry-lens/shared/insight/replies/packs.ts'
import { fillGaps, guessLanguage, writeReply } from '@inquiry-lens/shared/insight/replies/write-reply.ts'
import type { Verdict } from '@inquiry-lens/shared/insight/verdict/verdict.ts'
import type { CaseView } from '../../messages/messages.ts'
import { formatDayIn } from './spans.ts'

type Country = Network['country']

export interface FirstLanguage {
  /** A tag, of a language that there is. */
  language: string
  /** Where the customer was, if that is why. */
  country: Country | undefined
}

interface Known {
  country: Country | undefined
  /** The agent's last choice. */
  last: string | null
  /** The browser's, the most wanted first. */
  wanted: readonly string[]
}

/** `languages`: those available; the first is the default. */
export function findFirstLanguage(
  languages: readonly [string, ...string[]],
  { country, last, wanted }: Known,
): FirstLanguage {
  const guessed = country?.code ? guessLanguage(country.code, languages) : undefined
  if (guessed !== undefined) return { language: guessed, country }
  const language = (last === null ? [] : [last])
    .concat(wanted.flatMap((tag) => [tag, tag.replace(/-.*$/, '')]))
    .find((tag) => languages.includes(tag))
  return { language: language ?? languages[0], country: undefined }
}

/** Of the newest session whose address is the customer’s own, as far as the provider knows. */
export function findCustomerCountry(view: CaseView): Country | undefined {
  return sessionsOf(view).find(({ network }) => network.country.code !== null && isOwnAddress(network))
    ?.network.country
}

const isOwnAddress = ({ vpn, proxy, tor, datacenter }: Network): boolean =>
  ![vpn, proxy, tor, datacenter].includes(true)

export interface ReplyText {
  text: string
  /** What it is in; `undefined`: one text of the company's for every language. */
  pack: SpokenPack | undefined
}

/** `undefined`: the agent should not reply yet. */
export function formatReply(
  { reply, caseState }: Pick<Verdict, 'reply' | 'caseState'>,
  { packs, unknown }: ReplyTexts,
  wanted: SpokenPack,
): ReplyText | undefined {
  if (!reply) {
    return caseState === 'unknown' && unknown !== undefined
      ? { text: fillGaps(unknown, { until: undefined, task: undefined }), pack: undefined }
      : undefined
  }
  for (const pack of [wanted, packs[0]]) {
    const text = writeReply(reply, pack, (instant) => formatDayIn(pack.language, instant))
    if (text !== undefined) return { text, pack: pack.forAll.includes(reply.key) ? undefined : pack }
  }
  return undefined
}
