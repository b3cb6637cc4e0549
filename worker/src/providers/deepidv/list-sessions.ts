/**
 * One page of sessions, newest first, whatever order deepidv lists them in: its documents name none. A page is read in
 * windows of time, each by `next_token` to its end. Only complete windows are shown, so no session is missing or repeated
 * when new ones arrive between two pages.
 */
import type { Session } from '@inquiry-lens/shared/domain/model.ts'
import { LruMap } from '@inquiry-lens/shared/lib/lru.ts'
import * as v from 'valibot'
import type { SessionsFilter } from '../../gateway/query.ts'
import { createPageSize, type PageSize, type SearchParameters } from '../json-api.ts'
import { countDropped, type DroppedCount, isUnreadableList, type Projection } from '../projection.ts'
import type { Fetched, UpstreamCall, UpstreamPage, UpstreamProblem } from '../provider.ts'
import { type JsonBody, OversizeRow, readJsonList } from '../read-json.ts'
import { ListSchema, normaliseFields } from './wire.ts'

const PAGE_SIZES = [500, 100, 25, 5, 1] as const
/** What it sends where it gets no `limit`. */
const DEFAULT_PAGE_SIZE = 50
export const MAX_REQUESTS = 12
/** A window that needs more requests is narrowed, unless it holds no more than a page should. */
const MAX_REQUESTS_PER_WINDOW = 4
/** How many sessions a window should hold: enough for an agent's largest page. */
const TARGET_ROWS = 150
const MAX_ROWS = 200

const HOUR = 3_600_000
const DAY = 24 * HOUR
const FIRST_SPAN = HOUR
const MIN_SPAN = 1_000
/** A wider window has no start date. */
const MAX_SPAN = 730 * DAY
const MAX_WIDENING = 30
/** Undocumented: how deepidv rounds dates. Rows are compared with the exact ends. */
const MARGIN = 1_000
/** A row so far outside of its window shows that deepidv ignored the dates; a narrower window would not help. */
const IGNORED = 2 * DAY
const MAX_KEYS = 100

type ListFilter = Omit<SessionsFilter, 'inquiry'>

interface Row extends Projection<Session> {
  /** Creation time in milliseconds since the epoch. */
  time: number | undefined
  externalId: unknown
  workflowId: unknown
}

export interface SessionsListPage {
  rows: readonly Row[]
  token: string | null
  isCut: boolean
}

/** Row by row: a row that is too large is left out and counted. */
export async function readSessionsPage(
  response: Response,
  project: (raw: unknown) => Projection<Session>,
): Promise<JsonBody<SessionsListPage>> {
  const body = await readJsonList(response, 'sessions', (raw): Row => {
    if (raw instanceof OversizeRow) return OVERSIZE_ROW
    const { created_at, external_id, workflow_id } = normaliseFields(raw)
    return { ...project(raw), time: parseTime(created_at), externalId: external_id, workflowId: workflow_id }
  })
  if (body.kind !== 'read') return body
  const { rows, rest, isCut } = body.value
  const list = v.safeParse(ListSchema, rest)
  if (!rows || isUnreadableList(rows) || !(list.success || isCut)) return { kind: 'no-json' }
  const token = list.success ? list.output.next_token : null
  return { kind: 'read', value: { rows, token: token || null, isCut } }
}

const OVERSIZE_ROW: Row = {
  item: null,
  dropped: ['session row: too large'],
  time: undefined,
  externalId: undefined,
  workflowId: undefined,
}

/**
 * Where a list continues: behind all sessions of an instant, or behind one session. deepidv's tokens expire, and name
 * neither.
 */
export interface PagePosition {
  /** ISO 8601. */
  createdAt: string
  /** `null`: behind all sessions of that instant. */
  id: string | null
}

const formatPosition = ({ createdAt, id }: PagePosition): string =>
  id === null ? createdAt : `${createdAt} ${id}`

/** `undefined` for a row's own ID, which holds no time. */
export function parsePosition(cursor: string): PagePosition | undefined {
  const [, createdAt, id = null] = /^(\d{4}-\d{2}-\d{2}T[\d:.]+Z)(?: ([\w-]+))?$/.exec(cursor) ?? []
  return createdAt === undefined ? undefined : { createdAt, id }
}

/** Newest first; of one instant, by ID. A row without a time is the oldest. */
export const newestFirst = (one: Session, other: Session): number =>
  compare(other.createdAt ?? '', one.createdAt ?? '') || compare(one.id, other.id)

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)

function isBehind({ createdAt, id }: Session, position: PagePosition): boolean {
  const created = createdAt ?? ''
  return (
    created < position.createdAt ||
    (position.id !== null && created === position.createdAt && id > position.id)
  )
}

/** Milliseconds since the epoch, both included; infinite where there is no end. */
interface Window {
  start: number
  end: number
}

type WindowRead =
  | { outcome: 'whole'; rows: Session[] }
  /** `oldest`, `count`: of the rows that were read. */
  | { outcome: 'too-wide'; oldest: number; count: number }
  | { outcome: 'failed'; problem: UpstreamProblem }

export function createSessionLister({
  get,
  now,
}: {
  get(parameters: SearchParameters, call: UpstreamCall): Promise<Fetched<SessionsListPage>>
  now(): number
}) {
  /** How wide a window of each list should be: a hint that only saves requests. */
  const spans = new LruMap<string, number>(MAX_KEYS)
  const pageSize = createPageSize({ sizes: PAGE_SIZES, byDefault: DEFAULT_PAGE_SIZE, now })

  return async function list(
    { filter, after, wanted }: { filter: ListFilter; after: PagePosition | null; wanted: number },
    call: UpstreamCall,
  ): Promise<Fetched<UpstreamPage<Session>>> {
    const lowest = parseTime(filter.from) ?? Number.NEGATIVE_INFINITY
    const highest = Math.min(
      parseTime(after?.createdAt) ?? Number.POSITIVE_INFINITY,
      parseTime(filter.to) ?? Number.POSITIVE_INFINITY,
    )
    const top = Math.min(highest, now())
    const key = filter.workflow ?? filter.scope ?? 'organization'
    const dropped = countDropped()
    const readWindow = createWindowReader({
      get: (parameters) => get(parameters, call),
      call,
      pageSize,
      filter,
      dropped,
    })
    const rows = new Map<string, Session>()
    /** Every row from here up to `highest` is known. */
    let covered: number | undefined
    let end = highest
    let span = filter.externalId === undefined ? (spans.get(key) ?? FIRST_SPAN) : Number.POSITIVE_INFINITY
    let tooWide = Number.POSITIVE_INFINITY

    for (;;) {
      // Whole milliseconds, as the cursor has them: the next page starts exactly where this window does.
      const start = Math.max(lowest, Math.floor(Math.min(end, top) - span))
      const read = await readWindow({ start, end })
      if (read.outcome === 'whole') {
        for (const row of read.rows) if (after === null || isBehind(row, after)) rows.set(row.id, row)
        covered = start
        if (start === lowest || rows.size >= wanted) break
        end = start
        span = Math.min(widen(span, read.rows.length), tooWide / 2)
        continue
      }
      const problem = read.outcome === 'failed' ? read.problem : readWindow.problemAtEnd(span)
      if (problem) {
        if (covered !== undefined && rows.size > 0) break
        return { ok: false, allowance: undefined, problem }
      }
      if (read.outcome === 'too-wide') {
        const width = Math.min(end, top) - (start === Number.NEGATIVE_INFINITY ? read.oldest : start)
        tooWide = Math.min(tooWide, width)
        span = narrow(width, Math.min(end, top) - read.oldest, read.count)
      }
    }

    const sorted = [...rows.values()].sort(newestFirst)
    const target = parseTime(sorted[TARGET_ROWS - 1]?.createdAt)
    if (target !== undefined) spans.set(key, Math.max(MIN_SPAN, (top - target) * 1.2))
    else if (covered > lowest) spans.set(key, top - covered)
    else if (highest === Number.POSITIVE_INFINITY && lowest === Number.NEGATIVE_INFINITY)
      spans.set(key, Number.POSITIVE_INFINITY)
    return pageOf(sorted, covered > lowest ? { createdAt: formatTime(covered), id: null } : null, dropped)
  }
}

function pageOf(sorted: Session[], behind: PagePosition | null, dropped: DroppedCount) {
  const items = sorted.slice(0, MAX_ROWS)
  const last = items.at(-1)
  const isCut = items.length < sorted.length && last?.createdAt != null
  const next = isCut ? { createdAt: last.createdAt ?? '', id: last.id } : behind
  return {
    ok: true as const,
    allowance: undefined,
    value: {
      items: isCut ? items : sorted,
      newest: sorted[0]?.id ?? null,
      next: next && formatPosition(next),
    },
    dropped: dropped.all,
  }
}

interface WindowReaderOptions {
  get(parameters: SearchParameters): Promise<Fetched<SessionsListPage>>
  call: UpstreamCall
  pageSize: PageSize
  filter: ListFilter
  dropped: DroppedCount
}

/** Reads windows to their ends, all together in `MAX_REQUESTS`. */
function createWindowReader({ get, call, pageSize, filter, dropped }: WindowReaderOptions) {
  let requests = 0

  async function readWindow(window: Window): Promise<WindowRead> {
    const rows: Session[] = []
    const tokens = new Set<string>()
    let token: string | null = null
    let count = 0
    let oldest = window.end
    let mayBeNarrowed = window.end - window.start > MIN_SPAN
    let allowed = MAX_REQUESTS_PER_WINDOW
    for (let request = 0; requests < MAX_REQUESTS; request++) {
      requests++
      const { fetched }: { fetched: Fetched<SessionsListPage> } = await pageSize.request(call, (limit) =>
        get({ ...parametersOf(filter, window), limit: limit?.toString(), next_token: token }),
      )
      const isTooLarge = fetched.ok ? fetched.value.isCut : fetched.problem.tooLarge
      // Restarts the window: a token may only fit the limit that it came with.
      if (isTooLarge && pageSize.shrink()) return readWindow(window)
      if (!fetched.ok || isTooLarge) {
        // The token may have expired; a narrower window needs none.
        const isTokenRefused = token !== null && !fetched.ok && fetched.problem.code === 'invalid-parameter'
        return fetched.ok || isTokenRefused
          ? { outcome: 'too-wide', oldest, count }
          : { outcome: 'failed', problem: fetched.problem }
      }
      const page: SessionsListPage = fetched.value
      for (const row of page.rows) {
        const { time } = row
        if (time !== undefined && isIgnored(time, window)) mayBeNarrowed = false
        if (time !== undefined && isWithin(time, window)) {
          oldest = Math.min(oldest, time)
          count++
        }
        const item = take(row, window)
        if (item) rows.push(item)
      }
      token = page.token
      if (token === null) return { outcome: 'whole', rows }
      if (tokens.has(token)) {
        return { outcome: 'failed', problem: unreadable('a list that repeats itself') }
      }
      tokens.add(token)
      if (request === 0) {
        allowed = Math.max(allowed, Math.ceil((2 * TARGET_ROWS) / (page.rows.length || 1)))
      }
      if (mayBeNarrowed && request + 1 >= allowed) break
    }
    return { outcome: 'too-wide', oldest, count }
  }

  function take(row: Row, window: Window): Session | null {
    const { item, time, dropped: names } = row
    if (time !== undefined && !isWithin(time, window)) return null
    // A row without a time is the oldest, so it belongs to the last window.
    const isOutOfPlace = item !== null && time === undefined && window.start !== Number.NEGATIVE_INFINITY
    const isForeign = item !== null && !isOfFilter(row, filter)
    if (isOutOfPlace) dropped.add(['session row: no time'])
    else if (isForeign) dropped.add(['session row: not of the filter'])
    else dropped.add(names)
    return isOutOfPlace || isForeign ? null : item
  }

  readWindow.problemAtEnd = (span: number): UpstreamProblem | undefined =>
    requests >= MAX_REQUESTS || span <= MIN_SPAN
      ? unreadable(`longer than can be read in ${MAX_REQUESTS} requests`)
      : undefined
  return readWindow
}

/** deepidv follows only one of external ID, workflow, organisation and its key's user, in this order. */
function parametersOf({ externalId, workflow, scope }: ListFilter, { start, end }: Window): SearchParameters {
  return {
    external_id: externalId,
    workflow_id: workflow,
    by_organization: scope === 'key-owner' ? null : 'true',
    start_date: Number.isFinite(start) ? formatTime(start - MARGIN) : null,
    end_date: Number.isFinite(end) ? formatTime(end + MARGIN) : null,
  }
}

const isWithin = (time: number, { start, end }: Window): boolean => time >= start && time <= end
const isIgnored = (time: number, { start, end }: Window): boolean =>
  time < start - IGNORED || time > end + IGNORED

function isOfFilter({ externalId, workflowId }: Row, filter: ListFilter): boolean {
  const isOf = (wanted: string | undefined, named: unknown) =>
    wanted === undefined || typeof named !== 'string' || named.toLowerCase() === wanted.toLowerCase()
  return isOf(filter.externalId, externalId) && isOf(filter.workflow, workflowId)
}

function widen(span: number, count: number): number {
  const factor = count === 0 ? MAX_WIDENING : Math.min(MAX_WIDENING, Math.max(2, (1.5 * TARGET_ROWS) / count))
  return span * factor > MAX_SPAN ? Number.POSITIVE_INFINITY : span * factor
}

/** `seen`: the time between the newest and the oldest row that was read. */
const narrow = (width: number, seen: number, count: number): number =>
  Math.max(MIN_SPAN, Math.min(width / 8, count === 0 ? width : (seen * TARGET_ROWS) / count))

const parseTime = (value: unknown): number | undefined => {
  const time = typeof value === 'string' ? Date.parse(value) : Number.NaN
  return Number.isNaN(time) ? undefined : time
}

const LAST_YEAR_OF_FOUR_DIGITS = Date.parse('9999-12-31T23:59:59.999Z')
const formatTime = (time: number): string =>
  new Date(Math.min(LAST_YEAR_OF_FOUR_DIGITS, Math.max(0, Math.floor(time)))).toISOString()

const unreadable = (what: string): UpstreamProblem => ({
  code: 'provider-unreadable',
  detail: `deepidv’s answer was ${what}.`,
  provider: 'deepidv',
})
