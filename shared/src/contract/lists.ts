/**
 * `GET /v1/sessions`, `/v1/events`, `/v1/inquiries`: per provider, newest first, `{ items, next }`. One object:
 * `GET /v1/sessions/:id`, `/v1/events/:id`, `/v1/cases/:id`; and many at once: `POST /v1/lookups`.
 */
import * as v from 'valibot'
import { classifyObjectId, isObjectId, type ObjectKind } from '../domain/ids/object-id.ts'
import { InquirySchema, ProviderEventSchema, SessionSchema } from '../domain/model.ts'
import { LookupSchema } from '../domain/summary.ts'
import {
  cursorOf,
  isPeriod,
  limitOf,
  listOf,
  oneOf,
  onlyRelays,
  PERIOD_RULE,
  ProviderIdSchema,
  period,
} from './schema.ts'

/** No more than one provider request returns. */
export const LIMIT = { min: 1, max: 100, default: 25 } as const

/** In the one spelling that the relay stores. */
const normaliseId = (text: string): string => classifyObjectId(text)?.id ?? text

/** Without kinds: any known kind. */
/* @__NO_SIDE_EFFECTS__ */
export function idOf(...kinds: ObjectKind[]) {
  const named = kinds.map((kind) => `${/^[aei]/.test(kind) ? 'an' : 'a'} ${kind}`).join(' or ')
  const rule = named ? `Must be the ID of ${named}` : 'Must be an object ID such as inq_ABC123'
  return v.pipe(
    v.string(rule),
    v.check((text) => isObjectId(text, ...kinds), rule),
    v.transform(normaliseId),
  )
}

/** For filters that only Persona has. */
/* @__NO_SIDE_EFFECTS__ */
function personaIdOf(...kinds: ObjectKind[]) {
  return v.pipe(
    idOf(...kinds),
    v.check((id) => classifyObjectId(id)?.provider === 'persona', 'Must be Persona IDs'),
  )
}

/** Persona's names have `/` and `_` beside dashes (`report/crypto_address.ready`), and new ones appear at any time. */
const EventNameSchema = v.pipe(
  v.string(),
  v.maxLength(100, 'Is too long for an event name'),
  v.regex(/^[a-z][a-z0-9_/-]*\.[a-z][a-z0-9_-]*$/, 'Must be an event name such as inquiry.expired'),
)

const paging = {
  provider: v.optional(ProviderIdSchema),
  limit: limitOf(LIMIT),
  cursor: cursorOf(/^[\w-]{16,1200}$/),
}

export const EventsQuerySchema = onlyRelays(() =>
  v.strictObject({
    ...paging,
    name: v.optional(listOf(EventNameSchema, 'event names')),
    object: v.optional(
      listOf(
        personaIdOf('inquiry', 'session', 'verification', 'document', 'selfie', 'account', 'transaction'),
        'object IDs',
      ),
    ),
    id: v.optional(listOf(idOf('event'), 'event IDs')),
  }),
)

/** Any of the provider's words: the set is open. */
const StatusSchema = v.pipe(v.string(), v.regex(/^[a-z][a-z_-]{0,40}$/, 'Must be a status such as completed'))

const REFERENCE_RULE = 'Must be a reference of 1 to 255 characters'
const ReferenceSchema = v.pipe(v.string(REFERENCE_RULE), v.regex(/^[^\p{Cc}]{1,255}$/u, REFERENCE_RULE))

/** All sessions of the organisation, or those made with the relay's key. */
export const SCOPES = ['organization', 'key-owner'] as const

const WORKFLOW_RULE = 'Must be the ID of a workflow'
const WorkflowSchema = v.pipe(v.string(WORKFLOW_RULE), v.regex(/^[\w-]{1,80}$/, WORKFLOW_RULE))

/**
 * `providers/registry.ts` lists each provider's filters; the relay rejects others. deepidv applies only the first of
 * `externalId`, `workflow` and `scope`, and silently ignores the rest.
 */
export const SessionsQuerySchema = onlyRelays(() =>
  v.pipe(
    v.strictObject({
      ...paging,
      inquiry: v.optional(idOf('inquiry')),
      externalId: v.optional(ReferenceSchema),
      workflow: v.optional(WorkflowSchema),
      scope: v.optional(oneOf(SCOPES)),
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
      v.check((query) => isPeriod(query), PERIOD_RULE),
      ['to'],
    ),
  ),
)

export const InquiriesQuerySchema = onlyRelays(() =>
  v.pipe(
    v.strictObject({
      ...paging,
      /** The company's own number for the customer, as a whole value. */
      reference: v.optional(ReferenceSchema),
      account: v.optional(listOf(idOf('account'), 'account IDs')),
      state: v.optional(listOf(StatusSchema, 'statuses')),
      ...period,
    }),
    v.forward(
      v.check((query) => isPeriod(query), PERIOD_RULE),
      ['to'],
    ),
  ),
)

/* @__NO_SIDE_EFFECTS__ */
const pageOf = <TItem extends v.GenericSchema>(item: TItem) =>
  v.object({ items: v.array(item), next: v.nullable(v.string()) })

export const SessionsPageSchema = pageOf(SessionSchema)
export const EventsPageSchema = pageOf(ProviderEventSchema)
export const InquiriesPageSchema = pageOf(InquirySchema)

export const SessionIdSchema = v.object({ id: idOf('session') })
export const EventIdSchema = v.object({ id: idOf('event') })

/** A Persona session leads to its inquiry; a deepidv session is a case of its own. */
export const CaseIdSchema = v.object({ id: idOf('inquiry', 'session') })

export const MAX_LOOKUPS = 100
const MAX_ID_LENGTH = 500
export const LOOKUPS_RULE = 'Must be a list of 1 to 100 object IDs such as inq_ABC123'

/** IDs from a page or a paste. An ID of unknown form gets `not-asked`. */
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

/** One for each ID, in request order, duplicates too. */
export const LookupsSchema = v.object({ items: v.array(LookupSchema) })
