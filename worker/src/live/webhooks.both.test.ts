/** Webhooks through the whole relay: who is let in, and what they change. Bodies and signatures are the fake providers’. */
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { GatewaySnapshotSchema } from '@inquiry-lens/shared/contract/admin.ts'
import { TEST_DELIVERY_ID } from '@inquiry-lens/shared/contract/live.ts'
import { type InquiryCase, InquiryCaseSchema } from '@inquiry-lens/shared/domain/model.ts'
import { CANARY, DEEPIDV_DOCUMENTED_ID } from '@inquiry-lens/test/fake-providers/app.ts'
import { signAsPersona } from '@inquiry-lens/test/fake-providers/webhooks/webhooks.ts'
import * as v from 'valibot'
import { describe, expect, it, vi } from 'vitest'
import {
  advanceClock,
  ageOf,
  countAll,
  countAsked,
  countOf,
  EVENTS,
  personaGateway,
} from '../../testing/gateway.ts'
import { json, openRelay, readProblem } from '../../testing/relay-under-test.ts'
import { LiveHub } from './live-hub.ts'

const { persona, deepidv } = v.parse(
  v.pipe(
    v.object({ PERSONA_WEBHOOK_SECRET: v.string(), DEEPIDV_WEBHOOK_SECRET: v.string() }),
    v.transform((bound) => ({
      persona: bound.PERSONA_WEBHOOK_SECRET.split(' '),
      deepidv: bound.DEEPIDV_WEBHOOK_SECRET,
    })),
  ),
  env,
)
const [OLD = '', NEW = ''] = persona

type Emitted = Parameters<ReturnType<typeof openRelay>['providers']['control']['emit']>[0]

async function open() {
  const relay = openRelay()
  let token = await relay.signIn('ada@example.com', 'admin')
  const { control } = relay.providers
  const stories = control.known().persona.sandbox
  const sendAsPersona = (body: string | Uint8Array, headers: Record<string, string> = {}) =>
    relay.request('/hooks/persona', { method: 'POST', body, headers })
  const sign = (body: string, at = Date.now(), secrets: readonly string[] = [NEW]) => ({
    'Persona-Signature': signAsPersona(body, secrets, at),
  })
  /** Emits a row, and returns the webhook of it. */
  const emit = async (row: Emitted, inflection?: string) =>
    control.writeWebhook.persona(control.emit(row).event ?? '', 'sandbox', inflection)
  return {
    relay,
    control,
    inquiryOf: (name: string) => stories[name]?.inquiry ?? '',
    sendAsPersona,
    sign,
    emit,
    async deliver(body: string) {
      expect((await sendAsPersona(body, sign(body))).status).toBe(204)
    },
    request: (path: string, headers: Record<string, string> = {}) => relay.request(path, { token, headers }),
    async read(id: string): Promise<InquiryCase> {
      const answer = await relay.request(`/v1/cases/${id}`, { token })
      return v.parse(InquiryCaseSchema, await answer.json())
    },
    /** What the provider is asked for from now on is answered as it is now, once it is released. */
    holdAnswers() {
      const answerNow = vi.mocked(fetch).getMockImplementation()
      let isHeld = true
      let isReleased = false
      vi.mocked(fetch).mockImplementation(async (input, init) => {
        const isOwnHeld = isHeld
        const answer = await answerNow?.(input, init)
        while (isOwnHeld && !isReleased) await new Promise((resolve) => setTimeout(resolve, 1))
        return answer ?? Response.error()
      })
      return {
        holdNoMore() {
          isHeld = false
        },
        release() {
          isReleased = true
        },
      }
    },
    signIn: () => relay.signIn('bob@example.com'),
    async signInAgain() {
      token = await relay.signIn('ada@example.com', 'admin')
    },
    async countWebhooks(of = 'persona') {
      const answer = await relay.request('/v1/gateway', { token })
      const { items } = v.parse(GatewaySnapshotSchema, await answer.json())
      return items.find(({ provider }) => provider === of)?.webhooks
    },
  }
}

const testDelivery = JSON.stringify({
  data: { type: 'event', id: TEST_DELIVERY_ID, attributes: { name: 'report.test' } },
})

/** Everything that the gateway has stored, as text. */
const readStorage = () =>
  runInDurableObject(personaGateway(), (_, { storage }) =>
    JSON.stringify(
      storage.sql
        .exec<{ name: string }>(
          "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_%' ESCAPE '\\'",
        )
        .toArray()
        .map(({ name }) => storage.sql.exec(`SELECT * FROM "${name}"`).toArray()),
    ),
  )

describe('Persona’s signature', () => {
  const SIGNED = 204
  it.each<
    [string, number, (body: string, sign: (body: string, at: number, secrets?: string[]) => string) => string]
  >([
    ['of now', SIGNED, (body, sign) => sign(body, 0)],
    ['with the secret that goes', SIGNED, (body, sign) => sign(body, 0, [OLD])],
    ['with both secrets', SIGNED, (body, sign) => sign(body, 0, [OLD, NEW])],
    ['with both, of which one is unknown', SIGNED, (body, sign) => sign(body, 0, ['unknown', NEW])],
    ['299 s old', SIGNED, (body, sign) => sign(body, -299)],
    ['302 s old', 401, (body, sign) => sign(body, -302)],
    ['302 s ahead', 401, (body, sign) => sign(body, 302)],
    ['with another secret', 401, (body, sign) => sign(body, 0, ['wbhsec_guessed-guessed-gues'])],
    ['of another body', 401, (body, sign) => sign(`${body} `, 0)],
    ['of a part of the body', 401, (body, sign) => sign(body.slice(0, -1), 0)],
    ['in capitals', 401, (body, sign) => sign(body, 0).toUpperCase()],
    ['without a time', 401, (body, sign) => sign(body, 0).replace(/t=\d+,/, '')],
    [
      'with a newer time than it was made for',
      401,
      (body, sign) => sign(body, -400).replace(/t=\d+/, `t=${Math.floor(Date.now() / 1000)}`),
    ],
    ['cut off', 401, (body, sign) => sign(body, 0).slice(0, -2)],
    ['empty', 401, () => ''],
    ['a very long one', 401, (body, sign) => `${'t=1,v1=0 '.repeat(1_000)}${sign(body, 0)}`],
    ['that is a token', 401, () => `Bearer ${env.BOOTSTRAP_TOKEN}`],
  ])('%s → %i', async (_, status, write) => {
    const { emit, sendAsPersona, countWebhooks } = await open()
    const body = await emit({})
    const header = write(body, (signed, seconds, secrets = [NEW]) =>
      signAsPersona(signed, secrets, Date.now() + seconds * 1000),
    )
    const answer = await sendAsPersona(body, { 'Persona-Signature': header })
    expect(answer.status).toBe(status)
    expect(answer.headers.get('WWW-Authenticate')).toBeNull()
    expect((await countWebhooks())?.received).toBe(status === SIGNED ? 1 : 0)
  })

  it('is over the raw bytes', async () => {
    const { sendAsPersona, sign } = await open()
    const spaced = '{ "data" : "\\u00e9" }'
    expect((await sendAsPersona(spaced, sign(spaced))).status).toBe(204)
    expect((await sendAsPersona(JSON.stringify(JSON.parse(spaced)), sign(spaced))).status).toBe(401)
  })

  it.each([256 * 1024 + 1, 2_000_000])(
    'does not help a body of %i bytes, with or without its length',
    async (bytes) => {
      const { sendAsPersona, sign, relay } = await open()
      const body = 'x'.repeat(bytes)
      const answer = await sendAsPersona(body, sign(body))
      expect(answer.status).toBe(413)
      expect((await readProblem(answer)).detail).toBe('At most 256 KiB.')
      const stream = new Blob([body]).stream()
      const chunked = await relay.request('/hooks/persona', {
        method: 'POST',
        body: stream,
        headers: sign(body),
      })
      expect(chunked.status).toBe(413)
    },
  )

  it('lets a body of 256 KiB in, and leaves the others at 16', async () => {
    const { sendAsPersona, sign, relay } = await open()
    const body = 'x'.repeat(256 * 1024)
    expect((await sendAsPersona(body, sign(body))).status).toBe(204)
    const other = await relay.request('/access/pair', { method: 'POST', body: body.slice(0, 17 * 1024) })
    expect(other.status).toBe(413)
  })

  it('takes what is no event, and changes nothing', async () => {
    const { deliver, countWebhooks } = await open()
    for (const body of [
      '',
      '{',
      'null',
      '[]',
      '{"data":null}',
      '{"data":{"id":"evt_1","attributes":{"name":7}}}',
    ])
      await deliver(body)
    expect(await countWebhooks()).toMatchObject({ received: 6, applied: 0 })
  })
})

describe('deepidv’s signature, which is its secret', () => {
  it.each([
    [204, () => deepidv],
    [401, () => deepidv.slice(0, -1)],
    [401, () => `${deepidv}x`],
    [401, () => ''],
    [401, () => deepidv.toUpperCase()],
    [401, () => NEW],
  ])('%i', async (status, secret) => {
    const { relay } = await open()
    const answer = await relay.request('/hooks/deepidv', {
      method: 'POST',
      body: JSON.stringify({
        type: 'session.status.verified',
        data: { id: DEEPIDV_DOCUMENTED_ID, type: 'session' },
      }),
      headers: { 'deepidv-signature': secret() },
    })
    expect(answer.status).toBe(status)
    expect(relay.log()).not.toContain(deepidv)
  })
})

describe('a case that is cached', () => {
  it('has the new state and the event, without a call to the provider', async () => {
    const { inquiryOf, read, emit, deliver, request } = await open()
    const inquiry = inquiryOf('in-review')
    const before = await read(inquiry)
    advanceClock(4)
    const body = await emit({ inquiry, event: { name: 'inquiry.approved' } })
    const calls = countAsked()
    await deliver(body)
    const answer = await request(`/v1/cases/${inquiry}`)
    const after = v.parse(InquiryCaseSchema, await answer.json())
    expect(countAsked()).toBe(calls)
    expect(after.inquiry).toMatchObject({ status: 'approved', templateName: before.inquiry.templateName })
    expect(after.inquiry.counts).toEqual(before.inquiry.counts)
    expect(after.events.map(({ name }) => name)).toEqual([
      'inquiry.approved',
      ...before.events.map(({ name }) => name),
    ])
    expect(after.sessions).toEqual(before.sessions)
    expect(after.verifications).toEqual(before.verifications)
    // All but the inquiry is as old as it was.
    expect(ageOf(answer)).toBe(4)
  })

  it('is the same as the provider’s answer would be', async () => {
    const { inquiryOf, read, emit, deliver } = await open()
    for (const [story, name] of [
      ['in-review', 'inquiry.declined'],
      ['device-handoff', 'inquiry-session.expired'],
      ['three-retries', 'inquiry.expired'],
    ] as const) {
      const inquiry = inquiryOf(story)
      await read(inquiry)
      await deliver(await emit({ inquiry, event: { name } }))
      const pushed = await read(inquiry)
      advanceClock(7_200)
      expect(pushed, name).toEqual(await read(inquiry))
    }
  })

  it.each<[string, (inquiry: string) => [string, Parameters<ReturnType<typeof openRelay>['request']>[1]?]]>([
    ['its case', (inquiry) => [`/v1/cases/${inquiry}`]],
    ['a look-up', (inquiry) => ['/v1/lookups', json({ ids: [inquiry] })]],
  ])('has it also where the provider was asked before and answers after: %s', async (_what, ask) => {
    const { inquiryOf, emit, deliver, relay, signIn, holdAnswers } = await open()
    const inquiry = inquiryOf('in-review')
    const token = await signIn()
    const readStatus = async () => {
      const [path, init] = ask(inquiry)
      const text = await (await relay.request(path, { ...init, token })).text()
      return /"status":"(approved|needs_review)"/.exec(text)?.[1]
    }
    const answers = holdAnswers()
    const before = readStatus()
    await vi.waitFor(() => expect(countAsked()).toBeGreaterThan(0))
    await deliver(await emit({ inquiry, event: { name: 'inquiry.approved' } }))
    answers.holdNoMore()
    const joined = readStatus()
    answers.release()
    expect(await Promise.all([before, joined])).toEqual(['approved', 'approved'])
    expect(await readStatus()).toBe('approved')
  })

  it('has a new session in front', async () => {
    const { inquiryOf, read, control, deliver } = await open()
    const inquiry = inquiryOf('approved-fast')
    const before = await read(inquiry)
    const { session, event } = control.emit({
      inquiry,
      session: true,
      event: { name: 'inquiry-session.started' },
    })
    await deliver(await control.writeWebhook.persona(event ?? ''))
    const after = await read(inquiry)
    expect(after.sessions.map(({ id }) => id)).toEqual([session, ...before.sessions.map(({ id }) => id)])
    expect(after.inquiry.counts.sessions).toBe(before.sessions.length + 1)
  })

  it('stays for ten seconds without a call before webhooks come', async () => {
    const { inquiryOf, read, deliver } = await open()
    const inquiry = inquiryOf('in-review')
    // A test delivery says nothing of what will come.
    await deliver(testDelivery)
    await read(inquiry)
    advanceClock(11)
    const before = countAsked()
    await read(inquiry)
    await expect.poll(() => countAsked()).toBe(before + 2)
  })

  it('keeps what a webhook without relationships leaves out', async () => {
    const { inquiryOf, read, emit, deliver } = await open()
    const inquiry = inquiryOf('in-review')
    await emit({ inquiry, event: { name: 'inquiry.approved' } })
    const before = (await read(inquiry)).inquiry
    expect([before.accountId, before.decidedBy]).toEqual([expect.any(String), expect.any(String)])
    advanceClock(1)
    const whole = JSON.parse(await emit({ inquiry, event: { name: 'inquiry.transitioned' } }))
    whole.data.attributes.payload.data.relationships = {}
    await deliver(JSON.stringify(whole))
    const { accountId, decidedBy, counts, referenceId, templateName } = (await read(inquiry)).inquiry
    expect({ ...before, accountId, decidedBy, counts, referenceId, templateName }).toEqual(before)
  })

  it('is withdrawn by a redaction', async () => {
    const { inquiryOf, read, emit, deliver } = await open()
    const inquiry = inquiryOf('three-retries')
    await read(inquiry)
    await deliver(await emit({ inquiry, event: { name: 'inquiry.redacted' } }))
    const after = await read(inquiry)
    expect(after.inquiry.redactedAt).not.toBeNull()
    expect(after.verifications ?? []).toEqual([])
  })
})

describe('while webhooks come', () => {
  /** The provider's list has agreed with the webhooks once. */
  async function openReliedOn() {
    const opened = await open()
    const { relay, emit, deliver, request, inquiryOf } = opened
    const cases = ['in-review', 'link-waiting', 'approved-fast'].map(inquiryOf)
    await deliver(await emit({}))
    /** What the screen of an agent asks for once a minute. */
    const look = async () => {
      for (const id of cases) expect((await request(`/v1/cases/${id}`)).status).toBe(200)
      const token = await relay.signIn(`agent-${crypto.randomUUID()}@example.com`)
      const marks = await relay.request('/v1/lookups', { ...json({ ids: cases }), token })
      expect(marks.status).toBe(200)
    }
    await look()
    await expect.poll(() => countOf(relay, EVENTS)).toBe(cases.length + 1)
    return { ...opened, look, inquiry: cases[0] ?? '' }
  }

  it('cases and marks cost no call, but one in five minutes for all: whether a webhook is missing', async () => {
    const { relay, look, request, inquiry } = await openReliedOn()
    const before = countAll(relay)
    for (let minute = 0; minute < 4; minute++) {
      advanceClock(60)
      await look()
    }
    expect(countAll(relay)).toBe(before)
    expect(ageOf(await request(`/v1/cases/${inquiry}`))).toBe(240)
    advanceClock(60)
    await look()
    await expect.poll(() => countAll(relay)).toBe(before + 1)
    expect(ageOf(await request(`/v1/cases/${inquiry}`))).toBe(0)
    for (let minute = 0; minute < 4; minute++) {
      advanceClock(60)
      await look()
    }
    expect(countAll(relay)).toBe(before + 1)
  })

  it('nor after an eviction', async () => {
    const { relay, look } = await openReliedOn()
    const before = countAll(relay)
    advanceClock(60)
    await evictDurableObject(personaGateway())
    await look()
    expect(countAll(relay)).toBe(before)
  })

  it('a hint is asked for, also after an eviction', async () => {
    const { look, emit, deliver, read, inquiry } = await openReliedOn()
    advanceClock(30)
    const whole = await emit({ inquiry, event: { name: 'inquiry.approved' } })
    await deliver(whole.replaceAll(/"(next-step-name|reviewer-comment)":/g, '"x-$1":'))
    await evictDurableObject(personaGateway())
    advanceClock(30)
    await look()
    await expect.poll(async () => (await read(inquiry)).inquiry.status).toBe('approved')
  })

  it('one that is lost is missed within five minutes, and then none is relied on for an hour', async () => {
    const { relay, look, emit, deliver, read, inquiry } = await openReliedOn()
    advanceClock(30)
    await emit({ inquiry, event: { name: 'inquiry.approved' } })
    for (let minute = 0; minute < 5; minute++) {
      advanceClock(60)
      await look()
    }
    await expect.poll(async () => (await read(inquiry)).inquiry.status).toBe('approved')
    advanceClock(65)
    const before = countAll(relay)
    await look()
    await expect.poll(() => countAll(relay)).toBeGreaterThan(before)
    for (let minute = 0; minute < 62; minute += 6) {
      await deliver(await emit({}))
      advanceClock(360)
      await look()
    }
    await expect
      .poll(async () => {
        const known = countAll(relay)
        advanceClock(60)
        await look()
        return countAll(relay) - known
      })
      .toBe(0)
  })

  it('of other objects, too: what a lost one said of a session or a check is asked for', async () => {
    const { relay, look, control, request, inquiry } = await openReliedOn()
    advanceClock(30)
    const { session } = control.emit({ inquiry, session: true, event: { name: 'inquiry-session.started' } })
    const before = countOf(relay, EVENTS)
    for (let minute = 0; minute < 5; minute++) {
      advanceClock(60)
      await look()
    }
    await expect.poll(() => countOf(relay, EVENTS)).toBeGreaterThan(before)
    await expect.poll(async () => (await request(`/v1/cases/${inquiry}`)).text()).toContain(session)
  })

  it('more than a page of events since the last check is read to its end', async () => {
    const { relay, look, emit, deliver, inquiry, read } = await openReliedOn()
    advanceClock(30)
    await emit({ inquiry, event: { name: 'inquiry.approved' } })
    for (let number = 0; number < 150; number++) await deliver(await emit({}))
    for (let minute = 0; minute < 5; minute++) {
      advanceClock(60)
      await look()
    }
    await expect.poll(async () => (await read(inquiry)).inquiry.status).toBe('approved')
    expect(countOf(relay, EVENTS)).toBeLessThan(12)
  })
})

describe('whatever the order and the number', () => {
  it('the newer one wins, each event is there once, and an eviction in between changes nothing', async () => {
    const { inquiryOf, read, emit, deliver, countWebhooks } = await open()
    const inquiry = inquiryOf('in-review')
    await read(inquiry)
    const reviewed = await emit({ inquiry, event: { name: 'inquiry.marked-for-review' } })
    advanceClock(1)
    const approved = await emit({ inquiry, event: { name: 'inquiry.approved' } })
    const calls = countAsked()
    await deliver(approved)
    await deliver(reviewed)
    expect(await countWebhooks()).toMatchObject({ received: 2, applied: 2 })
    await evictDurableObject(personaGateway())
    await deliver(reviewed)
    await deliver(approved)
    const after = await read(inquiry)
    expect(countAsked()).toBe(calls)
    expect(after.inquiry.status).toBe('approved')
    expect(after.events.slice(0, 2).map(({ name }) => name)).toEqual([
      'inquiry.approved',
      'inquiry.marked-for-review',
    ])
    expect(new Set(after.events.map(({ id }) => id)).size).toBe(after.events.length)
    // Counts are written once a minute: the eviction lost the last ones.
    expect(await countWebhooks()).toMatchObject({ received: 4, applied: 2 })
  })

  it('one that is older than the provider’s own answer changes nothing', async () => {
    const { inquiryOf, read, emit, deliver } = await open()
    const inquiry = inquiryOf('in-review')
    const reviewed = await emit({ inquiry, event: { name: 'inquiry.marked-for-review' } })
    advanceClock(20)
    await emit({ inquiry, event: { name: 'inquiry.approved' } })
    const before = await read(inquiry)
    const calls = countAsked()
    await deliver(reviewed)
    expect(await read(inquiry)).toEqual(before)
    expect(countAsked()).toBe(calls)
  })

  it('one that is two days late is a hint: the next request asks, once for all', async () => {
    const { inquiryOf, read, emit, deliver, signInAgain } = await open()
    const inquiry = inquiryOf('in-review')
    const late = await emit({ inquiry, event: { name: 'inquiry.approved' } })
    advanceClock(2 * 86_400)
    await signInAgain()
    await emit({ inquiry, event: { name: 'inquiry.declined' } })
    await read(inquiry)
    const calls = countAsked()
    await deliver(late)
    const answers = await Promise.all(Array.from({ length: 10 }, () => read(inquiry)))
    expect(new Set(answers.map((file) => file.inquiry.status))).toEqual(new Set(['declined']))
    expect(countAsked()).toBe(calls + 2)
  })
})

it('in another spelling, or without all of its fields, it is a hint', async () => {
  const { inquiryOf, read, emit, deliver } = await open()
  const inquiry = inquiryOf('in-review')
  await read(inquiry)
  const whole = await emit({ inquiry, event: { name: 'inquiry.approved' } })
  const thin = whole.replaceAll(/"(next-step-name|reviewer-comment)":/g, '"x-$1":')
  expect(thin).not.toBe(whole)
  const calls = countAsked()
  await deliver(thin)
  const answers = await Promise.all(Array.from({ length: 10 }, () => read(inquiry)))
  expect(answers.every((file) => file.inquiry.status === 'approved')).toBe(true)
  expect(countAsked()).toBe(calls + 2)
})

describe('what no one may see', () => {
  it.each([
    'report/watchlist.matched',
    'case.created',
    'graph-query.completed',
    'sar.filed',
    'brand-new.thing',
  ])('%s leaves no trace but a count', async (name) => {
    const { inquiryOf, emit, deliver, request, relay, countWebhooks } = await open()
    const inquiry = inquiryOf('in-review')
    const before = await (await request(`/v1/cases/${inquiry}`)).text()
    const body = await emit({ inquiry, event: { name } })
    await deliver(body)
    expect(await countWebhooks()).toMatchObject({ received: 1, applied: 0 })
    expect(await (await request(`/v1/cases/${inquiry}`)).text()).toBe(before)
    for (const text of [await readStorage(), relay.log(), await (await request('/v1/gateway')).text()]) {
      expect(text).not.toContain(name)
      expect(text).not.toContain(`"${name.split('.')[0]}"`)
    }
  })

  it('nothing about a person is stored or logged, whatever happens to whom', async () => {
    const { control, emit, deliver, read, relay } = await open()
    const stories = Object.values(control.known().persona.sandbox).filter(
      ({ status }) => status !== 'expired',
    )
    const names = [
      'inquiry.started',
      'inquiry.failed',
      'inquiry.approved',
      'inquiry-session.expired',
      'verification/government-id.failed',
      'verification/selfie.passed',
      'document/government-id.submitted',
      'selfie/profile-and-center.submitted',
      'account.created',
    ]
    const bodies: string[] = []
    for (const [index, { inquiry }] of stories.slice(0, 18).entries()) {
      if (index % 2 === 0) await read(inquiry)
      const body = await emit({ inquiry, event: { name: names[index % names.length] ?? '' } })
      bodies.push(body)
      await deliver(body)
    }
    expect(bodies.filter((body) => body.includes(CANARY)).length).toBeGreaterThan(12)
    const stored = await readStorage()
    expect(stored).toContain('inq_')
    expect(stored).not.toContain(CANARY)
    expect(relay.log()).not.toMatch(new RegExp(`${CANARY}|inq_|wbhsec`))
  })
})

describe('a list', () => {
  it('asks again after a webhook, and else once a minute', async () => {
    const { emit, deliver, request, control } = await open()
    await deliver(await emit({}))
    advanceClock(1)
    await request('/v1/inquiries')
    const calls = countAsked()
    advanceClock(50)
    await request('/v1/inquiries')
    expect(countAsked()).toBe(calls)
    const { inquiry, event } = control.emit({ event: { name: 'inquiry.created' } })
    await deliver(await control.writeWebhook.persona(event ?? ''))
    expect(await (await request('/v1/inquiries')).text()).toContain(inquiry)
    await request('/v1/inquiries')
    expect(control.calls()['GET /api/v1/inquiries']).toBe(2)
  })

  it('that was asked for before a webhook and answers after it is not taken for new', async () => {
    const { emit, deliver, request, control, holdAnswers } = await open()
    await deliver(await emit({}))
    advanceClock(1)
    const answers = holdAnswers()
    const before = request('/v1/inquiries')
    await vi.waitFor(() => expect(control.calls()['GET /api/v1/inquiries']).toBe(1))
    advanceClock(1)
    const { inquiry, event } = control.emit({ event: { name: 'inquiry.created' } })
    await deliver(await control.writeWebhook.persona(event ?? ''))
    answers.holdNoMore()
    advanceClock(1)
    answers.release()
    expect((await before).status).toBe(200)
    advanceClock(15)
    expect(await (await request('/v1/inquiries')).text()).toContain(inquiry)
  })
})

it('deepidv’s is a hint: the session is asked for once for all who wait', async () => {
  const { relay, request, control } = await open()
  const session = control.known().deepidv.sandbox['failed-tries']?.session ?? DEEPIDV_DOCUMENTED_ID
  const status = async () =>
    v.parse(
      v.object({ session: v.object({ status: v.string() }) }),
      await (await request(`/v1/cases/${session}`)).json(),
    ).session.status
  const before = await status()
  control.emitSession({ session, fields: { status: before === 'VERIFIED' ? 'REJECTED' : 'VERIFIED' } })
  expect(await status()).toBe(before)
  const calls = control.calls()['GET /v1/sessions/:id'] ?? 0
  const body = (await control.writeWebhook.deepidv(session, false)) ?? ''
  const answer = await relay.request('/hooks/deepidv', {
    method: 'POST',
    body,
    headers: { 'deepidv-signature': deepidv },
  })
  expect(answer.status).toBe(204)
  const seen = await Promise.all(Array.from({ length: 10 }, status))
  expect(new Set(seen)).toEqual(new Set([before === 'VERIFIED' ? 'REJECTED' : 'VERIFIED']))
  expect(control.calls()['GET /v1/sessions/:id']).toBe(calls + 1)
})

it('deepidv’s of a session that screens, or may, changes nothing and is heard by no socket', async () => {
  const { relay, request, control } = await open()
  const { session = '' } = control.known().deepidv.sandbox['silent-screening'] ?? {}
  const visible = control.known().deepidv.sandbox['failed-tries']?.session ?? ''
  expect(session).not.toBe('')
  const publish = vi.spyOn(LiveHub.prototype, 'publish')
  const untyped = JSON.stringify({
    type: 'session.status.verified',
    data: { id: visible, status: 'VERIFIED' },
  })
  for (const body of [await control.writeWebhook.deepidv(session, true), untyped]) {
    const headers = { 'deepidv-signature': deepidv }
    const answer = await relay.request('/hooks/deepidv', { method: 'POST', body: body ?? '', headers })
    expect(answer.status).toBe(204)
  }
  expect(publish).not.toHaveBeenCalled()
  const { items } = v.parse(GatewaySnapshotSchema, await (await request('/v1/gateway')).json())
  expect(items.find(({ provider }) => provider === 'deepidv')?.webhooks).toMatchObject({
    received: 2,
    applied: 0,
    closed: 1,
  })
})

describe('deepidv’s of a kind that its document does not name', () => {
  it.each<[string, (session: string) => object]>([
    ['with the session’s ID alone', (id) => ({ type: 'session.status.voided', data: { id } })],
    ['with another name of it', (id) => ({ type: 'workflow.step.completed', data: { sessionId: id } })],
    ['without a kind', (id) => ({ session_id: id })],
  ])('is a hint where someone has seen the session, and nothing where no one has: %s', async (_, write) => {
    const { relay, request, control, countWebhooks } = await open()
    const session = control.known().deepidv.sandbox['failed-tries']?.session ?? DEEPIDV_DOCUMENTED_ID
    const publish = vi.spyOn(LiveHub.prototype, 'publish')
    const send = async (id: string) => {
      const headers = { 'deepidv-signature': deepidv }
      const body = JSON.stringify(write(id))
      expect((await relay.request('/hooks/deepidv', { method: 'POST', body, headers })).status).toBe(204)
    }
    await send(session)
    expect(publish).not.toHaveBeenCalled()
    expect(await countWebhooks('deepidv')).toMatchObject({ received: 1, applied: 0, closed: 0 })
    await request(`/v1/cases/${session}`)
    const calls = control.calls()['GET /v1/sessions/:id'] ?? 0
    await send(session)
    expect(publish.mock.calls.map(([topics]) => topics)).toEqual([['lists deepidv', `case ${session}`]])
    await request(`/v1/cases/${session}`)
    expect(control.calls()['GET /v1/sessions/:id']).toBe(calls + 1)
  })
})

it('says how long the provider took', async () => {
  const { emit, deliver, countWebhooks } = await open()
  const body = await emit({})
  advanceClock(3)
  await deliver(body)
  expect((await countWebhooks())?.delay?.median).toBeCloseTo(3, 0)
})

it('one that came before is not applied or counted again, whatever it says the second time', async () => {
  const { emit, deliver, countWebhooks, inquiryOf } = await open()
  const inquiry = inquiryOf('in-review')
  const publish = vi.spyOn(LiveHub.prototype, 'publish')
  const approved = await emit({ inquiry, event: { name: 'inquiry.approved' } })
  const closed = await emit({ inquiry, event: { name: 'report/watchlist.matched' } })
  await deliver(approved)
  await deliver(closed)
  const later = new Date(Date.now() + 1_000).toISOString()
  await deliver(
    approved.replace(/"created-at":"[^"]*"/, `"created-at":"${later}"`).replace('approved', 'declined'),
  )
  await deliver(closed.replace('matched', 'ready'))
  await evictDurableObject(personaGateway())
  await deliver(closed)
  expect(await countWebhooks()).toMatchObject({ received: 5, applied: 1, closed: 1 })
  expect(publish).toHaveBeenCalledTimes(1)
  const several = await emit({ inquiry, event: { name: 'inquiry.declined' } })
  await Promise.all(Array.from({ length: 5 }, () => deliver(several)))
  expect(await countWebhooks()).toMatchObject({ received: 10, applied: 2, closed: 1 })
})

it('the delivery that `npm run deploy` sends says nothing of deepidv either', async () => {
  const { relay, countWebhooks } = await open()
  const publish = vi.spyOn(LiveHub.prototype, 'publish')
  const headers = { 'deepidv-signature': deepidv }
  const body = testDelivery
  expect((await relay.request('/hooks/deepidv', { method: 'POST', body, headers })).status).toBe(204)
  expect(await countWebhooks('deepidv')).toMatchObject({ received: 1, applied: 0, closed: 0 })
  expect(publish).not.toHaveBeenCalled()
})

it('counts outlive an eviction, whatever kind the last one was, and so does since when none came', async () => {
  const { emit, deliver, countWebhooks, inquiryOf, request, signInAgain } = await open()
  const inquiry = inquiryOf('in-review')
  const approved = await emit({ inquiry, event: { name: 'inquiry.approved' } })
  const steps: [string, () => Promise<unknown>, { applied: number; closed: number }][] = [
    ['that changes a case', () => deliver(approved), { applied: 1, closed: 0 }],
    ['that came before', () => deliver(approved), { applied: 1, closed: 0 }],
    [
      'of a closed family',
      async () => deliver(await emit({ inquiry, event: { name: 'report/watchlist.matched' } })),
      { applied: 1, closed: 1 },
    ],
    ['that can’t be read', () => deliver('{'), { applied: 1, closed: 1 }],
    ['that `npm run deploy` sends', () => deliver(testDelivery), { applied: 1, closed: 1 }],
    ['that changes another', async () => deliver(await emit({})), { applied: 2, closed: 1 }],
  ]
  for (const [nth, [what, send, counts]] of steps.entries()) {
    advanceClock(7)
    await send()
    const lastAt = new Date().toISOString()
    await evictDurableObject(personaGateway())
    expect(await countWebhooks(), what).toMatchObject({ received: nth + 1, ...counts })
    expect(Date.parse(lastAt) - Date.parse((await countWebhooks())?.lastAt ?? ''), what).toBeLessThan(1_000)
  }
  // Nor do they go with what is stored of webhooks, after three days.
  advanceClock(4 * 86_400)
  await signInAgain()
  await request(`/v1/cases/${inquiry}`)
  await runDurableObjectAlarm(personaGateway())
  await evictDurableObject(personaGateway())
  expect(await countWebhooks()).toMatchObject({ received: steps.length, applied: 2, closed: 1 })
})

describe('a webhook that is dated in the future', () => {
  const AHEAD = '2999-01-01T00:00:00.000Z'
  const DatedSchema = v.looseObject({
    data: v.looseObject({
      attributes: v.looseObject({
        'created-at': v.string(),
        payload: v.looseObject({
          data: v.looseObject({ attributes: v.looseObject({ 'updated-at': v.string() }) }),
        }),
      }),
    }),
  })
  it.each([
    ['its event', AHEAD, undefined],
    ['its case', undefined, AHEAD],
  ])('is a reason to ask, and keeps no later one away: %s', async (_, ofEvent, ofCase) => {
    const { inquiryOf, read, emit, deliver } = await open()
    const inquiry = inquiryOf('in-review')
    await read(inquiry)
    const body = await emit({ inquiry, event: { name: 'inquiry.marked-for-review' } })
    const dated = v.parse(DatedSchema, JSON.parse(body))
    const { attributes } = dated.data
    attributes['created-at'] = ofEvent ?? attributes['created-at']
    const ofObject = attributes.payload.data.attributes
    ofObject['updated-at'] = ofCase ?? ofObject['updated-at']
    await deliver(JSON.stringify(dated))
    advanceClock(1)
    expect((await read(inquiry)).inquiry.updatedAt).not.toBe(AHEAD)
    for (const isEvicted of [false, true]) {
      if (isEvicted) await evictDurableObject(personaGateway())
      for (const [name, status] of [
        ['inquiry.declined', 'declined'],
        ['inquiry.approved', 'approved'],
      ] as const) {
        advanceClock(1)
        await deliver(await emit({ inquiry, event: { name } }))
        const calls = countAsked()
        expect((await read(inquiry)).inquiry.status).toBe(status)
        expect(countAsked()).toBe(calls)
      }
    }
  })
})

it('more at once than can be answered soon are sent again, and none of them is lost', async () => {
  const { emit, sendAsPersona, sign, countWebhooks } = await open()
  const bodies: string[] = []
  for (let number = 0; number < 40; number++) bodies.push(await emit({}))
  const held = Promise.withResolvers<void>()
  const publish = vi.spyOn(LiveHub.prototype, 'publish').mockImplementation(() => held.promise)
  const refused: string[] = []
  const taken: string[] = []
  const sent = bodies.map(async (body) => {
    const answer = await sendAsPersona(body, sign(body))
    if (answer.status === 204) taken.push(body)
    else {
      expect([answer.status, answer.headers.get('Retry-After')]).toEqual([503, '1'])
      expect((await readProblem(answer)).type).toMatch(/:relay-busy$/)
      refused.push(body)
    }
  })
  await vi.waitFor(() => expect(refused.length).toBeGreaterThan(0))
  // A forged one is refused as ever, and takes no place.
  const forged = sign('{}', Date.now(), ['wbhsec_guessed-guessed-gues'])
  expect((await sendAsPersona('{}', forged)).status).toBe(401)
  publish.mockRestore()
  held.resolve()
  await Promise.all(sent)
  expect([taken.length > 0, refused.length > 0]).toEqual([true, true])
  for (const body of refused) expect((await sendAsPersona(body, sign(body))).status).toBe(204)
  expect(await countWebhooks()).toMatchObject({ received: bodies.length, applied: bodies.length })
})

it('deepidv’s that come again before the session was asked for are one notice', async () => {
  const { relay, request, control, countWebhooks } = await open()
  const session = control.known().deepidv.sandbox['failed-tries']?.session ?? DEEPIDV_DOCUMENTED_ID
  const publish = vi.spyOn(LiveHub.prototype, 'publish')
  control.emitSession({ session, fields: { status: 'VERIFIED' } })
  const body = (await control.writeWebhook.deepidv(session, false)) ?? ''
  const hint = async () => {
    advanceClock(1)
    const answer = await relay.request('/hooks/deepidv', {
      method: 'POST',
      body,
      headers: { 'deepidv-signature': deepidv },
    })
    expect(answer.status).toBe(204)
  }
  const told = () => publish.mock.calls.filter(([topics]) => topics.includes(`case ${session}`)).length
  await request(`/v1/cases/${session}`)
  for (let number = 0; number < 20; number++) await hint()
  expect(told()).toBe(1)
  expect(await countWebhooks('deepidv')).toMatchObject({ received: 20, applied: 1 })
  const calls = control.calls()['GET /v1/sessions/:id'] ?? 0
  advanceClock(1)
  await request(`/v1/cases/${session}`)
  expect(control.calls()['GET /v1/sessions/:id']).toBe(calls + 1)
  for (let number = 0; number < 2; number++) await hint()
  expect(told()).toBe(2)
  publish.mockRestore()
})
