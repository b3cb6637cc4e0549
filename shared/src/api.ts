/**
 * The relay's contract, version 1: the query and the answer of every route.
 *
 * Lists are per provider and answer `{ items, next }`; how fresh they are travels in headers (`Age`, `Cache-Status`,
 * `Lens-Source`), so that one `ETag` covers the facts alone.
 */
import * as v from 'valibot'
import { InquirySchema, LookupSchema, ProviderEventSchema, pageOf, SessionSchema } from './model.ts'
import { classifyObjectId, isObjectId, type ObjectKind } from './object-id.ts'
import { EnvironmentSchema, ProviderIdSchema } from './providers/schemas.ts'
import { RecordKeySchema } from './record-head.ts'
import { findPatternProblem } from './reference-pattern.ts'
import { ROLES } from './roles.ts'
import { MEANINGS, type Meaning } from './status.ts'
import { REPLY_KEYS, TASKS } from './verdict/reply-choice.ts'

export const API_VERSION = 1
export const SERVICE = 'inquiry-lens-relay'
export const REQUEST_ID_HEADER = 'X-Request-Id'

export { ROLES, type Role } from './roles.ts'
export const RoleSchema = v.picklist(ROLES, `Must be one of ${ROLES.join(', ')}`)

/** Enough for any ticket, little enough for one provider request. */
export const LIMIT = { least: 1, most: 100, usual: 25 } as const
const LIMIT_RULE = `Must be a whole number from ${LIMIT.least} to ${LIMIT.most}`
const MOST_VALUES_IN_A_FILTER = 50

const LimitSchema = v.optional(
  v.pipe(
    v.string(LIMIT_RULE),
    v.regex(/^\d{1,4}$/, LIMIT_RULE),
    v.transform(Number),
    v.minValue(LIMIT.least, LIMIT_RULE),
    v.maxValue(LIMIT.most, LIMIT_RULE),
  ),
)

/** Opaque: only what the relay gave as `next` is one. */
const CURSOR_RULE = 'Must be the `next` of an earlier answer'
const CursorSchema = v.optional(v.pipe(v.string(CURSOR_RULE), v.regex(/^[\w-]{16,400}$/, CURSOR_RULE)))

/** In the one spelling that the relay asks by, holds by and writes down. */
const spellId = (text: string): string => classifyObjectId(text)?.id ?? text

/** Of these kinds; of any that is known, where none is named. */
export const idOf = (...kinds: ObjectKind[]) => {
  const named = kinds.map((kind) => `${/^[aei]/.test(kind) ? 'an' : 'a'} ${kind}`).join(' or ')
  const rule = named ? `Must be the ID of ${named}` : 'Must be an object ID such as inq_ABC123'
  return v.pipe(
    v.string(rule),
    v.check((text) => isObjectId(text, ...kinds), rule),
    v.transform(spellId),
  )
}

const PERSONA_RULE = 'Must hold IDs of Persona’s'
/** What only Persona has, only Persona’s IDs may narrow down. */
const personaIdOf = (...kinds: ObjectKind[]) =>
  v.pipe(
    idOf(...kinds),
    v.check((id) => classifyObjectId(id)?.provider === 'persona', PERSONA_RULE),
  )

export const listOf = <TItem extends v.GenericSchema<string>>(item: TItem, what: string) =>
  v.pipe(
    v.string(`Must be ${what}, separated by commas`),
    v.transform((text) => text.split(',')),
    v.array(item),
    v.maxLength(MOST_VALUES_IN_A_FILTER, `Takes at most ${MOST_VALUES_IN_A_FILTER} values`),
    // One order, so that the same question finds the same answer in the relay's memory.
    v.transform((values) => [...new Set(values)].sort()),
  )

/** Persona's names hold `/` and `_` beside dashes (`report/crypto_address.ready`) and the list grows at any time. */
export const EventNameSchema = v.pipe(
  v.string(),
  v.maxLength(100, 'Is too long for an event name'),
  v.regex(/^[a-z][a-z0-9_/-]*\.[a-z][a-z0-9_-]*$/, 'Must be an event name such as inquiry.expired'),
)

const paging = { provider: v.optional(ProviderIdSchema), limit: LimitSchema, cursor: CursorSchema }

export const EventsQuerySchema = v.strictObject({
  ...paging,
  name: v.optional(listOf(EventNameSchema, 'event names')),
  object: v.optional(
    listOf(
      personaIdOf('inquiry', 'session', 'verification', 'document', 'selfie', 'account', 'transaction'),
      'object IDs',
    ),
  ),
  id: v.optional(listOf(idOf('event'), 'event IDs')),
})

/** A provider's own words, as they are: which there are is not ours to say. */
const StatusSchema = v.pipe(v.string(), v.regex(/^[a-z][a-z_-]{0,40}$/, 'Must be a status such as completed'))

const INSTANT_RULE = 'Must be a time with its zone, such as 2026-11-21T08:00:00Z'
export const InstantSchema = v.pipe(
  v.string(INSTANT_RULE),
  v.isoTimestamp(INSTANT_RULE),
  v.check((text) => !Number.isNaN(Date.parse(text)), INSTANT_RULE),
  // One way of writing it, so that the same question finds the same answer in the relay's memory.
  v.transform((text) => new Date(text).toISOString()),
)

const REFERENCE_RULE = 'Must be a reference of 1 to 255 characters'
const ReferenceSchema = v.pipe(v.string(REFERENCE_RULE), v.regex(/^[^\p{Cc}]{1,255}$/u, REFERENCE_RULE))

/** Of an object's making, both ends included. */
const period = { from: v.optional(InstantSchema), to: v.optional(InstantSchema) }
const isPeriod = (from: string | undefined, to: string | undefined) =>
  from === undefined || to === undefined || from <= to
const PERIOD_RULE = 'Must not be before “from”'

/** Whose sessions: the whole organisation's, or those that the user of the relay's key has made. */
export const SCOPES = ['organization', 'key-owner'] as const
const ScopeSchema = v.picklist(SCOPES, `Must be one of ${SCOPES.join(', ')}`)

const WORKFLOW_RULE = 'Must be the ID of a workflow'
const WorkflowSchema = v.pipe(v.string(WORKFLOW_RULE), v.regex(/^[\w-]{1,80}$/, WORKFLOW_RULE))

/**
 * Which of the filters a provider has, its description says (`providers/`): another one is refused. Of `externalId`,
 * `workflow` and `scope`, deepidv obeys the first and says nothing of the others.
 */
export const SessionsQuerySchema = v.pipe(
  v.strictObject({
    ...paging,
    inquiry: v.optional(idOf('inquiry')),
    externalId: v.optional(ReferenceSchema),
    workflow: v.optional(WorkflowSchema),
    scope: v.optional(ScopeSchema),
    ...period,
  }),
  v.forward(
    v.check(
      ({ externalId, workflow }) => externalId === undefined || workflow === undefined,
      'Cannot be had together with “externalId”',
    ),
    ['workflow'],
  ),
  v.forward(
    v.check(
      ({ externalId, workflow, scope }) =>
        scope === undefined || (externalId === undefined && workflow === undefined),
      'Cannot be had together with “externalId” or “workflow”',
    ),
    ['scope'],
  ),
  v.forward(
    v.check(({ from, to }) => isPeriod(from, to), PERIOD_RULE),
    ['to'],
  ),
)

export const InquiriesQuerySchema = v.pipe(
  v.strictObject({
    ...paging,
    /** The company's own number for the customer, whole. */
    reference: v.optional(ReferenceSchema),
    account: v.optional(listOf(idOf('account'), 'account IDs')),
    state: v.optional(listOf(StatusSchema, 'statuses')),
    ...period,
  }),
  v.forward(
    v.check(({ from, to }) => isPeriod(from, to), PERIOD_RULE),
    ['to'],
  ),
)

export const SessionIdSchema = v.object({ id: idOf('session') })
export const EventIdSchema = v.object({ id: idOf('event') })

/** At Persona, a session leads to its inquiry; at deepidv it stands for itself. */
export const CaseIdSchema = v.object({ id: idOf('inquiry', 'session') })

export const MOST_LOOKUPS = 100
const LOOKUPS_RULE = `Must be a list of 1 to ${MOST_LOOKUPS} object IDs such as inq_ABC123`

/** `POST /v1/lookups`: every ID that was found on a page, or pasted. */
export const LookupsRequestSchema = v.strictObject({
  ids: v.pipe(
    v.array(
      v.pipe(
        v.string(LOOKUPS_RULE),
        v.check((text) => isObjectId(text), LOOKUPS_RULE),
        v.transform(spellId),
      ),
      LOOKUPS_RULE,
    ),
    v.minLength(1, LOOKUPS_RULE),
    v.maxLength(MOST_LOOKUPS, LOOKUPS_RULE),
  ),
})

export type SessionsQuery = v.InferOutput<typeof SessionsQuerySchema>
export type EventsQuery = v.InferOutput<typeof EventsQuerySchema>
export type InquiriesQuery = v.InferOutput<typeof InquiriesQuerySchema>
export type LookupsRequest = v.InferOutput<typeof LookupsRequestSchema>

export const SessionsPageSchema = pageOf(SessionSchema)
export const EventsPageSchema = pageOf(ProviderEventSchema)
export const InquiriesPageSchema = pageOf(InquirySchema)

/** One for each ID that was asked for, in the asked order, doubles too. `GET /v1/cases/:id` answers a `CaseFile`. */
export const LookupsSchema = v.object({ items: v.array(LookupSchema) })
export type Lookups = v.InferOutput<typeof LookupsSchema>

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
 * may still ask of the provider, and nothing of who asked: what only its admins need is in `gate-api.ts`.
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
 * How full the record is. `nearly-full`: copy it out, so that its oldest days may go. `full`: nothing about anybody is
 * answered until there is room. `at-end`: nothing is answered that would need a line.
 */
export const RecordFillSchema = v.picklist(['roomy', 'nearly-full', 'full', 'at-end'])

/** `GET /v1/me`. `expiresAt`: when this sign-in ends at the latest. `record`: for those who look after it. */
export const MeSchema = v.object({
  agent: AgentSchema,
  expiresAt: v.string(),
  providers: v.array(ProviderHealthSchema),
  record: v.optional(RecordFillSchema),
})

const isMeaning = (text: string): text is Meaning => Object.hasOwn(MEANINGS, text)
const MEANING_NAMES = Object.keys(MEANINGS).filter(isMeaning)

/** What this version has no name for is nothing that it ever has to say. */
const textsBy = <const TNames extends readonly string[]>(names: TNames) =>
  v.object(v.entriesFromList(names, v.exactOptional(v.string())))

/**
 * `GET /v1/config`: what the extension cannot know by itself. In `dashboard`, `{inquiry}` or `{session}` stands for the
 * ID; `null`: there is nowhere to go. `recordKey` checks the signature of the heads that answers carry
 * (`record-head.ts`). The rest is what an admin decides, and may be missing in the answer of an earlier relay.
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
  recordKey: v.optional(RecordKeySchema),
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
  replies: v.optional(textsBy(MEANING_NAMES), {}),
  /** In one language each, by its tag: in place of those, or a language that we have no words in. */
  replyLanguages: v.optional(
    v.record(
      v.string(),
      v.object({
        name: v.exactOptional(v.string()),
        replies: textsBy(REPLY_KEYS),
        tasks: textsBy(TASKS),
      }),
    ),
    {},
  ),
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
export const PairedSchema = v.object({ token: v.string(), agent: AgentSchema, expiresAt: v.string() })

export const EmailSchema = v.pipe(
  v.string('Must be an e-mail address'),
  v.trim(),
  v.toLowerCase(),
  v.maxLength(254, 'Is too long for an e-mail address'),
  v.email('Must be an e-mail address'),
)

/** `POST /v1/agents`: a new agent, or a further pairing code for one there is. */
export const AddAgentSchema = v.strictObject({ email: EmailSchema, role: RoleSchema })
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
export const RevokedSchema = v.object({ signIns: v.number() })

export type Health = v.InferOutput<typeof HealthSchema>
export type Me = v.InferOutput<typeof MeSchema>
export type ProviderState = v.InferOutput<typeof ProviderStateSchema>
export type Quota = v.InferOutput<typeof QuotaSchema>
export type ProviderHealth = v.InferOutput<typeof ProviderHealthSchema>
export type Config = v.InferOutput<typeof ConfigSchema>
export type Paired = v.InferOutput<typeof PairedSchema>
export type AddedAgent = v.InferOutput<typeof AddedAgentSchema>
export type Agents = v.InferOutput<typeof AgentsSchema>
export type Revoked = v.InferOutput<typeof RevokedSchema>
export type RecordFill = v.InferOutput<typeof RecordFillSchema>
