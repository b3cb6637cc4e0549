/**
 * A failure as a value: what went wrong, and what the agent can do. Most come from the relay as problem+json
 * (`background/relay/failures.ts`); the rest only the browser can know, such as being offline.
 */
import type { ProblemCode } from '@inquiry-lens/shared/contract/problems.ts'

/** Failures that our pages detect without the background. */
const PAGE_FAILURES = {
  offline: {
    title: 'You are offline',
    nextStep: 'Retries once you are online.',
  },
  'extension-error': {
    title: 'Inquiry Lens made a mistake',
    nextStep: 'Try again, or reload the extension.',
  },
} as const

/** Failures that only the background detects; their texts are in `background/relay/failures.ts`. */
export type BackgroundFailureCode =
  | 'relay-unreachable'
  | 'relay-timeout'
  | 'relay-unreadable'
  | 'not-a-relay'
  | 'client-too-old'
  | 'relay-too-old'
  | 'address-not-valid'
  | 'locked'
  | 'id-not-recognised'
  | 'no-case'
  | 'page-closed'
  | 'panel-closed'
  | 'switched-off'
  | 'set-by-administrator'

/** Failures that no relay sends. */
export type LocalFailureCode = keyof typeof PAGE_FAILURES | BackgroundFailureCode

export type FailureCode = ProblemCode | LocalFailureCode

export interface Failure {
  code: FailureCode
  title: string
  /** What happened this time. */
  detail: string
  nextStep: string
  /** Seconds until it is worth trying again. */
  retryAfter?: number
  /** For the admin: finds the request in the relay's log. */
  requestId?: string
}

export function pageFailure(code: keyof typeof PAGE_FAILURES, detail = ''): Failure {
  return { code, ...PAGE_FAILURES[code], detail }
}

type Success<TValue> = { ok: true; value: TValue }

/** Browser messaging keeps only an error's text, so every reply is one of these two. */
export type Result<TValue> = Success<TValue> | { ok: false; error: Failure }

export const ok = <TValue>(value: TValue): Success<TValue> => ({ ok: true, value })
export const err = (error: Failure): Result<never> => ({ ok: false, error })

/** Worth asking again later. */
export const isTransient = ({ code }: Failure): boolean =>
  /^(provider-(?!key)|agent-rate-limited|agent-share-used|relay-busy|relay-timeout)/.test(code)
