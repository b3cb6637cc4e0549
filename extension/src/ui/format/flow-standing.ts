/** How far a customer came in a session that stands for itself, and until when they can go on. */
import type { Flow, SessionCase, WorkflowStep } from '@inquiry-lens/shared/model.ts'
import { formatRelative, parseInstant } from './time.ts'

export type KnownSession = Pick<SessionCase, 'session' | 'steps' | 'attemptsLeft'>

/** `The link ends in 3 hr`, `The link is dead since 2 days ago`: whether it can still be used. */
export function describeLink({ expiresAt }: Pick<Flow, 'expiresAt'>, now: number): string | undefined {
  const ends = parseInstant(expiresAt)
  if (ends === undefined) return undefined
  return ends > now
    ? `The link ends ${formatRelative(ends, now)}`
    : `The link died ${formatRelative(ends, now)}`
}

export const isLinkDead = ({ expiresAt }: Pick<Flow, 'expiresAt'>, now: number): boolean => {
  const ends = parseInstant(expiresAt)
  return ends !== undefined && ends <= now
}

export const describeAttempts = (left: number | null): string | undefined =>
  left === null ? undefined : left === 0 ? 'No tries left' : left === 1 ? '1 try left' : `${left} tries left`

/** The step that keeps the customer: the last that failed. */
export const findFailedStep = (steps: readonly WorkflowStep[] | null): WorkflowStep | undefined =>
  steps?.findLast(({ status }) => status === 'FAILED')
