/**
 * Lists, page by page. A cursor inside a cached page is answered from that page. The provider's cursor is the ID of a row that the
 * agent may not be allowed to see, so agents get it sealed: with AES-256-GCM under an IV derived from the text (as in RFC 8452), so
 * that an unchanged page keeps its ETag. One that was altered, or belongs to another list or environment, does not open.
 */
import { Buffer } from 'node:buffer'
import { createCipheriv, createDecipheriv, createHmac, hash } from 'node:crypto'
import type { ProblemReport } from '@inquiry-lens/shared/contract/problems.ts'
import { createSingleFlight } from '@inquiry-lens/shared/lib/single-flight.ts'
import { PROVIDERS } from '@inquiry-lens/shared/providers/registry.ts'
import {
  type Fetched,
  mapFetched,
  type Provider,
  type UpstreamCall,
  type UpstreamPage,
} from '../../providers/provider.ts'
import type { CacheEntry } from '../cache/cache.ts'
import { FRESHNESS, type FreshnessClass, lifeOf } from '../cache/freshness.ts'
import type { PageContent, Row } from '../cache/row-cache.ts'
import type { ListQuery } from '../query.ts'
import type { UpstreamContext } from '../upstream/priority-semaphore.ts'
import { LIST_DEADLINE_MS } from '../upstream/upstream.ts'
import { createSerializedAnswers, type Rendered, render } from './answer.ts'
import type { FetchResult, QueryPlan, QueryServices } from './queries.ts'

const IV_BYTES = 12
const TAG_BYTES = 16

export type CursorSeal = ReturnType<typeof createCursorSeal>

/** `scope`: the gateway's name, so that each environment has cursors of its own. */
export function createCursorSeal(secret: string, scope: string) {
  const derive = (purpose: string) =>
    createHmac('sha256', secret).update(`cursor ${purpose} ${scope}`).digest()
  const encryptionKey = derive('encryption')
  const ivKey = derive('iv')
  const ivOf = (list: string, cursor: string) =>
    createHmac('sha256', ivKey)
      .update(JSON.stringify([list, cursor]))
      .digest()
      .subarray(0, IV_BYTES)

  return {
    seal(list: string, cursor: string): string {
      const iv = ivOf(list, cursor)
      const cipher = createCipheriv('aes-256-gcm', encryptionKey, iv)
      cipher.setAAD(Buffer.from(list))
      const sealed = Buffer.concat([cipher.update(Buffer.from(cursor)), cipher.final()])
      return Buffer.concat([iv, sealed, cipher.getAuthTag()]).toString('base64url')
    },

    /** `undefined`: the relay did not seal it for this list. */
    open(list: string, sealed: string): string | undefined {
      const bytes = Buffer.from(sealed, 'base64url')
      // Several texts can decode to the same bytes; only one is accepted.
      if (bytes.length <= IV_BYTES + TAG_BYTES || bytes.toString('base64url') !== sealed) return undefined
      const decipher = createDecipheriv('aes-256-gcm', encryptionKey, bytes.subarray(0, IV_BYTES))
      decipher.setAAD(Buffer.from(list))
      decipher.setAuthTag(bytes.subarray(-TAG_BYTES))
      try {
        const opened = decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES))
        return Buffer.concat([opened, decipher.final()]).toString()
      } catch {
        return undefined
      }
    },
  }
}

export interface ListPosition {
  list: string
  /** The provider's cursor; `null`: the newest rows. */
  after: string | null
  /** When the last row before the cursor was created (ISO 8601): no row behind the cursor is newer. */
  newest: string | null
  /** Hashes of the rows before the cursor that were created at that time. */
  shown: ReadonlySet<string>
  /** `items`: the page before the cursor. `null`: the list repeats, and ends here. */
  seal: (cursor: string, items: readonly Row['item'][]) => string | null
}

const SEPARATOR = '|'
const TRAIL_HASH = 12
const ROW_HASHES = /.{6}/g
const MAX_ROW_HASHES = 100

export const nameList = ({ kind, filter }: Pick<ListQuery, 'kind' | 'filter'>): string =>
  JSON.stringify([kind, filter])

export function findPosition(query: ListQuery, seal: CursorSeal): ListPosition | ProblemReport {
  const list = nameList(query)
  const opened = query.cursor === undefined ? null : seal.open(list, query.cursor)
  if (opened === undefined) return invalidCursor('It is not one that this relay gave for this list.')
  const [time, steps, hashes = '', ...after] = opened?.split(SEPARATOR) ?? []
  const newest = time || null
  const trail = { steps: Number(steps ?? 0), hash: hashes.slice(0, TRAIL_HASH) }
  const shown = new Set(hashes.slice(TRAIL_HASH).match(ROW_HASHES))
  return {
    list,
    after: opened === null ? null : after.join(SEPARATOR),
    newest,
    shown,
    seal(cursor, items) {
      const next = followTrail(trail, cursor)
      const last = items.findLast(({ createdAt }) => createdAt !== null)?.createdAt ?? newest
      const alike = items.filter(({ createdAt }) => createdAt === null || createdAt === last).map(hashRow)
      const rowHashes = [...(last === newest ? shown : []), ...alike].slice(-MAX_ROW_HASHES).join('')
      return next && seal.seal(list, [last ?? '', next.steps, next.hash + rowHashes, cursor].join(SEPARATOR))
    },
  }
}

const hashText = (text: string, length: number): string => hash('sha256', text, 'base64url').slice(0, length)

/** Two rows can share an ID, but not the time as well. */
const hashRow = ({ id, createdAt }: Row['item']): string => hashText(JSON.stringify([id, createdAt]), 6)

/** The cursors that an agent followed: `hash` is the one at the last power of two. */
interface Trail {
  steps: number
  hash: string
}

/** Brent's algorithm: in a cycle of any length, the hash comes again within three times the steps. `null`: it has. */
function followTrail({ steps, hash: known }: Trail, cursor: string): Trail | null {
  const own = hashText(cursor, TRAIL_HASH)
  if (own === known) return null
  const isPower = (steps & (steps + 1)) === 0
  return { steps: steps + 1, hash: isPower ? own : known }
}

/** Lists are newest first. `isRepeating`: the last rows came before the cursor, as in a list that starts again. */
export function dropRowsBefore(
  { newest, shown }: Pick<ListPosition, 'newest' | 'shown'>,
  rows: readonly Row[],
): { rows: readonly Row[]; isRepeating: boolean } {
  const isBehind = ({ item }: Row) => item.createdAt === null || newest === null || item.createdAt <= newest
  const kept = rows
    .slice(0, rows.findLastIndex(isBehind) + 1)
    .filter(({ item }) => shown.size === 0 || !shown.has(hashRow(item)))
  return { rows: kept, isRepeating: kept.at(-1) !== rows.at(-1) }
}

/** A provider that refuses a cursor no longer has its row. */
export const toCursorProblem = (problem: ProblemReport, after: string | null): ProblemReport =>
  after !== null && ['invalid-parameter', 'not-found'].includes(problem.code)
    ? invalidCursor('The row it stands at is gone.')
    : problem

const invalidCursor = (why: string): ProblemReport => ({
  code: 'invalid-cursor',
  parameter: 'cursor',
  detail: `This cursor leads nowhere. ${why}`,
})

export type PlanPage = (query: ListQuery, position: ListPosition) => QueryPlan<PageContent>

export function createPagePlanner({
  rows,
  events,
  changes,
  upstream,
  webhooks,
  now,
}: QueryServices): PlanPage {
  const singleFlight = createSingleFlight<FetchResult<PageContent>>()
  const serialized = createSerializedAnswers()

  return (query, position) => {
    const { list, after } = position
    const { limit } = query
    const listFreshness = freshnessOfList(query, after)
    const freshnessOf = ({ isDoubtful }: PageContent) => (isDoubtful ? 'doubtful' : listFreshness)
    /** No customer has opened a session since. */
    const isToldByEvents = ({ storedAt }: CacheEntry<PageContent>) =>
      query.kind === 'sessions' &&
      events.areRead() &&
      Math.max(changes.sessionEventSeenAt(), webhooks.lastAt()) < storedAt

    /** A short page with more behind it would reveal how many rows are hidden. */
    function isEnough({ content: { rows, next, wanted = 0 } }: CacheEntry<PageContent>): boolean {
      const start = startBehind(rows, after)
      return next === null || rows.length - start >= limit || (start === 0 && limit <= wanted)
    }
    const page = rows.getPage(list, after)
    const cached =
      page && isEnough(page)
        ? page
        : rows.listPages(list).find((one) => hasRow(one.content, after) && isEnough(one))

    async function fetchPage(context: UpstreamContext): Promise<FetchResult<PageContent>> {
      const askedAt = now()
      const heardAt = webhooks.lastAt()
      const result = await upstream.request(
        { ...context, deadlineMs: LIST_DEADLINE_MS },
        (provider, call) => listRows(provider, query, position, call),
        // An empty list about one person is a miss, unless it is cached already.
        isFiltered(query) && !cached ? ({ items, next }) => items.length === 0 && next === null : undefined,
      )
      if (!result.ok) return { ...result, problem: toCursorProblem(result.problem, after) }
      const { rows: behind, isRepeating } = dropRowsBefore(position, result.value.items)
      const isDoubtful = result.value.isDoubtful || isRepeating
      const next = isRepeating ? null : result.value.next
      const fetched: PageContent = { rows: behind, next, wanted: limit, ...(isDoubtful && { isDoubtful }) }
      const life = lifeOf(FRESHNESS[freshnessOf(fetched)])
      // It may be from before the change, and is as old as its request.
      const isOvertaken = webhooks.lastAt() !== heardAt
      const entry = rows.setPage(list, after, fetched, life, isOvertaken ? askedAt : undefined)
      return { ok: true, forwarded: result.forwarded, entry }
    }

    return {
      priority: 'list',
      cached,
      freshnessOf: (entry) => {
        const freshness = freshnessOf(entry.content)
        return freshness === 'newest' && isToldByEvents(entry) ? 'newest-beside-events' : freshness
      },
      fetch(context) {
        const run = singleFlight.coalesce(JSON.stringify([list, after]), () => fetchPage(context))
        const fetchEnough = async (): Promise<FetchResult<PageContent>> => {
          const result = await run.result
          if (!run.isShared || !result.ok || isEnough(result.entry)) return result
          return singleFlight.coalesce(JSON.stringify([list, after, limit]), () => fetchPage(context)).result
        }
        return { result: fetchEnough(), isShared: run.isShared }
      },
      render: ({ content }) =>
        serialized(JSON.stringify([list, query.cursor, limit]), content, () =>
          renderPage(content, position, limit),
        ),
    }
  }
}

async function listRows(
  provider: Provider,
  query: ListQuery,
  { after, newest }: ListPosition,
  call: UpstreamCall,
): Promise<Fetched<UpstreamPage<Row>>> {
  const request = { after, afterTime: newest, wanted: query.limit }
  switch (query.kind) {
    case 'sessions':
      return mapRows(await provider.listSessions({ ...request, filter: query.filter }, call), (item) => ({
        kind: 'session',
        item,
      }))
    case 'events':
      return mapRows(await provider.listEvents({ ...request, filter: query.filter }, call), (item) => ({
        kind: 'event',
        item,
      }))
    case 'inquiries':
      return mapRows(await provider.listInquiries({ ...request, filter: query.filter }, call), (item) => ({
        kind: 'inquiry',
        item,
      }))
  }
}

const mapRows = <TItem>(
  fetched: Fetched<UpstreamPage<TItem>>,
  toRow: (item: TItem) => Row,
): Fetched<UpstreamPage<Row>> => mapFetched(fetched, (page) => ({ ...page, items: page.items.map(toRow) }))

export const isFiltered = ({ filter }: ListQuery): boolean =>
  Object.values(filter).some((value) => value !== undefined)

function freshnessOfList(query: ListQuery, after: string | null): FreshnessClass {
  if (after !== null) return `${query.kind}-behind`
  const freshness = isFiltered(query) ? 'newest-filtered' : 'newest'
  return PROVIDERS[query.provider].countsBy === 'day' ? `${freshness}-by-day` : freshness
}

const hasRow = ({ rows }: PageContent, id: string | null): boolean =>
  id !== null && rows.some(({ item }) => item.id === id)

const startBehind = (rows: PageContent['rows'], after: string | null): number =>
  after === null ? 0 : rows.findIndex(({ item }) => item.id === after) + 1

export function renderPage(
  { rows, next: end, completeSince }: PageContent,
  { after, seal }: ListPosition,
  limit: number,
): Rendered {
  const start = startBehind(rows, after)
  const items = rows.slice(start, start + limit).map(({ item }) => item)
  const isCut = start + limit < rows.length
  const next = isCut ? (items.at(-1)?.id ?? null) : end
  const shown = { count: items.length, newest: items[0]?.id ?? null, oldest: items.at(-1)?.id ?? null }
  return render({ items, next: next === null ? null : seal(next, items) }, shown, completeSince)
}
