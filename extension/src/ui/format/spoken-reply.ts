/** What is said to the customer in a language, or in its place. */

import type { ReplyTexts, SpokenPack } from '@inquiry-lens/shared/insight/replies/packs.ts'
import { fillGaps, writeReply } from '@inquiry-lens/shared/insight/replies/write-reply.ts'
import type { Verdict } from '@inquiry-lens/shared/insight/verdict/verdict.ts'
import { formatDayIn } from './time.ts'

export interface ReplyText {
  text: string
  /** What it is in; `undefined`: one text of the company's for every language. */
  pack: SpokenPack | undefined
}

/** `undefined`: nobody should say anything before they know more. */
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
