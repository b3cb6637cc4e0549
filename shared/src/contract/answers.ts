/**
 * What each route answers, as the relay’s clients read it. The relay needs nothing of this, and the package has no side effects, so
 * that none of it is in the relay’s bundle.
 */
import * as v from 'valibot'
import { InquirySchema, ProviderEventSchema, pageOf, SessionSchema } from '../domain/model.ts'
import { EnvironmentSchema, ProviderIdSchema } from '../providers/schemas.ts'
import { RoleSchema } from './role-schema.ts'
import { SERVICE } from './service.ts'

export const SessionsPageSchema = pageOf(SessionSchema)
export const EventsPageSchema = pageOf(ProviderEventSchema)
export const InquiriesPageSchema = pageOf(InquirySchema)

/** `GET /healthz`: whether this is a relay, and which contract it speaks. */
export const HealthSchema = v.object({
  service: v.literal(SERVICE),
  api: v.array(v.number()),
  build: v.string(),
})

/** `untried`: the relay has not asked the provider since it started. `failing` says why by a problem's code. */
export const ProviderStateSchema = v.object({
  provider: ProviderIdSchema,
  environment: EnvironmentSchema,
  state: v.picklist(['untried', 'answering', 'failing']),
  reason: v.optional(v.string()),
})

/**
 * How much may still be asked of a provider, in requests: of `limit` in a window of `windowSeconds`, `left`. Where several
 * limits hold, the one that is nearest to its end, and none that comes back before anybody has read of it.
 */
export const QuotaSchema = v.object({
  limit: v.number(),
  left: v.number(),
  /** An earlier relay does not say. */
  windowSeconds: v.optional(v.number()),
  /** Until there will be more. */
  moreInSeconds: v.number(),
})

/**
 * The same for everybody who reads, so that an agent sees why an answer is old before it is. It says how much the relay
 * may still ask of the provider, and nothing of who asked: what only its admins need is in `gateway.ts`.
 */
export const ProviderHealthSchema = v.object({
  ...ProviderStateSchema.entries,
  /** For all agents together. */
  quota: v.optional(QuotaSchema),
  /** Seconds. It kept failing, and is left alone until then. */
  pausedFor: v.optional(v.number()),
})

const AgentSchema = v.object({ email: v.string(), role: RoleSchema })

/**
 * How full the record is. 'warning': copy it out, so that its oldest days may go. `full`: nothing about anybody is
 * answered until there is room. 'exhausted': nothing is answered that would need a line.
 */
export const AuditCapacitySchema = v.picklist(['ok', 'warning', 'full', 'exhausted'])

/** `GET /v1/me`. `expiresAt`: when this sign-in ends at the latest. `record`: for those who look after it. */
export const MeSchema = v.object({
  agent: AgentSchema,
  expiresAt: v.string(),
  providers: v.array(ProviderHealthSchema),
  record: v.optional(AuditCapacitySchema),
})

export const PairedSchema = v.object({ token: v.string(), agent: AgentSchema, expiresAt: v.string() })

export const AddedAgentSchema = v.object({ agent: AgentSchema, code: v.string(), expiresAt: v.string() })

/** `GET /v1/agents` */
export const AgentsSchema = v.object({
  items: v.array(
    v.object({
      ...AgentSchema.entries,
      createdAt: v.string(),
      lastSeenAt: v.nullable(v.string()),
      signIns: v.number(),
      revokedAt: v.nullable(v.string()),
    }),
  ),
})

/** `DELETE /v1/agents`: how many sign-ins that ended. */
export const RevokedCountSchema = v.object({ signIns: v.number() })

/** `POST /v1/reveals`. In the asked order; `null`: the provider says nothing. Texts, whatever they were, to be shown as texts. */
export const RevealedSchema = v.object({
  provider: ProviderIdSchema,
  id: v.string(),
  values: v.array(v.object({ field: v.string(), value: v.nullable(v.string()) })),
})

export type Health = v.InferOutput<typeof HealthSchema>
export type Me = v.InferOutput<typeof MeSchema>
export type ProviderState = v.InferOutput<typeof ProviderStateSchema>
export type Quota = v.InferOutput<typeof QuotaSchema>
export type ProviderHealth = v.InferOutput<typeof ProviderHealthSchema>
export type Paired = v.InferOutput<typeof PairedSchema>
export type AddedAgent = v.InferOutput<typeof AddedAgentSchema>
export type Agents = v.InferOutput<typeof AgentsSchema>
export type RevokedCount = v.InferOutput<typeof RevokedCountSchema>
export type AuditCapacity = v.InferOutput<typeof AuditCapacitySchema>
export type Revealed = v.InferOutput<typeof RevealedSchema>
