/** Failures: those that only the browser can know, and those of the relay's problem types. */

import {
  codeOfType,
  NEXT_STEPS,
  PROBLEM_TYPES,
  type Problem,
  type ProblemCode,
} from '@inquiry-lens/shared/contract/problems.ts'
import {
  type BackgroundFailureCode,
  type Failure,
  type LocalFailureCode,
  pageFailure,
} from '../../messages/failure.ts'

const BACKGROUND_FAILURES: Readonly<Record<BackgroundFailureCode, Pick<Failure, 'title' | 'nextStep'>>> = {
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
  'switched-off': {
    title: 'This is switched off',
    nextStep: 'It was switched off by your admin.',
  },
  'set-by-administrator': {
    title: 'Your administrator has set this',
    nextStep: 'Ask them if it should be otherwise.',
  },
  'panel-closed': {
    title: 'The side panel could not be opened',
    nextStep: 'Open it from the toolbar button.',
  },
}

export const localFailure = (code: LocalFailureCode, detail = ''): Failure =>
  code === 'offline' || code === 'extension-error'
    ? pageFailure(code, detail)
    : { code, ...BACKGROUND_FAILURES[code], detail }

/** A failure of the relay's kind that is known without asking it. */
export function problemFailure(code: ProblemCode, detail = ''): Failure {
  return { code, title: PROBLEM_TYPES[code].title, detail, nextStep: NEXT_STEPS[code] }
}

/** The failure behind a stale answer, from its source's `reason`: a problem's code, or an unknown one. */
export function failureOfReason(reason: string): Failure {
  return isProblemCode(reason)
    ? problemFailure(reason)
    : problemFailure('provider-unavailable', `The relay’s reason: ${reason}.`)
}

/** A problem of an unknown type keeps its own title. */
export function failureOfProblem(problem: Problem): Failure {
  const code = codeOfType(problem.type)
  return {
    code: code ?? 'internal',
    title: code ? PROBLEM_TYPES[code].title : problem.title,
    detail: problem.detail,
    nextStep: NEXT_STEPS[code ?? 'internal'],
    ...(problem.retryAfter !== undefined && { retryAfter: problem.retryAfter }),
    ...(problem.requestId !== undefined && { requestId: problem.requestId }),
  }
}

const isProblemCode = (code: string): code is ProblemCode => Object.hasOwn(PROBLEM_TYPES, code)
