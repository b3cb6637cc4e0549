/**
 * Everything that the extension keeps in the browser, in one place. `session` areas live in memory and end with the
 * browser; `local` survives it. Content scripts can read neither (see `platform/storage.ts`).
 *
 * | key | area | what | gone when |
 * | --- | --- | --- | --- |
 * | `account` | session, or local with "keep me signed in" | who is signed in, where | sign-out, 401 |
 * | `token` | as `account` | the agent's bearer token; only `background/account.ts` knows of it | sign-out, 401 |
 * | `relay` | local | the last relay's address, to prefill the form | never; it is no secret |
 * | `list:…` | session | newest rows of a list as last seen, with whose they are | sign-out, 401, 15 min idle, size |
 * | `panelFocus` | session | what the side panel is to show | sign-out, 401 |
 * | `signedOut` | session | why the relay ended the sign-in | next sign-in, sign-out |
 */
import { RoleSchema } from '@inquiry-lens/shared/api.ts'
import { ProviderEventSchema, SessionSchema, type Source, SourceSchema } from '@inquiry-lens/shared/model.ts'
import * as v from 'valibot'
import type { Account, ListFilter, Listing, ListName, ListRows } from './messages.ts'
import { createItem, type StorageAreaName, type StoredItem } from './platform/storage.ts'

export const AccountSchema = v.object({
  relay: v.string(),
  email: v.string(),
  role: RoleSchema,
  expiresAt: v.string(),
  keepSignedIn: v.boolean(),
}) satisfies v.GenericSchema<unknown, Account>

/** Where the account and its token are kept; whoever asks to stay signed in takes the second. */
export const ACCOUNT_AREAS = ['session', 'local'] as const satisfies readonly StorageAreaName[]

export const accountIn: Readonly<Record<StorageAreaName, StoredItem<Account>>> = {
  session: createItem('session', 'account', AccountSchema),
  local: createItem('local', 'account', AccountSchema),
}

export async function readAccount(): Promise<Account | undefined> {
  return (await accountIn.session.get()) ?? (await accountIn.local.get())
}

export function watchAccount(listener: (account: Account | undefined) => void, signal: AbortSignal): void {
  const tell = async () => {
    const account = await readAccount()
    if (!signal.aborted) listener(account)
  }
  for (const area of ACCOUNT_AREAS) accountIn[area].watch(() => void tell(), signal)
}

export const accountKey = (account: Account): string => `${account.email} @ ${account.relay}`

export const lastRelay = createItem('local', 'relay', v.string())

/** What the side panel is to show: written by whoever opens it, followed by the panel. */
export const panelFocus = createItem(
  'session',
  'panelFocus',
  v.object({ list: v.picklist(['sessions', 'events']), inquiry: v.optional(v.string()) }),
)

/** Why the sign-in ended though nobody here asked for it. */
export interface SignedOutReason {
  /** The relay's origin. */
  relay: string
  /** In the relay's own words. */
  detail: string
}

export const signedOut = createItem<SignedOutReason>(
  'session',
  'signedOut',
  v.object({ relay: v.string(), detail: v.string() }),
)

export const readSignedOutReason = (): Promise<SignedOutReason | undefined> => signedOut.get()

export const watchSignedOutReason = (
  listener: (reason: SignedOutReason | undefined) => void,
  signal: AbortSignal,
): void => signedOut.watch(listener, signal)

export interface RememberedList<TRow> {
  /** `accountKey` of whom they were shown to: nobody else's eyes. */
  owner: string
  items: TRow[]
  next: string | null
  source: Source
  asOf: number
  /** Of the answer that `items` and `next` are, asked for with `limit`; `null` where they are not exactly one answer. */
  etag: string | null
  limit: number
  /** Milliseconds since the epoch: when it was last shown or refreshed, for the idle purge. */
  usedAt: number
}

const rememberedListOf = <TRow>(row: v.GenericSchema<unknown, TRow>) =>
  v.object({
    owner: v.string(),
    items: v.array(row),
    next: v.nullable(v.string()),
    source: SourceSchema,
    asOf: v.number(),
    etag: v.nullable(v.string()),
    limit: v.number(),
    usedAt: v.number(),
  }) satisfies v.GenericSchema<unknown, RememberedList<TRow>>

export const REMEMBERED_LISTS: {
  readonly [TName in ListName]: v.GenericSchema<unknown, RememberedList<ListRows[TName]>>
} = {
  'app:sessions.list': rememberedListOf(SessionSchema),
  'app:events.list': rememberedListOf(ProviderEventSchema),
}

export const MOST_REMEMBERED_ROWS = 100
export const MOST_REMEMBERED_BYTES = 2_000_000
export const IDLE_PURGE_MS = 15 * 60_000

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

export const rememberedList = <TName extends ListName>(
  name: TName,
  filter: ListFilter<TName>,
): StoredItem<RememberedList<ListRows[TName]>> =>
  createItem('session', listKey(name, filter), REMEMBERED_LISTS[name])

/** The newest rows as this agent saw them last, to paint before the network answers. */
export async function readRememberedList<TName extends ListName>(
  name: TName,
  filter: ListFilter<TName>,
  account: Account,
  now = Date.now(),
): Promise<Listing<ListRows[TName]> | undefined> {
  const held = await rememberedList(name, filter).get()
  if (!held || held.owner !== accountKey(account) || now - held.usedAt > IDLE_PURGE_MS) return undefined
  const { items, next, source, asOf } = held
  return { items, next, source, asOf }
}
