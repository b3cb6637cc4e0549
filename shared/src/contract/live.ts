/**
 * `GET /v1/live`: a WebSocket that says which of its topics have changed, never what (subprotocol `lens.1`, the token as the
 * second one). A topic is a number of the client’s own; the relay’s frames hold numbers alone. The facts are then asked for by the
 * ordinary routes, each with its entry in the audit log.
 *
 * The client says `hello` first. `p` is answered by `q` and the newest sequence number: where that is ahead of the last
 * frame’s, the client asks by `since`, so that a lost frame is found.
 */
import * as v from 'valibot'
import { classifyObjectId } from '../domain/ids/object-id.ts'
import { PROVIDER_IDS, type ProviderId } from '../providers/registry.ts'

export const LIVE_PROTOCOL = 'lens.1'
export const PING = 'p'
/** Before the sequence number. */
export const PONG = 'q'

/** What one agent may have; beyond it the relay closes a socket. */
export const LIVE_LIMITS = {
  socketsOfAgent: 20,
  topics: 200,
  framesAMinute: 120,
  frameLength: 32_000,
} as const

/** Why the relay closes a socket. The name is the close frame’s reason; `worker/testing/api-document.ts` describes each. */
export const LIVE_CLOSED = {
  done: 1000,
  signedOut: 4401,
  notUnderstood: 4400,
  tooManyFrames: 4429,
  tooManyTopics: 4413,
  tooManySockets: 4409,
} as const

export const topicOfCase = (id: string): string => `case ${id}`
/** Of sessions, inquiries and events of this provider. */
export const topicOfLists = (provider: ProviderId): string => `lists ${provider}`

/** The agent’s own list of watches. */
export const TOPIC_OF_WATCHES = 'watches'

/** `undefined`: it is about no provider. A session or event of Persona’s is no case. */
export function providerOfTopic(topic: string): ProviderId | undefined {
  const [kind, name = '', ...others] = topic.split(' ')
  if (others.length > 0) return undefined
  if (kind === 'case') {
    const found = classifyObjectId(name)
    return found?.kind === 'inquiry' || found?.provider === 'deepidv' ? found.provider : undefined
  }
  return kind === 'lists' ? PROVIDER_IDS.find((id) => id === name) : undefined
}

const isTopic = (topic: string): boolean => topic === TOPIC_OF_WATCHES || providerOfTopic(topic) !== undefined

/** Of the webhook that `npm run deploy` sends: it counts as received, and as nothing else. */
export const TEST_DELIVERY_ID = 'evt_TestDelivery'

const Seq = v.pipe(v.number(), v.integer(), v.minValue(0))
const TOPIC_NUMBER = /^(0|[1-9]\d{0,8})$/
const TopicNumber = v.pipe(v.string(), v.regex(TOPIC_NUMBER), v.transform(Number))
const TopicsSchema = v.pipe(
  v.unknown(),
  // A record leaves out names such as `__proto__` without a word.
  v.check((topics) => Object.keys(topics ?? {}).every((name) => TOPIC_NUMBER.test(name))),
  v.record(TopicNumber, v.pipe(v.string(), v.maxLength(100), v.check(isTopic))),
)

/**
 * From the client, as JSON. `hello`: the last sequence number that it knows; or `sinceMs`, for how many milliseconds it has known what
 * it wants to hear of.
 */
export const ClientFrameSchema = v.union([
  v.strictObject({ hello: v.union([Seq, v.strictObject({ sinceMs: Seq })]), topics: TopicsSchema }),
  v.strictObject({ add: TopicsSchema, drop: v.pipe(v.array(Seq), v.maxLength(LIVE_LIMITS.topics)) }),
  v.strictObject({ since: Seq }),
])

/**
 * From the relay, as JSON. `reset`: so long ago that all may have changed. `quiet`: whose provider sends the relay no
 * webhooks, or has sent none for a day, so that a notice comes only of what the answer to another agent shows; where a frame has
 * it, it replaces what an earlier one said.
 */
export const RelayFrameSchema = /* @__PURE__ */ (() =>
  v.strictObject({
    seq: Seq,
    changed: v.array(Seq),
    reset: v.optional(v.literal(true)),
    quiet: v.optional(v.array(Seq)),
  }))()

export type ClientFrame = v.InferOutput<typeof ClientFrameSchema>
export type RelayFrame = v.InferOutput<typeof RelayFrameSchema>
