/** The audit log: `GET /v1/audit`, `/v1/audit/segments`, `POST /v1/audit`, `/v1/audit/exports`. */
import * as v from 'valibot'
import { AuditActionSchema, AuditEntrySchema, ChainHeadSchema } from '../audit/chain.ts'
import { idOf, LOOKUPS_RULE, MAX_LOOKUPS } from './lists.ts'
import { cursorOf, isPeriod, limitOf, listOf, oneOf, PERIOD_RULE, period } from './schema.ts'

export const AUDIT_LIMIT = { min: 1, max: 1000, default: 100 } as const
const AGENT_RULE = 'Must be an e-mail address, bootstrap or relay'

/** Ed25519, base64url (RFC 8037, `x`). */
export const AuditKeySchema = /* @__PURE__ */ (() =>
  v.pipe(v.string(), v.regex(/^[\w-]{43}$/, 'Must be an Ed25519 key in base64url')))()

const ShardSchema = /* @__PURE__ */ (() =>
  v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(63)))()

export const CheckpointSchema = /* @__PURE__ */ (() =>
  v.strictObject({
    ...ChainHeadSchema.entries,
    signature: v.pipe(v.string(), v.regex(/^[\w-]{86}$/)),
    shard: v.optional(ShardSchema),
  }))()

/** `GET /v1/audit`. `oldest` first is for exports: it ends at the last entry of the time of the first page. */
export const AuditQuerySchema = v.pipe(
  v.strictObject({
    agent: v.optional(
      v.pipe(v.string(AGENT_RULE), v.trim(), v.toLowerCase(), v.regex(/^[^\s\p{Cc}]{1,254}$/u, AGENT_RULE)),
    ),
    /** Entries that name this object. */
    id: v.optional(idOf()),
    action: v.optional(listOf(AuditActionSchema, 'actions')),
    viewed: v.optional(v.literal('true', 'Must be true, or left out')),
    ...period,
    order: v.optional(v.picklist(['newest', 'oldest'], 'Must be newest or oldest'), 'newest'),
    limit: limitOf(AUDIT_LIMIT),
    /** One position for each shard. */
    cursor: cursorOf(/^(?:\d{1,15}-\d{1,15}|x)(?:\.(?:\d{1,15}-\d{1,15}|x)){0,63}$/),
    /** Only this one’s entries, as an export has them: their numbers are its own. */
    shard: v.optional(
      v.pipe(v.string(), v.regex(/^\d{1,2}$/, 'Must be the number of a shard'), v.transform(Number)),
    ),
  }),
  v.forward(
    v.check((query) => isPeriod(query), PERIOD_RULE),
    ['to'],
  ),
)

/** `POST /v1/audit/exports`: these entries, and all between them, are safe elsewhere. */
export const AuditExportSchema = v.strictObject({
  first: ChainHeadSchema,
  last: ChainHeadSchema,
  shard: v.optional(ShardSchema),
})

/**
 * `summary`: a case in words. `reply`: a text to the customer, which reveals their state. `value`: a revealed one.
 * `rows`: of a list. `inserted-reply`: handed to an editor of the page. IDs and links need no entry: looking one up writes its own.
 */
export const COPY_FORMS = ['summary', 'reply', 'inserted-reply', 'value', 'rows'] as const

/**
 * `POST /v1/audit`: what an agent is about to copy (clipboard) or export (file). The extension copies only after a 204:
 * no entry, no copy.
 */
export const CopiedSchema = v.strictObject({
  action: v.picklist(['copy', 'export'], 'Must be copy or export'),
  form: oneOf(COPY_FORMS),
  ids: v.pipe(
    v.array(idOf(), LOOKUPS_RULE),
    v.minLength(1, LOOKUPS_RULE),
    v.maxLength(MAX_LOOKUPS, LOOKUPS_RULE),
    v.transform((ids) => [...new Set(ids)]),
  ),
})

export type AuditQuery = v.InferOutput<typeof AuditQuerySchema>
export type AuditExport = v.InferOutput<typeof AuditExportSchema>
export type Copied = v.InferOutput<typeof CopiedSchema>

/** `shard`: in a search of several logs, whose numbers repeat. It is in no hash. */
const FoundEntrySchema = /* @__PURE__ */ (() =>
  v.strictObject({ ...AuditEntrySchema.entries, shard: v.optional(ShardSchema) }))()

/** A page may be short or empty and still have a `next`: the relay searches a long log in parts. */
export const AuditPageSchema = /* @__PURE__ */ (() =>
  v.object({ items: v.array(FoundEntrySchema), next: v.nullable(v.string()) }))()

/**
 * `warning`: export it, so that the oldest segments can be purged. `full`: requests about customers fail until there is
 * room. `exhausted`: every request that needs an entry fails.
 */
export const AuditCapacitySchema = /* @__PURE__ */ (() =>
  v.picklist(['ok', 'warning', 'full', 'exhausted']))()

const DaySchema = /* @__PURE__ */ (() =>
  v.object({
    /** Whose audit log, where there are several. */
    shard: v.optional(v.number()),
    /** UTC, `2026-11-21`. */
    day: v.string(),
    first: v.number(),
    last: v.number(),
    previous: v.string(),
    hash: v.string(),
    exportedAt: v.nullable(v.string()),
    purgedAt: v.nullable(v.string()),
  }))()

/** `GET /v1/audit/segments`: the closed segments, oldest first, and the state of the audit log. */
export const AuditSegmentsSchema = /* @__PURE__ */ (() =>
  v.object({
    items: v.array(DaySchema),
    capacity: AuditCapacitySchema,
    usedBytes: v.number(),
    capacityBytes: v.number(),
    /** Exported segments are purged after this many days, and earlier when the log is nearly full. */
    keepDays: v.number(),
    unexported: v.number(),
    key: AuditKeySchema,
    /** Over how many logs agents are spread. */
    shards: v.optional(v.number()),
  }))()

export const ExportedSegmentsSchema = /* @__PURE__ */ (() => v.object({ segments: v.number() }))()

export type FoundEntry = v.InferOutput<typeof FoundEntrySchema>
export type AuditPage = v.InferOutput<typeof AuditPageSchema>
export type AuditSegments = v.InferOutput<typeof AuditSegmentsSchema>
export type ExportedSegments = v.InferOutput<typeof ExportedSegmentsSchema>
export type AuditCapacity = v.InferOutput<typeof AuditCapacitySchema>
