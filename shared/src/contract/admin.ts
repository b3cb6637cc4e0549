/** What admins manage and watch: `/v1/agents` and `GET /v1/gateway`. */
import * as v from 'valibot'
import { AgentSchema, ProviderStateSchema, QuotaSchema } from './config.ts'
import { extend, RoleSchema } from './schema.ts'

export const EmailSchema = v.pipe(
  v.string('Must be an e-mail address'),
  v.trim(),
  v.toLowerCase(),
  v.maxLength(254, 'Is too long for an e-mail address'),
  v.email('Must be an e-mail address'),
)

/**
 * `POST /v1/agents`: a new agent, or another pairing code for an existing one. A new agent's default role is `agent`.
 * Only `changeRole` changes a role, and only `letBackIn` gives a revoked agent a code: a typo in an address must do
 * neither.
 */
export const AddAgentSchema = v.strictObject({
  email: EmailSchema,
  role: v.optional(RoleSchema),
  changeRole: v.optional(v.boolean()),
  letBackIn: v.optional(v.boolean()),
})
export const AddedAgentSchema = /* @__PURE__ */ (() =>
  v.object({ agent: AgentSchema, code: v.string(), expiresAt: v.string() }))()

/** `GET /v1/agents` */
export const AgentsSchema = /* @__PURE__ */ (() =>
  v.object({
    items: v.array(
      extend(AgentSchema, {
        createdAt: v.string(),
        lastSeenAt: v.nullable(v.string()),
        signIns: v.number(),
        revokedAt: v.nullable(v.string()),
      }),
    ),
  }))()

/** `DELETE /v1/agents`: how many sign-ins ended. */
export const RevokedCountSchema = /* @__PURE__ */ (() => v.object({ signIns: v.number() }))()

/** `GET /v1/gateway`: for admins and auditors. */
const Count = v.number()
const CountsSchema = /* @__PURE__ */ (() => v.record(v.string(), Count))()

/**
 * `fresh`: from the cache. `revalidating`: from the cache during a refresh. `stale`: from the cache, since the
 * provider failed. `collapsed`: by another request's call. `fetched`: by its own call. `refused`: no answer.
 */
export const AnswerCountsSchema = v.object({
  fresh: Count,
  revalidating: Count,
  stale: Count,
  collapsed: Count,
  fetched: Count,
  refused: Count,
})

export const GatewayStateSchema = /* @__PURE__ */ (() =>
  extend(ProviderStateSchema, {
    /** Start of the counts below. */
    since: v.string(),
    answers: AnswerCountsSchema,
    /** Calls to the provider. `failed`: by a problem's code. */
    upstream: v.object({ calls: Count, retried: Count, failed: CountsSchema }),
    /**
     * Webhooks with a right signature. `applied`: those that changed an answer of the relay’s, or may have; `closed`: those of event
     * families that the relay shows to no one; the others had come before, told nothing new, or could not be read. `delay`:
     * seconds from the event to its arrival. Missing from an earlier relay.
     */
    webhooks: v.optional(
      v.object({
        received: Count,
        applied: Count,
        closed: Count,
        lastAt: v.nullable(v.string()),
        delay: v.nullable(v.object({ median: Count, p95: Count })),
      }),
    ),
    /** The provider’s count or the relay’s, whichever is lower. */
    quota: QuotaSchema,
    breaker: v.picklist(['closed', 'open', 'half-open']),
    /** In storage. `events`: rows of the list without a filter. */
    cached: v.object({ answers: Count, bytes: Count, events: Count }),
    /** Omitted rows by kind: unreadable, too large. Hidden rows are not counted, since a count would reveal them. */
    droppedRows: CountsSchema,
    /**
     * Omitted fields that the field table doesn't name, and codes without words of ours. `unnamed`: a name that may be one of
     * a screening, or no name at all. `since`: first seen; missing from an earlier relay.
     */
    drift: v.array(
      v.object({
        object: v.string(),
        field: v.string(),
        code: v.optional(v.string()),
        count: Count,
        since: v.optional(v.string()),
      }),
    ),
  }))()

export const GatewaySnapshotSchema = /* @__PURE__ */ (() =>
  v.object({ items: v.array(GatewayStateSchema) }))()

export type GatewayState = v.InferOutput<typeof GatewayStateSchema>
export type GatewaySnapshot = v.InferOutput<typeof GatewaySnapshotSchema>
export type AddAgent = v.InferOutput<typeof AddAgentSchema>
export type AddedAgent = v.InferOutput<typeof AddedAgentSchema>
export type Agents = v.InferOutput<typeof AgentsSchema>
export type RevokedCount = v.InferOutput<typeof RevokedCountSchema>
