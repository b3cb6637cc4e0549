/**
 * What the relay is billed for: rows written and read, requests to Durable Objects and the time they are active, counted in
 * workerd for what agents and providers do. `npm run bench -- cost` prints the counts, and what they come to at Cloudflare’s prices.
 */
import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { LIVE_PROTOCOL, topicOfCase, topicOfLists } from '@inquiry-lens/shared/contract/live.ts'
import { signAsPersona } from '@inquiry-lens/test/fake-providers/webhooks/webhooks.ts'
import * as v from 'valibot'
import { afterAll, expect, inject, it, onTestFinished } from 'vitest'
import { advanceClock, personaGateway } from '../../testing/gateway.ts'
import { json, ORIGIN, openRelay } from '../../testing/relay-under-test.ts'
import { AccessControl } from '../access/access-control.ts'
import { ProviderGateway } from '../gateway/provider-gateway.ts'
import { LiveHub } from '../live/live-hub.ts'

type ObjectName = 'access' | 'gateway' | 'live'

interface Bill {
  /** By object, since only one of them grows with the number of agents. */
  written: Record<ObjectName, number>
  read: number
  requests: number
  activeMs: number
}

const noBill = (): Bill => ({
  written: { access: 0, gateway: 0, live: 0 },
  read: 0,
  requests: 0,
  activeMs: 0,
})

let bill = noBill()
const storages = new WeakMap<object, ObjectName>()
const cursors: { name: ObjectName; cursor: object }[] = []

const SECRET =
  v.parse(v.object({ PERSONA_WEBHOOK_SECRET: v.string() }), env).PERSONA_WEBHOOK_SECRET.split(' ')[0] ?? ''
/** Twenty messages that come in are billed as one request. */
const MESSAGE = 1 / 20

/** Replaces a method until the test ends; `count` gets each call’s `this` and result. */
function watchMethod(
  owner: object,
  name: string,
  count: (self: object, result: unknown, startedAt: number) => void,
  begin: (self: object) => void = () => undefined,
): void {
  const original: unknown = Reflect.get(owner, name)
  if (typeof original !== 'function') throw new Error(`There is no method ${name}`)
  const counted = function (this: object, ...args: unknown[]): unknown {
    begin(this)
    const startedAt = performance.now()
    const result: unknown = Reflect.apply(original, this, args)
    count(this, result, startedAt)
    return result
  }
  Object.defineProperty(owner, name, { value: counted, configurable: true, writable: true })
  onTestFinished(
    () => void Object.defineProperty(owner, name, { value: original, configurable: true, writable: true }),
  )
}

function countRequests(object: ObjectName, Class: { prototype: object }) {
  for (const name of Object.getOwnPropertyNames(Class.prototype)) {
    if (name === 'constructor') continue
    watchMethod(
      Class.prototype,
      name,
      (_, result, startedAt) => {
        bill.requests += name === 'webSocketMessage' ? MESSAGE : 1
        const end = () => {
          bill.activeMs += performance.now() - startedAt
        }
        if (result instanceof Promise) void result.then(end, end)
        else end()
      },
      // An object that was evicted has a storage of its own again.
      (self) => noteStorage(self, object),
    )
  }
}

function noteStorage(self: object, object: ObjectName): void {
  const storage: unknown = Reflect.get(Object(Reflect.get(self, 'ctx')), 'storage')
  const sql: unknown = Reflect.get(Object(storage), 'sql')
  for (const part of [storage, sql]) if (part instanceof Object) storages.set(part, object)
}

async function openMeter() {
  const relay = openRelay()
  const token = await relay.signIn('ada@example.com', 'admin')
  const { control } = relay.providers
  await runInDurableObject(personaGateway(), (_, { storage }) => {
    watchMethod(Object.getPrototypeOf(storage.sql), 'exec', (self, cursor) => {
      const name = storages.get(self)
      if (name && typeof cursor === 'object' && cursor) cursors.push({ name, cursor })
    })
    // Billed as a row (developers.cloudflare.com, "Durable Objects: pricing").
    watchMethod(Object.getPrototypeOf(storage), 'setAlarm', (self) => {
      const name = storages.get(self)
      if (name) bill.written[name]++
    })
  })
  countRequests('access', AccessControl)
  countRequests('gateway', ProviderGateway)
  countRequests('live', LiveHub)

  const request = (path: string, headers: Record<string, string> = {}) =>
    relay.request(path, { token, headers })
  return {
    relay,
    control,
    token,
    request,
    inquiries: Object.values(control.known().persona.sandbox).map(({ inquiry }) => inquiry),

    /** The average over so many times. */
    async measure(times: number, run: (nth: number) => Promise<unknown>): Promise<Bill> {
      bill = noBill()
      cursors.length = 0
      for (let nth = 0; nth < times; nth++) await run(nth)
      await new Promise((settle) => setTimeout(settle, 20))
      for (const { name, cursor } of cursors) {
        bill.written[name] += Number(Reflect.get(cursor, 'rowsWritten'))
        bill.read += Number(Reflect.get(cursor, 'rowsRead'))
      }
      const per = (count: number) => count / times
      const { access, gateway, live } = bill.written
      return {
        written: { access: per(access), gateway: per(gateway), live: per(live) },
        read: per(bill.read),
        requests: per(bill.requests),
        activeMs: per(bill.activeMs),
      }
    },

    post: (path: string, value: unknown) => relay.request(path, { token, ...json(value) }),

    async deliver(row: Parameters<typeof control.emit>[0]) {
      const body = await control.writeWebhook.persona(control.emit(row).event ?? '')
      const headers = { 'Persona-Signature': signAsPersona(body, [SECRET], Date.now()) }
      expect((await relay.request('/hooks/persona', { method: 'POST', body, headers })).status).toBe(204)
    },

    async connect(topics: Record<number, string>) {
      const { webSocket: socket } = await relay.request('/v1/live', {
        headers: {
          Upgrade: 'websocket',
          Origin: ORIGIN,
          'Sec-WebSocket-Protocol': `${LIVE_PROTOCOL}, ${token}`,
        },
      })
      if (!socket) throw new Error('There is no socket')
      socket.accept()
      socket.send(JSON.stringify({ hello: { sinceMs: 0 }, topics }))
      return socket
    },
  }
}

/** Rows written at the gateway and the hub, by what happens: the bound of each. */
const MAX_WRITTEN = {
  'look-up, cached': 0,
  'look-up, provider asked': 3,
  'case, cached': 0,
  'case, provider asked': 4,
  'poll without news': 0,
  'poll without news, provider asked': 5,
  'poll with news, provider asked': 5,
  'hour of an agent who is signed in, nothing open': 0,
  'hour of a list in sight, nothing new': 150,
  'hour of a watched case, nothing new': 60,
  webhook: 4,
  'webhook of a case that is cached and open': 4,
  'socket for a case and the lists': 6,
} as const
type What = keyof typeof MAX_WRITTEN

const found = new Map<What, Bill>()
const SESSIONS = '/v1/sessions?provider=persona&limit=25'
const EVENTS = '/v1/events?provider=persona&limit=25'

it('no more is written than must outlive an eviction', async () => {
  const { measure, request, post, inquiries, deliver, connect, control } = await openMeter()
  const [first = '', ...others] = inquiries
  const tags = new Map<string, string>()
  const poll = async (path: string) => {
    const answer = await request(path, { 'If-None-Match': tags.get(path) ?? '' })
    tags.set(path, answer.headers.get('ETag') ?? '')
    return answer.status
  }
  const note = async (what: What, times: number, run: (nth: number) => Promise<unknown>) =>
    void found.set(what, await measure(times, run))
  // What the first requests of all write once.
  await request(`/v1/cases/${first}`)
  await post('/v1/lookups', { ids: [first] })
  await poll(SESSIONS)
  await poll(EVENTS)

  await note('look-up, cached', 5, () => post('/v1/lookups', { ids: [first] }))
  await note('case, cached', 5, () => request(`/v1/cases/${first}`))
  await note('poll without news', 5, async () => expect(await poll(SESSIONS)).toBe(304))
  await note('look-up, provider asked', 5, (nth) => {
    advanceClock(15)
    return post('/v1/lookups', { ids: [others[nth] ?? ''] })
  })
  await note('case, provider asked', 5, (nth) => {
    advanceClock(15)
    return request(`/v1/cases/${others[nth + 5] ?? ''}`)
  })
  await note('poll without news, provider asked', 5, async () => {
    advanceClock(120)
    expect(await poll(SESSIONS)).toBe(304)
  })
  await note('poll with news, provider asked', 5, async () => {
    advanceClock(120)
    control.emit({ event: { name: 'inquiry.created' } })
    expect(await poll(EVENTS)).toBe(200)
  })
  await note('hour of a list in sight, nothing new', 1, async () => {
    for (let minute = 0; minute < 60; minute++) {
      advanceClock(60)
      expect(await poll(SESSIONS)).toBe(304)
    }
  })
  await note('hour of an agent who is signed in, nothing open', 1, async () => advanceClock(3600))
  expect((await post('/v1/watches', { id: first })).status).toBe(200)
  await poll('/v1/watches')
  await note('hour of a watched case, nothing new', 1, async () => {
    for (let minute = 0; minute < 60; minute++) {
      advanceClock(60)
      expect(await poll('/v1/watches')).toBe(304)
    }
  })
  await deliver({ event: { name: 'inquiry.created' } })
  await note('webhook', 5, async () => {
    advanceClock(15)
    await deliver({ event: { name: 'inquiry.created' } })
  })
  await note('socket for a case and the lists', 1, () =>
    connect({ 1: topicOfCase(first), 2: topicOfLists('persona') }),
  )
  await request(`/v1/cases/${first}`)
  await note('webhook of a case that is cached and open', 5, async () => {
    advanceClock(15)
    await deliver({ inquiry: first, event: { name: 'inquiry.transitioned' } })
  })

  for (const [what, { written }] of found)
    expect.soft(written.gateway + written.live, what).toBeLessThanOrEqual(MAX_WRITTEN[what])
})

/** developers.cloudflare.com, "Workers: pricing" and "Durable Objects: pricing", read on 24 November 2026: Workers Paid. */
const PRICES = {
  plan: 5,
  requests: { included: 10e6, perMillion: 0.3 },
  cpuMs: { included: 30e6, perMillion: 0.02 },
  objectRequests: { included: 1e6, perMillion: 0.15 },
  gbSeconds: { included: 400_000, perMillion: 12.5 },
  read: { included: 25e9, perMillion: 0.001 },
  written: { included: 50e6, perMillion: 1 },
} as const

/** Of an agent, on each of 21 days: the panel in sight for two of eight hours, a quarter of its polls with news. */
const DAYS = 21
const BY_AGENT_A_DAY: Partial<Record<What, number>> = {
  'poll without news': 180,
  'poll with news, provider asked': 60,
  'look-up, cached': 30,
  'case, cached': 20,
  'case, provider asked': 10,
}
const WEBHOOKS_A_MONTH = 720
const CPU_MS = 2
const GB = 0.128
const MONTH_SECONDS = 30 * 86_400
/** The provider is asked for lists at most so often, however many agents poll (`agents.test.ts`). */
const LIST_CALLS_A_MINUTE = 14

function describeCost(billOf: (what: What) => Bill): string {
  const round = (count: number) => Number(count.toFixed(1))
  const counts = [...found].map(
    ([what, { written, read, requests, activeMs }]) =>
      `| ${what} | ${[written.access, written.gateway, written.live].map(round).join(' + ')} | ${round(read)} | ${round(requests)} | ${(activeMs / 1000).toFixed(3)} |`,
  )
  const fleet = [50, 500, 5_000, 20_000].map((agents) => {
    const month = { requests: 0, objectRequests: 0, read: 0, written: 0 }
    const add = (times: number, bill: Bill, withGateway = true) => {
      month.requests += times
      month.objectRequests += times * bill.requests
      month.read += times * bill.read
      month.written +=
        times * (bill.written.access + bill.written.live + (withGateway ? bill.written.gateway : 0))
    }
    const awake = MONTH_SECONDS * (agents >= 5_000 ? 1 : agents >= 500 ? 18 / 24 : 10 / 24)
    for (const [what, times] of Object.entries(BY_AGENT_A_DAY))
      if (isWhat(what)) add(agents * DAYS * times, billOf(what), !what.startsWith('poll'))
    const listCalls = Math.min((awake / 60) * LIST_CALLS_A_MINUTE, agents * DAYS * 60)
    month.written += listCalls * billOf('poll with news, provider asked').written.gateway
    add(agents * WEBHOOKS_A_MONTH, billOf('webhook of a case that is cached and open'))
    // At most: three objects that are never idle while anyone works. Active time is shared by all requests of a moment.
    const gbSeconds = GB * 3 * awake
    const amounts = { ...month, cpuMs: month.requests * CPU_MS, gbSeconds }
    const dollars = (kind: keyof Omit<typeof PRICES, 'plan'>) =>
      (Math.max(0, amounts[kind] - PRICES[kind].included) / 1e6) * PRICES[kind].perMillion
    return { agents, amounts, dollars }
  })
  const row = (what: string, cellOf: (one: (typeof fleet)[number]) => string) =>
    `| ${what} | ${fleet.map(cellOf).join(' | ')} |`
  const inMillions = (kind: keyof Omit<typeof PRICES, 'plan'>) => (one: (typeof fleet)[number]) =>
    `${(one.amounts[kind] / 1e6).toFixed(2)} M: $${one.dollars(kind).toFixed(2)}`
  const KINDS = {
    requests: 'requests',
    cpuMs: 'ms of CPU',
    objectRequests: 'Durable Object requests',
    gbSeconds: 'GB-s of their duration, at most',
    read: 'rows read',
    written: 'rows written',
  } as const
  const kinds = ['requests', 'cpuMs', 'objectRequests', 'gbSeconds', 'read', 'written'] as const
  const total = ({ dollars }: (typeof fleet)[number]) =>
    kinds.reduce<number>((sum, kind) => sum + dollars(kind), PRICES.plan)
  return [
    '',
    '| what | rows written: access + gateway + live | rows read | object requests | object seconds |',
    '| --- | --- | --- | --- | --- |',
    ...counts,
    '',
    row('a month', ({ agents }) => `${agents} agents`),
    '| --- | --- | --- | --- | --- |',
    ...kinds.map((kind) => row(KINDS[kind], inMillions(kind))),
    row('in all', (one) => `$${total(one).toFixed(2)}`),
  ].join('\n')
}

const isWhat = (what: string): what is What => Object.hasOwn(MAX_WRITTEN, what)

afterAll(() => {
  if (!inject('printsCost')) return
  console.log(describeCost((what) => found.get(what) ?? noBill()))
})
