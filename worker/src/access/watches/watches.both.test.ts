/** Watches through the whole relay: who may have them, when a case has ended for them, and what is written down of it. */
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { type Watch, WatchesSchema, WatchSchema } from '@inquiry-lens/shared/contract/watches.ts'
import { WATCH_LIMITS } from '@inquiry-lens/shared/domain/ending.ts'
import { times } from '@inquiry-lens/shared/testing/thoroughness.ts'
import { signAsPersona } from '@inquiry-lens/test/fake-providers/webhooks/webhooks.ts'
import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { advanceClock, countAll, countAsked } from '../../../testing/gateway.ts'
import { accessControl, readAuditLog } from '../../../testing/read-audit-log.ts'
import { codeOf, json, openRelay, readProblem } from '../../../testing/relay-under-test.ts'
import { RELIED_ON_MS } from '../../gateway/webhooks.ts'

const SECRET =
  v.parse(v.object({ PERSONA_WEBHOOK_SECRET: v.string() }), env).PERSONA_WEBHOOK_SECRET.split(' ')[0] ?? ''

const DAY = 86_400

async function open() {
  const relay = openRelay()
  const { control } = relay.providers
  const stories = control.known().persona.sandbox
  const tokens = new Map<string, string>()

  async function tokenOf(agent: string): Promise<string> {
    const token = tokens.get(agent) ?? (await relay.signIn(`${agent}@example.com`))
    tokens.set(agent, token)
    return token
  }
  /** Of another agent each time, since opening many people is limited. */
  const add = async (agent: string, id: string, name?: string) =>
    relay.request('/v1/watches', { token: await tokenOf(agent), ...json({ id, ...(name && { name }) }) })
  const ask = async (agent: string, etag = '') =>
    relay.request('/v1/watches', { token: await tokenOf(agent), headers: { 'If-None-Match': etag } })
  const list = async (agent: string): Promise<Watch[]> =>
    v.parse(WatchesSchema, await (await ask(agent)).json()).items

  /** Emits an event of this inquiry, and returns how to deliver its webhook. */
  async function emit(inquiry: string, name: string) {
    const body = await control.writeWebhook.persona(control.emit({ inquiry, event: { name } }).event ?? '')
    return async () => {
      const headers = { 'Persona-Signature': signAsPersona(body, [SECRET], Date.now()) }
      expect((await relay.request('/hooks/persona', { method: 'POST', body, headers })).status).toBe(204)
    }
  }
  return {
    relay,
    control,
    tokenOf,
    add,
    ask,
    list,
    emit,
    endsOf: async (agent: string) => (await list(agent)).map(({ ended }) => ended?.caseState ?? null),
    end: async (agent: string, id: string) =>
      relay.request(`/v1/watches/${id}`, { method: 'DELETE', token: await tokenOf(agent) }),
    inquiryOf: (name: string) => stories[name]?.inquiry ?? '',
  }
}

/** Only what runs can be evicted. */
async function restart(): Promise<void> {
  await runInDurableObject(accessControl(), () => undefined)
  await evictDurableObject(accessControl())
}

const entriesOf = async (agent: string) =>
  (await readAuditLog()).filter((entry) => entry.agent === `${agent}@example.com` && entry.action === 'watch')

describe('a watch', () => {
  it('is kept for its agent alone, in every browser of theirs, with its own name', async () => {
    const { relay, add, list, tokenOf, inquiryOf } = await open()
    const id = inquiryOf('in-review')
    const added = await add('ada', id, '  The refund ')
    expect(added.status).toBe(200)
    const watch = v.parse(WatchSchema, await added.json())
    expect(watch).toMatchObject({
      id,
      name: 'The refund',
      provider: 'persona',
      environment: 'sandbox',
      ended: null,
    })
    expect(Date.parse(watch.until) - Date.parse(watch.createdAt)).toBe(30 * DAY * 1000)
    // Another sign-in of hers.
    const other = await relay.signIn('ada@example.com')
    const elsewhere = await relay.request('/v1/watches', { token: other })
    expect(v.parse(WatchesSchema, await elsewhere.json()).items).toEqual([watch])
    expect(await list('bob')).toEqual([])

    const path = `/v1/watches/${id}`
    for (const name of ['Mr. Refund', '']) {
      expect((await relay.request(path, { token: other, ...json({ name }) })).status).toBe(204)
      expect((await list('ada'))[0]?.name).toBe(name || null)
    }
    const missing = await relay.request(path, { token: await tokenOf('bob'), ...json({ name: 'x' }) })
    expect(await codeOf(missing)).toBe('not-found')
  })

  it('has one ID, whatever is done with it: a Persona session’s is refused, one that is not watched says so', async () => {
    const { relay, add, end, list, tokenOf, control } = await open()
    const story = control.known().persona.sandbox['in-review']
    const { inquiry = '', sessions: [session = ''] = [] } = story ?? {}
    await add('ada', inquiry)
    const token = await tokenOf('ada')
    const rename = (id: string) => relay.request(`/v1/watches/${id}`, { token, ...json({ name: 'x' }) })
    for (const [ask, code] of [
      [add, 'invalid-body'],
      [end, 'invalid-parameter'],
      [(_: string, id: string) => rename(id), 'invalid-parameter'],
    ] as const) {
      const refused = await ask('ada', session)
      expect([refused.status, await codeOf(refused)]).toEqual([400, code])
    }
    for (const [body, detail] of [
      [{}, '“name” is missing.'],
      [{ name: 5 }, '“name” must be one line of at most 60 characters.'],
    ] as const) {
      const refused = await relay.request(`/v1/watches/${inquiry}`, { token, ...json(body) })
      expect(await readProblem(refused)).toMatchObject({ detail })
    }
    expect((await list('ada')).map(({ id, name }) => [id, name])).toEqual([[inquiry, null]])
    expect((await end('ada', inquiry)).status).toBe(204)
    const entries = (await readAuditLog()).length
    for (const gone of [await end('ada', inquiry), await rename(inquiry)])
      expect([gone.status, await codeOf(gone)]).toEqual([404, 'not-found'])
    expect((await readAuditLog()).length).toBe(entries)
  })

  it('opens the case, with its entry and its limit, and is refused as that is', async () => {
    const { add, relay, inquiryOf } = await open()
    const id = inquiryOf('in-review')
    await add('ada', id)
    const own = (await readAuditLog()).filter(({ agent }) => agent === 'ada@example.com')
    expect(own.slice(-2).map(({ action, about }) => [action, about.id])).toEqual([
      ['open', id],
      ['watch', id],
    ])
    expect(JSON.stringify(own)).not.toContain('The refund')
    expect(await codeOf(await add('ada', 'inq_None1234'))).toBe('not-found')
    const auditor = await relay.signIn('otto@example.com', 'auditor')
    for (const [method, path] of [
      ['GET', '/v1/watches'],
      ['DELETE', `/v1/watches/${id}`],
    ] as const)
      expect(await codeOf(await relay.request(path, { method, token: auditor }))).toBe('role-refused')
    expect(await codeOf(await relay.request('/v1/watches', { token: auditor, ...json({ id }) }))).toBe(
      'role-refused',
    )
  })

  it.each([
    ['two\nlines'],
    ['x'.repeat(61)],
    ['two\u2028lines'],
    ['half \ud83d of one'],
    ['\ue000'],
    ['👍'.repeat(61)],
    [`z${'\u0301'.repeat(20)}`],
    ['\u200b'.repeat(5_000) + 'x'.repeat(61)],
  ])('has no name such as %j', async (name) => {
    const { add, inquiryOf } = await open()
    expect(await codeOf(await add('ada', inquiryOf('in-review'), name))).toBe('invalid-body')
  })

  it.each([
    ['👍'.repeat(60), '👍'.repeat(60)],
    ['👩‍👩‍👧‍👦 ❤️ 🇩🇪', '👩‍👩‍👧‍👦 ❤️ 🇩🇪'],
    ['می‌خواهم', 'می‌خواهم'],
    ['re\u200bfund\u2060', 'refund'],
    ['evil \u202egnp.exe', 'evil gnp.exe'],
    ['\u2066 a \u2069\u200f', 'a'],
    ['\u200d\ufeff \u3164', null],
  ])('has the name %j without what no one sees: %j', async (given, kept) => {
    const { add, inquiryOf } = await open()
    const added = await add('ada', inquiryOf('in-review'), given)
    expect(v.parse(WatchSchema, await added.json()).name).toBe(kept)
  })

  it('of many cases at once that are not cached says how it comes that it has to wait', async () => {
    const { add, list, control } = await open()
    let answer = new Response()
    let count = 0
    while (count < WATCH_LIMITS.watches && answer.status === 200) {
      answer = await add('ada', control.emit({}).inquiry)
      count++
    }
    const { detail } = await readProblem(answer)
    expect([answer.status, answer.headers.has('Retry-After')]).toEqual([429, true])
    expect(detail).toMatch(/^The relay opens what you watch. You have used your share/)
    advanceClock(Number(answer.headers.get('Retry-After')))
    expect((await add('ada', control.emit({}).inquiry)).status).toBe(200)
    expect(await list('ada')).toHaveLength(count)
  })

  it('is one of at most fifty: the next one is refused, and views no one', async () => {
    const { add, end, list, relay, tokenOf, control } = await open()
    const token = await tokenOf('ada')
    const ids: string[] = []
    for (let number = 0; number <= WATCH_LIMITS.watches; number++) ids.push(control.emit({}).inquiry)
    for (const id of ids.slice(0, WATCH_LIMITS.watches)) {
      // Not all of one minute: no agent may ask the provider for so many.
      advanceClock(60)
      expect((await add('ada', id)).status).toBe(200)
    }
    const before = (await readAuditLog()).length
    const [last = ''] = ids.slice(-1)
    const refused = await relay.request('/v1/watches', { token, ...json({ id: last }) })
    expect([refused.status, await codeOf(refused)]).toEqual([409, 'watches-full'])
    expect((await readAuditLog()).length).toBe(before)
    // One that is watched already is only renewed.
    expect((await add('ada', ids[0] ?? '')).status).toBe(200)
    expect((await end('ada', ids[1] ?? '')).status).toBe(204)
    expect((await add('ada', last)).status).toBe(200)
    expect(await list('ada')).toHaveLength(WATCH_LIMITS.watches)
  })

  it('goes after thirty days, though no one asks', async () => {
    const { add, list, inquiryOf } = await open()
    await add('ada', inquiryOf('in-review'))
    advanceClock(30 * DAY - 60)
    const count = () =>
      runInDurableObject(
        accessControl(),
        (_, { storage }) => storage.sql.exec<{ n: number }>('SELECT count(*) AS n FROM watches').one().n,
      )
    await runDurableObjectAlarm(accessControl())
    expect(await count()).toBe(1)
    advanceClock(DAY)
    // It has set the next one itself.
    expect(await runDurableObjectAlarm(accessControl())).toBe(true)
    expect(await count()).toBe(0)
    expect(await runDurableObjectAlarm(accessControl())).toBe(false)
    await expect(list('bob')).resolves.toEqual([])
  })
})

describe('the end of a watched case', () => {
  it('fires once by webhook, without a call, for all who watch and however it arrives', async () => {
    const { add, ask, endsOf, emit, inquiryOf } = await open()
    const id = inquiryOf('in-review')
    await add('ada', id)
    await add('bob', id)
    await add('eve', inquiryOf('never-opened'))
    expect(await endsOf('ada')).toEqual([null])
    const tag = (await ask('ada')).headers.get('ETag') ?? ''
    const before = countAsked()
    const deliverOlder = await emit(id, 'inquiry.transitioned')
    advanceClock(2)
    const deliver = await emit(id, 'inquiry.approved')
    await deliver()
    const told = await ask('ada', tag)
    expect(told.status).toBe(200)
    const newer = told.headers.get('ETag') ?? ''
    // Twice, and the older one after the newer one.
    await deliver()
    await deliverOlder()
    await evictDurableObject(accessControl())
    expect((await ask('ada', newer)).status).toBe(304)
    expect(await endsOf('bob')).toEqual(['approved'])
    expect(countAsked()).toBe(before)
    expect(await endsOf('eve')).toEqual([null])
    const ends = (await entriesOf('ada')).filter(
      ({ about }) => about.what === 'list' && about.ended?.toString(),
    )
    expect(ends.map(({ about }) => [about.ids, about.ended])).toEqual([[[id], [id]]])
  })

  it('fires by looking, where no webhook came: one call for all who watch it', async () => {
    const { relay, control, add, endsOf, inquiryOf } = await open()
    const id = inquiryOf('in-review')
    for (const agent of ['ada', 'bob', 'eve']) await add(agent, id)
    advanceClock(120)
    control.emit({ inquiry: id, event: { name: 'inquiry.declined' } })
    const before = countAll(relay)
    const ends = await Promise.all(['ada', 'bob', 'eve'].map(endsOf))
    expect(ends).toEqual([['declined'], ['declined'], ['declined']])
    expect(countAll(relay)).toBe(before + 1)
  })

  it('may be there before the watch', async () => {
    const { add, control } = await open()
    const { inquiry } = control.emit({ event: { name: 'inquiry.approved' } })
    const watch = v.parse(WatchSchema, await (await add('ada', inquiry)).json())
    expect(watch.ended?.caseState).toBe('approved')
  })

  it('comes by the clock where a link expires, though the provider says nothing', async () => {
    const { control, add, endsOf } = await open()
    const { session } = control.emitSession({
      fields: { status: 'PENDING', expires_at: new Date(Date.now() + 3_600_000).toISOString() },
    })
    expect((await add('ada', session)).status).toBe(200)
    expect(await endsOf('ada')).toEqual([null])
    advanceClock(3_599)
    expect(await endsOf('ada')).toEqual([null])
    advanceClock(2)
    expect(await endsOf('ada')).toEqual(['expired'])
  })

  it('is not told of what can’t be asked, and not forgotten for it', async () => {
    const { relay, control, add, endsOf, inquiryOf } = await open()
    const id = inquiryOf('in-review')
    await add('ada', id)
    control.emit({ inquiry: id, event: { name: 'inquiry.approved' } })
    relay.providers.fetch = async () => new Response('down', { status: 503 })
    advanceClock(3_600)
    expect(await endsOf('ada')).toEqual([null])
  })

  it('is none any more once the customer goes on', async () => {
    const { control, add, endsOf, inquiryOf } = await open()
    const id = inquiryOf('in-progress')
    await add('ada', id)
    control.emit({ inquiry: id, event: { name: 'inquiry.expired' } })
    advanceClock(600)
    expect(await endsOf('ada')).toEqual(['expired'])
    control.emit({ inquiry: id, event: { name: 'inquiry.completed' } })
    advanceClock(600)
    expect(await endsOf('ada')).toEqual([null])
    control.emit({ inquiry: id, event: { name: 'inquiry.approved' } })
    advanceClock(600)
    expect(await endsOf('ada')).toEqual(['approved'])
  })
})

it('fires once for each end of its own case, whatever happens to the webhooks of all, and to the relay', async () => {
  const step = fc.record({
    what: fc.constantFrom('event', 'event', 'event', 'deliver', 'drop', 'evict', 'look', 'wait'),
    which: fc.nat(2),
    name: fc.constantFrom(
      ...[
        'inquiry.started',
        'inquiry.completed',
        'inquiry.approved',
        'inquiry.declined',
        'inquiry.expired',
        'inquiry.failed',
      ],
    ),
    pick: fc.nat(100),
  })
  const ENDS = ['approved', 'declined', 'expired', 'failed']
  const { control, add, ask, emit, endsOf } = await open()
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 24 }), async (steps) => {
      const cases = [0, 1, 2].map(() => control.emit({}).inquiry)
      const agents = cases.map((id, index) => ({ id, agent: `agent-${index}-${id.slice(-6).toLowerCase()}` }))
      for (const { id, agent } of agents) expect((await add(agent, id)).status).toBe(200)
      const status = new Map<string, string>()
      const waiting: (() => Promise<void>)[] = []
      const last = new Map<string, string | null>()
      const tags = new Map<string, string>()
      /** After longer than the relay relies on webhooks: what was lost is found by looking. */
      async function look(): Promise<void> {
        advanceClock(RELIED_ON_MS / 1000 + 10)
        for (const { id, agent } of agents) {
          const truth = status.get(id) ?? ''
          const end = ENDS.includes(truth) ? truth : null
          const answer = await ask(agent, tags.get(agent))
          const isNews = !last.has(agent) || last.get(agent) !== end
          expect([agent, answer.status]).toEqual([agent, isNews ? 200 : 304])
          tags.set(agent, answer.headers.get('ETag') ?? '')
          expect(await endsOf(agent)).toEqual([end])
          last.set(agent, end)
        }
      }
      await look()
      for (const { what, which, name, pick } of steps) {
        const id = cases[which] ?? ''
        if (what === 'event') {
          advanceClock(1)
          waiting.push(await emit(id, name))
          status.set(id, name.replace('inquiry.', ''))
        } else if (what === 'deliver') {
          // Any of them, in any order, and more than once.
          await waiting[pick % Math.max(1, waiting.length)]?.()
        } else if (what === 'drop') waiting.splice(pick % Math.max(1, waiting.length), 1)
        else if (what === 'evict') await restart()
        else if (what === 'wait') advanceClock(pick)
        else await look()
      }
      await look()
    }),
    { numRuns: times(4) },
  )
})

describe('watches go', () => {
  it('with the agent’s access, and are not there again when they are let in', async () => {
    const { relay, add, ask, tokenOf, inquiryOf } = await open()
    await add('eve', inquiryOf('in-review'))
    const admin = await relay.signIn('root@example.com', 'admin')
    await relay.request('/v1/agents/eve%40example.com', { method: 'DELETE', token: admin })
    expect(await codeOf(await ask('eve'))).toBe('signed-out')
    const answer = await relay.request('/v1/agents', {
      token: admin,
      ...json({ email: 'eve@example.com', letBackIn: true }),
    })
    expect(answer.status).toBe(201)
    const stored = await runInDurableObject(accessControl(), (_, { storage }) =>
      storage.sql.exec('SELECT * FROM watches').toArray(),
    )
    expect(stored).toEqual([])
    expect(await tokenOf('eve')).not.toBe('')
  })

  it('where the agent’s new role has none', async () => {
    const { relay, add, inquiryOf } = await open()
    await add('eve', inquiryOf('in-review'))
    const admin = await relay.signIn('root@example.com', 'admin')
    await relay.request('/v1/agents', {
      token: admin,
      ...json({ email: 'eve@example.com', role: 'auditor', changeRole: true }),
    })
    const stored = await runInDurableObject(accessControl(), (_, { storage }) =>
      storage.sql.exec('SELECT * FROM watches').toArray(),
    )
    expect(stored).toEqual([])
  })
})

it('a browser that asks for them on its own keeps no sign-in alive', async () => {
  const { add, ask, inquiryOf } = await open()
  await add('ada', inquiryOf('in-review'))
  for (let hour = 0; hour < 11; hour++) {
    advanceClock(3_600)
    expect([200, 304]).toContain((await ask('ada')).status)
  }
  advanceClock(3_601)
  expect(await codeOf(await ask('ada'))).toBe('signed-out')
})
