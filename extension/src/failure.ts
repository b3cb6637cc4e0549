/**
 * A failure as a value: what went wrong, in words, and what the agent can do about it.
 *
 * Most come from the relay as problem+json (`background/problem-failure.ts`). The rest are what only the browser can
 * know: that it is offline, that the address leads to something that is no relay.
 */
import type { ProblemCode } from '@inquiry-lens/shared/problem.ts'

const LOCAL_FAILURES = {
  offline: {
    title: 'You are offline',
    nextStep: 'It goes on by itself once the connection is back.',
  },
  'relay-unreachable': {
    title: 'The relay can’t be reached',
    nextStep: 'Check your connection or VPN, and the relay’s address in the options.',
  },
  'relay-timeout': {
    title: 'The relay took too long to answer',
    nextStep: 'Try again in a moment.',
  },
  'relay-unreadable': {
    title: 'The relay’s answer could not be read',
    nextStep: 'Try again. If it stays, tell your admin that relay and extension may not fit.',
  },
  'not-a-relay': {
    title: 'There is no Inquiry Lens relay at this address',
    nextStep: 'Check the address with your admin.',
  },
  'client-too-old': {
    title: 'This extension is too old for the relay',
    nextStep: 'Update the extension, or ask your admin to.',
  },
  'relay-too-old': {
    title: 'The relay is too old for this extension',
    nextStep: 'Ask your admin to update the relay.',
  },
  'address-not-valid': {
    title: 'That is not a relay address',
    nextStep: 'It looks like https://lens.example.com, with nothing behind the name.',
  },
  locked: {
    title: 'Inquiry Lens is locked',
    nextStep: 'Go on in the popup or the side panel.',
  },
  'id-not-recognised': {
    title: 'There is no ID in that',
    nextStep: 'Copy the whole ID from the ticket. An inquiry’s looks like inq_ and 24 letters and digits.',
  },
  'no-case': {
    title: 'That leads to no inquiry',
    nextStep: 'Look for the inquiry’s own ID, which begins with inq_.',
  },
  'page-closed': {
    title: 'This page can’t be read',
    nextStep: 'Click the toolbar button while the page is open. Some pages are closed to every extension.',
  },
  'panel-closed': {
    title: 'The side panel could not be opened',
    nextStep: 'Open it from the toolbar button.',
  },
  'extension-error': {
    title: 'Inquiry Lens made a mistake',
    nextStep: 'Try again. If it stays, reload the extension.',
  },
} as const

export type FailureCode = ProblemCode | keyof typeof LOCAL_FAILURES

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

export function localFailure(code: keyof typeof LOCAL_FAILURES, detail = ''): Failure {
  return { code, ...LOCAL_FAILURES[code], detail }
}

type Success<TValue> = { ok: true; value: TValue }

/** Browser messaging keeps only an error's text, so every reply is one of these two. */
export type Result<TValue> = Success<TValue> | { ok: false; error: Failure }

export const succeed = <TValue>(value: TValue): Success<TValue> => ({ ok: true, value })
export const fail = (error: Failure): Result<never> => ({ ok: false, error })
