/**
 * Why a customer is where they are, in a sentence or two: what an agent would otherwise put together from a status,
 * eight times and two steps.
 */
import type { Inquiry, InquiryCase } from '@inquiry-lens/shared/model.ts'
import { type Meaning, meaningOfInquiry } from '@inquiry-lens/shared/status.ts'
import { nameProvider } from './source.ts'
import { describeStep } from './step.ts'
import { formatDate, formatRelative, parseInstant } from './time.ts'

type Known = Pick<InquiryCase, 'inquiry' | 'sessions'>

type Tell = (known: Known, now: number) => (string | undefined)[]

const TELL: Readonly<Record<Meaning, Tell>> = {
  'not-opened': ({ inquiry, sessions }, now) => [
    isOpened({ inquiry, sessions })
      ? withAge('Opened, but no check was begun', '; last opened', sessions[0]?.createdAt ?? null, now)
      : withAge('Opened by nobody yet', ', made', inquiry.createdAt, now),
    ending(inquiry, now),
  ],
  'in-progress': ({ inquiry }, now) => [lastAt(inquiry) ?? 'Begun, not finished', ending(inquiry, now)],
  'waiting-on-us': ({ inquiry }, now) => [
    inquiry.markedForReviewAt === null
      ? withAge('The customer finished', '', inquiry.completedAt, now)
      : withAge('Marked for review', '', inquiry.markedForReviewAt, now),
    'The decision is ours',
  ],
  approved: decided,
  declined: decided,
  expired: (known, now) => [
    withAge('Ran out of time', '', known.inquiry.expiredAt ?? known.inquiry.expiresAt, now),
    isOpened(known) ? lastAt(known.inquiry) : 'It was never opened',
  ],
  failed: ({ inquiry }, now) => [
    withAge('No attempts are left', '; failed', inquiry.failedAt, now),
    lastAt(inquiry),
  ],
  voided: () => ['Called off before it was finished'],
  redacted: ({ inquiry }) => {
    const at = parseInstant(inquiry.redactedAt)
    return [`The customer’s data was wiped${at === undefined ? '' : ` on ${formatDate(at)}`}`]
  },
  unknown: ({ inquiry }) => [
    `${nameProvider(inquiry.provider)} calls it “${inquiry.status}”, which is new to Inquiry Lens`,
  ],
}

export function describeStanding(known: Known, now: number): string {
  const { inquiry } = known
  const told = TELL[meaningOfInquiry(inquiry.provider, inquiry)](known, now)
  return told
    .filter((sentence) => sentence !== undefined)
    .map((sentence) => `${sentence}.`)
    .join(' ')
}

const isOpened = ({ inquiry, sessions }: Known): boolean =>
  inquiry.startedAt !== null || sessions.length > 0 || (inquiry.counts.sessions ?? 0) > 0

function decided({ inquiry }: Known, now: number): string[] {
  const { decisionedAt, completedAt } = inquiry
  return [
    decisionedAt === null
      ? withAge('The customer finished', '', completedAt, now)
      : withAge('Decided', '', decisionedAt, now),
  ]
}

/** The words, and behind the joint their age, where the provider gave a time. */
function withAge(words: string, joint: string, iso: string | null, now: number): string {
  const at = parseInstant(iso)
  return at === undefined ? words : `${words}${joint} ${formatRelative(at, now)}`
}

function lastAt({ previousStep, nextStep }: Inquiry): string | undefined {
  const next = nextStep === null ? undefined : describeStep(nextStep)
  if (previousStep === null) return next && `Customer has yet to do: ${next}`
  const last = `Customer was last at: ${describeStep(previousStep)}`
  return next ? `${last}; next is: ${next}` : last
}

/** Whether it is worth telling the customer to try again. */
function ending({ expiresAt }: Inquiry, now: number): string | undefined {
  const at = parseInstant(expiresAt)
  if (at === undefined) return undefined
  return at > now ? `Runs out ${formatRelative(at, now)}` : `Its time was up ${formatRelative(at, now)}`
}
