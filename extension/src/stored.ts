/**
 * Everything that the extension stores in the browser. `session` lives in memory and ends with the browser; `local`
 * survives it. Content scripts can read neither (`platform/storage.ts`). The keys from `sites` on are declared in
 * `background/tabs/`, since no page of ours reads them, `hiddenTrouble` in `ui/state/lists/trouble.ts`, and the audit log's in `background/session/audit-checkpoints.ts`.
 *
 * | key | area | what | gone when |
 * | --- | --- | --- | --- |
 * | `account` | session, or local with "keep me signed in" | who is signed in, where | sign-out, 401 |
 * | `token` | as `account` | the agent's bearer token; only `background/session/account.ts` knows of it | sign-out, 401 |
 * | `browserSignIn` | local | marks a sign-in that ends with the browser; with account and token only during an update of the extension | as `account` |
 * | `relay` | local | the last relay's address, to prefill the form | never; it is no secret |
 * | `version` | local | the version of all these shapes; `background/session/migrations.ts` | never |
 * | `setAside` | local | what a newer release stored, before an earlier one was installed | the newer release |
 * | `list:…` | session | newest rows of a list as last seen, and their owner | sign-out, 401, 15 min idle, size |
 * | `case:…` | session | a case file as last seen, and its owner | as `list:…` |
 * | `list:activity…` | session | the last counts of cases by time, and their owner | as `list:…` |
 * | `list:glance` | session | the cases that the popup showed and their states, and their owner | as `list:…` |
 * | `seenSessions` | session | IDs of deepidv sessions in lists, to notify pages of new ones alone, and their owner | as `list:…` |
 * | `recentCases` | session | the last opened cases and their states | sign-out, 401, 15 min idle |
 * | `live` | session | counters of what the relay has said to have changed (`case inq_…`, `lists persona`) | sign-out, 401, 90 s after the last surface |
 * | `watches` | session | the agent’s watches as the relay told them last; while locked, how many alone | sign-out, 401; the list when idle |
 * | `hiddenTrouble` | session | which kinds of trouble the agent put away, when, and their owner; no case | sign-out, 401 |
 * | `sampleWatches` | session | the watches of sample mode | sign-out |
 * | `providers` | session | the relay's providers and environments, and the company’s texts for customers | sign-out, 401 |
 * | `replyLanguage` | local | the language that the agent last chose for a reply | never; it is no secret |
 * | `language` | local | the language of our own words; absent: the browser's | never; it is no secret |
 * | `panelRequest:…` | session | what the panel of one window shall show | read, 10 s, sign-out, 401 |
 * | `signedOut` | session | why the relay ended the sign-in | next sign-in, sign-out |
 * | `activeAt` | local | when the agent last used a surface | sign-out, 401 |
 * | `singleKeys` | local | whether single keys work in the side panel | never; it is no secret |
 * | `savedViews` | local | up to five filters of the panel with typed words, which hold no ID or number, and names, and their owner | removed by the agent, sign-out by the agent, another agent’s save |
 * | `isStripOpen` | local | whether the panel shows when cases were last active | never; it is no secret |
 * | `auditWitnesses` | local | the newest signed checkpoint of each relay's audit log | five newer relays |
 * | `sites` | local | match patterns of the sites where IDs are marked | site removed, permission taken back |
 * | `sitesInForce` | local | of those, or of the administrator's, where our script is registered | as `sites`, or with the policy |
 * | `sitesOff` | local | hosts where the relay's configuration switches marking off, and when | next relay |
 * | `sitesOffInForce` | local | of those, the ones that our script's registration excludes | as `sitesOff` |
 * | `wantedSites` | session | sites whose permission prompt is still open | answered, 10 min |
 * | `pageSettings` | local | when pages ask for the states of IDs | never; it is no secret |
 * | `pageDocuments` | session | which documents of which tabs have IDs, or were scanned once; no ID | tab closed |
 * | `cardTokens` | session | registered card tokens, and the card that uses each | tab closed, newer ones |
 */
import type { Config } from '@inquiry-lens/shared/contract/config.ts'
import type { RecentViewer } from '@inquiry-lens/shared/contract/headers.ts'
import { ROLES } from '@inquiry-lens/shared/contract/permissions.ts'
import type { Watch } from '@inquiry-lens/shared/contract/watches.ts'
import type { CaseState } from '@inquiry-lens/shared/domain/case-state.ts'
import type { CaseFile, Source } from '@inquiry-lens/shared/domain/model.ts'
import type { CustomTexts } from '@inquiry-lens/shared/insight/replies/packs.ts'
import { isLanguage } from '@inquiry-lens/shared/lib/catalogue.ts'
import type { ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import type {
  Account,
  ActivityView,
  CaseView,
  ListFilter,
  Listing,
  ListName,
  ListRows,
  PanelFocus,
  Payload,
  Person,
} from './messages/messages.ts'
import type { PanelKey } from './platform/side-panel.ts'
import { createItem, isPresent, type StorageAreaName, type StoredItem } from './platform/storage.ts'

const inSession = <T>(key: string): StoredItem<T> => createItem<T>('session', key, isPresent)

/** An earlier version may have stored the account. */
export const isAccount = (raw: unknown): raw is Account => {
  const { relay, email, role, expiresAt, keepSignedIn }: Partial<Record<keyof Account, unknown>> = raw ?? {}
  return (
    [relay, email, expiresAt].every((text) => typeof text === 'string') &&
    ROLES.some((known) => known === role) &&
    typeof keepSignedIn === 'boolean'
  )
}

/** Where the account and its token are stored; `local` with "keep me signed in". */
export const ACCOUNT_AREAS = ['session', 'local'] as const satisfies readonly StorageAreaName[]

export const accountIn: Readonly<Record<StorageAreaName, StoredItem<Account>>> = {
  session: createItem('session', 'account', isAccount),
  local: createItem('local', 'account', isAccount),
}

export async function readAccount(): Promise<Account | undefined> {
  return (await accountIn.session.get()) ?? (await accountIn.local.get())
}

export function watchAccount(listener: (account: Account | undefined) => void, abort: AbortSignal): void {
  const notify = async () => {
    const account = await readAccount()
    if (!abort.aborted) listener(account)
  }
  for (const area of ACCOUNT_AREAS) accountIn[area].watch(() => void notify(), abort)
}

export const accountKey = (account: Person): string => `${account.email} @ ${account.relay}`

/** The relay address of sample mode, which no input becomes (`background/relay/connection.ts`). */
export const SAMPLE_RELAY = 'sample:'

/** Whether the agent looks at fictional data. That is a sign-in like any other, and ends like one. */
export const isSample = ({ relay }: Pick<Account, 'relay'>): boolean => relay === SAMPLE_RELAY

export const lastRelay = createItem('local', 'relay', (raw) => typeof raw === 'string')

/** The language of our own words; absent: the browser's. */
export const chosenLanguage = createItem('local', 'language', isLanguage)

/** A language’s tag. */
export const replyLanguage = createItem('local', 'replyLanguage', (raw) => typeof raw === 'string')

export interface PanelRequest {
  focus: PanelFocus
  /** Milliseconds since the epoch. */
  madeAt: number
}

export const PANEL_REQUEST_PREFIX = 'panelRequest:'

/** Longer than a panel takes to start. Later it would show a customer of another ticket. */
export const PANEL_REQUEST_MS = 10_000

/** The background writes it; its panel removes it. */
export const panelRequest = (panel: PanelKey): StoredItem<PanelRequest> =>
  inSession(PANEL_REQUEST_PREFIX + panel)

/** Why the sign-in ended without the agent's sign-out. */
export interface SignedOutReason {
  /** The relay's origin. */
  relay: string
  /** In the relay's own words. */
  detail: string
}

export const signedOut = inSession<SignedOutReason>('signedOut')

export const readSignedOutReason = (): Promise<SignedOutReason | undefined> => signedOut.get()

export const watchSignedOutReason = (
  listener: (reason: SignedOutReason | undefined) => void,
  abort: AbortSignal,
): void => signedOut.watch(listener, abort)

/**
 * When the agent last used a surface, in milliseconds since the epoch. The surfaces set it; after `IDLE_PURGE_MS` they lock,
 * and setting it unlocks them.
 */
export const activeAt = createItem('local', 'activeAt', (raw) => typeof raw === 'number')

/** `undefined`: just signed in. */
export const isIdle = (active: number | undefined, now: number): boolean =>
  active !== undefined && now - active > IDLE_PURGE_MS

/** The part of the witnesses (`background/session/audit-checkpoints.ts`) that every surface shows: the alarms. */
export const auditAlarms = createItem('local', 'auditWitnesses', isAlarmList)

function isAlarmList(raw: unknown): raw is { relay: string; alarm: unknown }[] {
  return Array.isArray(raw) && raw.every((one) => typeof one?.relay === 'string')
}

export interface CachedView {
  /** `accountKey` of the only account that may see it. */
  owner: string
  /** Milliseconds since the epoch: when it was last shown or refreshed, for the idle purge. */
  usedAt: number
}

export interface CachedList<TRow> extends CachedView {
  items: TRow[]
  next: string | null
  source: Source
  asOf: number
  /** ISO 8601: earlier rows are missing. */
  completeSince?: string
  /** The tag of the answer with `items` and `next`, requested with `limit`; `null` if they are not exactly one answer. */
  etag: string | null
  limit: number
}

export const MAX_CACHED_ROWS = 100
export const MAX_CACHED_BYTES = 2_000_000
export const IDLE_PURGE_MS = 15 * 60_000

export type IdPattern = Config['idPatterns'][number]

export type Origin = Pick<Source, 'provider' | 'environment'>

/** The relay's providers, so that surfaces paint without waiting for the configuration. */
export const cachedProviders = inSession<{
  owner: string
  providers: readonly Origin[]
  /** As the relay's configuration says. */
  wordsNearUuid?: readonly string[]
  idPatterns?: readonly IdPattern[]
  ownWords?: CustomTexts
}>('providers')

export async function readCachedProviders(account: Person): Promise<readonly Origin[] | undefined> {
  const cached = await cachedProviders.get()
  return cached?.owner === accountKey(account) ? cached.providers : undefined
}

/** A case by the ID that a surface asked for; lists by provider, or of the relay’s only one. */
export type LiveKey = `case ${string}` | `lists ${ProviderId | ''}`

/**
 * `changed`: of what the relay tells, a number that is another one after each change; 0 before the first. `found`: the same of what it
 * learns from answers alone, so that some changes are not told. `downSince`: when its socket was lost (milliseconds since the epoch).
 */
export interface LiveState {
  found?: Readonly<Partial<Record<LiveKey, number>>>
  downSince?: number
  changed: Readonly<Partial<Record<LiveKey, number>>>
}

/** The background writes it. */
export const liveState = inSession<LiveState>('live')

export const LIST_KEY_PREFIX = 'list:'

/** The same key for the same filter, whatever the order of its parts. */
export function listKey<TName extends ListName>(name: TName, filter: ListFilter<TName>): string {
  const parts = Object.entries(filter).flatMap(([part, value]) => {
    const values = new Set([value ?? ''].flat().map(String))
    values.delete('')
    return values.size > 0 ? [[part, ...[...values].sort()]] : []
  })
  return `${LIST_KEY_PREFIX}${name}?${JSON.stringify(parts.sort())}`
}

export const cachedList = <TName extends ListName>(
  name: TName,
  filter: ListFilter<TName>,
): StoredItem<CachedList<ListRows[TName]>> => inSession(listKey(name, filter))

/** The newest rows as this agent saw them last, to paint before the network answers. */
export async function readCachedList<TName extends ListName>(
  name: TName,
  filter: ListFilter<TName>,
  account: Person,
  now = Date.now(),
): Promise<Listing<ListRows[TName]> | undefined> {
  const cached = await cachedList(name, filter).get()
  if (!isFor(account, cached, now)) return undefined
  const { items, next, source, asOf, completeSince } = cached
  return { items, next, source, asOf, ...(completeSince !== undefined && { completeSince }) }
}

export interface CachedActivity extends CachedView {
  activity: ActivityView
  etag: string | null
}

export type ActivityQuery = Payload<'app:activity.get'>

/** The counts up to now. */
export const cachedActivity = ({ provider, bucket }: ActivityQuery): StoredItem<CachedActivity> =>
  inSession(`${LIST_KEY_PREFIX}activity ${provider ?? ''} ${bucket ?? ''}`)

export async function readCachedActivity(
  query: ActivityQuery,
  account: Person,
  now = Date.now(),
): Promise<ActivityView | undefined> {
  const cached = await cachedActivity(query).get()
  return isFor(account, cached, now) ? cached.activity : undefined
}

export interface CachedCase extends CachedView {
  file: CaseFile
  source: Source
  asOf: number
  etag: string | null
  /** Other agents who opened it lately, as of `etag`. */
  seen?: RecentViewer[]
}

export const CASE_KEY_PREFIX = 'case:'

/** By the ID that was asked for: an inquiry's, or a session's of it. */
export const cachedCase = (id: string): StoredItem<CachedCase> => inSession(`${CASE_KEY_PREFIX}${id}`)

/** The case as this agent saw it last, to paint before the network answers. */
export async function readCachedCase(
  id: string,
  account: Person,
  now = Date.now(),
): Promise<CaseView | undefined> {
  const cached = await cachedCase(id).get()
  if (!isFor(account, cached, now)) return undefined
  const { file, source, asOf } = cached
  return { ...file, source, asOf }
}

export interface KnownState {
  caseState: CaseState
  /** The provider's own word. */
  status: string | null
  /** ISO 8601: when the state began; `null`: unknown. */
  at: string | null
}

export interface GlanceCase extends KnownState {
  id: string
  provider: ProviderId
}

/** How many cases of a group the popup shows. */
export const GLANCE_LINES = 3

/** A few of a group of cases, and how many there are. */
export interface GlanceGroup {
  count: number
  cases: GlanceCase[]
}

export interface Glance {
  /** Those that wait longest. */
  us: GlanceGroup
  /** The last ones. */
  endedBadly: GlanceGroup
  /** Cases whose state is known, of all that were looked at. */
  counted: number
  all: number
  /** Milliseconds since the epoch: the oldest activity; `undefined`: unknown. */
  since?: number | undefined
  /** Milliseconds since the epoch. */
  asOf: number
}

/** Cached and purged as the lists are. */
export const cachedGlance = inSession<CachedView & Glance>(`${LIST_KEY_PREFIX}glance`)

export async function readCachedGlance(account: Person, now = Date.now()): Promise<Glance | undefined> {
  const cached = await cachedGlance.get()
  return isFor(account, cached, now) ? cached : undefined
}

/** The newest first. */
export const seenSessions = inSession<CachedView & { ids: readonly string[] }>('seenSessions')

/** A case that was opened, without a name: enough to find it again. */
export interface RecentCase extends Origin {
  id: string
  caseState: CaseState
  /** Milliseconds since the epoch: when the provider said so. */
  asOf: number
  /** Milliseconds since the epoch. */
  openedAt: number
}

export const MAX_RECENT_CASES = 8

/** The newest first; the background alone writes them. */
export const recentCases = inSession<{ owner: string; cases: readonly RecentCase[] }>('recentCases')

export interface StoredWatches {
  /** `accountKey` of the only account that may see them. */
  owner: string
  /** Newest first; absent while locked. */
  items?: readonly Watch[]
  ended: number
  open: number
  etag: string | null
  /** Milliseconds since the epoch. */
  checkedAt: number
}

/** The background writes them. */
export const storedWatches = inSession<StoredWatches>('watches')

export type SampleWatch = Pick<Watch, 'id' | 'name' | 'createdAt'> & { isSeen?: boolean }
export const sampleWatches = inSession<readonly SampleWatch[]>('sampleWatches')

/** Whether single keys work in the side panel; by default they do. */
export const singleKeys = createItem('local', 'singleKeys', (raw) => typeof raw === 'boolean')

/** A name for filters of the panel, as `ui/state/page/saved-views.ts` writes them. */
export interface SavedView {
  name: string
  address: string
}

export const MAX_SAVED_VIEWS = 5
export const MAX_VIEW_NAME = 60

export interface OwnedViews {
  /** `accountKey` of the only account that may see them. */
  owner: string
  /** In the order of their keys. */
  views: readonly SavedView[]
}

/** `OwnedViews`, which the panel alone reads: a guard here would be in every page. */
export const savedViews = createItem<unknown>('local', 'savedViews', isPresent)

/** Whether the panel shows when cases were last active; by default it does. */
export const isStripOpen = createItem('local', 'isStripOpen', (raw) => typeof raw === 'boolean')

/** Whether it may be shown to this account now. */
export const isFor = <T extends CachedView>(
  account: Person,
  cached: T | undefined,
  now: number,
): cached is T =>
  cached !== undefined && cached.owner === accountKey(account) && now - cached.usedAt <= IDLE_PURGE_MS
