/**
 * The one WebSocket of this browser, which says what has changed at the relay (`shared/src/contract/live.ts`). Each request for a
 * case or list holds its topic for a while: surfaces ask again while they are visible, so that the socket closes soon after the
 * last of them. A look-up for marks holds their cases while the marks are in view. What changed is stored, where
 * surfaces see it, and ask.
 */
import {
  type ClientFrame,
  LIVE_CLOSED,
  LIVE_PROTOCOL,
  PING,
  PONG,
  type RelayFrame,
  RelayFrameSchema,
  TOPIC_OF_WATCHES,
  topicOfCase,
} from '@inquiry-lens/shared/contract/live.ts'
import * as v from 'valibot'
import type { Account } from '../../messages/messages.ts'
import type { StoredItem } from '../../platform/storage.ts'
import { accountKey, isSample, type LiveKey, type LiveState } from '../../stored.ts'
import type { Credentials } from '../relay/http.ts'

/** Longer than surfaces wait between two requests. */
const HELD_MS = 90_000
/** From a request to its answer. */
const LONGEST_ANSWER_MS = 12_000
/** Before it is over, the relay is asked again whether a provider sends it webhooks. */
const QUIET_MS = 10 * 60_000
/** Chrome ends a background that hears and sends nothing for 30 s. */
const PING_EVERY_MS = 20_000
/** Marks that come into view within it are one frame: the relay takes no more than two a second. */
const GATHER_MARKS_MS = 2_000
/** Beside what surfaces hold, within what the relay takes. */
const MAX_MARKED = 100
const FIRST_RETRY_MS = 15_000
const LONGEST_RETRY_MS = 60_000

const OF_CASE = topicOfCase('')
/** The number of a topic that each socket has. */
const WATCHES = 0

export type LiveSocket = Pick<WebSocket, 'send' | 'close' | 'addEventListener'>

interface Held {
  /** What the relay calls the topic by. */
  number: number
  /** What surfaces call it by: a case has an ID of its own in each session’s request. */
  keys: Set<LiveKey>
  /** IDs of marks, of the case or its sessions. */
  marks: Set<string>
  until: number
  /** Until then, the relay tells only of what answers show: its provider sends no webhooks. */
  quietUntil: number
  /** When one of its marks was last seen in view, and a while more. */
  markedUntil: number
}

/** A marked ID, and that of its case. */
export interface Marked {
  id: string
  caseId: string
}

export interface Live {
  /** Call it after each answer to a surface. `key`: what changes in `LiveState` with the topic. */
  follow(credentials: Credentials, account: Account, topic: string, key: LiveKey): void
  /** Call it after each look-up for marks. Where there are too many, the last ones are followed. */
  followMarks(credentials: Credentials, account: Account, marked: readonly Marked[]): void
  /** How often the relay has told: what was asked for before is no answer to who asks after it. */
  changes(): number
  stop(): Promise<void>
}

export function createLive({
  open,
  state,
  refreshMarks,
  refreshWatches,
  listMarks,
  now,
  random,
  after,
  report,
}: {
  open: (url: string, protocols: string[]) => LiveSocket
  state: Pick<StoredItem<LiveState>, 'set' | 'remove'>
  /** Beside the IDs of these cases, which have changed. */
  refreshMarks: (caseIds: readonly string[]) => Promise<void>
  /** The agent has changed their list of watches, perhaps in another browser; or may have, while there was no socket. */
  refreshWatches: (hasChanged: boolean) => Promise<unknown>
  /** The IDs that are marked in a page in view. */
  listMarks: () => Promise<readonly string[]>
  now: () => number
  random: () => number
  /** Runs later, unless aborted. */
  after: (milliseconds: number, run: () => void, abort: AbortSignal) => void
  report: (error: unknown) => void
}): Live {
  const held = new Map<string, Held>()
  let drawn = 0
  let changes = 0
  const counters = new Map<LiveKey, number>()
  /** Milliseconds since the epoch. */
  let downSince: number | undefined
  let seq: number | undefined
  /** Marked, and not asked for yet; and what was known when they were looked up. */
  let gathered: { topics: Set<string>; seq: number } | undefined
  let failures = 0
  let session:
    | {
        owner: string
        since: number
        ended: AbortController
        send: ((frame: ClientFrame) => void) | undefined
      }
    | undefined

  /** `isDown`: surfaces have to poll. */
  function publish(isDown = false): void {
    const pick = (isQuiet: boolean): LiveState['changed'] =>
      Object.fromEntries(
        [...held.values()]
          .filter(({ quietUntil }) => quietUntil > now() === isQuiet)
          .flatMap(({ keys }) => [...keys].map((key) => [key, counters.get(key) ?? 0])),
      )
    const found = pick(true)
    void state
      .set({
        changed: isDown ? {} : pick(false),
        ...(Object.keys(found).length > 0 && { found }),
        ...(downSince !== undefined && { downSince }),
      })
      .catch(report)
  }

  /** Of topics that the relay tells of. */
  function tell(topics: readonly string[]): void {
    changes++
    for (const topic of topics) for (const key of held.get(topic)?.keys ?? []) counters.set(key, changes)
    publish()
    const caseIds = topics.flatMap((topic) => (topic.startsWith(OF_CASE) ? topic.slice(OF_CASE.length) : []))
    if (caseIds.length > 0) void refreshMarks(caseIds).catch(report)
  }

  function take({ seq: newest, changed: numbers, reset, quiet }: RelayFrame, isFirst: boolean): void {
    if (quiet)
      for (const one of held.values()) one.quietUntil = quiet.includes(one.number) ? now() + QUIET_MS : 0
    const hasChanged = reset || numbers.includes(WATCHES)
    if (hasChanged || seq === undefined) void refreshWatches(hasChanged).catch(report)
    seq = Math.max(newest, reset ? 0 : (seq ?? 0))
    if (isFirst) downSince = undefined
    tell([...held].flatMap(([topic, { number }]) => (reset || numbers.includes(number) ? topic : [])))
  }

  /** Those behind this number. */
  const topicsFrom = (number: number): Record<number, string> =>
    Object.fromEntries(
      [...held].flatMap(([topic, one]) => (one.number > number ? [[one.number, topic]] : [])),
    )

  function want(send: (frame: ClientFrame) => void, topics: Record<number, string>): void {
    send({ add: topics, drop: [] })
    // They may have changed since surfaces asked for them.
    send({ since: seq ?? 0 })
  }

  /** Returns what is held no longer. */
  function letGo(): number[] {
    // However long the laptop slept, a mark is held until it is known to be out of view.
    const marked = [...held].filter(([, { until, marks }]) => until <= now() && marks.size > 0)
    const tooMany = marked
      .sort(([, one], [, other]) => other.markedUntil - one.markedUntil || other.number - one.number)
      .slice(MAX_MARKED)
    const gone = [...held].filter(([, { until, marks }]) => until <= now() && marks.size === 0)
    return [...gone, ...tooMany].map(([topic, { number }]) => {
      held.delete(topic)
      return number
    })
  }

  function askGathered(): void {
    const drop = letGo()
    const { topics, seq: known = 0 } = gathered ?? {}
    gathered = undefined
    const add = [...(topics ?? [])].flatMap((topic) => {
      const one = held.get(topic)
      return one ? [[one.number, topic]] : []
    })
    if (!session?.send || add.length === 0) return
    session.send({ add: Object.fromEntries(add), drop })
    session.send({ since: known })
  }

  /** Those that are still in view stay held; those that have been out of it for long do not. */
  async function renewMarks(): Promise<void> {
    const isAging = ({ marks, markedUntil }: Held) =>
      marks.size > 0 && markedUntil <= now() + 2 * PING_EVERY_MS
    if (![...held.values()].some(isAging)) return
    const inView = new Set(await listMarks())
    for (const one of held.values()) {
      if ([...one.marks].some((id) => inView.has(id))) one.markedUntil = now() + HELD_MS
      else if (one.markedUntil <= now()) one.marks.clear()
    }
  }

  function connect({ relay, token }: Credentials, owned: NonNullable<typeof session>): void {
    const { ended } = owned
    const socket = open(`${relay.replace(/^http/, 'ws')}/v1/live`, [LIVE_PROTOCOL, token])
    const closed = new AbortController()
    const abort = AbortSignal.any([ended.signal, closed.signal])
    const listen = { signal: closed.signal }
    let isFirst = true
    let isPonged = true
    /** The last topic that the relay was asked for. */
    let asked = 0
    const send = (frame: ClientFrame) => socket.send(JSON.stringify(frame))

    function ping(): void {
      void renewMarks().catch(report)
      const drop = letGo()
      if (!isPonged) socket.close()
      else if (held.size === 0) end()
      else {
        if (drop.length > 0 && !isFirst) send({ add: {}, drop })
        const soon = now() + 2 * PING_EVERY_MS
        if (!isFirst && [...held.values()].some(({ quietUntil: at }) => at > 0 && at <= soon))
          send({ since: seq ?? 0 })
        isPonged = false
        socket.send(PING)
        after(PING_EVERY_MS, ping, abort)
      }
    }
    ended.signal.addEventListener('abort', () => socket.close(), listen)
    socket.addEventListener(
      'open',
      () => {
        asked = drawn
        letGo()
        gathered = undefined
        send({
          hello: seq ?? { sinceMs: now() - owned.since + LONGEST_ANSWER_MS },
          topics: { [WATCHES]: TOPIC_OF_WATCHES, ...topicsFrom(WATCHES) },
        })
        after(PING_EVERY_MS, ping, abort)
      },
      listen,
    )
    socket.addEventListener(
      'message',
      ({ data }) => {
        const text = String(data)
        if (text.startsWith(PONG)) {
          isPonged = true
          if (Number(text.slice(PONG.length)) > (seq ?? 0)) send({ since: seq ?? 0 })
          return
        }
        const frame = v.safeParse(v.pipe(v.string(), v.parseJson(), RelayFrameSchema), text)
        if (frame.success) {
          failures = 0
          owned.send = send
          take(frame.output, isFirst)
          // What has come since hello.
          if (isFirst && asked < drawn) want(send, topicsFrom(asked))
          isFirst = false
        } else socket.close()
      },
      listen,
    )
    socket.addEventListener(
      'close',
      ({ code }) => {
        closed.abort()
        owned.send = undefined
        if (ended.signal.aborted) return
        letGo()
        if (downSince === undefined) {
          downSince = now()
          publish()
          // A relay that restarts is back before, and says what they have missed.
          after((1 + random()) * FIRST_RETRY_MS, () => downSince !== undefined && publish(true), ended.signal)
        }
        // The next request finds out why, and another sign-in opens another socket.
        if (held.size === 0 || code === LIVE_CLOSED.signedOut) end()
        else {
          const longest = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** failures++)
          after(random() * longest, () => connect({ relay, token, abort: ended.signal }, owned), ended.signal)
        }
      },
      listen,
    )
  }

  function end(): void {
    session?.ended.abort()
    session = undefined
    held.clear()
    gathered = undefined
    counters.clear()
    downSince = undefined
    void state.remove().catch(report)
  }

  /** `isNew`: it was not held before. */
  function hold(account: Account, topic: string): { one: Held; isNew: boolean } {
    if (session && session.owner !== accountKey(account)) end()
    const known = held.get(topic)
    const one = known ?? {
      number: ++drawn,
      keys: new Set(),
      marks: new Set(),
      until: 0,
      markedUntil: 0,
      quietUntil: 0,
    }
    held.set(topic, one)
    return { one, isNew: !known }
  }

  function begin(credentials: Credentials, account: Account): void {
    session = { owner: accountKey(account), since: now(), ended: new AbortController(), send: undefined }
    seq = undefined
    failures = 0
    credentials.abort.addEventListener('abort', end, { once: true, signal: session.ended.signal })
    connect(credentials, session)
  }

  return {
    follow(credentials, account, topic, key) {
      if (isSample(account) || credentials.abort.aborted) return
      const { one, isNew } = hold(account, topic)
      one.keys.add(key)
      one.until = now() + HELD_MS
      if (!session) begin(credentials, account)
      else if (isNew && session.send) want(session.send, { [one.number]: topic })
    },
    followMarks(credentials, account, marked) {
      if (isSample(account) || credentials.abort.aborted) return
      const fresh: string[] = []
      for (const { id, caseId } of marked) {
        const topic = topicOfCase(caseId)
        const { one, isNew } = hold(account, topic)
        one.marks.add(id)
        one.markedUntil = now() + HELD_MS
        if (isNew) fresh.push(topic)
      }
      if (fresh.length === 0) return
      if (!session) begin(credentials, account)
      else if (session.send) {
        if (!gathered) after(GATHER_MARKS_MS, askGathered, session.ended.signal)
        gathered ??= { topics: new Set(), seq: seq ?? 0 }
        for (const topic of fresh) gathered.topics.add(topic)
      }
    },
    changes: () => changes,
    async stop() {
      end()
    },
  }
}
