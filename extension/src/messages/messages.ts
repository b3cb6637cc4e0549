import type { Checkpoint } from '@inquiry-lens/shared/audit/checkpoint.ts'
import type { Activity } from '@inquiry-lens/shared/contract/activity.ts'
import type { AuditSegments } from '@inquiry-lens/shared/contract/audit.ts'
import type { Config, ProviderState } from '@inquiry-lens/shared/contract/config.ts'
import type { RecentViewer } from '@inquiry-lens/shared/contract/headers.ts'
import type { Role } from '@inquiry-lens/shared/contract/permissions.ts'
import type {
  CaseFile,
  Inquiry,
  InquiryCase,
  Page,
  ProviderEvent,
  Session,
  SessionCase,
  Source,
} from '@inquiry-lens/shared/domain/model.ts'
import type { Lookup } from '@inquiry-lens/shared/domain/summary.ts'
import type { ReplyTexts } from '@inquiry-lens/shared/insight/replies/packs.ts'
import type { Environment, ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import type * as v from 'valibot'
import type { Failure } from './failure.ts'

import type { AuditSearchSchema, MESSAGES, PanelFocusSchema, RelayRoute } from './table.ts'

export type MessageName = keyof typeof MESSAGES
export type Payload<TName extends MessageName> = v.InferOutput<(typeof MESSAGES)[TName]['payload']>
export type Replies = {
  [TName in MessageName]: ReturnType<NonNullable<(typeof MESSAGES)[TName]['reply']>>
}

/** The requests that only the relay answers, each a route of its own. */
export type RelayedName = {
  [TName in MessageName]: (typeof MESSAGES)[TName] extends { route: unknown } ? TName : never
}[MessageName]
export type RelayRoutes = {
  [TName in RelayedName]: { route: RelayRoute<Payload<TName>, Replies[TName]> }
}

/** What a panel shows: a list, the cases of a customer number, or the case of an ID or of a pasted text. */
export type PanelFocus = v.InferOutput<typeof PanelFocusSchema>
export type AuditSearch = v.InferOutput<typeof AuditSearchSchema>

/** The sign-in, without its token, which stays in the background. */
export interface Account {
  /** The relay's origin. */
  relay: string
  email: string
  role: Role
  /** ISO 8601: when the sign-in ends at the latest. */
  expiresAt: string
  keepSignedIn: boolean
}

/** One sign-in, whatever its role is now. */
export type Person = Omit<Account, 'role'>

/** A page of a list with what is known of its freshness. */
export interface Listing<TItem> extends Page<TItem> {
  source: Source
  /** Milliseconds since the epoch: when the provider said this. */
  asOf: number
  /** ISO 8601. The provider did not answer; rows before this instant are missing. */
  completeSince?: string
}

/** Counts of cases with what is known of their freshness. */
export interface ActivityView extends Activity {
  source: Source
  /** Milliseconds since the epoch: when the newest counted rows were listed. */
  asOf: number
}

/** The result of the connection test: the relay and each provider apart, since different people repair them. */
export interface ConnectionReport {
  relay: { ok: true; address: string; build: string } | { ok: false; error: Failure }
  /** A real read for each configured provider. Empty while the relay itself fails. */
  providers: (
    | {
        provider: ProviderState['provider']
        environment: ProviderState['environment']
        ok: true
        lacks?: readonly string[]
      }
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

/** The cases of a company's own customer number. */
export interface CustomerView {
  /** Newest first. */
  matches: { lookup: FoundLookup; environment: Environment }[]
  /** There are older ones, or the search was incomplete. */
  isMore: boolean
  /** Milliseconds since the epoch, of the oldest answer. */
  asOf: number
  /** The providers that answered. */
  asked: Pick<Source, 'provider' | 'environment'>[]
  /** The providers that did not. */
  failures: { provider: ProviderId; failure: Failure }[]
}

/** The inquiries of one person. */
export interface PersonView {
  /** Newest first. */
  items: Inquiry[]
  /** There are older ones. */
  isMore: boolean
}

export type FoundLookup = Extract<Lookup, { outcome: 'found' }>

interface Known {
  source: Source
  /** Milliseconds since the epoch: when the provider said this. */
  asOf: number
  /** Other agents who opened it lately, newest first; absent if there are none or it is unknown. */
  seen?: RecentViewer[]
}

/** A case file with what is known of its freshness. */
export type CaseView = CaseFile & Known
export type InquiryCaseView = InquiryCase & Known
export type SessionCaseView = SessionCase & Known

/** The relay's configuration, with the texts for customers: the company's own over ours. */
export interface SurfaceConfig extends Config {
  texts: ReplyTexts
}

/** The finds of all frames of a tab, each once, in their order. */
export interface PageFinds {
  /** Those in view first. */
  ids: string[]
  /** In hidden parts of the page, such as other tickets that a help desk keeps open. */
  hidden: string[]
  /** Candidates for a company's customer number. */
  numbers: string[]
}

/** A tab's page: whether IDs are marked there, and what was found. */
export interface PageView extends PageFinds {
  /**
   * `granted`: IDs are marked there. `grantable`: they can be, with the agent's permission; until then the page can be
   * scanned once. `withheld`: the administrator does not allow it. `off`: marking is switched off there, by policy or by
   * the relay. `closed`: no extension may run there.
   */
  site: 'granted' | 'grantable' | 'withheld' | 'off' | 'closed'
  /** As in the address, with its port; empty where it is unknown. */
  host: string
  /** The match pattern to request and add; `null` where there is none to request. */
  pattern: string | null
  /** Patterns of other sites of which the page shows frames, and which can be granted. */
  frames?: string[]
}

/** Fictional cases worth opening. */
export interface SamplesView {
  items: { id: string; about: string }[]
}

/** Match patterns of the sites that the agent has allowed. */
export interface SitesView {
  sites: string[]
  /** Hosts where marking is switched off, as in the relay's `SITES_OFF`. */
  off: readonly string[]
}

/** The audit log's segments and capacity; `head`: its newest signed entry, `null` without a signature. */
export interface AuditStatus extends AuditSegments {
  head: Checkpoint | null
}

/**
 * Why the relay's audit log is not trusted. `backwards`: it has fewer entries than before. `rewritten`: an entry has
 * changed. `forged`: the relay's key did not sign it. `new-key`: the relay signs with another key than before.
 */
export interface AuditAlarm {
  kind: 'backwards' | 'rewritten' | 'forged' | 'new-key'
  /** Milliseconds since the epoch. */
  at: number
  /** What the relay sent instead: a checkpoint as in its header, or a key. */
  told: string
}

/** The last checkpoint of a relay's audit log that this browser saw. */
export interface AuditWitness {
  /** The relay's origin. */
  relay: string
  key: string
  /** `null` until the relay has sent one since its key is known. */
  head: Checkpoint | null
  /** Milliseconds since the epoch. */
  seenAt: number
  /** The first one. Until the agent resolves it, no checkpoint replaces the head. */
  alarm: AuditAlarm | null
}

/** The list messages, and the row that each of them lists. */
export interface ListRows {
  'app:sessions.list': Session
  'app:events.list': ProviderEvent
}
export type ListName = keyof ListRows
export type ListFilter<TName extends ListName> = Omit<Payload<TName>, 'cursor' | 'limit' | 'fresh'>
