/** A reply as it is sent: the text of the choice, with its gaps filled or gone. */
import { fillGaps } from './gaps.ts'
import type { ReplyChoice } from './reply-choice.ts'
import type { ReplyPack } from './reply-pack.ts'

/**
 * `formatUntil`: as the pack's language writes an instant, with date, time and zone. `undefined`: the pack has no text for
 * this.
 */
export function writeReply(
  { key, until, task }: ReplyChoice,
  { replies, tasks }: Pick<ReplyPack, 'replies' | 'tasks'>,
  formatUntil: (instant: number) => string,
): string | undefined {
  const text = replies[key]
  if (text === undefined) return undefined
  return fillGaps(text, {
    until: until === undefined ? undefined : formatUntil(until),
    task: task && tasks[task],
  })
}
