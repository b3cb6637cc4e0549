import { createHmac } from 'node:crypto'
import { describe, expect, test, vi } from 'vitest'
import { createProviders } from '../app.ts'
import { NOON } from '../testing/ask.ts'
import { type WebhooksInput, webhooksTo } from './webhooks.ts'

const RELAY = 'https://relay.example'

/** `answers`: the status of each delivery in turn, 204 after the last. */
function start(input: WebhooksInput = webhooksTo(RELAY), answers: number[] = []) {
  const sent: { url: string; headers: Headers; body: string }[] = []
  const { control } = createProviders({
    now: () => NOON,
    send: async (request) => {
      sent.push({ url: request.url, headers: request.headers, body: await request.text() })
      return new Response(null, { status: answers.shift() ?? 204 })
    },
  })
  control.webhooks(input)
  return { control, sent, until: (count: number) => vi.waitFor(() => expect(sent).toHaveLength(count)) }
}

const nameOf = (body: string) => JSON.parse(body).data.attributes.name

describe('a webhook', () => {
  test('of Persona’s is signed over its body, with the event as the API has it and nothing included', async () => {
    const { control, sent, until } = start()
    const { event, inquiry } = control.emit({ event: { name: 'inquiry.approved' } })
    await until(1)
    const [{ url, headers, body } = { url: '', headers: new Headers(), body: '' }] = sent
    expect(url).toBe(`${RELAY}/hooks/persona`)
    const [, seconds, hex] = /^t=(\d+),v1=(.+)$/.exec(headers.get('Persona-Signature') ?? '') ?? []
    const secret = webhooksTo('').persona?.secrets[0] ?? ''
    expect(Number(seconds)).toBe(NOON / 1000)
    expect(hex).toBe(createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex'))
    expect(JSON.parse(body).data).toMatchObject({
      type: 'event',
      id: event,
      attributes: { name: 'inquiry.approved', payload: { data: { id: inquiry }, included: [] } },
    })
  })

  test('of deepidv’s carries its secret, for five of its changes alone', async () => {
    const { control, sent, until } = start()
    const { session } = control.emitSession({})
    control.emitSession({ session, fields: { status: 'PENDING' } })
    control.emitSession({ session, fields: { status: 'VERIFIED' } })
    await until(2)
    expect(sent.map(({ body }) => JSON.parse(body).type)).toEqual([
      'session.created',
      'session.status.verified',
    ])
    expect(sent[0]?.headers.get('deepidv-signature')).toBe(webhooksTo('').deepidv?.secrets[0])
  })

  test('has two signatures while its secret is rotated', async () => {
    const { control, sent, until } = start({ persona: { url: RELAY, secrets: ['one', 'other'] } })
    control.emit({})
    await until(1)
    expect(sent[0]?.headers.get('Persona-Signature')?.split(' ')).toHaveLength(2)
  })

  // docs.withpersona.com, "Webhooks: best practices"; deepidv says no more than that it is sent again.
  test.each([
    ['persona', 500, [3, 64, 729, 4_096, 15_625, 46_656, 117_649]],
    ['persona', 401, [3, 64, 729, 4_096, 15_625, 46_656, 117_649]],
    ['deepidv', 503, [10, 10, 10]],
  ] as const)(
    'of %s is sent again after a %i, as late as documented, until it is given up',
    async (provider, status, gaps) => {
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
      try {
        const refused = Array.from({ length: 20 }, () => status)
        const { control, sent } = start(webhooksTo(RELAY), refused)
        if (provider === 'persona') control.emit({})
        else control.emitSession({})
        const tries: number[] = []
        await vi.advanceTimersByTimeAsync(500)
        for (const gap of gaps) {
          tries.push(sent.length)
          await vi.advanceTimersByTimeAsync((gap - 1) * 1000)
          tries.push(sent.length)
          await vi.advanceTimersByTimeAsync(1000)
        }
        await vi.advanceTimersByTimeAsync(7 * 86_400_000)
        expect(tries).toEqual(gaps.flatMap((_, nth) => [nth + 1, nth + 1]))
        expect(sent).toHaveLength(gaps.length + 1)
        if (provider === 'persona')
          expect(sent.map(({ headers }) => headers.get('Persona-Webhook-Attempts-Left'))).toEqual(
            sent.map((_, nth) => `${gaps.length - nth}`),
          )
      } finally {
        vi.useRealTimers()
      }
    },
  )

  test('is not sent again once it was taken', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    try {
      const { control, sent } = start(webhooksTo(RELAY), [503])
      control.emit({})
      await vi.advanceTimersByTimeAsync(7 * 86_400_000)
      expect(sent).toHaveLength(2)
      expect(sent[0]?.body).toBe(sent[1]?.body)
    } finally {
      vi.useRealTimers()
    }
  })
})

describe('where a test asks for it, webhooks', () => {
  test('come twice', async () => {
    const { control, sent, until } = start({ ...webhooksTo(RELAY), copies: 2 })
    control.emit({})
    await until(2)
    expect(sent[0]?.body).toBe(sent[1]?.body)
  })

  test('come the newest first', async () => {
    const { control, sent, until } = start({ ...webhooksTo(RELAY), delayMs: 20, isReversed: true })
    const { inquiry } = control.emit({ event: { name: 'inquiry.created' } })
    control.emit({ inquiry, event: { name: 'inquiry.approved' } })
    await until(2)
    expect(sent.map(({ body }) => nameOf(body))).toEqual(['inquiry.approved', 'inquiry.created'])
  })

  test('do not come at all, and stop with a reset', async () => {
    const { control, sent, until } = start({ ...webhooksTo(RELAY), copies: 0 })
    control.emit({})
    control.webhooks(webhooksTo(RELAY))
    control.emit({ event: { name: 'inquiry.approved' } })
    await until(1)
    control.reset()
    control.emit({})
    await new Promise((settle) => setTimeout(settle, 20))
    expect(sent).toHaveLength(1)
  })
})
