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
 * `POST /v1/agents`: a new agent, or a further pairing code for an existing one. Without a role an agent keeps theirs,
 * and a new one becomes `agent`. Without `changeRole` no existing agent gets another role, and without `letBackIn` no
 * revoked one gets a code: a typo in an address must do neither.
 */
export const AddAgentSchema = v.strictObject({
  email: EmailSchema,
  role: v.optional(RoleSchema),
  changeRole: v.optional(v.boolean()),
  letBackIn: v.optional(v.boolean()),
})
export const AddedAgentSchema = v.object({ agent: AgentSchema, code: v.string(), expiresAt: v.string() })

/** `GET /v1/agents` */
export const AgentsSchema = v.object({
  items: v.array(
    extend(AgentSchema, {
      createdAt: v.string(),
      lastSeenAt: v.nullable(v.string()),
      signIns: v.number(),
      revokedAt: v.nullable(v.string()),
    }),
  ),
})

/** `DELETE /v1/agents`: how many sign-ins that ended. */
export const RevokedCountSchema = v.object({ signIns: v.number() })

/** `GET /v1/gateway`: for admins and auditors. */
const Count = v.number()
const CountsSchema = v.record(v.string(), Count)

export const GatewayStateSchema = extend(ProviderStateSchema, {
  /** Since when the counts below are kept. */
  since: v.string(),
  /**
   * Answers by how they came about: `fresh` from what was held; `revalidating`, the same while it is asked for anew;
   * `stale`, held and shown since the provider could not be asked; `collapsed`, by a call that another asker had begun;
   * `fetched` by a call of their own; `refused`, with nothing to show.
   */
  answers: v.object({
    fresh: Count,
    revalidating: Count,
    stale: Count,
    collapsed: Count,
    fetched: Count,
    refused: Count,
  }),
  /** Calls that were sent to the provider. `failed`: by a problem's code. */
  upstream: v.object({ calls: Count, retried: Count, failed: CountsSchema }),
  /** By the provider’s count or the relay’s, whichever is lower. */
  quota: QuotaSchema,
  breaker: v.picklist(['closed', 'open', 'half-open']),
  /** In storage. `events`: rows of the list without a filter. */
  cached: v.object({ answers: Count, bytes: Count, events: Count }),
  /** Rows that were left out, by kind: unreadable, too large. Hidden ones are not counted, which would tell of them. */
  droppedRows: CountsSchema,
  /** Fields that the provider has added since the field table was written, and that were left out. */
  drift: v.array(v.object({ object: v.string(), field: v.string(), count: Count })),
})

export const GatewaySnapshotSchema = v.object({ items: v.array(GatewayStateSchema) })

export type GatewayState = v.InferOutput<typeof GatewayStateSchema>
export type GatewaySnapshot = v.InferOutput<typeof GatewaySnapshotSchema>
export type AddAgent = v.InferOutput<typeof AddAgentSchema>
export type AddedAgent = v.InferOutput<typeof AddedAgentSchema>
export type Agents = v.InferOutput<typeof AgentsSchema>
export type RevokedCount = v.InferOutput<typeof RevokedCountSchema>
