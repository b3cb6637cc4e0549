/** The messages that the background answers: for each name the payload's schema, the reply's type and its guards. */
import { AuditActionSchema } from '@inquiry-lens/shared/audit/chain.ts'
import {
  AddAgentSchema,
  AddedAgentSchema,
  AgentsSchema,
  EmailSchema,
  GatewaySnapshotSchema,
  RevokedCountSchema,
} from '@inquiry-lens/shared/contract/admin.ts'
import { AuditPageSchema, CopiedSchema } from '@inquiry-lens/shared/contract/audit.ts'
import type { ProviderHealth } from '@inquiry-lens/shared/contract/config.ts'
import { MAX_LOOKUPS, SCOPES } from '@inquiry-lens/shared/contract/lists.ts'
import { type Revealed, RevealRequestSchema } from '@inquiry-lens/shared/contract/reveals.ts'
import { EnvironmentSchema, ProviderIdSchema } from '@inquiry-lens/shared/contract/schema.ts'
import { BUCKET_MINUTES } from '@inquiry-lens/shared/domain/activity.ts'
import { CASE_GROUPS } from '@inquiry-lens/shared/domain/case-group.ts'
import { type CaseState, isCaseState } from '@inquiry-lens/shared/domain/case-state.ts'
import { isObjectId } from '@inquiry-lens/shared/domain/ids/object-id.ts'
import type { ProviderEvent, Session } from '@inquiry-lens/shared/domain/model.ts'
import type { ReplyTexts } from '@inquiry-lens/shared/insight/replies/packs.ts'
import type { Api } from '@inquiry-lens/worker/client-type'
import type { hc } from 'hono/client'
import * as v from 'valibot'
import type { InsertOutcome, PageRequests, PageSettings } from '../page/background-port.ts'
import { isSitePattern } from '../site-pattern.ts'
import type { Glance } from '../stored.ts'
import type {
  Account,
  ActivityView,
  AuditStatus,
  AuditWitness,
  CaseView,
  ConnectionReport,
  CustomerView,
  Listing,
  LookupsView,
  PageFinds,
  PageView,
  PersonView,
  SamplesView,
  SitesView,
  SurfaceConfig,
} from './messages.ts'

/**
 * A condition for an answer, checked by the router (`background/session/lock.ts`). `unlocked`: the agent was active
 * lately. `marks`, `hover`, `watch`: the administrator has not switched this feature off.
 */
export type MessageGuard = 'unlocked' | 'marks' | 'hover' | 'watch'

export interface MessageDeclaration<TSchema extends v.GenericSchema, TReply> {
  payload: TSchema
  guards: readonly MessageGuard[]
  /** Exists in the type alone. */
  reply?: () => TReply
}

/** A request that the relay answers and permits each time: nothing of it is cached, and it has no handler of its own. */
export interface RelayRoute<TPayload, TReply> {
  /** `write`: sent once, since the relay may already have done it. */
  kind: 'read' | 'write'
  call: (api: ReturnType<typeof hc<Api>>, payload: TPayload) => Promise<Response>
  answer: v.GenericSchema<unknown, TReply>
}

interface RelayedDeclaration<TSchema extends v.GenericSchema, TReply>
  extends MessageDeclaration<TSchema, TReply> {
  route: RelayRoute<v.InferOutput<TSchema>, TReply>
}

type Sender = 'app' | 'card' | 'page'
/** What a card needs: it stands over a mark. */
const CARD = ['marks', 'hover'] as const
const WATCH = ['watch', 'unlocked'] as const

type Nothing = v.NullSchema<undefined>
const NOTHING: Nothing = v.null()

const replies = <TReply>() => {
  function declare(): MessageDeclaration<Nothing, TReply>
  function declare<TSchema extends v.GenericSchema>(
    payload: TSchema,
    guards?: readonly MessageGuard[],
  ): MessageDeclaration<TSchema, TReply>
  function declare(
    payload: v.GenericSchema = NOTHING,
    guards: readonly MessageGuard[] = [],
  ): MessageDeclaration<v.GenericSchema, TReply> {
    return { payload, guards }
  }
  return declare
}

/** Only while unlocked. */
const relays = <TSchema extends v.GenericSchema, TReply>(
  payload: TSchema,
  kind: RelayRoute<unknown, TReply>['kind'],
  call: RelayRoute<v.InferOutput<TSchema>, TReply>['call'],
  answer: v.GenericSchema<unknown, TReply>,
): RelayedDeclaration<TSchema, TReply> => ({ payload, guards: ['unlocked'], route: { kind, call, answer } })

const ListPayload = {
  /** Absent: the only one that the relay has. */
  provider: v.optional(ProviderIdSchema),
  /** Absent: the newest page. */
  cursor: v.optional(v.string()),
  limit: v.optional(v.number()),
  /** Asks the provider again, as far as its budget allows. */
  fresh: v.optional(v.boolean()),
}

/** A pasted text can have any length; only its beginning is searched. */
const Pasted = v.pipe(
  v.string(),
  v.transform((text) => text.slice(0, 20_000)),
)
const TabId = v.pipe(v.number(), v.integer(), v.minValue(0))
const CasePayload = { id: Pasted, fresh: v.optional(v.boolean()) }
/** A card token: `crypto.randomUUID()`, made by our script in the page. */
const CardToken = v.pipe(v.string(), v.uuid())
const ReplyToInsert = {
  text: v.pipe(v.string(), v.minLength(1), v.maxLength(20_000)),
  ids: CopiedSchema.entries.ids,
}
const SitePattern = v.pipe(v.string(), v.check(isSitePattern))

/** The relay checks the values: its error names the filter. */
export const AuditSearchSchema = v.strictObject({
  agent: v.optional(v.string()),
  id: v.optional(v.string()),
  actions: v.optional(v.array(AuditActionSchema)),
  /** Only entries that count as viewing a person. */
  viewed: v.optional(v.boolean()),
  /** ISO 8601, both ends included. */
  from: v.optional(v.string()),
  to: v.optional(v.string()),
  order: v.picklist(['newest', 'oldest']),
  limit: v.number(),
  cursor: v.optional(v.string()),
})

const idsOf = (isOne: (text: string) => boolean) =>
  v.pipe(v.array(v.pipe(v.string(), v.check(isOne))), v.minLength(1), v.maxLength(MAX_LOOKUPS))
/** IDs that are marked in pages; a page may look up no others. */
const isMarkable = (text: string) => isObjectId(text, 'inquiry', 'session')

const WatchPayload = { id: v.pipe(v.string(), v.check(isMarkable)) }

/** A company's own customer number; the relay's ID patterns say its exact form. */
const Reference = v.pipe(v.string(), v.regex(/^[!-~]{1,64}$/))
/** A person by account, customer number or both. */
const Person = v.object({
  provider: ProviderIdSchema,
  account: v.nullable(
    v.pipe(
      v.string(),
      v.check((text) => isObjectId(text, 'account')),
    ),
  ),
  /** Only a number that an admin’s pattern allows is ever known. */
  reference: v.nullable(Reference),
})

/** What a mark stands for. */
const Subject = v.pipe(
  v.object({ id: v.string(), isReference: v.boolean() }),
  v.check(({ id, isReference }) => (isReference ? v.is(Reference, id) : isMarkable(id))),
)

const Length = v.pipe(v.number(), v.finite())

const Above = v.pipe(
  v.object({
    path: v.pipe(v.array(v.pipe(v.number(), v.integer(), v.minValue(-1))), v.minLength(1), v.maxLength(10)),
    box: v.object({ left: Length, top: Length, right: Length, bottom: Length }),
    width: v.pipe(Length, v.gtValue(0)),
    id: v.string(),
    isReference: v.boolean(),
    state: v.picklist(['open', 'on', 'out', 'gone']),
    takeFocus: v.boolean(),
    isPointed: v.boolean(),
    movedAt: v.number(),
  }),
  v.check(({ id, isReference }) => (isReference ? v.is(Reference, id) : isMarkable(id))),
)

export const PanelFocusSchema = v.union([
  v.object({
    list: v.picklist(['cases', 'sessions', 'events']),
    /** The only cases shown. */
    group: v.optional(v.picklist(CASE_GROUPS)),
  }),
  v.object({ reference: Reference }),
  v.object({ case: v.string() }),
])

const GlancePart = v.object({
  count: v.number(),
  cases: v.array(
    v.object({
      id: v.pipe(v.string(), v.check(isMarkable)),
      provider: ProviderIdSchema,
      caseState: v.custom<CaseState>(isCaseState),
      status: v.nullable(v.string()),
      at: v.nullable(v.string()),
    }),
  ),
})

export const GlanceSchema = v.object({
  us: GlancePart,
  endedBadly: GlancePart,
  counted: v.number(),
  all: v.number(),
  since: v.optional(v.number()),
  asOf: v.number(),
}) satisfies v.GenericSchema<unknown, Glance>

export const PageSettingsSchema = v.object({
  states: v.picklist(['in-view', 'on-hover']),
}) satisfies v.GenericSchema<unknown, PageSettings>

/**
 * A name begins with the sender that may use it. `app:` is our own pages: popup, side panel, options, admin. `card:` is
 * the card in its frame in a web page. `page:` is our script in a web page (`page/background-port.ts`).
 */
export const MESSAGES = {
  'app:account.pair': replies<Account>()(
    v.object({ relay: v.string(), code: v.string(), keepSignedIn: v.boolean() }),
  ),
  /** Signs in to fictional data until the agent pairs or signs out. */
  'app:account.try-samples': replies<Account>()(),
  'app:samples.list': replies<SamplesView>()(),
  'app:account.sign-out': replies<null>()(),
  'app:relay.check': replies<{ address: string; build: string }>()(v.object({ relay: v.string() })),
  'app:connection.test': replies<ConnectionReport>()(),
  'app:config.get': replies<SurfaceConfig>()(),
  /** The cached texts, for when the relay does not answer with its configuration. */
  'app:texts.get': replies<ReplyTexts>()(),
  'app:sessions.list': replies<Listing<Session>>()(
    v.object({
      ...ListPayload,
      /** Which of them a provider has, its description says. */
      inquiry: v.optional(v.string()),
      externalId: v.optional(v.string()),
      workflow: v.optional(v.string()),
      scope: v.optional(v.picklist(SCOPES)),
      from: v.optional(v.string()),
      to: v.optional(v.string()),
    }),
    ['unlocked'],
  ),
  'app:events.list': replies<Listing<ProviderEvent>>()(
    v.object({
      ...ListPayload,
      names: v.optional(v.array(v.string())),
      objects: v.optional(v.array(v.string())),
    }),
    ['unlocked'],
  ),
  /** Counts over the rows that the relay has. Without a range: the last 60 buckets. */
  'app:activity.get': replies<ActivityView>()(
    v.object({
      provider: v.optional(ProviderIdSchema),
      from: v.optional(v.string()),
      to: v.optional(v.string()),
      bucket: v.optional(v.picklist(BUCKET_MINUTES)),
    }),
    ['unlocked'],
  ),
  'app:lookup': replies<LookupsView>()(v.object({ ids: idsOf((text) => isObjectId(text)) }), ['unlocked']),
  /** The case of the first ID in a pasted text. */
  'app:case.get': replies<CaseView>()(v.object(CasePayload), ['unlocked']),
  /** Asks each provider whose customer numbers have this form, once. */
  'app:customer.find': replies<CustomerView>()(v.object({ reference: Reference }), ['unlocked']),
  /** `isOpening`: the case was just opened; otherwise an open case has changed. */
  'app:recents.note': replies<null>()(
    v.object({
      provider: ProviderIdSchema,
      environment: EnvironmentSchema,
      id: v.pipe(v.string(), v.check(isMarkable)),
      caseState: v.custom<CaseState>(isCaseState),
      asOf: v.number(),
      isOpening: v.boolean(),
    }),
    ['unlocked'],
  ),
  'app:recents.clear': replies<null>()(),
  /** What the relay says of them is stored, where surfaces follow it. */
  'app:watches.check': replies<null>()(NOTHING, ['unlocked']),
  'app:watches.add': replies<null>()(v.object(WatchPayload), WATCH),
  'app:watches.rename': replies<null>()(v.object({ ...WatchPayload, name: v.string() }), WATCH),
  /** Also once the agent has seen that the case has ended. */
  'app:watches.end': replies<null>()(v.object(WatchPayload), WATCH),
  /** What the popup showed, for its next opening. */
  'app:glance.note': replies<null>()(GlanceSchema, ['unlocked']),
  /** Answered by one provider, and not cached. */
  'app:person.find': replies<PersonView>()(Person, ['unlocked']),
  /** Only for the page that asks; not cached. */
  'app:reveal': replies<Revealed>()(RevealRequestSchema, ['unlocked']),
  /** Send it before anything is copied or saved; without success nothing may be. */
  'app:copy.record': replies<null>()(CopiedSchema, ['unlocked']),
  /**
   * Inserts into the page's own document; the audit entry comes first. Only where marking is allowed. Without an editor
   * nothing is recorded.
   */
  'app:reply.insert': replies<InsertOutcome>()(v.object({ tabId: TabId, ...ReplyToInsert }), ['unlocked']),
  'app:witness.find': replies<AuditWitness | null>()(),
  'app:witness.resolve': replies<null>()(),
  /** A surface has been idle for long, or is used again. */
  'app:lock': replies<null>()(),
  /** Send it with the browser’s own opening, in the click. Without a focus the panel keeps what it shows. */
  'app:panel.show': replies<null>()(
    v.object({
      windowId: v.pipe(v.number(), v.integer()),
      focus: v.optional(PanelFocusSchema),
    }),
  ),
  'app:page.look': replies<PageView>()(v.object({ tabId: TabId })),
  /** Scans the page once, with the permission that a click on the toolbar button gives. */
  'app:page.scan': replies<PageFinds>()(v.object({ tabId: TabId })),
  'app:sites.list': replies<SitesView>()(),
  /**
   * Send it in the click that asks for the permission: the prompt may close the popup, and the background
   * then adds the site when the permission is granted.
   */
  'app:sites.add': replies<SitesView>()(v.object({ pattern: SitePattern })),
  'app:sites.remove': replies<SitesView>()(v.object({ pattern: SitePattern })),
  'app:settings.get': replies<PageSettings>()(),
  'app:settings.set': replies<null>()(PageSettingsSchema),
  /** One entry for each configured provider. */
  'app:health.get': replies<ProviderHealth[]>()(),
  'app:agents.list': relays(NOTHING, 'read', (api) => api.v1.agents.$get(), AgentsSchema),
  'app:agents.add': relays(
    AddAgentSchema,
    'write',
    (api, json) => api.v1.agents.$post({ json }),
    AddedAgentSchema,
  ),
  'app:agents.revoke': relays(
    v.object({ email: EmailSchema }),
    'write',
    // The client inserts the parameter unescaped. An empty one would address all agents.
    (api, { email }) =>
      api.v1.agents[':email'].$delete({ param: { email: encodeURIComponent(email) || '-' } }),
    NOTHING,
  ),
  /** Ends all sign-ins except the one that asks. */
  'app:agents.revoke-all': relays(NOTHING, 'write', (api) => api.v1.agents.$delete(), RevokedCountSchema),
  /** A page may be short, or empty, and still have a `next`. Reading the log leaves an entry, so nothing polls it. */
  'app:audit.search': relays(
    AuditSearchSchema,
    'read',
    (api, { viewed, actions, ...search }) =>
      api.v1.audit.$get({ query: { ...search, action: actions, viewed: viewed ? 'true' : undefined } }),
    AuditPageSchema,
  ),
  'app:audit.status': replies<AuditStatus>()(NOTHING, ['unlocked']),
  'app:gateway.snapshot': relays(NOTHING, 'read', (api) => api.v1.gateway.$get(), GatewaySnapshotSchema),
  'card:case.get': replies<CaseView>()(v.object({ cardToken: CardToken, ...CasePayload }), [
    ...CARD,
    'unlocked',
  ]),
  'card:watches.add': replies<null>()(v.object({ cardToken: CardToken, ...WatchPayload }), [
    ...CARD,
    ...WATCH,
  ]),
  'card:watches.end': replies<null>()(v.object({ cardToken: CardToken, ...WatchPayload }), [
    ...CARD,
    ...WATCH,
  ]),
  'card:config.get': replies<SurfaceConfig>()(v.object({ cardToken: CardToken }), CARD),
  'card:texts.get': replies<ReplyTexts>()(v.object({ cardToken: CardToken }), CARD),
  'card:customer.find': replies<CustomerView>()(v.object({ cardToken: CardToken, reference: Reference }), [
    ...CARD,
    'unlocked',
  ]),
  'card:open-panel': replies<null>()(v.object({ cardToken: CardToken, subject: Subject })),
  'card:copy.record': replies<null>()(v.object({ cardToken: CardToken, ...CopiedSchema.entries }), [
    'unlocked',
  ]),
  /** As `app:reply.insert`, into the document that holds the card. */
  'card:reply.insert': replies<InsertOutcome>()(v.object({ cardToken: CardToken, ...ReplyToInsert }), [
    ...CARD,
    'unlocked',
  ]),
  'card:lock': replies<null>()(v.object({ cardToken: CardToken })),
  'page:lookup': replies<PageRequests['page:lookup']['value']>()(v.object({ ids: idsOf(isMarkable) }), [
    'marks',
    'unlocked',
  ]),
  'page:found': replies<PageRequests['page:found']['value']>()(
    v.object({ count: v.pipe(v.number(), v.integer(), v.minValue(0)) }),
  ),
  'page:load-overlay': replies<PageRequests['page:load-overlay']['value']>()(),
  'page:load-card': replies<PageRequests['page:load-card']['value']>()(NOTHING, CARD),
  'page:load-finder': replies<PageRequests['page:load-finder']['value']>()(),
  'page:card': replies<PageRequests['page:card']['value']>()(v.object({ cardToken: CardToken }), CARD),
  'page:card-above': replies<PageRequests['page:card-above']['value']>()(Above, CARD),
  'page:open-panel': replies<PageRequests['page:open-panel']['value']>()(Subject),
} as const satisfies Record<`${Sender}:${string}`, MessageDeclaration<v.GenericSchema, unknown>>
