/**
 * A reply that an agent can send to the customer as it stands: what the state means to them and what they can do. The
 * company's own words for a state stand in place of ours.
 *
 * Ours is made from the meaning, the end of the link and the check they are at, and from nothing else: no word of a
 * review, a risk or a reason ever gets into it, nor any text that a provider or a template wrote.
 */
import type { Inquiry } from '@inquiry-lens/shared/model.ts'
import { type Meaning, meaningOfInquiry, meaningOfSession } from '@inquiry-lens/shared/status.ts'
import { findFailedStep, isLinkDead, type KnownSession } from './flow-standing.ts'
import { taskOfAction } from './flow-step.ts'
import { describeTask } from './step.ts'
import { formatDay, parseInstant } from './time.ts'

const NEW_LINK = 'Please tell us when you are ready, and we will send you a new one.'

type Write = (about: {
  until: string | undefined
  isOver: boolean
  task: string | undefined
}) => string | undefined

const REPLIES: Readonly<Record<Meaning, Write>> = {
  'not-opened': ({ until, isOver }) =>
    isOver
      ? `Your identity check has not been started, and its link no longer works. ${NEW_LINK}`
      : `Your identity check has not been started yet. Please open the link that we sent you and follow its steps${until ? `; it works until ${until}` : ''}.`,
  'in-progress': ({ until, isOver, task }) =>
    isOver
      ? `Your identity check is not finished, and its link no longer works. ${NEW_LINK}`
      : `Your identity check is not finished yet. Please open the link again${task ? ` and go on with ${task}` : ' and go on with the next step'}${until ? `; it works until ${until}` : ''}.`,
  'waiting-on-us': () =>
    'Thank you, we have everything we need from you. We will get back to you as soon as we have looked at it; there is nothing you need to do.',
  approved: () => 'Your identity check was successful. There is nothing more you need to do for it.',
  declined: () =>
    'We are sorry: we could not confirm your identity with this check. Please reply to this message if you would like to know how to go on.',
  expired: () =>
    `The time for your identity check ran out before it was finished, so its link no longer works. ${NEW_LINK}`,
  failed: () =>
    'We are sorry: your identity check could not be finished, and it can’t be tried again with this link. Please reply to this message, and we will help you on.',
  voided: () => `This identity check was called off, so its link no longer works. ${NEW_LINK}`,
  redacted: () =>
    'The data of this identity check has been deleted, so we can no longer see it. If you need to be checked again, please tell us, and we will send you a new link.',
  unknown: () => undefined,
}

/** The company's own words, by what a state means; `undefined`: it is not known yet whether there are any. */
export type OwnReplies = Partial<Record<Meaning, string>> | undefined

/** `undefined` where nobody should say anything before they know more. */
export function writeReply(inquiry: Inquiry, now: number, own: OwnReplies): string | undefined {
  const meaning = meaningOfInquiry(inquiry.provider, inquiry)
  if (!own) return undefined
  if (own[meaning] !== undefined) return own[meaning]
  const ends = parseInstant(inquiry.expiresAt)
  const isOver = ends !== undefined && ends <= now
  return REPLIES[meaning]({
    isOver,
    until: ends === undefined || isOver ? undefined : formatDay(ends),
    task: describeTask(inquiry.nextStep),
  })
}

/** The same of a session that stands for itself. A step that failed is asked for again by what to do, not by why. */
export function writeSessionReply(known: KnownSession, now: number, own: OwnReplies): string | undefined {
  const { session, steps } = known
  const { flow } = session
  const isOver = flow !== null && isLinkDead(flow, now)
  // What the provider still calls pending is over for the customer: there is nothing that they could go on with.
  const meaning = !isOver && isOutOfTries(known) ? 'failed' : meaningOfSession(session)
  if (!own) return undefined
  if (own[meaning] !== undefined) return own[meaning]
  if (!flow) return undefined
  const ends = parseInstant(flow.expiresAt)
  const until = ends === undefined || isOver ? undefined : formatDay(ends)
  const task = isOver ? undefined : taskOfAction(findFailedStep(steps)?.failure?.action ?? null)
  if (meaning === 'in-progress' && task)
    return `Your identity check is not finished yet. Please open the link again and ${task}${until ? `. The link works until ${until}` : ''}.`
  return REPLIES[meaning]({ isOver, until, task: undefined })
}

/** A customer who failed a step and may not try it again; one who has not failed yet is on their last try. */
function isOutOfTries({ session, steps, attemptsLeft }: KnownSession): boolean {
  const failed = findFailedStep(steps)
  return (
    meaningOfSession(session) === 'in-progress' &&
    failed !== undefined &&
    (attemptsLeft === 0 || failed.failure?.code === 'ATTEMPTS_EXHAUSTED')
  )
}
