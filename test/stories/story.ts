import type { CaseFile } from '@inquiry-lens/shared/domain/model.ts'
import type { Verdict, Wording } from '@inquiry-lens/shared/insight/verdict/verdict.ts'
import { NOW } from './tell-case.ts'

/** What a provider tells, and what an agent is to make of it. */
export interface Story {
  title: string
  told: CaseFile
  says: string
  next: string
  /** Which text to the customer, with what goes into it; `none`: no reply yet. */
  reply: string
  /** Only while the link can still be used. */
  link?: 'works' | 'dead'
  /** Where they do not decide. */
  facts?: readonly string[]
}

const UNITS = [
  { name: 'month', ms: 30 * 86_400_000, from: 60 * 86_400_000 },
  { name: 'day', ms: 86_400_000, from: 2 * 86_400_000 },
  { name: 'hour', ms: 3_600_000, from: 3_600_000 },
  { name: 'minute', ms: 60_000, from: 60_000 },
  { name: 'second', ms: 1_000, from: 0 },
] as const

function span(ms: number): string {
  const unit = UNITS.find(({ from }) => ms >= from) ?? UNITS[4]
  const count = Math.floor(ms / unit.ms)
  return `${count} ${unit.name}${count === 1 ? '' : 's'}`
}

export const WORDS: Wording = {
  relative: (instant) => (instant <= NOW ? `${span(NOW - instant)} ago` : `in ${span(instant - NOW)}`),
  absolute: (instant) => new Date(instant).toISOString().slice(0, 16).replace('T', ' '),
  span,
}

export const formatReplyText = ({ reply }: Verdict): string =>
  reply
    ? [
        reply.key,
        reply.task && `task ${reply.task}`,
        reply.until !== undefined && `until ${WORDS.relative(reply.until)}`,
      ]
        .filter(Boolean)
        .join(', ')
    : 'none'
