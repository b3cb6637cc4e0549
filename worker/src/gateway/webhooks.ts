/**
 * From a provider’s webhook to the cached rows. The newer one wins, whatever the order of their arrival: a late one changes
 * nothing but the list of events. Where a webhook has not all of an object, the next request asks the provider.
 */
import { topicOfCase, topicOfLists } from '@inquiry-lens/shared/contract/live.ts'
import type { Inquiry, InquiryCase } from '@inquiry-lens/shared/domain/model.ts'
import { LruMap } from '@inquiry-lens/shared/lib/lru.ts'
import type { ChangedPart, Provider, Webhook } from '../providers/provider.ts'
import type { FreshnessClass } from './cache/freshness.ts'
import type { RowCache } from './cache/row-cache.ts'
import { type Changes, MAX_LAG_MS } from './cache/row-cache.ts'
import type { Metrics } from './metrics.ts'

/** Persona repeats a webhook for two days (docs.withpersona.com, "Webhooks: best practices"). */
const KEPT_MS = 3 * 24 * 60 * 60_000
const MAX_ROWS = 50_000
const MAX_APPLIED = 1_000

export type Inbox = ReturnType<typeof openInbox>

/**
 * Which webhooks came, and of which time each object’s newest is: providers send one twice, late, and in any order. One is noted
 * once the LiveHub knows: until then the provider sends it again, and it is applied again.
 *
 * received_webhooks(object: what it is about; created_at: ISO 8601; id: the provider’s ID of the event; received_at: milliseconds)
 */
export function openInbox(sql: SqlStorage, now: () => number) {
  // One row written for each: the key finds both the newest of an object and one that came before.
  sql.exec(`CREATE TABLE IF NOT EXISTS received_webhooks (
    object TEXT NOT NULL,
    created_at TEXT NOT NULL,
    id TEXT NOT NULL,
    received_at INTEGER NOT NULL,
    PRIMARY KEY (object, created_at, id)
  ) WITHOUT ROWID`)
  /** By object: the time of the newest that was applied, noted or not. */
  const newest = new LruMap<string, string>(MAX_APPLIED)

  const readNewest = (object: string): string | null =>
    sql
      .exec<{ at: string | null }>(
        'SELECT max(created_at) AS at FROM received_webhooks WHERE object = ?',
        object,
      )
      .one().at

  return {
    /** `duplicate`: it came before. `late`: a newer one about the object did. */
    judge(id: string, object: string, createdAt: string): 'new' | 'late' | 'duplicate' {
      const known = sql
        .exec(
          'SELECT 1 FROM received_webhooks WHERE object = ? AND created_at = ? AND id = ?',
          ...[object, createdAt, id],
        )
        .toArray()
      if (known.length > 0) return 'duplicate'
      const latest = newest.get(object) ?? readNewest(object) ?? ''
      newest.set(object, latest > createdAt ? latest : createdAt)
      return latest > createdAt ? 'late' : 'new'
    },

    note: (id: string, object: string, createdAt: string): void =>
      void sql.exec(
        'INSERT OR IGNORE INTO received_webhooks VALUES (?, ?, ?, ?)',
        ...[object, createdAt, id, now()],
      ),

    /** When the last one came, in milliseconds since the epoch; none: −∞. */
    lastAt: (): number =>
      sql.exec<{ at: number | null }>('SELECT max(received_at) AS at FROM received_webhooks').one().at ??
      Number.NEGATIVE_INFINITY,

    sweep(): void {
      sql.exec('DELETE FROM received_webhooks WHERE received_at <= ?', now() - KEPT_MS)
      sql.exec(
        'DELETE FROM received_webhooks WHERE received_at <= (SELECT received_at FROM received_webhooks ORDER BY received_at DESC LIMIT 1 OFFSET ?)',
        MAX_ROWS,
      )
    },
  }
}

/** A provider that was silent for longer may have been told to send nothing. */
const LIVE_MS = 24 * 60 * 60_000
/** What happened earlier may have changed again, unseen. */
const PROMPT_MS = 60_000
const MAX_EVENTS = 100

const CHANGED_AT_ONCE: ReadonlySet<FreshnessClass> = new Set(['open', 'open-beside-events'])
const LISTS: ReadonlySet<FreshnessClass> = new Set([
  'newest',
  'newest-beside-events',
  'newest-filtered',
  'sessions-behind',
  'inquiries-behind',
])

type EventWebhook = Extract<Webhook, { kind: 'event' }>

export type Webhooks = ReturnType<typeof createWebhooks>

export function createWebhooks({
  provider,
  inbox,
  rows,
  changes,
  metrics,
  now,
}: {
  provider: Pick<Provider, 'id' | 'readWebhook'>
  inbox: Inbox
  rows: RowCache
  changes: Changes
  metrics: Metrics
  now: () => number
}) {
  let lastAt = inbox.lastAt()

  /** `false`: it came before. Any other changes at least the list of events. */
  function apply({ event, caseId, part }: EventWebhook): boolean {
    const order = inbox.judge(event.id, event.object.id, event.createdAt)
    if (order === 'duplicate') return false
    rows.noteRows([{ kind: 'event', item: event }])
    const isPrompt = Math.abs(now() - Date.parse(event.createdAt)) < PROMPT_MS
    const isKnown = part !== null && (part === 'other' || !isRedacted(part))
    const taken = order === 'new' && isPrompt && part !== 'other' ? part : null
    if (order === 'new' && !(isPrompt && isKnown)) {
      if (caseId !== null) changes.noteChanged(caseId)
      return true
    }
    if (taken) setObject(event, taken)
    if (caseId !== null)
      rows.changeCase(caseId, (file, storedAt) =>
        file.about === 'inquiry'
          ? withEvent(taken ? withPart(file, taken, event, storedAt) : file, event)
          : file,
      )
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
    if (known && isOlder(part.item, known)) return
    rows.setObject(part.item.id, { kind: 'inquiry', item: known ? complete(part.item, known) : part.item })
  }

  const topicsOf = (caseId: string | null): string[] => [
    topicOfLists(provider.id),
    ...(caseId === null ? [] : [topicOfCase(caseId)]),
  ]

  return {
    /**
     * `body`: JSON, from the provider without doubt. `topics`: what has changed. Call `confirm` once the LiveHub knows; until
     * then the webhook counts as none that came.
     */
    receive(body: string): { topics: string[]; confirm(): void } {
      const webhook = readJson(body, provider)
      // One that says nothing, such as a test delivery, is no sign that others come.
      if (webhook.kind !== 'nothing') lastAt = now()
      if (webhook.kind !== 'hint') metrics.countDropped(webhook.dropped, now())
      if (webhook.kind === 'hint') changes.noteChanged(webhook.caseId)
      if (webhook.kind !== 'nothing' && webhook.caseId !== null) changes.noteWebhook(webhook.caseId)
      const isApplied = webhook.kind === 'event' ? apply(webhook) : webhook.kind === 'hint'
      const delayMs = webhook.kind === 'event' ? now() - Date.parse(webhook.event.createdAt) : undefined
      metrics.countWebhook(isApplied, now(), delayMs)
      metrics.store()
      const topics = isApplied && webhook.kind !== 'nothing' ? topicsOf(webhook.caseId) : []
      return {
        topics: [...new Set([...topics, ...changes.takeFound().map(topicOfCase)])],
        confirm() {
          if (!isApplied || webhook.kind !== 'event') return
          const { id, object, createdAt } = webhook.event
          inbox.note(id, object.id, createdAt)
        },
      }
    },

    /** Milliseconds since the epoch; none: −∞. */
    lastAt: () => lastAt,

    /**
     * `unchanged`: a webhook would have said if what was stored then had changed. `changed`: one says that a list may have.
     * `undefined`: none comes, or of such changes.
     */
    judge(freshness: FreshnessClass, storedAt: number): 'unchanged' | 'changed' | undefined {
      if (now() - lastAt > LIVE_MS) return undefined
      if (CHANGED_AT_ONCE.has(freshness)) return 'unchanged'
      if (!LISTS.has(freshness)) return undefined
      return storedAt > lastAt ? 'unchanged' : 'changed'
    },
  }
}

function readJson(body: string, provider: Pick<Provider, 'readWebhook'>): Webhook {
  try {
    return provider.readWebhook(JSON.parse(body))
  } catch {
    return { kind: 'nothing', dropped: {} }
  }
}

const isRedacted = (part: ChangedPart): boolean => part.kind === 'inquiry' && part.item.redactedAt !== null

/** A provider’s answer may lag behind its events. */
const isAfter = (event: EventWebhook['event'], storedAt: number): boolean =>
  Date.parse(event.createdAt) > storedAt - MAX_LAG_MS

const isOlder = (one: Inquiry, other: Inquiry): boolean => (one.updatedAt ?? '') < (other.updatedAt ?? '')

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
  storedAt: number,
): InquiryCase {
  if (part.kind === 'inquiry') {
    return isOlder(part.item, file.inquiry) ? file : { ...file, inquiry: complete(part.item, file.inquiry) }
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
