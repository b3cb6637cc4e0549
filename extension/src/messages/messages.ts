/**
 * What one part of the extension may ask of the background: a name, the payload's schema, the reply's type.
 * Names begin with who may ask. `app:` is our own pages alone: popup, side panel, options, admin. `card:` is the card in its
 * frame in a web page. `page:` is our script in a web page, whose side of it is `page/background-port.ts`.
 */

import { AuditActionSchema } from '@inquiry-lens/shared/audit/chain.ts'
import type { Checkpoint } from '@inquiry-lens/shared/audit/checkpoint.ts'
import {
  AddAgentSchema,
  type AddedAgent,
  type Agents,
  type Config,
  EmailSchema,
  MAX_LOOKUPS,
  type ProviderHealth,
  type ProviderState,
  type RevokedCount,
  type Role,
  SCOPES,
} from '@inquiry-lens/shared/contract/api.ts'
import { type AuditPage, type AuditSegments, CopiedSchema } from '@inquiry-lens/shared/contract/audit.ts'
import type { GatewaySnapshot } from '@inquiry-lens/shared/contract/gateway.ts'
import type { RecentViewer } from '@inquiry-lens/shared/contract/recent-viewers.ts'
import { type Revealed, RevealRequestSchema } from '@inquiry-lens/shared/contract/reveals.ts'
import { type CaseState, isCaseState } from '@inquiry-lens/shared/domain/case-state.ts'
import type {
  CaseFile,
  Inquiry,
  InquiryCase,
  Lookup,
  Page,
  ProviderEvent,
  Session,
  SessionCase,
  Source,
} from '@inquiry-lens/shared/domain/model.ts'
import { isObjectId } from '@inquiry-lens/shared/domain/object-id.ts'
import type { ReplyTexts } from '@inquiry-lens/shared/insight/replies/overlay-packs.ts'
import type { Environment, ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import { EnvironmentSchema, ProviderIdSchema } from '@inquiry-lens/shared/providers/schemas.ts'
import * as v from 'valibot'
import type { AuditWitness } from '../background/session/audit-checkpoints.ts'
import type { PageRequests, PageSettings } from '../page/background-port.ts'
import { isSitePattern } from '../platform/site-pattern.ts'
import type { PanelFocus } from '../platform/stored.ts'
import type { Failure } from './failure.ts'
import { PageSettingsSchema } from './page-settings.ts'

/** Who is signed in, and where. Never the token: that stays in the background. */
export interface Account {
  /** The relay's origin. */
  relay: string
  email: string
  role: Role
  /** ISO 8601: when the sign-in ends at the latest. */
  expiresAt: string
  keepSignedIn: boolean
}

/** One sign-in, whatever its role is by now. */
export type Person = Omit<Account, 'role'>

/** A page of a list with what is known of its freshness. */
export interface Listing<TItem> extends Page<TItem> {
  source: Source
  /** Milliseconds since the epoch: when the provider said this. */
  asOf: number
  /** ISO 8601. The provider could not be asked, and what happened before was not looked at. */
  completeSince?: string
}

/** What the test button says: the relay and each provider apart, since different people mend them. */
export interface ConnectionReport {
  relay: { ok: true; address: string; build: string } | { ok: false; error: Failure }
  /** Of each configured provider: a real read that the relay made just now. Absent while the relay itself fails. */
  providers: (
    | { provider: ProviderState['provider']; environment: ProviderState['environment']; ok: true }
    | {
        provider: ProviderState['provider']
        environment: ProviderState['environment']
        ok: false
        error: Failure
      }
  )[]
}

/** Several IDs looked up at once, in the asked order; `source` and `asOf` are those of the oldest among them. */
export interface LookupsView {
  items: Lookup[]
  source: Source
  asOf: number
}

/** What a company's own number for a customer leads to. */
export interface CustomerView {
  /** Of the newest first. */
  matches: { lookup: FoundLookup; environment: Environment }[]
  /** There are older ones, or not everything could be looked through. */
  isMore: boolean
  /** Milliseconds since the epoch: when the first of them said so. */
  asOf: number
  /** Who was asked, and answered. */
  asked: Pick<Source, 'provider' | 'environment'>[]
  /** Who could not be asked. */
  failures: { provider: ProviderId; failure: Failure }[]
}

/** The inquiries of one person. */
export interface PersonView {
  /** Of the newest first. */
  items: Inquiry[]
  /** There are older ones. */
  isMore: boolean
}

export type FoundLookup = Extract<Lookup, { outcome: 'found' }>

interface Known {
  source: Source
  /** Milliseconds since the epoch: when the provider said this. */
  asOf: number
  /** Which other agents opened it lately, newest first; absent where nobody did, or nobody says. */
  seen?: RecentViewer[]
}

/** A case file with what is known of its freshness. */
export type CaseView = CaseFile & Known
export type InquiryCaseView = InquiryCase & Known
export type SessionCaseView = SessionCase & Known

/** What the relay is set up as, with what can be said to a customer: the company's own words over ours. */
export interface SurfaceConfig extends Config {
  texts: ReplyTexts
}

/** What was found in all frames of a tab, each once, in their order. */
export interface PageFinds {
  /** Those in view first. */
  ids: string[]
  /** In parts of the page that are not shown, as other tickets that a help desk keeps open. */
  hidden: string[]
  /** What the page's script holds for a company's number; whether it is one is still to be seen. */
  numbers: string[]
}

/** What a tab's page is to us, and what was found in it. */
export interface PageView extends PageFinds {
  /**
   * `granted`: IDs are marked there by themselves. `grantable`: they would be, with the agent's leave; until then the
   * page can be scanned once. `withheld`: the administrator does not have it marked. `off`: marking is switched off there,
   * by policy or by the relay. `closed`: no extension may run there.
   */
  site: 'granted' | 'grantable' | 'withheld' | 'off' | 'closed'
  /** As in the address, with its port; empty where it is not ours to know. */
  host: string
  /** What to ask the browser's leave for, and to add; `null` where nothing is to be asked. */
  pattern: string | null
}

/** Fictional cases worth opening. */
export interface SamplesView {
  items: { id: string; about: string }[]
}

/** Match patterns of the sites that the agent has let us into. */
export interface SitesView {
  sites: string[]
  /** Hosts on which nothing is marked all the same, as in the relay's `SITES_OFF`. */
  off: readonly string[]
}

/** How the record stands, and its newest line as the relay has signed it; `null` where it has not. */
export interface AuditStatus extends AuditSegments {
  head: Checkpoint | null
}

type PageReplies = { [TName in keyof PageRequests]: PageRequests[TName]['value'] }

export interface Replies extends PageReplies {
  'app:account.pair': Account
  /** Fictional data from within, until somebody pairs or signs out. */
  'app:account.try-samples': Account
  'app:samples.list': SamplesView
  'app:account.sign-out': null
  'app:relay.check': { address: string; build: string }
  'app:connection.test': ConnectionReport
  'app:config.get': SurfaceConfig
  /** Where the relay does not tell its configuration: as far as it is remembered. */
  'app:texts.get': ReplyTexts
  'app:sessions.list': Listing<Session>
  'app:events.list': Listing<ProviderEvent>
  'app:lookup': LookupsView
  /** Of whatever was pasted or selected: the first ID in it that leads to an inquiry. */
  'app:case.get': CaseView
  /** Asks each provider whose customers' numbers are of that form, once. */
  'app:customer.find': CustomerView
  /** `isOpening`: it has just been opened; otherwise something else is known of an open one. */
  'app:recents.note': null
  'app:recents.clear': null
  /** Of one provider, whose cases are inquiries. Held nowhere either. */
  'app:person.find': PersonView
  /** For the page that asks, and for nobody else: it is held nowhere. */
  'app:reveal': Revealed
  /** Ask it before anything is copied or saved; only what succeeds may be. */
  'app:copy.record': null
  'app:witness.find': AuditWitness | null
  'app:witness.resolve': null
  /** For a surface that nobody has touched for long. */
  'app:lock': null
  /** Call it with the browser's own opening, in the click; without a focus the panel stays at what it shows. */
  'app:panel.show': null
  'app:page.look': PageView
  /** Looks through the page once, with the leave that a click on the toolbar button gives for its tab. */
  'app:page.scan': PageFinds
  'app:sites.list': SitesView
  /**
   * Send it in the click that asks for the permission, before or after asking: the prompt may close the popup, and then
   * the background goes on by itself once the permission is there.
   */
  'app:sites.add': SitesView
  'app:sites.remove': SitesView
  'app:settings.get': PageSettings
  'app:settings.set': null
  /** Of each configured provider. */
  'app:health.get': ProviderHealth[]
  'app:agents.list': Agents
  'app:agents.add': AddedAgent
  'app:agents.revoke': null
  'app:agents.revoke-all': RevokedCount
  /** A page may be short, or empty, and still have a `next`. */
  'app:audit.search': AuditPage
  'app:audit.status': AuditStatus
  'app:gateway.snapshot': GatewaySnapshot
  'card:case.get': CaseView
  'card:config.get': SurfaceConfig
  'card:texts.get': ReplyTexts
  'card:customer.find': CustomerView
  'card:open-panel': null
  'card:copy.record': null
  'card:lock': null
}

const ListPayload = {
  /** Absent: the only one that the relay has. */
  provider: v.optional(ProviderIdSchema),
  /** Absent: the newest page. */
  cursor: v.optional(v.string()),
  limit: v.optional(v.number()),
  /** Ask the provider anew, as far as its budget allows. */
  fresh: v.optional(v.boolean()),
}

/** What people paste can be of any length; an ID is in its beginning or nowhere. */
const Pasted = v.pipe(
  v.string(),
  v.transform((text) => text.slice(0, 20_000)),
)
const TabId = v.pipe(v.number(), v.integer(), v.minValue(0))
const CasePayload = { id: Pasted, fresh: v.optional(v.boolean()) }
/** Made by our script in the page, `crypto.randomUUID()`. */
const Ticket = v.pipe(v.string(), v.uuid())
const SitePattern = v.pipe(v.string(), v.check(isSitePattern))

/** Whether a value fits is for the relay to say, in words that name the filter. */
const RecordSearchSchema = v.strictObject({
  agent: v.optional(v.string()),
  id: v.optional(v.string()),
  actions: v.optional(v.array(AuditActionSchema)),
  /** Only lines of somebody in particular who was looked at. */
  viewed: v.optional(v.boolean()),
  /** ISO 8601, both ends included. */
  from: v.optional(v.string()),
  to: v.optional(v.string()),
  order: v.picklist(['newest', 'oldest']),
  limit: v.number(),
  cursor: v.optional(v.string()),
})
export type AuditSearch = v.InferOutput<typeof RecordSearchSchema>

const idsOf = (isOne: (text: string) => boolean) =>
  v.pipe(v.array(v.pipe(v.string(), v.check(isOne))), v.minLength(1), v.maxLength(MAX_LOOKUPS))
/** What is marked in pages, and so all that a page may ask for. */
const isMarkable = (text: string) => isObjectId(text, 'inquiry', 'session')

/** Of which form is for the account's patterns to say. */
const Reference = v.pipe(v.string(), v.regex(/^[!-~]{1,64}$/))
/** Whose inquiries: of the two, the account is gone by where both are known. */
const Person = v.object({
  provider: ProviderIdSchema,
  account: v.nullable(
    v.pipe(
      v.string(),
      v.check((text) => isObjectId(text, 'account')),
    ),
  ),
  /** Only one that was let through by an admin’s pattern is ever known. */
  reference: v.nullable(Reference),
})

/** What a mark stands over. */
const Subject = v.pipe(
  v.object({ id: v.string(), isReference: v.boolean() }),
  v.check(({ id, isReference }) => (isReference ? v.is(Reference, id) : isMarkable(id))),
)

const PanelFocusSchema: v.GenericSchema<PanelFocus> = v.union([
  v.object({ list: v.picklist(['sessions', 'events']) }),
  v.object({ reference: Reference }),
  v.object({ case: v.string() }),
])

export const MESSAGES = {
  'app:account.pair': v.object({ relay: v.string(), code: v.string(), keepSignedIn: v.boolean() }),
  'app:account.try-samples': v.null(),
  'app:samples.list': v.null(),
  'app:account.sign-out': v.null(),
  'app:relay.check': v.object({ relay: v.string() }),
  'app:connection.test': v.null(),
  'app:config.get': v.null(),
  'app:texts.get': v.null(),
  'app:sessions.list': v.object({
    ...ListPayload,
    /** Which of them a provider has, its description says. */
    inquiry: v.optional(v.string()),
    externalId: v.optional(v.string()),
    workflow: v.optional(v.string()),
    scope: v.optional(v.picklist(SCOPES)),
    from: v.optional(v.string()),
    to: v.optional(v.string()),
  }),
  'app:events.list': v.object({
    ...ListPayload,
    names: v.optional(v.array(v.string())),
    objects: v.optional(v.array(v.string())),
  }),
  'app:lookup': v.object({ ids: idsOf((text) => isObjectId(text)) }),
  'app:case.get': v.object(CasePayload),
  'app:customer.find': v.object({ reference: Reference }),
  'app:recents.note': v.object({
    provider: ProviderIdSchema,
    environment: EnvironmentSchema,
    id: v.pipe(v.string(), v.check(isMarkable)),
    caseState: v.custom<CaseState>(isCaseState),
    asOf: v.number(),
    isOpening: v.boolean(),
  }),
  'app:recents.clear': v.null(),
  'app:person.find': Person,
  'app:reveal': RevealRequestSchema,
  'app:copy.record': CopiedSchema,
  'app:witness.find': v.null(),
  'app:witness.resolve': v.null(),
  'app:lock': v.null(),
  'app:panel.show': v.object({
    windowId: v.pipe(v.number(), v.integer()),
    focus: v.optional(PanelFocusSchema),
  }),
  'app:page.look': v.object({ tabId: TabId }),
  'app:page.scan': v.object({ tabId: TabId }),
  'app:sites.list': v.null(),
  'app:sites.add': v.object({ pattern: SitePattern }),
  'app:sites.remove': v.object({ pattern: SitePattern }),
  'app:settings.get': v.null(),
  'app:settings.set': PageSettingsSchema,
  'app:health.get': v.null(),
  'app:agents.list': v.null(),
  'app:agents.add': AddAgentSchema,
  'app:agents.revoke': v.object({ email: EmailSchema }),
  'app:agents.revoke-all': v.null(),
  'app:audit.search': RecordSearchSchema,
  'app:audit.status': v.null(),
  'app:gateway.snapshot': v.null(),
  'card:case.get': v.object({ ticket: Ticket, ...CasePayload }),
  'card:config.get': v.object({ ticket: Ticket }),
  'card:texts.get': v.object({ ticket: Ticket }),
  'card:customer.find': v.object({ ticket: Ticket, reference: Reference }),
  'card:open-panel': v.object({ ticket: Ticket, subject: Subject }),
  'card:copy.record': v.object({ ticket: Ticket, ...CopiedSchema.entries }),
  'card:lock': v.object({ ticket: Ticket }),
  'page:lookup': v.object({ ids: idsOf(isMarkable) }),
  'page:found': v.object({ count: v.pipe(v.number(), v.integer(), v.minValue(0)) }),
  'page:load-card': v.null(),
  'page:load-finder': v.null(),
  'page:card': v.object({ ticket: Ticket }),
  'page:open-panel': Subject,
} as const satisfies Record<keyof Replies, v.GenericSchema>

export type MessageName = keyof Replies
export type Payload<TName extends MessageName> = v.InferOutput<(typeof MESSAGES)[TName]>

/** The list messages, and the row that each of them lists. */
export interface ListRows {
  'app:sessions.list': Session
  'app:events.list': ProviderEvent
}
export type ListName = keyof ListRows
export type ListFilter<TName extends ListName> = Omit<Payload<TName>, 'cursor' | 'limit' | 'fresh'>
