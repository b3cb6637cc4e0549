/**
 * The one WebSocket of this browser, which says what has changed at the relay (`shared/src/contract/live.ts`). Each request for a
 * case or list holds its topic for a while: surfaces ask again while they are visible, so that the socket closes soon after the
 * last of them. What changed is stored, where surfaces see it, and ask.
 */
import {
  type ClientFrame,
  LIVE_CLOSED,
  LIVE_PROTOCOL,
  PING,
  PONG,
  providerOfTopic,
  type RelayFrame,
  RelayFrameSchema,
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
/** After it, the relay is asked again whether it knows of a provider’s changes. */
const QUIET_MS = 10 * 60_000
/** Chrome ends a background that hears and sends nothing for 30 s. */
const PING_EVERY_MS = 20_000
const FIRST_RETRY_MS = 15_000
const LONGEST_RETRY_MS = 60_000

export type LiveSocket = Pick<WebSocket, 'send' | 'close' | 'addEventListener'>

interface Held {
  /** What the relay calls the topic by. */
  number: number
  /** What surfaces call it by: a case has an ID of its own in each session’s request. */
  keys: Set<LiveKey>
  until: number
}

export interface Live {
  /** Call it after each answer to a surface. `key`: what changes in `LiveState` with the topic. */
  follow(credentials: Credentials, account: Account, topic: string, key: LiveKey): void
  stop(): Promise<void>
}

export function createLive({
  open,
  state,
  refreshMarks,
  now,
  random,
  after,
  report,
}: {
  open: (url: string, protocols: string[]) => LiveSocket
  state: Pick<StoredItem<LiveState>, 'set' | 'remove'>
  /** Beside the IDs of cases, one of which has changed. */
  refreshMarks: () => Promise<void>
  now: () => number
  random: () => number
  /** Runs later, unless aborted. */
  after: (milliseconds: number, run: () => void, abort: AbortSignal) => void
  report: (error: unknown) => void
}): Live {
  const held = new Map<string, Held>()
  /** By account and provider: those that send the relay no webhooks. */
  const quietUntil = new Map<string, number>()
  const quietKey = (owner: string | undefined, topic: string) => `${owner} ${providerOfTopic(topic)}`
  let drawn = 0
  let changes = 0
  let changed: Partial<Record<LiveKey, number>> = {}
  /** Milliseconds since the epoch. */
  let downSince: number | undefined
  let seq: number | undefined
  let failures = 0
  let session:
    | {
        owner: string
        since: number
        ended: AbortController
        send: ((frame: ClientFrame) => void) | undefined
      }
    | undefined

  const publish = (told: LiveState['changed']) =>
    void state.set({ changed: told, ...(downSince !== undefined && { downSince }) }).catch(report)

  /** Of topics that the relay tells of. */
  function tell(topics: readonly string[]): void {
    changes++
    const keysOf = ([, { keys }]: [string, Held]) => [...keys]
    const told = [...held].filter(([topic]) => topics.includes(topic)).flatMap(keysOf)
    changed = {
      ...Object.fromEntries([...held].flatMap(keysOf).map((key) => [key, changed[key] ?? 0])),
      ...Object.fromEntries(told.map((key) => [key, changes])),
    }
    publish(changed)
    if (topics.some((topic) => topic.startsWith('case '))) void refreshMarks().catch(report)
  }

  function take({ seq: newest, changed: numbers, reset, quiet = [] }: RelayFrame, isFirst: boolean): void {
    for (const [topic, { number }] of held) {
      if (!quiet.includes(number)) continue
      held.delete(topic)
      quietUntil.set(quietKey(session?.owner, topic), now() + QUIET_MS)
    }
    if (held.size === 0) {
      end()
      return
    }
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
    const gone = [...held].filter(([, { until }]) => until <= now())
    for (const [topic] of gone) held.delete(topic)
    return gone.map(([, { number }]) => number)
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
      const drop = letGo()
      if (!isPonged) socket.close()
      else if (held.size === 0) end()
      else {
        if (drop.length > 0 && !isFirst) send({ add: {}, drop })
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
        send({
          hello: seq ?? { sinceMs: now() - owned.since + LONGEST_ANSWER_MS },
          topics: topicsFrom(0),
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
          publish(changed)
          // A relay that restarts is back before, and says what they have missed.
          after((1 + random()) * FIRST_RETRY_MS, () => downSince !== undefined && publish({}), ended.signal)
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
    changed = {}
    downSince = undefined
    void state.remove().catch(report)
  }

  return {
    follow(credentials, account, topic, key) {
      const owner = accountKey(account)
      const isQuiet = now() < (quietUntil.get(quietKey(owner, topic)) ?? 0)
      if (isSample(account) || credentials.abort.aborted || isQuiet) return
      if (session && session.owner !== owner) end()
      const known = held.get(topic)
      const lease = known ?? { number: ++drawn, keys: new Set(), until: 0 }
      lease.keys.add(key)
      lease.until = now() + HELD_MS
      held.set(topic, lease)
      if (!session) {
        session = { owner, since: now(), ended: new AbortController(), send: undefined }
        seq = undefined
        failures = 0
        credentials.abort.addEventListener('abort', end, { once: true, signal: session.ended.signal })
        connect(credentials, session)
      } else if (!known) {
        if (session.send) want(session.send, { [lease.number]: topic })
      }
    },
    async stop() {
      end()
    },
  }
}
