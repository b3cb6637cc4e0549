/** Checks what a request carries; the problem names the parameter that fails. */
import type { ProblemReport } from '@inquiry-lens/shared/contract/problems.ts'
import type { Context, MiddlewareHandler } from 'hono'
import type { validator } from 'hono/validator'
import * as v from 'valibot'
import { type AppEnv, problemResponse } from './response.ts'

type Target = 'query' | 'param' | 'json'

const MAX_NAME_LENGTH = 60

/** What each handler checks, for the documentation. */
export const VALIDATIONS = new WeakMap<object, { target: Target; schema: v.GenericSchema }>()

/** The type of Hono’s own, so that handlers and clients know what was checked; its code also reads forms and cookies. */
type Validator<TSchema extends v.GenericSchema, TTarget extends Target> = ReturnType<
  typeof validator<
    unknown,
    string,
    string,
    TTarget,
    string,
    (value: unknown, c: Context) => v.InferOutput<TSchema> | Response
  >
>

export function validate<TSchema extends v.GenericSchema, TTarget extends Target>(
  target: TTarget,
  schema: TSchema,
): Validator<TSchema, TTarget> {
  const handler: MiddlewareHandler<AppEnv> = async (c, next) => {
    const value = await READ[target](c)
    if (value === NOT_JSON)
      return problemResponse(c, { code: 'invalid-body', detail: 'The body is not JSON.' })
    const parsed = v.safeParse(schema, value)
    if (!parsed.success) return problemResponse(c, reportOf(target, parsed.issues[0]))
    c.req.addValidatedData(target, Object(parsed.output))
    return next()
  }
  VALIDATIONS.set(handler, { target, schema })
  return handler
}

const NOT_JSON = Symbol()

const READ: Record<Target, (c: Context) => unknown> = {
  query: (c) =>
    Object.fromEntries(
      Object.entries(c.req.queries()).map(([name, values]) => [
        name,
        values.length === 1 ? values[0] : values,
      ]),
    ),
  param: (c) => c.req.param(),
  json: (c) =>
    /^application\/([\w.-]+\+)?json\s*(;|$)/i.test(c.req.header('Content-Type') ?? '')
      ? c.req.json().catch(() => NOT_JSON)
      : {},
}

function reportOf(target: Target, issue: v.BaseIssue<unknown>): ProblemReport {
  const key = issue.path?.[0]?.key
  const parameter = typeof key === 'string' ? key.slice(0, MAX_NAME_LENGTH) : undefined
  // A strict object reports an unknown key as an issue about that key.
  const isUnknown = issue.type === 'strict_object' && issue.expected === 'never'
  const rule = isUnknown ? 'is not a parameter here' : ruleOf(issue)
  return {
    code: target === 'json' ? 'invalid-body' : isUnknown ? 'unknown-parameter' : 'invalid-parameter',
    detail: parameter ? `“${parameter}” ${rule}.` : `The request ${rule}.`,
    ...(parameter && { parameter }),
  }
}

/** A rule without words of its own has the library's, which are for developers. */
function ruleOf({ message, received }: v.BaseIssue<unknown>): string {
  if (!message.startsWith('Invalid ')) return lowerFirst(message)
  return received === 'undefined' ? 'is missing' : 'is of the wrong kind'
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)
