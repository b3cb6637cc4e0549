/**
 * The relay's contract, version 1: the query and the answer of every route.
 *
 * Lists are per provider and answer `{ items, next }`; how fresh they are travels in headers (`Age`, `Cache-Status`,
 * `Lens-Source`), so that one `ETag` covers the facts alone.
 */
import * as v from 'valibot'
import { LookupSchema } from '../domain/model.ts'
import { classifyObjectId, isObjectId, type ObjectKind } from '../domain/object-id.ts'
import { ProviderIdSchema } from '../providers/schemas.ts'
import { RoleSchema } from './role-schema.ts'

export const REQUEST_ID_HEADER = 'X-Request-Id'

export * from './answers.ts'
export type { Config } from './config.ts'
export { ROLES, type Role } from './permissions.ts'
export { RoleSchema } from './role-schema.ts'
export { API_VERSION, SERVICE } from './service.ts'

/** Enough for any ticket, little enough for one provider request. */
export const LIMIT = { least: 1, most: 100, usual: 25 } as const
const LIMIT_RULE = `Must be a whole number from ${LIMIT.least} to ${LIMIT.most}`
const MAX_FILTER_VALUES = 50

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
const CursorSchema = v.optional(v.pipe(v.string(CURSOR_RULE), v.regex(/^[\w-]{16,1200}$/, CURSOR_RULE)))

/** In the one spelling that the relay asks by, holds by and writes down. */
const normaliseId = (text: string): string => classifyObjectId(text)?.id ?? text

/** Of these kinds; of any that is known, where none is named. */
export const idOf = (...kinds: ObjectKind[]) => {
  const named = kinds.map((kind) => `${/^[aei]/.test(kind) ? 'an' : 'a'} ${kind}`).join(' or ')
  const rule = named ? `Must be the ID of ${named}` : 'Must be an object ID such as inq_ABC123'
  return v.pipe(
    v.string(rule),
    v.check((text) => isObjectId(text, ...kinds), rule),
    v.transform(normaliseId),
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
    v.maxLength(MAX_FILTER_VALUES, `Takes at most ${MAX_FILTER_VALUES} values`),
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

export const MAX_LOOKUPS = 100
const LOOKUPS_RULE = `Must be a list of 1 to ${MAX_LOOKUPS} object IDs such as inq_ABC123`
const MAX_ID_LENGTH = 500

/** `POST /v1/lookups`: every ID that was found on a page, or pasted. One of no known form is answered `not-asked`, the others as usual. */
export const LookupsRequestSchema = v.strictObject({
  ids: v.pipe(
    v.array(
      v.pipe(v.string(LOOKUPS_RULE), v.maxLength(MAX_ID_LENGTH, LOOKUPS_RULE), v.transform(normaliseId)),
      LOOKUPS_RULE,
    ),
    v.maxLength(MAX_LOOKUPS, LOOKUPS_RULE),
    v.check((ids) => ids.some((id) => isObjectId(id)), LOOKUPS_RULE),
  ),
})

export type SessionsQuery = v.InferOutput<typeof SessionsQuerySchema>
export type EventsQuery = v.InferOutput<typeof EventsQuerySchema>
export type InquiriesQuery = v.InferOutput<typeof InquiriesQuerySchema>
export type LookupsRequest = v.InferOutput<typeof LookupsRequestSchema>

/** One for each ID that was asked for, in the asked order, doubles too. `GET /v1/cases/:id` answers a `CaseFile`. */
export const LookupsSchema = v.object({ items: v.array(LookupSchema) })
export type Lookups = v.InferOutput<typeof LookupsSchema>

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
export type AddAgent = v.InferOutput<typeof AddAgentSchema>
