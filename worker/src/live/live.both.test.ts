/** `GET /v1/live` through the whole relay: who gets a socket, what it hears, and when it is closed. */
import { evictDurableObject, runDurableObjectAlarm } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import {
  LIVE_CLOSED,
  LIVE_LIMITS,
  LIVE_PROTOCOL,
  PING,
  type RelayFrame,
  RelayFrameSchema,
  TOPIC_OF_WATCHES,
  topicOfCase,
  topicOfLists,
} from '@inquiry-lens/shared/contract/live.ts'
import { PROVIDER_IDS, type ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import { times } from '@inquiry-lens/shared/testing/thoroughness.ts'
import { signAsPersona } from '@inquiry-lens/test/fake-providers/webhooks/webhooks.ts'
import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { advanceClock, countAll } from '../../testing/gateway.ts'
import { codeOf, json, ORIGIN, openRelay } from '../../testing/relay-under-test.ts'
import { LiveHub } from './live-hub.ts'

const { PERSONA_WEBHOOK_SECRET, DEEPIDV_WEBHOOK_SECRET } = v.parse(
  v.object({ PERSONA_WEBHOOK_SECRET: v.string(), DEEPIDV_WEBHOOK_SECRET: v.string() }),
  env,
)
const SECRET = PERSONA_WEBHOOK_SECRET.split(' ')[0] ?? ''

/** `silent`: of which provider no webhook has come. */
async function open({ silent = [] }: { silent?: readonly ProviderId[] } = {}) {
  const relay = openRelay()
  for (const id of PROVIDER_IDS)
    if (!silent.includes(id)) await env.LIVE_HUB.getByName('live-hub').publish([], id)
  const { control } = relay.providers
  const stories = control.known().persona.sandbox

  const ask = (token: string | undefined, changed: Record<string, string | undefined> = {}) => {
    const usual = {
      Upgrade: 'websocket',
      Origin: ORIGIN,
      'Sec-WebSocket-Protocol': token === undefined ? undefined : `${LIVE_PROTOCOL}, ${token}`,
    }
    const headers = Object.entries({ ...usual, ...changed }).filter(
      (header): header is [string, string] => header[1] !== undefined,
    )
    return relay.request('/v1/live', { headers: Object.fromEntries(headers) })
  }

  async function connect(token: string) {
    const answer = await ask(token)
    const socket = answer.webSocket
    if (answer.status !== 101 || !socket) throw new Error(`There is no socket: ${answer.status}`)
    const heard: string[] = []
    const closed: { code: number; reason: string }[] = []
    socket.addEventListener('message', ({ data }) => void heard.push(String(data)))
    socket.addEventListener('close', ({ code, reason }) => void closed.push({ code, reason }))
    socket.accept()
    onTestFinished(() => socket.close())
    const frames = (): RelayFrame[] =>
      heard.filter((text) => text.startsWith('{')).map((text) => v.parse(RelayFrameSchema, JSON.parse(text)))
    return {
      answer,
      heard,
      closed,
      frames,
      send: (frame: unknown) => socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame)),
      end: () => socket.close(1000),
      async hello(
        topics: Record<number, string>,
        hello: number | { sinceMs: number } = { sinceMs: 0 },
      ): Promise<RelayFrame> {
        const before = frames().length
        socket.send(JSON.stringify({ hello, topics }))
        await vi.waitFor(() => expect(frames().length).toBeGreaterThan(before))
        return v.parse(RelayFrameSchema, frames().at(-1))
      },
      /** Until this many frames were heard. */
      until: (count: number) => vi.waitFor(() => expect(frames()).toHaveLength(count)),
      untilClosed: (why: keyof typeof LIVE_CLOSED) =>
        vi.waitFor(() => expect(closed).toEqual([{ code: LIVE_CLOSED[why], reason: why }])),
    }
  }

  async function deliver(row: Parameters<typeof control.emit>[0]): Promise<void> {
    const body = await control.writeWebhook.persona(control.emit(row).event ?? '')
    const headers = { 'Persona-Signature': signAsPersona(body, [SECRET], Date.now()) }
    expect((await relay.request('/hooks/persona', { method: 'POST', body, headers })).status).toBe(204)
  }
  return { relay, control, ask, connect, deliver, inquiryOf: (name: string) => stories[name]?.inquiry ?? '' }
}

describe('a change that an answer of the provider shows', () => {
  it('reaches those who have the case open, though no webhook came: by a case, a look-up or a list', async () => {
    const { relay, control, connect, inquiryOf } = await open()
    const [ada, bob] = [await relay.signIn(), await relay.signIn('bob@example.com')]
    const [inquiry, other] = [inquiryOf('in-review'), inquiryOf('three-retries')]
    const asks: [string, Parameters<typeof relay.request>[1]?][] = [
      [`/v1/cases/${inquiry}`],
      ['/v1/lookups', json({ ids: [inquiry, other] })],
      ['/v1/events?provider=persona&limit=25'],
    ]
    for (const [path, init] of asks) await relay.request(path, { ...init, token: bob })
    await relay.request(`/v1/cases/${inquiry}`, { token: ada })
    const socket = await connect(ada)
    await socket.hello({ 1: topicOfCase(inquiry), 2: topicOfCase(other) })
    const names = ['inquiry.transitioned', 'inquiry.approved', 'inquiry.marked-for-review'] as const
    for (const [nth, [path, init]] of asks.entries()) {
      control.emit({ inquiry, event: { name: names[nth] ?? '' } })
      advanceClock(120)
      expect((await relay.request(path, { ...init, token: bob })).status).toBe(200)
      await socket.until(2 + nth)
      expect(socket.frames().at(-1)?.changed).toEqual([1])
    }
    // Nothing new is no notice.
    advanceClock(120)
    for (const [path, init] of asks) await relay.request(path, { ...init, token: bob })
    advanceClock(120)
    for (const [path, init] of asks) await relay.request(path, { ...init, token: bob })
    expect(socket.frames()).toHaveLength(1 + asks.length)
  })

  it('reaches them also where the gateway was evicted since', async () => {
    const { relay, control, connect, inquiryOf } = await open()
    const [ada, bob] = [await relay.signIn(), await relay.signIn('bob@example.com')]
    const inquiry = inquiryOf('in-review')
    await relay.request(`/v1/cases/${inquiry}`, { token: ada })
    const socket = await connect(ada)
    await socket.hello({ 1: topicOfCase(inquiry) })
    await evictDurableObject(env.PROVIDER_GATEWAY.getByName('persona:sandbox'))
    control.emit({ inquiry, event: { name: 'inquiry.approved' } })
    advanceClock(120)
    await relay.request(`/v1/cases/${inquiry}`, { token: bob })
    await socket.until(2)
    expect(socket.frames().at(-1)?.changed).toEqual([1])
  })
})

describe('an agent’s list of watches', () => {
  it('reaches every browser of theirs, also one that was away, and no one else’s', async () => {
    const { relay, connect, deliver, inquiryOf } = await open()
    const inquiry = inquiryOf('in-review')
    const [home, office, bob] = [
      await relay.signIn(),
      await relay.signIn(),
      await relay.signIn('bob@example.com'),
    ]
    const [here, there, his] = await Promise.all([home, office, bob].map(connect))
    for (const socket of [here, there, his])
      expect(await socket?.hello({ 0: TOPIC_OF_WATCHES })).not.toHaveProperty('quiet')
    const watch = (init: { method: string } | ReturnType<typeof json>, path = '') =>
      relay.request(`/v1/watches${path}`, { token: home, ...init })
    expect((await watch(json({ id: inquiry }))).status).toBe(200)
    await there?.until(2)
    expect((await watch(json({ name: 'The refund' }), `/${inquiry}`)).status).toBe(204)
    await there?.until(3)
    // It ends, which the next question finds.
    await deliver({ inquiry, event: { name: 'inquiry.approved' } })
    await relay.request('/v1/watches', { token: home })
    await there?.until(4)
    const away = there?.frames().at(-1)?.seq ?? 0
    there?.end()
    expect((await watch({ method: 'DELETE' }, `/${inquiry}`)).status).toBe(204)
    const again = await connect(office)
    expect(await again.hello({ 5: TOPIC_OF_WATCHES }, away)).toMatchObject({ changed: [5] })
    await here?.until(5)
    expect(here?.frames().slice(1)).toEqual(
      Array.from({ length: 4 }, () => ({ seq: expect.any(Number), changed: [0] })),
    )
    expect(JSON.stringify(here?.heard)).not.toMatch(/inq_|refund|ada/)
    expect(his?.frames()).toHaveLength(1)

    const other = await connect(bob)
    other.send({ hello: 0, topics: { 1: `${TOPIC_OF_WATCHES} ada@example.com` } })
    await other.untilClosed('notUnderstood')
  })
})

describe('a socket is opened', () => {
  it('for an agent, by the token in the subprotocol, which the answer leaves out', async () => {
    const { relay, connect } = await open()
    const { answer } = await connect(await relay.signIn())
    expect(answer.headers.get('Sec-WebSocket-Protocol')).toBe(LIVE_PROTOCOL)
    expect(answer.headers.get('Access-Control-Allow-Origin')).toBe(ORIGIN)
    expect(relay.log()).toContain('"route":"/v1/live"')
  })

  it('for no one else', async () => {
    const { relay, ask } = await open()
    const token = await relay.signIn()
    const auditor = await relay.signIn('otto@example.com', 'auditor')
    for (const [answer, code] of [
      [await ask(undefined), 'signed-out'],
      [await ask('x'.repeat(43)), 'signed-out'],
      [await ask(auditor), 'role-refused'],
      [await ask(env.BOOTSTRAP_TOKEN), 'role-refused'],
      [await ask(token, { Origin: 'https://evil.example' }), 'origin-refused'],
      [await ask(token, { Origin: undefined }), 'origin-refused'],
      [await ask(token, { Origin: undefined, Upgrade: 'WebSocket' }), 'origin-refused'],
      [await ask(token, { Origin: 'null' }), 'origin-refused'],
      [await ask(token, { Upgrade: '' }), 'signed-out'],
      [await ask(undefined, { 'Sec-WebSocket-Protocol': `lens.2, ${token}` }), 'signed-out'],
    ] as const)
      expect(await codeOf(answer)).toBe(code)
    const plain = await relay.request('/v1/live', { token })
    expect([plain.status, plain.headers.get('Upgrade')]).toEqual([426, 'websocket'])
    await relay.request('/access/sign-out', { method: 'POST', token })
    expect(await codeOf(await ask(token))).toBe('signed-out')
  })
})

describe('a change', () => {
  it('reaches each socket that wants it by its number, without a call, and no other', async () => {
    const { relay, connect, deliver, inquiryOf } = await open()
    const token = await relay.signIn()
    const [one, other] = [await connect(token), await connect(await relay.signIn('bob@example.com'))]
    const inquiry = inquiryOf('in-review')
    await one.hello({ 7: topicOfCase(inquiry), 9: topicOfLists('persona'), 11: topicOfLists('deepidv') })
    await other.hello({ 3: topicOfCase(inquiryOf('three-retries')) })
    const before = countAll(relay)
    await deliver({ inquiry, event: { name: 'inquiry.approved' } })
    await one.until(2)
    expect(one.frames()[1]?.changed.toSorted((a, b) => a - b)).toEqual([7, 9])
    expect(countAll(relay)).toBe(before)
    expect(other.frames()).toHaveLength(1)
  })

  it('reaches no one where it is a duplicate or of a closed family', async () => {
    const { relay, connect, deliver, inquiryOf, control } = await open()
    const inquiry = inquiryOf('in-review')
    const socket = await connect(await relay.signIn())
    await socket.hello({ 1: topicOfCase(inquiry), 2: topicOfLists('persona') })
    await deliver({ inquiry, event: { name: 'report/watchlist.matched' } })
    await deliver({ inquiry, event: { name: 'case.created' } })
    await deliver({ inquiry, event: { name: 'inquiry.approved' } })
    await socket.until(2)
    const { event } = control.emit({ inquiry, event: { name: 'inquiry.declined' } })
    const body = await control.writeWebhook.persona(event ?? '')
    for (let copy = 0; copy < 3; copy++)
      await relay.request('/hooks/persona', {
        method: 'POST',
        body,
        headers: { 'Persona-Signature': signAsPersona(body, [SECRET], Date.now()) },
      })
    await socket.until(3)
    expect(socket.frames().map(({ seq }) => seq)).toEqual([0, 1, 2])
  })

  it('of lists arrives at once, and then once in ten seconds', async () => {
    const { relay, connect, deliver } = await open()
    const socket = await connect(await relay.signIn())
    await socket.hello({ 1: topicOfLists('persona') })
    for (let count = 0; count < 5; count++) await deliver({ event: { name: 'inquiry.created' } })
    await socket.until(2)
    advanceClock(11)
    await evictDurableObject(env.LIVE_HUB.getByName('live-hub'))
    await runDurableObjectAlarm(env.LIVE_HUB.getByName('live-hub'))
    await socket.until(3)
    expect(socket.frames().map(({ changed }) => changed)).toEqual([[], [1], [1]])
  })

  it.each(['document.submitted', 'account.created', 'verification.passed'])(
    'of %s is one of the lists, whether its case is cached or not',
    async (name) => {
      const { relay, connect, deliver, inquiryOf } = await open()
      const socket = await connect(await relay.signIn())
      await socket.hello({ 1: topicOfLists('persona') })
      await deliver({ inquiry: inquiryOf('in-review'), event: { name } })
      await socket.until(2)
      expect(socket.frames()[1]?.changed).toEqual([1])
    },
  )

  it('is not promised by a provider until its first webhook, which each socket hears of, nor a day after the last', async () => {
    const { relay, connect, deliver, inquiryOf } = await open({ silent: ['persona', 'deepidv'] })
    const [ada, bob] = [await relay.signIn(), await relay.signIn('bob@example.com')]
    const inquiry = inquiryOf('in-review')
    const topics = {
      0: TOPIC_OF_WATCHES,
      1: topicOfCase(inquiry),
      2: topicOfLists('persona'),
      3: topicOfLists('deepidv'),
    }
    const [one, other] = [await connect(ada), await connect(bob)]
    expect(await one.hello(topics)).toEqual({ seq: 0, changed: [], quiet: [1, 2, 3] })
    expect(await other.hello({ 4: topicOfLists('persona') })).toEqual({ seq: 0, changed: [], quiet: [4] })
    // A closed family is no sign that others come.
    await deliver({ inquiry, event: { name: 'case.created' } })
    await deliver({ inquiry, event: { name: 'inquiry.transitioned' } })
    await one.until(2)
    expect(one.frames()[1]).toEqual({ seq: 1, changed: [1, 2], quiet: [3] })
    await other.until(2)
    expect(other.frames()[1]).toEqual({ seq: 1, changed: [4], quiet: [] })
    await deliver({ inquiry, event: { name: 'inquiry.approved' } })
    await one.until(3)
    expect(one.frames()[2]).toEqual({ seq: 2, changed: [1] })
    await evictDurableObject(env.LIVE_HUB.getByName('live-hub'))
    one.send({ since: 2 })
    await one.until(4)
    expect(one.frames()[3]).toEqual({ seq: 2, changed: [], quiet: [3] })
    advanceClock(25 * 60 * 60)
    const later = await connect(await relay.signIn())
    expect((await later.hello(topics)).quiet).toEqual([1, 2, 3])
  })

  it('arrives once a topic is added, and no longer once it is dropped', async () => {
    const { relay, connect, deliver, inquiryOf } = await open()
    const inquiry = inquiryOf('in-review')
    const socket = await connect(await relay.signIn())
    await socket.hello({})
    await deliver({ inquiry, event: { name: 'inquiry.transitioned' } })
    socket.send({ add: { 5: topicOfCase(inquiry) }, drop: [] })
    socket.send({ since: 1 })
    await socket.until(2)
    await deliver({ inquiry, event: { name: 'inquiry.approved' } })
    await socket.until(3)
    expect(socket.frames()[2]?.changed).toEqual([5])
    socket.send({ add: {}, drop: [5] })
    await deliver({ inquiry, event: { name: 'inquiry.declined' } })
    socket.send({ since: 0 })
    await socket.until(4)
    expect(socket.frames()[3]).toEqual({ seq: 3, changed: [] })
  })
})

const PERSON = ['Ada', 'Lovelace', 'ada@person.example', '12 Secret Street', '1815-12-10', '+44 20 7946 0000']
const IN_PERSONA = 'data.attributes.payload.data'
const webhook = fc.record({
  provider: fc.constantFrom('persona', 'persona', 'deepidv'),
  /** Of the cases that sockets follow. */
  which: fc.nat(4),
  name: fc.constantFrom(
    ...['inquiry.approved', 'inquiry.redacted', 'inquiry-session.started', 'verification.passed'],
    ...['document.submitted', 'selfie.submitted', 'account.created', 'transaction.created'],
    ...['report/watchlist.matched', 'case.created', 'list-item/name.created', 'new-family.ada-lovelace'],
  ),
  status: fc.constantFrom('PENDING', 'SUBMITTED', 'VERIFIED', 'REJECTED', 'FAILED'),
  changes: fc.array(
    fc.record({
      path: fc.constantFrom(
        ...['data.id', 'data.type', 'data.attributes.name', 'data.attributes.created-at', 'included', 'type'],
        ...['id', 'type', 'attributes', 'relationships', 'relationships.inquiry.data.id'].map(
          (path) => `${IN_PERSONA}.${path}`,
        ),
        ...[
          'status',
          'name-first',
          'email-address',
          'birthdate',
          'fields',
          'reference-id',
          'ada lovelace',
        ].map((path) => `${IN_PERSONA}.attributes.${path}`),
        ...['status', 'session_record', 'user.email', 'user.first_name', 'external_id'].map(
          (path) => `data.${path}`,
        ),
      ),
      value: fc.oneof(
        fc.constantFrom(...PERSON, null, TOPIC_OF_WATCHES, topicOfLists('persona')),
        fc.constantFrom('of another', 'of another as a topic'),
        fc.string({ unit: 'grapheme', maxLength: 40 }),
        fc.jsonValue({ maxDepth: 2 }),
      ),
    }),
    { maxLength: 4 },
  ),
})

const put = (fields: unknown, [name = '', ...others]: readonly string[], value: unknown): unknown => ({
  ...(fields instanceof Object && fields),
  [name]:
    others.length === 0 ? value : put(fields instanceof Object && Reflect.get(fields, name), others, value),
})

/** Strings and numbers, but those that are too short to be anyone’s. */
function leavesOf(body: string): string[] {
  const leaves: string[] = []
  JSON.parse(body, (_, value: unknown) => {
    if (typeof value === 'string' || typeof value === 'number') leaves.push(`${value}`)
    return value
  })
  return leaves.filter(({ length }) => length > 4)
}

it('no frame has more than the socket’s own numbers, whatever a webhook says of whom', async () => {
  const { relay, control, connect } = await open()
  const { persona, deepidv } = control.known()
  const inquiries = Object.values(persona.sandbox).map(({ inquiry }) => inquiry)
  const sessions = Object.values(deepidv.sandbox).map(({ session }) => session)
  const topics = [
    ...[...inquiries.slice(0, 5), ...sessions.slice(0, 5)].map(topicOfCase),
    ...[topicOfLists('persona'), topicOfLists('deepidv'), TOPIC_OF_WATCHES],
  ]
  const numbered = (from: number) => Object.fromEntries(topics.map((topic, nth) => [from + nth, topic]))
  const ada = await relay.signIn()
  const listeners = [
    { from: 100, socket: await connect(ada) },
    { from: 500, socket: await connect(await relay.signIn('bob@example.com')) },
  ]
  for (const { from, socket } of listeners) await socket.hello(numbered(from))
  let count = 0

  async function send(provider: 'persona' | 'deepidv', body: string): Promise<void> {
    count++
    const headers =
      provider === 'persona'
        ? { 'Persona-Signature': signAsPersona(body, [SECRET], Date.now()) }
        : { 'deepidv-signature': DEEPIDV_WEBHOOK_SECRET }
    expect((await relay.request(`/hooks/${provider}`, { method: 'POST', body, headers })).status).toBe(204)
  }
  const write = async (inquiry: string, name: string) =>
    control.writeWebhook.persona(control.emit({ inquiry, event: { name } }).event ?? '')

  const watched = control.emit({ event: { name: 'inquiry.created' } }).inquiry
  await fc.assert(
    fc.asyncProperty(fc.array(webhook, { minLength: 1, maxLength: 8 }), async (webhooks) => {
      const before = listeners.map(({ socket }) => socket.heard.length)
      const said: string[] = [...PERSON, 'person.example']
      await send('persona', await write(watched, 'inquiry.started'))
      expect((await relay.request('/v1/watches', { token: ada, ...json({ id: watched }) })).status).toBe(200)
      for (const { provider, which, name, status, changes } of webhooks) {
        advanceClock(4)
        const [inquiry = '', session = ''] = [inquiries[which], sessions[which]]
        if (provider === 'deepidv') control.emitSession({ session, fields: { status } })
        const honest =
          provider === 'persona'
            ? await write(inquiry, name)
            : await control.writeWebhook.deepidv(session, true)
        const another = (provider === 'persona' ? inquiries : sessions)[which + 5] ?? ''
        const changed = changes.reduce<unknown>(
          (body, { path, value }) => {
            const ofAnother = { 'of another': another, 'of another as a topic': topicOfCase(another) }
            const added = typeof value === 'string' ? (Reflect.get(ofAnother, value) ?? value) : value
            return put(body, path.split('.'), added)
          },
          JSON.parse(honest ?? 'null'),
        )
        const body = JSON.stringify(changed)
        said.push(...leavesOf(body))
        await send(provider, body)
      }
      // Whatever came before, this is heard.
      advanceClock(11)
      for (const id of [watched, inquiries[0] ?? ''])
        await send('persona', await write(id, 'inquiry.approved'))
      await relay.request('/v1/watches', { token: ada })
      await relay.request(`/v1/watches/${watched}`, { token: ada, method: 'DELETE' })
      for (const [nth, { from, socket }] of listeners.entries()) {
        const hear = () => socket.heard.slice(before[nth])
        const frames = () => hear().map((text) => v.parse(RelayFrameSchema, JSON.parse(text)))
        const numbers = () => frames().flatMap(({ changed }) => changed)
        // A case, a list, and watches: hers are not another’s.
        const sure = [from, from + 10, ...(nth === 0 ? [from + 12] : [])]
        await vi.waitFor(() => expect(numbers()).toEqual(expect.arrayContaining(sure)))
        const own = Object.keys(numbered(from))
          .map(Number)
          .slice(0, nth === 0 ? 13 : 12)
        expect(numbers().filter((number) => !own.includes(number))).toEqual([])
        for (const { seq } of frames()) expect(seq).toBeLessThanOrEqual(4 * count)
        for (const text of hear()) expect(said.filter((leaf) => text.includes(leaf))).toEqual([])
      }
    }),
    { numRuns: times(6) },
  )
  expect(listeners.flatMap(({ socket }) => socket.closed)).toEqual([])
})

it('no notice comes before what the socket missed, whatever happens while it says hello', async () => {
  const { relay, connect, deliver, inquiryOf } = await open()
  const inquiries = ['in-review', 'three-retries', 'link-waiting'].map(inquiryOf)
  const token = await relay.signIn()
  const topics = Object.fromEntries(inquiries.map((inquiry, nth) => [nth + 1, topicOfCase(inquiry)]))
  const before = await connect(token)
  const { seq } = await before.hello(topics)
  before.end()
  await deliver({ inquiry: inquiries[0] ?? '', event: { name: 'inquiry.transitioned' } })
  const socket = await connect(token)
  const changes = Promise.all(
    inquiries.map((inquiry) => deliver({ inquiry, event: { name: 'inquiry.approved' } })),
  )
  socket.send({ hello: seq, topics })
  await changes
  const told = () => new Set(socket.frames().flatMap(({ changed }) => changed))
  await vi.waitFor(() => expect([...told()].toSorted()).toEqual([1, 2, 3]))
  const [first, ...others] = socket.frames()
  expect(first?.changed).toContain(1)
  const numbers = socket.frames().map((frame) => frame.seq)
  expect(numbers).toEqual(numbers.toSorted((one, other) => one - other))
  expect(others.every((frame) => frame.seq > (first?.seq ?? 0))).toBe(true)
})

describe('what a socket missed', () => {
  it('comes with its next hello, shows in a ping in between, and outlives an eviction', async () => {
    const { relay, connect, deliver, inquiryOf } = await open()
    const token = await relay.signIn()
    const inquiry = inquiryOf('in-review')
    const topics = { 1: topicOfCase(inquiry), 2: topicOfCase(inquiryOf('three-retries')) }
    const first = await connect(token)
    const { seq } = await first.hello(topics)
    first.end()
    await deliver({ inquiry, event: { name: 'inquiry.transitioned' } })
    await evictDurableObject(env.LIVE_HUB.getByName('live-hub'))
    const second = await connect(token)
    expect(await second.hello(topics, seq)).toEqual({ seq: seq + 1, changed: [1] })
    expect(await second.hello(topics, seq + 1)).toEqual({ seq: seq + 1, changed: [] })
    second.send(PING)
    await vi.waitFor(() => expect(second.heard.at(-1)).toBe(`q${seq + 1}`))
    await deliver({ inquiry, event: { name: 'inquiry.approved' } })
    second.send(PING)
    await vi.waitFor(() => expect(second.heard.at(-1)).toBe(`q${seq + 2}`))
  })

  it('includes a webhook whose notice was lost with the relay: the provider sends it again', async () => {
    const { relay, connect, control, inquiryOf } = await open()
    const inquiry = inquiryOf('in-review')
    const socket = await connect(await relay.signIn())
    await socket.hello({ 1: topicOfCase(inquiry) })
    const { event } = control.emit({ inquiry, event: { name: 'inquiry.approved' } })
    const body = await control.writeWebhook.persona(event ?? '')
    const send = () =>
      relay.request('/hooks/persona', {
        method: 'POST',
        body,
        headers: { 'Persona-Signature': signAsPersona(body, [SECRET], Date.now()) },
      })
    const publish = vi.spyOn(LiveHub.prototype, 'publish').mockRejectedValue(new Error('lost'))
    expect((await send()).status).toBeGreaterThanOrEqual(500)
    publish.mockRestore()
    expect((await send()).status).toBe(204)
    await socket.until(2)
    expect((await send()).status).toBe(204)
    socket.send({ since: 0 })
    await socket.until(3)
    expect(socket.frames()[2]?.seq).toBe(1)
  })

  it('includes a webhook whose notice was lost while an earlier one’s arrived', async () => {
    const { relay, connect, control, inquiryOf } = await open()
    const inquiries = [inquiryOf('in-review'), inquiryOf('three-retries')]
    const socket = await connect(await relay.signIn())
    await socket.hello({ 1: topicOfCase(inquiries[0] ?? ''), 2: topicOfCase(inquiries[1] ?? '') })
    const bodies = await Promise.all(
      inquiries.map((inquiry) =>
        control.writeWebhook.persona(
          control.emit({ inquiry, event: { name: 'inquiry.approved' } }).event ?? '',
        ),
      ),
    )
    const send = (body = '') =>
      relay.request('/hooks/persona', {
        method: 'POST',
        body,
        headers: { 'Persona-Signature': signAsPersona(body, [SECRET], Date.now()) },
      })
    // The second comes while the hub takes the first, and its own notice is lost.
    const held = Promise.withResolvers<void>()
    const publish = vi
      .spyOn(LiveHub.prototype, 'publish')
      .mockImplementationOnce(() => held.promise)
      .mockRejectedValue(new Error('lost'))
    const first = send(bodies[0])
    await vi.waitFor(() => expect(publish).toHaveBeenCalledTimes(1))
    const second = send(bodies[1])
    held.resolve()
    expect((await first).status).toBe(204)
    expect((await second).status).toBeGreaterThanOrEqual(500)
    publish.mockRestore()
    expect((await send(bodies[1])).status).toBe(204)
    await socket.until(2)
    expect(socket.frames()[1]?.changed).toContain(2)
  })

  it('is what changed within some seconds, or all where the relay has forgotten so long ago', async () => {
    const { relay, connect, deliver, inquiryOf } = await open()
    const topics = { 1: topicOfCase(inquiryOf('in-review')) }
    await deliver({ event: { name: 'inquiry.created' } })
    await deliver({ event: { name: 'inquiry.created' } })
    const early = await connect(await relay.signIn())
    const lists = { 1: topicOfLists('persona') }
    advanceClock(5)
    expect(await early.hello(lists, { sinceMs: 4_000 })).toEqual({ seq: 2, changed: [] })
    expect(await early.hello(lists, { sinceMs: 6_000 })).toEqual({ seq: 2, changed: [1] })
    expect(await early.hello(topics, 1)).toEqual({ seq: 2, changed: [] })
    expect(await early.hello(topics, 99)).toEqual({ seq: 2, changed: [], reset: true })
    advanceClock(25 * 3_600)
    await runDurableObjectAlarm(env.LIVE_HUB.getByName('live-hub'))
    const late = await connect(await relay.signIn('bob@example.com'))
    expect(await late.hello(topics, 0)).toEqual({ seq: 3, changed: [], reset: true, quiet: [1] })
    expect(await late.hello(topics, 1)).toEqual({ seq: 3, changed: [], quiet: [1] })
  })
})

describe('a socket is closed', () => {
  type Opened = Awaited<ReturnType<typeof open>>
  it.each<[string, (opened: Opened, token: string, admin: string) => Promise<unknown>]>([
    [
      'revoked',
      ({ relay }, _, token) => relay.request('/v1/agents/ada%40example.com', { method: 'DELETE', token }),
    ],
    ['signed out', ({ relay }, token) => relay.request('/access/sign-out', { method: 'POST', token })],
    [
      'revoked with all others',
      ({ relay }, _, token) => relay.request('/v1/agents', { method: 'DELETE', token }),
    ],
    [
      'given another role',
      ({ relay }, _, token) =>
        relay.request('/v1/agents', {
          token,
          ...json({ email: 'ada@example.com', role: 'auditor', changeRole: true }),
        }),
    ],
  ])('at once when its agent is %s, before the next notice; the admin’s stays', async (_, end) => {
    const opened = await open()
    const { relay, connect, deliver, inquiryOf } = opened
    const [token, admin] = [await relay.signIn(), await relay.signIn('root@example.com', 'admin')]
    const [one, other] = [await connect(token), await connect(admin)]
    const topics = { 1: topicOfCase(inquiryOf('in-review')) }
    await one.hello(topics)
    await other.hello(topics)
    await end(opened, token, admin)
    await deliver({ inquiry: inquiryOf('in-review'), event: { name: 'inquiry.approved' } })
    await other.until(2)
    await one.untilClosed('signedOut')
    expect(one.frames()).toHaveLength(1)
    expect(other.closed).toEqual([])
  })

  it('when its sign-in expires', async () => {
    const { relay, connect, deliver, inquiryOf } = await open()
    const [quiet, told] = [
      await connect(await relay.signIn()),
      await connect(await relay.signIn('bob@example.com')),
    ]
    await quiet.hello({})
    await told.hello({ 1: topicOfCase(inquiryOf('in-review')) })
    advanceClock(12 * 3_600 + 60)
    await deliver({ inquiry: inquiryOf('in-review'), event: { name: 'inquiry.approved' } })
    await told.untilClosed('signedOut')
    expect(told.frames()).toHaveLength(1)
    expect(quiet.closed).toEqual([])
    await runDurableObjectAlarm(env.LIVE_HUB.getByName('live-hub'))
    await quiet.untilClosed('signedOut')
  })

  it.each<[string, keyof typeof LIVE_CLOSED, (string | object)[]]>([
    ['what is no JSON', 'notUnderstood', ['{']],
    ['anything before hello', 'notUnderstood', [{ since: 0 }]],
    [
      'a frame of another kind',
      'notUnderstood',
      [{ hello: 0, topics: {} }, { publish: ['case inq_ABC123'] }],
    ],
    [
      'a topic that there is none of',
      'notUnderstood',
      [{ hello: 0, topics: { 1: 'agent ada@example.com' } }],
    ],
    ['a topic without an ID', 'notUnderstood', [{ hello: 0, topics: { 1: 'case ada@example.com' } }]],
    ['a session as a case', 'notUnderstood', [{ hello: 0, topics: { 1: `case iqse_${'A'.repeat(24)}` } }]],
    ['an event as a case', 'notUnderstood', [{ hello: 0, topics: { 1: `case evt_${'A'.repeat(24)}` } }]],
    ['a number written in two ways', 'notUnderstood', [{ hello: 0, topics: { '01': 'lists persona' } }]],
    ...['__proto__', 'constructor', '1e3', '-1'].map((name): [string, 'notUnderstood', string[]] => [
      `${name} for a number`,
      'notUnderstood',
      [`{"hello":0,"topics":{"${name}":"lists persona"}}`],
    ]),
    ['a list that there is none of', 'notUnderstood', [{ hello: 0, topics: { 1: 'lists __proto__' } }]],
    [
      'too many topics',
      'tooManyTopics',
      [
        {
          hello: 0,
          topics: Object.fromEntries(
            Array.from({ length: LIVE_LIMITS.topics + 1 }, (_, n) => [n, 'lists persona']),
          ),
        },
      ],
    ],
    [
      'too many topics, bit by bit',
      'tooManyTopics',
      [
        { hello: 0, topics: {} },
        ...Array.from({ length: 3 }, (_, part) => ({
          add: Object.fromEntries(
            Array.from({ length: 100 }, (_, n) => [
              part * 100 + n,
              `case inq_${'A'.repeat(20)}${part * 100 + n}`,
            ]),
          ),
          drop: [],
        })),
      ],
    ],
    ['a very long frame', 'notUnderstood', [JSON.stringify({ hello: 0, topics: {}, x: 'x'.repeat(40_000) })]],
    [
      'too many frames',
      'tooManyFrames',
      [{ hello: 0, topics: {} }, ...Array.from({ length: 130 }, () => ({ since: 0 }))],
    ],
  ])('that sends %s', async (_, why, frames) => {
    const { relay, connect } = await open()
    const socket = await connect(await relay.signIn())
    for (const frame of frames) socket.send(frame)
    await socket.untilClosed(why)
  })

  it('that is the oldest of more than twenty of one agent', async () => {
    const { relay, connect } = await open()
    const token = await relay.signIn()
    const sockets = []
    for (let count = 0; count < 21; count++) sockets.push(await connect(token))
    await sockets[0]?.untilClosed('tooManySockets')
    expect(sockets.slice(1).flatMap(({ closed }) => closed)).toEqual([])
  })
})
