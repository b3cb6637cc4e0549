/**
 * Everything that the extension keeps in the browser, in one place. `session` areas live in memory and end with the
 * browser; `local` survives it. Content scripts can read neither (see `platform/storage.ts`). What is kept of web pages,
 * from `sites` on, is declared in `background/tabs/`, since no page of ours reads it; what is kept of the
 * relay's audit log in `background/session/audit-checkpoints.ts`.
 *
 * | key | area | what | gone when |
 * | --- | --- | --- | --- |
 * | `account` | session, or local with "keep me signed in" | who is signed in, where | sign-out, 401 |
 * | `token` | as `account` | the agent's bearer token; only `background/session/account.ts` knows of it | sign-out, 401 |
 * | `passingSignIn` | local | that there is a sign-in which ends with the browser; with account and token only while the extension is updated | as `account` |
 * | `relay` | local | the last relay's address, to prefill the form | never; it is no secret |
 * | `list:…` | session | newest rows of a list as last seen, with whose they are | sign-out, 401, 15 min idle, size |
 * | `case:…` | session | a case file as last seen, with whose it is | as `list:…` |
 * | `seenSessions` | session | IDs of deepidv’s sessions in lists, so that pages are told of new ones alone; with whose they are | as `list:…` |
 * | `recentCases` | session | which cases were opened last, and how they stood | sign-out, 401, 15 min idle |
 * | `providers` | session | which providers the relay has, of which environment, and the company’s words to customers | sign-out, 401 |
 * | `replyLanguage` | local | the language that the agent last chose for a reply | never; it is no secret |
 * | `panelRequest:…` | session | what the panel of one window is to show | taken, 10 s, sign-out, 401 |
 * | `signedOut` | session | why the relay ended the sign-in | next sign-in, sign-out |
 * | `activeAt` | local | when the agent last touched a surface of ours | sign-out, 401 |
 * | `singleKeys` | local | whether single keys do something in the side panel | never; it is no secret |
 * | `recordWitnesses` | local | the newest signed head of each relay's record, which names nobody | five newer relays |
 * | `sites` | local | match patterns of the sites where IDs are marked | site removed, permission taken back |
 * | `sitesInForce` | local | of those, or of the administrator's, where our script is | as `sites`, or with the policy |
 * | `sitesOff` | local | hosts on which the relay's configuration has nothing marked, and when it said so | next relay |
 * | `sitesOffInForce` | local | of those, where our script was last kept out | as `sitesOff` |
 * | `wantedSites` | session | those that the browser is still asking the agent about | answered, 10 min |
 * | `pageSettings` | local | when pages ask for the states of IDs | never; it is no secret |
 * | `pageDocuments` | session | which documents of which tabs have IDs, or were scanned once; no ID | tab closed |
 * | `cardTokens` | session | registered card tokens, and the card that uses each | tab closed, newer ones |
 */
import type { Config } from '@inquiry-lens/shared/contract/config.ts'
import type { RecentViewer } from '@inquiry-lens/shared/contract/headers.ts'
import { ROLES } from '@inquiry-lens/shared/contract/permissions.ts'
import type { CaseState } from '@inquiry-lens/shared/domain/case-state.ts'
import type { CaseFile, Source } from '@inquiry-lens/shared/domain/model.ts'
import type { CustomTexts } from '@inquiry-lens/shared/insight/replies/packs.ts'
import type {
  Account,
  CaseView,
  ListFilter,
  Listing,
  ListName,
  ListRows,
  PanelFocus,
  Person,
} from './messages/messages.ts'
import type { PanelKey } from './platform/side-panel.ts'
import { createItem, isThere, type StorageAreaName, type StoredItem } from './platform/storage.ts'

const inSession = <T>(key: string): StoredItem<T> => createItem<T>('session', key, isThere)

/** An account may be one that an earlier version kept. */
export const isAccount = (raw: unknown): raw is Account => {
  const { relay, email, role, expiresAt, keepSignedIn }: Partial<Record<keyof Account, unknown>> = raw ?? {}
  return (
    [relay, email, expiresAt].every((text) => typeof text === 'string') &&
    ROLES.some((known) => known === role) &&
    typeof keepSignedIn === 'boolean'
  )
}

/** Where the account and its token are kept; whoever asks to stay signed in takes the second. */
export const ACCOUNT_AREAS = ['session', 'local'] as const satisfies readonly StorageAreaName[]

export const accountIn: Readonly<Record<StorageAreaName, StoredItem<Account>>> = {
  session: createItem('session', 'account', isAccount),
  local: createItem('local', 'account', isAccount),
}

export async function readAccount(): Promise<Account | undefined> {
  return (await accountIn.session.get()) ?? (await accountIn.local.get())
}

export function watchAccount(listener: (account: Account | undefined) => void, abort: AbortSignal): void {
  const tell = async () => {
    const account = await readAccount()
    if (!abort.aborted) listener(account)
  }
  for (const area of ACCOUNT_AREAS) accountIn[area].watch(() => void tell(), abort)
}

export const accountKey = (account: Person): string => `${account.email} @ ${account.relay}`

/** The relay address of sample mode, which no input becomes (`background/relay/connection.ts`). */
export const SAMPLE_RELAY = 'sample:'

/** Whether the agent looks at fictional data. That is a sign-in like any other, and ends like one. */
export const isSample = ({ relay }: Pick<Account, 'relay'>): boolean => relay === SAMPLE_RELAY

export const lastRelay = createItem('local', 'relay', (raw) => typeof raw === 'string')

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

/** Why the sign-in ended though nobody here asked for it. */
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
 * When the agent last touched a surface, in milliseconds since the epoch; by the surfaces themselves. It survives the
 * browser, as a kept sign-in does. Once that is too
 * long ago they are locked, and setting it is what opens them.
 */
export const activeAt = createItem('local', 'activeAt', (raw) => typeof raw === 'number')

/** Whoever signed in just now has touched nothing yet. */
export const isIdle = (active: number | undefined, now: number): boolean =>
  active !== undefined && now - active > IDLE_PURGE_MS

/** Of what `audit-checkpoints.ts` keeps, what every surface must know: whether a relay's record is not what it was. */
export const auditAlarms = createItem('local', 'recordWitnesses', isAlarmList)

function isAlarmList(raw: unknown): raw is { relay: string; alarm: unknown }[] {
  return Array.isArray(raw) && raw.every((one) => typeof one?.relay === 'string')
}

/** Tells that the relay switches other sites off than before; the background knows which. */
export const watchSitesOff = (listener: () => void, abort: AbortSignal): void =>
  createItem('local', 'sitesOff', isThere).watch(listener, abort)

/** What every memory of something shown has. */
export interface CachedView {
  /** `accountKey` of whom it was shown to: nobody else's eyes. */
  owner: string
  /** Milliseconds since the epoch: when it was last shown or refreshed, for the idle purge. */
  usedAt: number
}

export interface CachedList<TRow> extends CachedView {
  items: TRow[]
  next: string | null
  source: Source
  asOf: number
  /** ISO 8601: how far back it was looked, where that was not all. */
  completeSince?: string
  /** Of the answer that `items` and `next` are, asked for with `limit`; `null` where they are not exactly one answer. */
  etag: string | null
  limit: number
}

export const MAX_CACHED_ROWS = 100
export const MAX_CACHED_BYTES = 2_000_000
export const IDLE_PURGE_MS = 15 * 60_000

export type IdPattern = Config['idPatterns'][number]

export type Origin = Pick<Source, 'provider' | 'environment'>

/** Which there are to ask: a surface that waited to be told would paint nothing until then. */
export const cachedProviders = inSession<{
  owner: string
  providers: readonly Origin[]
  /** As the relay's configuration says. */
  wordsNearUuid?: readonly string[]
  idPatterns?: readonly IdPattern[]
  ownWords?: CustomTexts
}>('providers')

export async function readCachedProviders(account: Person): Promise<readonly Origin[] | undefined> {
  const held = await cachedProviders.get()
  return held?.owner === accountKey(account) ? held.providers : undefined
}

export const LIST_KEY_PREFIX = 'list:'

/** One key for one question, whatever order its parts came in, and never one for two. */
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
  const held = await cachedList(name, filter).get()
  if (!isFor(account, held, now)) return undefined
  const { items, next, source, asOf, completeSince } = held
  return { items, next, source, asOf, ...(completeSince !== undefined && { completeSince }) }
}

export interface CachedCase extends CachedView {
  file: CaseFile
  source: Source
  asOf: number
  etag: string | null
  /** Which other agents opened it lately, as of `etag`. */
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
  const held = await cachedCase(id).get()
  if (!isFor(account, held, now)) return undefined
  const { file, source, asOf } = held
  return { ...file, source, asOf }
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

/** For this account alone. Its lock, and nobody's use of one row, says when they have been there too long. */
export const recentCasesOf = (
  account: Person,
  held: { owner: string; cases: readonly RecentCase[] } | undefined,
): readonly RecentCase[] => (held?.owner === accountKey(account) ? held.cases : [])

/** Whether single keys do something in the side panel; they do unless the agent has turned them off. */
export const singleKeys = createItem('local', 'singleKeys', (raw) => typeof raw === 'boolean')

/** Whether it may be shown to this account now. */
export const isFor = <T extends CachedView>(account: Person, held: T | undefined, now: number): held is T =>
  held !== undefined && held.owner === accountKey(account) && now - held.usedAt <= IDLE_PURGE_MS
