/**
 * From a provider’s webhook to the cached rows. The newer one wins, whatever the order of their arrival: a late one changes
 * nothing but the list of events. Where a webhook has not all of an object, the next request asks the provider.
 */
import type { GatewayState } from '@inquiry-lens/shared/contract/admin.ts'
import { TEST_DELIVERY_ID, topicOfCase, topicOfLists } from '@inquiry-lens/shared/contract/live.ts'
import type { Inquiry, InquiryCase, ProviderEvent } from '@inquiry-lens/shared/domain/model.ts'
import { LruMap } from '@inquiry-lens/shared/lib/lru.ts'
import * as v from 'valibot'
import { HEARD_MS } from '../live/subscriptions.ts'
import type { ChangedPart, Provider, Webhook } from '../providers/provider.ts'
import type { KeyValueStore } from './cache/cache.ts'
import type { FreshnessClass } from './cache/freshness.ts'
import type { RowCache } from './cache/row-cache.ts'
import { type Changes, MAX_LAG_MS } from './cache/row-cache.ts'
import type { Metrics } from './metrics.ts'

/** Persona repeats a webhook for two days (docs.withpersona.com, "Webhooks: best practices"). */
const KEPT_MS = 3 * 24 * 60 * 60_000
const MAX_ROWS = 50_000
const MAX_APPLIED = 1_000

/** A clock that is further ahead than this is wrong. */
const MAX_AHEAD_MS = 10_000
const isAhead = (time: string | null, now: number): boolean =>
  time !== null && Date.parse(time) > now + MAX_AHEAD_MS

const MAX_DELAYS = 100
const CountsSchema = v.fallback(
  v.object({
    received: v.number(),
    applied: v.number(),
    closed: v.number(),
    /** When the last one came, and the last one that said something, in milliseconds since the epoch. */
    lastAt: v.nullable(v.number()),
    saidAt: v.nullable(v.number()),
  }),
  { received: 0, applied: 0, closed: 0, lastAt: null, saidAt: null },
)
const COUNTS_KEY = 'webhook-counts'

export type Inbox = ReturnType<typeof openInbox>

/**
 * Which webhooks came, and of which time each object’s newest is: providers send one twice, late, and in any order. One is noted
 * once the LiveHub knows: until then the provider sends it again, and it is applied again. Memory has the IDs of the last ones,
 * whatever else they say the second time.
 *
 * webhook_inbox(object: what it is about, nothing of a closed family; created_at: ISO 8601, of a closed family nothing; id: the
 * provider’s ID of the event; received_at: milliseconds; counts: of all webhooks until then, as JSON, so that they cost no row of
 * their own)
 */
export function openInbox(sql: SqlStorage, keyValueStore: KeyValueStore, now: () => number) {
  // One row written for each: the key finds both the newest of an object and one that came before.
  sql.exec(`CREATE TABLE IF NOT EXISTS webhook_inbox (
    object TEXT NOT NULL,
    created_at TEXT NOT NULL,
    id TEXT NOT NULL,
    received_at INTEGER NOT NULL,
    counts TEXT NOT NULL,
    PRIMARY KEY (object, created_at, id)
  ) WITHOUT ROWID`)
  /** By object: the time of the newest that was applied, noted or not. */
  const newest = new LruMap<string, string>(MAX_APPLIED)

  const seen = new LruMap<string, true>(MAX_APPLIED)

  const last = sql
    .exec<{ id: string; createdAt: string; receivedAt: number; counts: string }>(
      `SELECT id, created_at AS createdAt, received_at AS receivedAt, counts FROM webhook_inbox
      ORDER BY received_at DESC LIMIT ${MAX_APPLIED}`,
    )
    .toArray()
  const newestRows = last.filter(({ receivedAt }) => receivedAt === last[0]?.receivedAt)
  const stored = [keyValueStore.read(COUNTS_KEY), ...newestRows.map((row): unknown => JSON.parse(row.counts))]
  let counts = stored
    .map((one) => v.parse(CountsSchema, one))
    .reduce((most, one) => (one.received > most.received ? one : most))
  for (const { id } of last.toReversed()) seen.set(id, true)
  const delayOf = (createdAt: string, receivedAt: number) => Math.max(0, receivedAt - Date.parse(createdAt))
  /** From the event to its arrival, in milliseconds. */
  let delays = last
    .flatMap(({ createdAt, receivedAt }) => (createdAt === '' ? [] : delayOf(createdAt, receivedAt)))
    .slice(0, MAX_DELAYS)
    .reverse()

  /** A wrong time in the future would be newer than all that follows. */
  const readNewest = (object: string): string | null =>
    sql
      .exec<{ at: string | null }>(
        'SELECT max(created_at) AS at FROM webhook_inbox WHERE object = ? AND created_at <= ?',
        ...[object, new Date(now() + MAX_AHEAD_MS).toISOString()],
      )
      .one().at

  const has = (object: string, createdAt: string, id: string): boolean =>
    sql
      .exec(
        'SELECT 1 FROM webhook_inbox WHERE object = ? AND created_at = ? AND id = ?',
        ...[object, createdAt, id],
      )
      .toArray().length > 0

  return {
    /** `duplicate`: it came before. `late`: a newer one about the object did. `ahead`: its time has not come yet. */
    judge(id: string, object: string, createdAt: string): 'new' | 'late' | 'duplicate' | 'ahead' {
      if (seen.has(id) || has(object, createdAt, id)) return 'duplicate'
      if (isAhead(createdAt, now())) return 'ahead'
      const latest = newest.get(object) ?? readNewest(object) ?? ''
      newest.set(object, latest > createdAt ? latest : createdAt)
      return latest > createdAt ? 'late' : 'new'
    },

    /** Whether one that is shown to no one came before. */
    isRepeated: (id: string): boolean => seen.has(id) || has('', '', id),

    /** One that will be noted is stored with its note. */
    count(is: { applied: boolean; closed: boolean; saying: boolean; noted: boolean }): void {
      counts = {
        received: counts.received + 1,
        applied: counts.applied + Number(is.applied),
        closed: counts.closed + Number(is.closed),
        lastAt: now(),
        saidAt: is.saying ? now() : counts.saidAt,
      }
      if (!is.noted) keyValueStore.write(COUNTS_KEY, counts)
    },

    note(id: string, object = '', createdAt = ''): void {
      if (createdAt !== '') delays = [...delays, delayOf(createdAt, now())].slice(-MAX_DELAYS)
      seen.set(id, true)
      sql.exec(
        'INSERT OR IGNORE INTO webhook_inbox VALUES (?, ?, ?, ?, ?)',
        ...[object, createdAt, id, now(), JSON.stringify(counts)],
      )
    },

    /** Whether the webhook of this event has come. */
    has: ({ id, object, createdAt }: ProviderEvent): boolean => has(object?.id ?? '', createdAt ?? '', id),

    /** When the last one came that said something, in milliseconds since the epoch; none: −∞. */
    saidAt: (): number => counts.saidAt ?? Number.NEGATIVE_INFINITY,

    describe(): NonNullable<GatewayState['webhooks']> {
      const { received, applied, closed, lastAt } = counts
      const sorted = delays.toSorted((one, other) => one - other)
      const at = (share: number) => (sorted[Math.ceil(sorted.length * share) - 1] ?? 0) / 1000
      return {
        ...{ received, applied, closed },
        lastAt: lastAt === null ? null : new Date(lastAt).toISOString(),
        delay: sorted.length > 0 ? { median: at(0.5), p95: at(0.95) } : null,
      }
    },

    sweep(): void {
      // They may stand in what is deleted.
      keyValueStore.write(COUNTS_KEY, counts)
      sql.exec('DELETE FROM webhook_inbox WHERE received_at <= ?', now() - KEPT_MS)
      sql.exec(
        'DELETE FROM webhook_inbox WHERE received_at <= (SELECT received_at FROM webhook_inbox ORDER BY received_at DESC LIMIT 1 OFFSET ?)',
        MAX_ROWS,
      )
    },
  }
}

/** What happened earlier may have changed again, unseen. */
const PROMPT_MS = 60_000
const MAX_EVENTS = 100

const CHANGED_AT_ONCE: ReadonlySet<FreshnessClass> = new Set(['open', 'open-beside-events'])
const OF_CASES: ReadonlySet<FreshnessClass> = new Set([...CHANGED_AT_ONCE, 'final', 'final-mark'])
const LISTS: ReadonlySet<FreshnessClass> = new Set([
  'newest',
  'newest-beside-events',
  'newest-filtered',
  'sessions-behind',
  'inquiries-behind',
])

/** How long webhooks are relied on before the provider’s list of events is asked whether one is missing. */
const CHECK_EVERY_MS = 5 * 60_000
/** What is in view is asked for once a minute, and with it the list. */
export const RELIED_ON_MS = CHECK_EVERY_MS + 60_000
/** After a failure, it is asked again. */
const CHECK_AGAIN_MS = 60_000
/** One that has not come by then is missing. */
const DELIVERED_WITHIN_MS = 60_000
/** How long none is relied on after one was missing. */
const DISTRUSTED_MS = 60 * 60_000
const KEY = 'webhook-check'

const none = Number.NEGATIVE_INFINITY
const CheckSchema = v.fallback(
  v.object({
    checkedAt: v.nullable(v.number()),
    foundAt: v.nullable(v.number()),
    missedAt: v.nullable(v.number()),
    doubtedAt: v.nullable(v.number()),
  }),
  { checkedAt: null, foundAt: null, missedAt: null, doubtedAt: null },
)

/**
 * Whether all that happens to cases comes by webhook: each event that the provider lists has come. While they do, a cached case is
 * true until a webhook says otherwise. A lost one says nothing, so the list is read every few minutes while someone looks.
 *
 * Stored, in milliseconds since the epoch: when it was `checked` last, when a listed event was last `found` among the webhooks and when
 * one was `missed`, and when something made cached cases doubtful, which memory alone remembers of which.
 */
function openCheck({
  inbox,
  changes,
  keyValueStore,
  coveredSince,
  isLive,
  now,
}: {
  inbox: Inbox
  changes: Changes
  keyValueStore: KeyValueStore
  coveredSince: () => number
  isLive: () => boolean
  now: () => number
}) {
  const startedAt = now()
  let state = v.parse(CheckSchema, keyValueStore.read(KEY))
  /** Listed, and young: their webhooks may be on their way. */
  const awaited = new Map<string, ProviderEvent>()
  let triedAt = none

  const write = (change: Partial<typeof state>): void => {
    state = { ...state, ...change }
    keyValueStore.write(KEY, state)
  }

  /** Before the first check: since the first event of which a webhook came. */
  function startOf(events: readonly ProviderEvent[]): number {
    if (state.checkedAt !== null) return state.checkedAt - MAX_LAG_MS
    const told = events.filter((event) => inbox.has(event)).map(timeOf)
    return Math.min(Number.POSITIVE_INFINITY, ...told)
  }

  function judge(event: ProviderEvent): void {
    if (inbox.has(event)) {
      awaited.delete(event.id)
      state = { ...state, foundAt: now() }
      return
    }
    awaited.set(event.id, event)
    if (now() - timeOf(event) < DELIVERED_WITHIN_MS) return
    awaited.delete(event.id)
    for (const id of [caseOf(event), event.object?.id]) if (id) changes.noteMissed(id)
    if (state.missedAt !== now()) write({ missedAt: now(), doubtedAt: now() })
  }

  const isReliable = (): boolean => {
    const { checkedAt, foundAt, missedAt } = state
    if (!isLive() || checkedAt === null || foundAt === null) return false
    return foundAt > (missedAt ?? none) && now() - (missedAt ?? none) > DISTRUSTED_MS
  }

  return {
    /** To be called with each answer. */
    isDue(): boolean {
      if (!isLive()) return false
      for (const event of [...awaited.values()]) judge(event)
      const isDue = now() - (state.checkedAt ?? none) >= CHECK_EVERY_MS && now() - triedAt >= CHECK_AGAIN_MS
      if (isDue) triedAt = now()
      return isDue
    },

    noteListed(events: readonly ProviderEvent[]): void {
      if (!isLive()) return
      const start = startOf(events)
      for (const event of events) if (caseOf(event) && timeOf(event) >= start) judge(event)
    },

    /** `false`: more must be listed first, back to the last check. */
    finish(isLast: boolean): boolean {
      if (!isLive()) {
        // What happened until the next webhook says nothing about those that follow.
        if (state.checkedAt !== null) write({ checkedAt: null })
        return true
      }
      if (!isLast && coveredSince() > (state.checkedAt ?? Number.POSITIVE_INFINITY) - MAX_LAG_MS) return false
      const isNews = now() - (state.checkedAt ?? none) >= CHECK_AGAIN_MS
      state = { ...state, checkedAt: now() }
      if (isNews) write({})
      return true
    },

    /** A cached case is known to have changed, and not how. */
    noteDoubt: () => write({ doubtedAt: now() }),

    /** When what was stored then was last known to be true; `undefined`: nothing says. */
    knownAt(storedAt: number): number | undefined {
      if (!isReliable() || coveredSince() > storedAt - MAX_LAG_MS) return undefined
      const { doubtedAt, checkedAt } = state
      if (doubtedAt !== null && storedAt <= doubtedAt && doubtedAt <= startedAt) return undefined
      return Math.max(storedAt, checkedAt ?? none)
    },
  }
}

const timeOf = ({ createdAt }: ProviderEvent): number => Date.parse(createdAt ?? '')
const caseOf = ({ object, inquiryId }: ProviderEvent): string | null =>
  object?.type === 'inquiry' ? object.id : (inquiryId ?? null)

type EventWebhook = Extract<Webhook, { kind: 'event' }>

export type Webhooks = ReturnType<typeof createWebhooks>

export function createWebhooks({
  provider,
  inbox,
  rows,
  changes,
  metrics,
  keyValueStore,
  coveredSince,
  now,
}: {
  provider: Pick<Provider, 'id' | 'readWebhook'>
  inbox: Inbox
  rows: RowCache
  changes: Changes
  metrics: Metrics
  keyValueStore: KeyValueStore
  /** Of the provider’s events, all since then are known, up to the newest that it listed (milliseconds since the epoch). */
  coveredSince: () => number
  now: () => number
}) {
  const isLive = () => now() - inbox.saidAt() <= HEARD_MS
  const check = openCheck({ inbox, changes, keyValueStore, coveredSince, isLive, now })

  function noteChanged(caseId: string): void {
    changes.noteChanged(caseId)
    check.noteDoubt()
  }

  /** `false`: it came before. Any other changes at least the list of events. */
  function apply({ event, caseId, part }: EventWebhook): boolean {
    const order = inbox.judge(event.id, event.object.id, event.createdAt)
    if (order === 'duplicate') return false
    if (order === 'ahead') {
      if (caseId !== null) noteChanged(caseId)
      return true
    }
    rows.noteRows([{ kind: 'event', item: event }])
    const isPrompt = Math.abs(now() - Date.parse(event.createdAt)) < PROMPT_MS
    const isKnown = part !== null && (part === 'other' || isUsable(part, now()))
    const taken = order === 'new' && isPrompt && part !== 'other' ? part : null
    if (order === 'new' && !(isPrompt && isKnown)) {
      if (caseId !== null) noteChanged(caseId)
      return true
    }
    if (taken) setObject(event, taken)
    if (caseId !== null)
      rows.changeCase(caseId, (file, storedAt) =>
        file.about === 'inquiry'
          ? withEvent(taken ? withPart(file, taken, event, { storedAt, now: now() }) : file, event)
          : file,
      )
    return true
  }

  /** `false`: the case was not asked for since the last one. The answer to who heard of that one will have both. */
  function applyHint(caseId: string): boolean {
    const storedAt = rows.peekObject(caseId)?.storedAt
    if (storedAt !== undefined && changes.hasChanged(caseId, storedAt)) {
      changes.noteChanged(caseId)
      return false
    }
    noteChanged(caseId)
    return true
  }

  function setObject(event: EventWebhook['event'], part: ChangedPart): void {
    if (part.kind === 'verification') return
    const cached = rows.getObject(part.item.id)
    if (part.kind === 'session') {
      if (!cached?.content || isAfter(event, cached.storedAt)) rows.setObject(part.item.id, part)
      return
    }
    const known = cached?.content?.kind === 'inquiry' ? cached.content.item : undefined
    if (known && isOlder(part.item, known, now())) return
    rows.setObject(part.item.id, { kind: 'inquiry', item: known ? complete(part.item, known) : part.item })
  }

  const topicsOf = (caseId: string | null): string[] => [
    topicOfLists(provider.id),
    ...(caseId === null ? [] : [topicOfCase(caseId)]),
  ]

  function read(body: string): Webhook {
    const webhook = readJson(body, provider)
    const isKnown = webhook.kind !== 'hint' || webhook.isSure || rows.peekObject(webhook.caseId) !== undefined
    return isKnown ? webhook : NOTHING
  }

  /** Returns what has changed. `before`: those that came with it. */
  function take(webhook: Webhook, before: readonly Webhook[]): { topics: string[]; confirm?: () => void } {
    const { kind } = webhook
    if (kind === 'hint') {
      changes.noteWebhook(webhook.caseId)
      const isApplied = applyHint(webhook.caseId)
      inbox.count({ applied: isApplied, closed: false, saying: true, noted: false })
      return { topics: isApplied ? topicsOf(webhook.caseId) : [] }
    }
    const id = idOf(webhook)
    const isFirst = id === null || !before.some((one) => idOf(one) === id)
    const isApplied = kind === 'event' && isFirst && apply(webhook)
    const isDropped =
      kind === 'nothing' && isFirst && id !== TEST_DELIVERY_ID && (id === null || !inbox.isRepeated(id))
    if ((isApplied || isDropped) && Object.keys(webhook.dropped).length > 0) {
      metrics.countDropped(webhook.dropped, now())
      metrics.store()
    }
    if (kind === 'event' && webhook.caseId !== null) changes.noteWebhook(webhook.caseId)
    const isNotedAtOnce = isDropped && id !== null
    inbox.count({
      applied: isApplied,
      closed: kind === 'nothing' && isDropped && webhook.isClosed,
      // One that says nothing, such as a test delivery, is no sign that others come.
      saying: kind === 'event',
      noted: isApplied || isNotedAtOnce,
    })
    if (isNotedAtOnce) inbox.note(id)
    if (kind !== 'event' || !isApplied) return { topics: [] }
    const { event, caseId } = webhook
    return {
      topics: topicsOf(caseId),
      confirm: () => inbox.note(event.id, event.object.id, event.createdAt),
    }
  }

  return {
    /**
     * `bodies`: JSON, from the provider without doubt. `topics`: what has changed; `isHeard`: by what they say. Call `confirm` once
     * the LiveHub knows; until then the webhooks count as none that came.
     */
    receive(bodies: readonly string[]): { topics: string[]; isHeard: boolean; confirm(): void } {
      const all = bodies.map(read)
      const taken = all.map((webhook, nth) => take(webhook, all.slice(0, nth)))
      const topics = taken.flatMap((one) => one.topics)
      return {
        topics: [...new Set([...topics, ...changes.takeFound().map(topicOfCase)])],
        isHeard: topics.length > 0,
        confirm() {
          for (const one of taken) one.confirm?.()
        },
      }
    },

    describe: inbox.describe,

    /** When the last one came that said something, in milliseconds since the epoch; none: −∞. */
    lastAt: inbox.saidAt,

    check,

    /** When what was stored then was last known to be true; `undefined`: nothing says that it still is. */
    knownAt(freshness: FreshnessClass, storedAt: number): number | undefined {
      const isUnchanged = OF_CASES.has(freshness) || (LISTS.has(freshness) && storedAt > inbox.saidAt())
      return isUnchanged ? check.knownAt(storedAt) : undefined
    },

    /**
     * `unchanged`: a webhook would have said if what was stored then had changed. `changed`: one says that a list may have.
     * `undefined`: none comes, or of such changes.
     */
    judge(freshness: FreshnessClass, storedAt: number): 'unchanged' | 'changed' | undefined {
      if (!isLive()) return undefined
      if (CHANGED_AT_ONCE.has(freshness)) return 'unchanged'
      if (!LISTS.has(freshness)) return undefined
      return storedAt > inbox.saidAt() ? 'unchanged' : 'changed'
    },
  }
}

function readJson(body: string, provider: Pick<Provider, 'readWebhook'>): Webhook {
  try {
    return provider.readWebhook(JSON.parse(body))
  } catch {
    return NOTHING
  }
}

const NOTHING: Webhook = { kind: 'nothing', id: null, dropped: {}, isClosed: false }

const idOf = (webhook: Webhook): string | null =>
  webhook.kind === 'event' ? webhook.event.id : webhook.kind === 'nothing' ? webhook.id : null

const isUsable = (part: ChangedPart, now: number): boolean =>
  part.kind !== 'inquiry' || (part.item.redactedAt === null && !isAhead(part.item.updatedAt, now))

/** A provider’s answer may lag behind its events. */
const isAfter = (event: EventWebhook['event'], storedAt: number): boolean =>
  Date.parse(event.createdAt) > storedAt - MAX_LAG_MS

const isOlder = (one: Inquiry, other: Inquiry, now: number): boolean =>
  (one.updatedAt ?? '') < (other.updatedAt ?? '') && !isAhead(other.updatedAt, now)

/** A webhook may be told to leave out relationships. */
const complete = (inquiry: Inquiry, known: Inquiry): Inquiry => ({
  ...inquiry,
  templateName: inquiry.templateName ?? known.templateName,
  accountId: inquiry.accountId ?? known.accountId,
  decidedBy: inquiry.decidedBy ?? known.decidedBy,
  referenceId: inquiry.referenceId ?? known.referenceId,
  counts: {
    sessions: inquiry.counts.sessions ?? known.counts.sessions,
    verifications: inquiry.counts.verifications ?? known.counts.verifications,
    documents: inquiry.counts.documents ?? known.counts.documents,
    selfies: inquiry.counts.selfies ?? known.counts.selfies,
  },
})

function withPart(
  file: InquiryCase,
  part: ChangedPart,
  event: EventWebhook['event'],
  { storedAt, now }: { storedAt: number; now: number },
): InquiryCase {
  if (part.kind === 'inquiry') {
    return isOlder(part.item, file.inquiry, now)
      ? file
      : { ...file, inquiry: complete(part.item, file.inquiry) }
  }
  if (!isAfter(event, storedAt)) return file
  if (part.kind === 'session') {
    const sessions = replace(file.sessions, { ...part.item, inquiryId: file.inquiry.id }).sort((one, other) =>
      (other.createdAt ?? '').localeCompare(one.createdAt ?? ''),
    )
    return { ...file, sessions, inquiry: countAtLeast(file.inquiry, { sessions: sessions.length }) }
  }
  if (!file.verifications) return file
  const verifications = replace(file.verifications, part.item)
  return {
    ...file,
    verifications,
    inquiry: countAtLeast(file.inquiry, { verifications: verifications.length }),
  }
}

const replace = <TItem extends { id: string }>(items: readonly TItem[], item: TItem): TItem[] =>
  items.some(({ id }) => id === item.id)
    ? items.map((one) => (one.id === item.id ? item : one))
    : [...items, item]

/** A count that the provider has not told stays unknown. */
const countAtLeast = (inquiry: Inquiry, least: { sessions?: number; verifications?: number }): Inquiry => {
  const { counts } = inquiry
  const atLeast = (name: 'sessions' | 'verifications') =>
    counts[name] === null ? null : Math.max(counts[name], least[name] ?? 0)
  return {
    ...inquiry,
    counts: { ...counts, sessions: atLeast('sessions'), verifications: atLeast('verifications') },
  }
}

/** Newest first, as the provider lists them. */
function withEvent(file: InquiryCase, event: EventWebhook['event']): InquiryCase {
  const { events } = file
  if (file.eventsMissing || events.some(({ id }) => id === event.id)) return file
  const older = events.findIndex(({ createdAt }) => createdAt !== null && createdAt <= event.createdAt)
  const at = older === -1 ? events.length : older
  // Behind the last of an incomplete list others may be missing.
  if (older === -1 && file.eventsTruncated) return file
  const all = [...events.slice(0, at), event, ...events.slice(at)]
  return {
    ...file,
    events: all.slice(0, MAX_EVENTS),
    eventsTruncated: file.eventsTruncated || all.length > MAX_EVENTS,
  }
}
