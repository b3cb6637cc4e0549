/** Failures of the kinds that the relay has words for. Here, not in `failure.ts`, since no page needs their table. */
import {
  codeOfType,
  PROBLEM_TYPES,
  type Problem,
  type ProblemCode,
} from '@inquiry-lens/shared/contract/problems.ts'
import type { Failure } from '../../messages/failure.ts'

/** A failure of a kind that the relay would say too, found before asking it. */
export function problemFailure(code: ProblemCode, detail = ''): Failure {
  const { title, nextStep } = PROBLEM_TYPES[code]
  return { code, title, detail, nextStep }
}

/** Why an answer is an old one, from its source's `reason`: a problem's code, or one that this version does not know. */
export function failureOfReason(reason: string): Failure {
  return isProblemCode(reason)
    ? problemFailure(reason)
    : problemFailure('provider-unavailable', `The relay’s reason: ${reason}.`)
}

/** A problem of a type that this version does not know keeps its own words. */
export function failureOfProblem(problem: Problem): Failure {
  const code = codeOfType(problem.type)
  const known = PROBLEM_TYPES[code ?? 'internal']
  return {
    code: code ?? 'internal',
    title: code ? known.title : problem.title,
    detail: problem.detail,
    nextStep: known.nextStep,
    ...(problem.retryAfter !== undefined && { retryAfter: problem.retryAfter }),
    ...(problem.requestId !== undefined && { requestId: problem.requestId }),
  }
}

const isProblemCode = (code: string): code is ProblemCode => Object.hasOwn(PROBLEM_TYPES, code)
