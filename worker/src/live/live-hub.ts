/**
 * LiveHub: the open WebSockets, and which topics each wants. It learns that a topic has changed, and tells the numbers that
 * sockets gave it. Sockets hibernate, so that it sleeps between two changes (developers.cloudflare.com, "Durable Objects: use
 * WebSockets").
 */
import { DurableObject } from 'cloudflare:workers'
import {
  ClientFrameSchema,
  LIVE_CLOSED,
  LIVE_LIMITS,
  LIVE_PROTOCOL,
  PING,
  PONG,
  providerOfTopic,
  type RelayFrame,
  TOPIC_OF_WATCHES,
} from '@inquiry-lens/shared/contract/live.ts'
import type { ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import * as v from 'valibot'
import type { Jurisdiction } from '../config/bindings.ts'
import { cachedConfiguration } from '../config/bindings.ts'
import { inJurisdiction } from '../config/jurisdiction-pin.ts'
import { lossOf } from '../http/lost-object.ts'
import { openSubscriptions, type Subscriptions } from './subscriptions.ts'

/** Whose socket: opaque keys of the agent and of the sign-in, and when that ends (milliseconds since the epoch). */
export interface SocketOwner {
  agent: string
  signIn: string
  expiresAt: number
}

const AttachmentSchema = v.object({
  socket: v.number(),
  agent: v.string(),
  signIn: v.string(),
  expiresAt: v.number(),
  /** Live from its first frame on. */
  isReady: v.boolean(),
  frames: v.object({ since: v.number(), count: v.number() }),
})
type Attachment = v.InferOutput<typeof AttachmentSchema>

export const OWNER_HEADER = 'Lens-Socket-Owner'
const OwnerSchema = v.object({ agent: v.string(), signIn: v.string(), expiresAt: v.number() })

const SENT_AT_ONCE = 100
const MINUTE_MS = 60_000
/** For as long as the gateway takes a list for fresh. */
const LISTS_EVERY_MS = 10_000
const SWEEP_EVERY_MS = 60 * 60_000

/** `agent`: an opaque key. */
export const topicOfWatches = (agent: string): string => `${TOPIC_OF_WATCHES} ${agent}`

const isOfLists = (topic: string): boolean => topic.startsWith('lists ')

const tagOf = {
  socket: (socket: number) => `socket ${socket}`,
  agent: (agent: string) => `agent ${agent}`,
  signIn: (signIn: string) => `sign-in ${signIn}`,
}

export class LiveHub extends DurableObject<Env> {
  readonly #subscriptions: Subscriptions
  /** Milliseconds since the epoch. */
  #listsToldAt = 0
  /** By socket, the numbers of topics that it will be told. A frame has all of a socket’s: none overtakes another. */
  #unsent = new Map<number, ReadonlySet<number>>()
  #sending: Promise<void> | undefined
  /** Sockets whose next frame says which of their topics are quiet. */
  #unquiet = new Set<number>()

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env)
    this.#subscriptions = openSubscriptions(ctx.storage.sql, () => Date.now())
    this.#answerPings()
  }

  /** From the relay itself, which has checked token and origin. */
  override async fetch(request: Request): Promise<Response> {
    const owner = v.parse(v.pipe(v.string(), v.parseJson(), OwnerSchema), request.headers.get(OWNER_HEADER))
    const others = this.ctx.getWebSockets(tagOf.agent(owner.agent))
    // The oldest go: a browser that lost its network opens a new one before the old one is seen to end.
    for (const one of others.slice(0, Math.max(0, others.length - LIVE_LIMITS.socketsOfAgent + 1)))
      this.#close(one, 'tooManySockets')
    const { 0: client, 1: server } = new WebSocketPair()
    const socket = drawSocket()
    this.ctx.acceptWebSocket(server, [
      tagOf.socket(socket),
      tagOf.agent(owner.agent),
      tagOf.signIn(owner.signIn),
    ])
    attach(server, { ...owner, socket, isReady: false, frames: { since: Date.now(), count: 0 } })
    await this.#planAlarm(owner.expiresAt)
    return new Response(null, {
      status: 101,
      webSocket: client,
      headers: { 'Sec-WebSocket-Protocol': LIVE_PROTOCOL },
    })
  }

  /**
   * Tells all sockets that want one of these: of a case at once, of lists, which everyone wants, once in some seconds.
   * `heard`: the provider whose webhook said so.
   */
  async publish(topics: readonly string[], heard?: ProviderId): Promise<void> {
    if (heard !== undefined && this.#subscriptions.noteHeard(heard)) this.#planQuiet()
    const areListsDue = Date.now() - this.#listsToldAt >= LISTS_EVERY_MS
    const [due, later] = [
      topics.filter((topic) => areListsDue || !isOfLists(topic)),
      topics.filter(isOfLists),
    ]
    this.#tell(due)
    this.#startSending()
    if (areListsDue || later.length === 0) return
    this.#subscriptions.defer(later)
    await this.#planAlarm(this.#listsToldAt + LISTS_EVERY_MS)
  }

  /** Once this returns, each socket will hear of it, by its notice or by its next ping. */
  #tell(topics: readonly string[]): void {
    if (topics.length === 0) return
    if (topics.some(isOfLists)) this.#listsToldAt = Date.now()
    this.#subscriptions.note(topics)
    this.#answerPings()
    const findWho = (isOfAll: boolean) =>
      this.#subscriptions.subscribersOf(topics.filter((topic) => isOfLists(topic) === isOfAll))
    // Thousands want lists: cases go first.
    const unsent = new Map<number, Set<number>>()
    for (const some of [findWho(false), this.#unsent, findWho(true)]) {
      for (const [socket, changed] of some)
        unsent.set(socket, new Set([...(unsent.get(socket) ?? []), ...changed]))
    }
    this.#unsent = unsent
    this.#startSending()
  }

  #planQuiet(): void {
    for (const one of this.ctx.getWebSockets()) {
      const { socket } = readAttachment(one) ?? {}
      if (socket === undefined) continue
      this.#unquiet.add(socket)
      this.#unsent.set(socket, this.#unsent.get(socket) ?? new Set())
    }
  }

  #startSending(): void {
    this.#sending ??= this.#sendAll().finally(() => {
      this.#sending = undefined
    })
    this.ctx.waitUntil(this.#sending)
  }

  /** In parts: a webhook is answered before thousands of sockets hear of it, and another one in between. */
  async #sendAll(): Promise<void> {
    while (this.#unsent.size > 0) {
      const seq = this.#subscriptions.head()
      for (const [socket, changed] of [...this.#unsent].slice(0, SENT_AT_ONCE)) {
        this.#unsent.delete(socket)
        const quiet = this.#unquiet.delete(socket) ? { quiet: this.#listQuiet(socket) } : undefined
        this.#send(socket, { seq, changed: [...changed], ...quiet })
      }
      if (this.#unsent.size > 0) await new Promise((resolve) => setTimeout(resolve, 0))
    }
  }

  #send(socket: number, frame: RelayFrame): void {
    const open = this.ctx.getWebSockets(tagOf.socket(socket))
    if (open.length === 0) this.#subscriptions.end(socket)
    for (const one of open) {
      const attachment = readAttachment(one)
      if (attachment && attachment.expiresAt <= Date.now()) this.#close(one, 'signedOut')
      else if (attachment?.isReady) send(one, frame)
    }
  }

  /** Closes the sockets of an agent, of a sign-in, or of all sign-ins but one. */
  end(whom: { agent: string } | { signIn: string } | { allBut: string | undefined }): void {
    const sockets =
      'agent' in whom
        ? this.ctx.getWebSockets(tagOf.agent(whom.agent))
        : 'signIn' in whom
          ? this.ctx.getWebSockets(tagOf.signIn(whom.signIn))
          : this.ctx.getWebSockets().filter((one) => readAttachment(one)?.signIn !== whom.allBut)
    for (const one of sockets) this.#close(one, 'signedOut')
  }

  override webSocketMessage(socket: WebSocket, message: string | ArrayBuffer): void {
    const attachment = readAttachment(socket)
    const isCurrent = attachment !== undefined && attachment.expiresAt > Date.now()
    const refused = isCurrent ? this.#take(socket, attachment, message) : 'signedOut'
    if (refused) this.#close(socket, refused)
  }

  /** Why it is none that the client may send, or one too many. */
  #take(
    socket: WebSocket,
    attachment: Attachment,
    message: string | ArrayBuffer,
  ): keyof typeof LIVE_CLOSED | undefined {
    const frames = countFrame(attachment.frames, Date.now())
    if (frames.count > LIVE_LIMITS.framesAMinute) return 'tooManyFrames'
    if (typeof message !== 'string' || message.length > LIVE_LIMITS.frameLength) return 'notUnderstood'
    const frame = v.safeParse(v.pipe(v.string(), v.parseJson(), ClientFrameSchema), message)
    if (!frame.success || (!attachment.isReady && !('hello' in frame.output))) return 'notUnderstood'
    attach(socket, { ...attachment, frames, isReady: true })
    const asked = frame.output
    const { socket: number } = attachment
    if ('add' in asked) {
      const change = { ...asked, add: ownTopics(asked.add, attachment) }
      return this.#subscriptions.change(number, change) > LIVE_LIMITS.topics ? 'tooManyTopics' : undefined
    }
    if ('hello' in asked) {
      if (Object.keys(asked.topics).length > LIVE_LIMITS.topics) return 'tooManyTopics'
      this.#subscriptions.replace(number, ownTopics(asked.topics, attachment))
    }
    this.#unsent.delete(number)
    const quiet = this.#listQuiet(number)
    const missed = this.#subscriptions.since(number, 'hello' in asked ? asked.hello : asked.since)
    send(socket, { ...missed, ...(quiet.length > 0 && { quiet }) })
    return undefined
  }

  #listQuiet(socket: number): number[] {
    const configuration = cachedConfiguration(this.env)
    const providers = configuration.ok ? configuration.value.providers : []
    const told = providers.flatMap(({ id, webhookSecrets }) =>
      webhookSecrets.length > 0 && this.#subscriptions.isHeard(id) ? id : [],
    )
    return this.#subscriptions.topicsOf(socket).flatMap(({ number, topic }) => {
      const provider = providerOfTopic(topic)
      return provider === undefined || told.some((id) => id === provider) ? [] : number
    })
  }

  /** Without a close of ours, the client would wait for it, and open no other socket. */
  override webSocketClose(socket: WebSocket): void {
    this.#close(socket, 'done')
  }

  override webSocketError(socket: WebSocket): void {
    this.#forget(socket)
  }

  override async alarm(): Promise<void> {
    this.#subscriptions.sweep()
    this.#tell(this.#subscriptions.takeDeferred())
    const open = this.ctx.getWebSockets()
    const expiries = open.map((one) => {
      const expiresAt = readAttachment(one)?.expiresAt ?? 0
      if (expiresAt <= Date.now()) this.#close(one, 'signedOut')
      return expiresAt
    })
    const next = Math.min(...expiries.filter((at) => at > Date.now()))
    if (Number.isFinite(next)) await this.#planAlarm(next)
  }

  async #planAlarm(at: number): Promise<void> {
    const wanted = Math.min(at, Date.now() + SWEEP_EVERY_MS)
    const planned = await this.ctx.storage.getAlarm()
    if (planned === null || planned > wanted) await this.ctx.storage.setAlarm(wanted)
  }

  /** Without waking the object. */
  #answerPings(): void {
    this.ctx.setWebSocketAutoResponse(
      new WebSocketRequestResponsePair(PING, `${PONG}${this.#subscriptions.head()}`),
    )
  }

  #forget(socket: WebSocket): void {
    const attachment = readAttachment(socket)
    if (!attachment) return
    this.#subscriptions.end(attachment.socket)
    this.#unsent.delete(attachment.socket)
  }

  #close(socket: WebSocket, why: keyof typeof LIVE_CLOSED): void {
    this.#forget(socket)
    try {
      socket.close(LIVE_CLOSED[why], why)
    } catch {
      // It was closed before.
    }
  }
}

/** An agent hears of no one else’s watches. */
const ownTopics = (topics: Readonly<Record<number, string>>, { agent }: Pick<SocketOwner, 'agent'>) =>
  Object.fromEntries(
    Object.entries(topics).map(([number, topic]) => [
      number,
      topic === TOPIC_OF_WATCHES ? topicOfWatches(agent) : topic,
    ]),
  )

/** Large enough that no two are alike; a counter would be a row written for each. */
const drawSocket = (): number => Math.floor(Math.random() * Number.MAX_SAFE_INTEGER)

const attach = (socket: WebSocket, attachment: Attachment): void => socket.serializeAttachment(attachment)

function readAttachment(socket: WebSocket): Attachment | undefined {
  const read = v.safeParse(AttachmentSchema, socket.deserializeAttachment())
  return read.success ? read.output : undefined
}

function send(socket: WebSocket, frame: RelayFrame): void {
  try {
    socket.send(JSON.stringify(frame))
  } catch {
    // It has gone: its client asks again from the last number that it knows.
  }
}

const countFrame = ({ since, count }: Attachment['frames'], now: number): Attachment['frames'] =>
  now - since > MINUTE_MS ? { since: now, count: 1 } : { since, count: count + 1 }

export const liveHubOf = (env: Pick<Env, 'LIVE_HUB'>, jurisdiction: Jurisdiction | null) =>
  inJurisdiction(env.LIVE_HUB, jurisdiction).getByName('live-hub')

/** Repeated once at an object that has ended. */
export async function tellHub(
  open: () => DurableObjectStub<LiveHub>,
  tell: (hub: DurableObjectStub<LiveHub>) => Promise<void>,
): Promise<void> {
  try {
    await tell(open())
  } catch (error) {
    if (lossOf(error) !== 'ended') throw error
    await tell(open())
  }
}
