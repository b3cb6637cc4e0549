/** The relay's contract version, the agent's account, and the relay's settings. */
import * as v from 'valibot'
import { type CaseState, isCaseState } from '../domain/case-state.ts'
import { findPatternProblem } from '../domain/ids/customer-number-pattern.ts'
import { REPLY_KEYS, TASKS } from '../insight/replies/packs.ts'
import { AuditCapacitySchema, AuditKeySchema } from './audit.ts'
import { EnvironmentSchema, extend, ProviderIdSchema, RoleSchema } from './schema.ts'

export const API_VERSION = 1
export const SERVICE = 'inquiry-lens-relay'

/** `GET /healthz` */
export const HealthSchema = /* @__PURE__ */ (() =>
  v.object({
    service: v.literal(SERVICE),
    api: v.array(v.number()),
    build: v.string(),
  }))()

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

export const AgentSchema = /* @__PURE__ */ (() => v.object({ email: v.string(), role: RoleSchema }))()

export const PairedSchema = /* @__PURE__ */ (() =>
  v.object({ token: v.string(), agent: AgentSchema, expiresAt: v.string() }))()

/** `untried`: no call since the relay started. `failing` has the problem's code as its reason. */
export const ProviderStateSchema = /* @__PURE__ */ (() =>
  v.object({
    provider: ProviderIdSchema,
    environment: EnvironmentSchema,
    state: v.picklist(['untried', 'answering', 'failing']),
    reason: v.optional(v.string()),
    /** Permissions that the relay's key lacks, as the provider names them, seen in its answers. The relay works without. */
    lacks: v.optional(v.array(v.string())),
  }))()

/**
 * Requests left (`left` of `limit`) in a window of `windowSeconds`. With several limits: the one nearest to its end,
 * without windows too short to be read.
 */
export const QuotaSchema = /* @__PURE__ */ (() =>
  v.object({
    limit: v.number(),
    left: v.number(),
    /** Missing from an earlier relay. */
    windowSeconds: v.optional(v.number()),
    moreInSeconds: v.number(),
  }))()

/**
 * Visible to every reader, so that an agent sees why an answer is old. It reveals nothing of who made requests; what
 * only admins need is in `admin.ts`.
 */
export const ProviderHealthSchema = /* @__PURE__ */ (() =>
  extend(ProviderStateSchema, {
    quota: v.optional(QuotaSchema),
    /** Seconds. The breaker is open until then. */
    pausedFor: v.optional(v.number()),
  }))()

/** `GET /v1/me`. `expiresAt`: the latest end of this sign-in. `auditLog`: for auditors and admins. */
export const MeSchema = /* @__PURE__ */ (() =>
  v.object({
    agent: AgentSchema,
    expiresAt: v.string(),
    providers: v.array(ProviderHealthSchema),
    auditLog: v.optional(AuditCapacitySchema),
  }))()

/**
 * `GET /v1/config`: the relay's settings. In `dashboard`, `{inquiry}` or `{session}` stands for the ID; `null`: no
 * dashboard. `recordKey` verifies the checkpoints in answers (`checkpoint.ts`). An earlier relay may omit the rest.
 */
export const ConfigSchema = /* @__PURE__ */ (() =>
  v.object({
    providers: v.array(
      v.object({
        provider: ProviderIdSchema,
        environment: EnvironmentSchema,
        dashboard: v.nullable(v.string()),
      }),
    ),
    eventFamilies: v.array(v.string()),
    auditKey: v.optional(AuditKeySchema),
    /** The company's own customer numbers at each provider; a pattern matches a whole value. */
    idPatterns: v.optional(
      v.pipe(
        v.array(v.object({ provider: ProviderIdSchema, pattern: v.string() })),
        // An earlier relay did not check them.
        v.filterItems(({ pattern }) => findPatternProblem(pattern) === undefined),
      ),
      [],
    ),
    /** Beside one of these words, in any case, a bare UUID on a page counts as a session's. */
    wordsNearUuid: v.optional(v.array(v.string()), []),
    /** Sites without marks, even where an agent allowed them: hosts, `*.` and all hosts below, or `*` for all. */
    sitesOff: v.optional(v.array(v.string()), []),
    /** The company's own replies in every language, by case state. */
    replies: v.optional(
      v.pipe(
        v.record(v.string(), v.string()),
        // Drops states of a later version.
        v.transform(
          (replies): Partial<Record<CaseState, string>> =>
            Object.fromEntries(Object.entries(replies).filter(([caseState]) => isCaseState(caseState))),
        ),
      ),
      {},
    ),
    /** Replies in one language, by its tag; they replace those above, or add a language. */
    replyLanguages: v.optional(
      v.record(
        v.string(),
        v.object({
          name: v.exactOptional(v.string()),
          // Drops keys of a later version.
          replies: v.object(v.entriesFromList(REPLY_KEYS, v.exactOptional(v.string()))),
          tasks: v.object(v.entriesFromList(TASKS, v.exactOptional(v.string()))),
        }),
      ),
      {},
    ),
  }))()

export type Config = v.InferOutput<typeof ConfigSchema>

export type Health = v.InferOutput<typeof HealthSchema>
export type Me = v.InferOutput<typeof MeSchema>
export type ProviderState = v.InferOutput<typeof ProviderStateSchema>
export type Quota = v.InferOutput<typeof QuotaSchema>
export type ProviderHealth = v.InferOutput<typeof ProviderHealthSchema>
export type Paired = v.InferOutput<typeof PairedSchema>
