/** What comes in, through its schema; what does not fit is a problem that names the parameter. */
import type { ProblemReport } from '@inquiry-lens/shared/contract/problems.ts'
import { validator } from 'hono/validator'
import * as v from 'valibot'
import { problemResponse } from './problem-response.ts'

type Target = 'query' | 'param' | 'json'

export const validate = <TSchema extends v.GenericSchema, TTarget extends Target>(
  target: TTarget,
  schema: TSchema,
) =>
  validator(target, (value: unknown, c) => {
    const parsed = v.safeParse(schema, value)
    return parsed.success ? parsed.output : problemResponse(c, reportOf(target, parsed.issues[0]))
  })

function reportOf(target: Target, issue: v.BaseIssue<unknown>): ProblemReport {
  const parameter = nameOf(issue)
  // A strict object's own issue about a key is that it should not be there.
  const isUnknown = issue.type === 'strict_object' && issue.expected === 'never'
  const rule = isUnknown ? 'is not a parameter here' : lowerFirst(issue.message)
  return {
    code: target === 'json' ? 'invalid-body' : isUnknown ? 'unknown-parameter' : 'invalid-parameter',
    detail: parameter ? `“${parameter}” ${rule}.` : `The request ${rule}.`,
    ...(parameter && { parameter }),
  }
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)

/** Of a list's third value, the list; and never more of a stranger's text than a name may be long. */
const nameOf = (issue: v.BaseIssue<unknown>): string | undefined => {
  const key = issue.path?.[0]?.key
  return typeof key === 'string' ? key.slice(0, 60) : undefined
}
