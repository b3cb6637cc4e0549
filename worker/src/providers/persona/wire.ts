/**
 * Persona on the wire: how it refuses, what it says of its limit, and its resources with as little of their shape as the relay
 * needs. Everything may be absent or null: an attribute of an unexpected kind must cost that attribute, not the list.
 * Source: docs.withpersona.com (errors, rate limiting).
 */

import { FIELDS, type FieldsOf, type FieldTable } from '@inquiry-lens/shared/domain/fields.ts'
import * as v from 'valibot'
import { createJsonApi, type JsonApiOptions, readRetryAfter } from '../json-api.ts'
import { MAX_TEXT_LENGTH, unknownField } from '../projection.ts'
import type { Allowance } from '../provider.ts'

/** The version is pinned: a person must read what a later one adds or renames. */
const HEADERS = {
  Accept: 'application/json',
  'Persona-Version': '2025-12-08',
  'Key-Inflection': 'kebab',
}

const RETRY_SECONDS = 5

/** Persona has `details`, not `detail`; neither text is stable. */
const ErrorsSchema = v.object({
  errors: v.array(v.object({ title: v.optional(v.string()), details: v.optional(v.string()) })),
})

export const createPersonaApi = ({
  key,
  ...options
}: Pick<JsonApiOptions, 'origin' | 'fetch' | 'now'> & { key: string }) =>
  createJsonApi({
    ...options,
    provider: 'persona',
    headers: { ...HEADERS, Authorization: `Bearer ${key}` },
    requestIdHeader: 'Request-Id',
    readAllowance,
    // A key may lack access to one object alone.
    missing: new Set([403, 404]),
    describeRefusal({ status, headers, body, allowance }) {
      if (status === 400 || status === 422) {
        const detail = `Persona refused ${nameParameters(body)}.`
        return { code: 'invalid-parameter', detail, final: true }
      }
      if (status !== 429) return undefined
      return {
        code: 'provider-rate-limited',
        detail: 'Persona’s request limit for this environment is used up.',
        retryAfter: allowance?.resetsInSeconds ?? readRetryAfter(headers, options.now()) ?? RETRY_SECONDS,
      }
    },
  })

const PARAMETERS = [
  ...['page[size]', 'page[after]', 'page[before]', 'include'],
  ...['name', 'object-id', 'id', 'inquiry-id', 'reference-id', 'account-id', 'status'].map(
    (one) => `filter[${one}]`,
  ),
  ...['filter[created-at-start]', 'filter[created-at-end]'],
]

/** Persona's own text may repeat a value, so only names of the relay's parameters are taken from it. */
function nameParameters(body: unknown): string {
  const errors = v.safeParse(ErrorsSchema, body)
  const title = (errors.success && errors.output.errors[0]?.title) || ''
  const named = PARAMETERS.filter((name) => title.includes(name))
  return named.length > 0 ? named.join(', ') : 'the request'
}

/** docs.withpersona.com, "Rate limiting": `RateLimit-Reset` is in seconds from now. */
function readAllowance(headers: Headers): Allowance | undefined {
  const [limit, remaining, resetsInSeconds] = ['Limit', 'Remaining', 'Reset'].map((name) =>
    Number.parseInt(headers.get(`RateLimit-${name}`) ?? '', 10),
  )
  const isWhole = (value: number | undefined): value is number => value !== undefined && value >= 0
  return isWhole(limit) && isWhole(remaining) && isWhole(resetsInSeconds)
    ? { limit, remaining, resetsInSeconds }
    : undefined
}

const IdSchema = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_]{1,80}$/))
const AttributesSchema = v.fallback(v.record(v.string(), v.unknown()), {})

const ReferenceSchema = v.object({ type: v.string(), id: IdSchema })
const ReferencesSchema = v.array(ReferenceSchema)

export const ResourceSchema = v.object({
  id: IdSchema,
  attributes: AttributesSchema,
  relationships: AttributesSchema,
})

export const VerificationSchema = v.object({
  type: v.string(),
  id: IdSchema,
  attributes: v.fallback(
    v.object({
      status: v.optional(v.unknown()),
      'completed-at': v.optional(v.unknown()),
      checks: v.optional(v.unknown()),
    }),
    {},
  ),
})

export const LinksSchema = v.object({
  links: v.object({ prev: v.nullish(v.string()), next: v.nullish(v.string()) }),
})

export const ObjectSchema = v.object({ data: v.unknown(), included: v.fallback(v.array(v.unknown()), []) })
export type ObjectBody = v.InferOutput<typeof ObjectSchema>

/** A row's own ID is a cursor, whether the row may be shown or not (docs.withpersona.com, "Pagination"). */
export function idOf(raw: unknown): string | null {
  const row = v.safeParse(v.object({ id: IdSchema }), raw)
  return row.success ? row.output.id : null
}

type PersonaObject = keyof typeof FIELDS
type Basic<TObject extends PersonaObject> = Partial<Record<FieldsOf<TObject, 'basic'>, unknown>>

/** The fields that the field table calls basic, and the names of those that it does not list. */
export function takeBasic<TObject extends PersonaObject>(
  object: TObject,
  { attributes, relationships }: v.InferOutput<typeof ResourceSchema>,
) {
  const table: FieldTable = FIELDS[object]
  const basic: Basic<TObject> = {}
  const unknown: string[] = []
  for (const [field, value] of [...Object.entries(attributes), ...Object.entries(relationships)]) {
    if (!Object.hasOwn(table, field)) unknown.push(unknownField(object, field))
    else if (isBasic(object, field)) basic[field] = value
  }
  return { basic, unknown }
}

const isBasic = <TObject extends PersonaObject>(
  object: TObject,
  field: string,
): field is FieldsOf<TObject, 'basic'> & string => {
  const table: FieldTable = FIELDS[object]
  return table[field] === 'basic'
}

const dataOf = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'data' in value ? value.data : undefined

export const referred = (relationship: unknown): { type: string; id: string } | null => {
  const reference = v.safeParse(ReferenceSchema, dataOf(relationship))
  if (!reference.success) return null
  const { type, id } = reference.output
  return { type: type.slice(0, MAX_TEXT_LENGTH), id }
}

export const referredId = (relationship: unknown): string | null => referred(relationship)?.id ?? null

export const referredIds = (relationship: unknown): string[] | null => {
  const references = v.safeParse(ReferencesSchema, dataOf(relationship))
  return references.success ? references.output.map(({ id }) => id) : null
}

export const inquiryOf = (document: unknown): string | undefined => {
  const object = v.safeParse(RelatedSchema, dataOf(document))
  const inquiry = object.success ? referred(object.output.relationships.inquiry) : null
  return inquiry?.type === 'inquiry' ? inquiry.id : undefined
}

const RelatedSchema = v.object({ relationships: v.object({ inquiry: v.unknown() }) })
