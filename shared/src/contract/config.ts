/** What a browser asks before anything else: which relay this is, who the agent is, and how the relay is set up. */
import * as v from 'valibot'
import { type CaseState, isCaseState } from '../domain/case-state.ts'
import { findPatternProblem } from '../domain/customer-number-pattern.ts'
import { REPLY_KEYS, TASKS } from '../insight/replies/packs.ts'
import { AuditCapacitySchema, AuditKeySchema } from './audit.ts'
import { EnvironmentSchema, extend, ProviderIdSchema, RoleSchema } from './schema.ts'

export const API_VERSION = 1
export const SERVICE = 'inquiry-lens-relay'

/** `GET /healthz`: whether this is a relay, and which contract it speaks. */
export const HealthSchema = v.object({
  service: v.literal(SERVICE),
  api: v.array(v.number()),
  build: v.string(),
})

/** `POST /access/pair` */
export const PairRequestSchema = v.strictObject({
  code: v.pipe(
    v.string(),
    v.trim(),
    v.minLength(1, 'Must not be empty'),
    v.maxLength(64, 'Is too long for a code'),
  ),
  keepSignedIn: v.optional(v.boolean(), false),
})

export const AgentSchema = v.object({ email: v.string(), role: RoleSchema })

export const PairedSchema = v.object({ token: v.string(), agent: AgentSchema, expiresAt: v.string() })

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
export const ProviderHealthSchema = extend(ProviderStateSchema, {
  /** For all agents together. */
  quota: v.optional(QuotaSchema),
  /** Seconds. It kept failing, and is left alone until then. */
  pausedFor: v.optional(v.number()),
})

/** `GET /v1/me`. `expiresAt`: when this sign-in ends at the latest. `auditLog`: for auditors and admins. */
export const MeSchema = v.object({
  agent: AgentSchema,
  expiresAt: v.string(),
  providers: v.array(ProviderHealthSchema),
  auditLog: v.optional(AuditCapacitySchema),
})

/**
 * `GET /v1/config`: what the extension cannot know by itself. In `dashboard`, `{inquiry}` or `{session}` stands for the
 * ID; `null`: there is nowhere to go. `recordKey` checks the signature of the heads that answers carry
 * (`checkpoint.ts`). The rest is what an admin decides, and may be missing in the answer of an earlier relay.
 */
export const ConfigSchema = v.object({
  providers: v.array(
    v.object({
      provider: ProviderIdSchema,
      environment: EnvironmentSchema,
      dashboard: v.nullable(v.string()),
    }),
  ),
  eventFamilies: v.array(v.string()),
  auditKey: v.optional(AuditKeySchema),
  /** The form of the company's own numbers for customers, as each provider holds them: whole values. */
  idPatterns: v.optional(
    v.pipe(
      v.array(v.object({ provider: ProviderIdSchema, pattern: v.string() })),
      // An earlier relay did not check them.
      v.filterItems(({ pattern }) => findPatternProblem(pattern) === undefined),
    ),
    [],
  ),
  /** Beside one of these words, in whatever case, a bare UUID on a page is taken for a session's. */
  wordsNearUuid: v.optional(v.array(v.string()), []),
  /** Where nothing is marked, whoever allowed it: hosts, or `*.` and all hosts below, or `*` and all there are. */
  sitesOff: v.optional(v.array(v.string()), []),
  /** The company's own words to a customer, in every language, by what a state means. */
  replies: v.optional(
    v.pipe(
      v.record(v.string(), v.string()),
      // A meaning that this version does not know is one that it never has to reply to.
      v.transform(
        (replies): Partial<Record<CaseState, string>> =>
          Object.fromEntries(Object.entries(replies).filter(([caseState]) => isCaseState(caseState))),
      ),
    ),
    {},
  ),
  /** In one language each, by its tag: in place of those, or a language that we have no words in. */
  replyLanguages: v.optional(
    v.record(
      v.string(),
      v.object({
        name: v.exactOptional(v.string()),
        // So it is with these.
        replies: v.object(v.entriesFromList(REPLY_KEYS, v.exactOptional(v.string()))),
        tasks: v.object(v.entriesFromList(TASKS, v.exactOptional(v.string()))),
      }),
    ),
    {},
  ),
})

export type Config = v.InferOutput<typeof ConfigSchema>

export type Health = v.InferOutput<typeof HealthSchema>
export type Me = v.InferOutput<typeof MeSchema>
export type ProviderState = v.InferOutput<typeof ProviderStateSchema>
export type Quota = v.InferOutput<typeof QuotaSchema>
export type ProviderHealth = v.InferOutput<typeof ProviderHealthSchema>
export type Paired = v.InferOutput<typeof PairedSchema>
