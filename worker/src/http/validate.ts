/** Checks what a request carries; the problem names the parameter that fails. */
import type { ProblemReport } from '@inquiry-lens/shared/contract/problems.ts'
import { validator } from 'hono/validator'
import * as v from 'valibot'
import { problemResponse } from './problem-response.ts'

type Target = 'query' | 'param' | 'json'

const MAX_NAME_LENGTH = 60

/** What each handler checks, for the documentation. */
export const VALIDATIONS = new WeakMap<object, { target: Target; schema: v.GenericSchema }>()

export function validate<TSchema extends v.GenericSchema, TTarget extends Target>(
  target: TTarget,
  schema: TSchema,
) {
  const handler = validator(target, (value: unknown, c) => {
    const parsed = v.safeParse(schema, value)
    return parsed.success ? parsed.output : problemResponse(c, reportOf(target, parsed.issues[0]))
  })
  VALIDATIONS.set(handler, { target, schema })
  return handler
}

function reportOf(target: Target, issue: v.BaseIssue<unknown>): ProblemReport {
  const key = issue.path?.[0]?.key
  const parameter = typeof key === 'string' ? key.slice(0, MAX_NAME_LENGTH) : undefined
  // A strict object reports an unknown key as an issue about that key.
  const isUnknown = issue.type === 'strict_object' && issue.expected === 'never'
  const rule = isUnknown ? 'is not a parameter here' : lowerFirst(issue.message)
  return {
    code: target === 'json' ? 'invalid-body' : isUnknown ? 'unknown-parameter' : 'invalid-parameter',
    detail: parameter ? `“${parameter}” ${rule}.` : `The request ${rule}.`,
    ...(parameter && { parameter }),
  }
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)
