/**
 * Webhooks as each provider sends them (docs.withpersona.com, "Webhooks"; docs.deepidv.com, "Webhooks: event object"): signed,
 * repeated after a failure, and, where a test asks for it, twice, late, in another order or not at all.
 */
import { createHmac } from 'node:crypto'
import * as v from 'valibot'
import { FAKE_DEEPIDV_PRODUCTION_KEY, FAKE_DEEPIDV_SANDBOX_KEY } from '../deepidv/keys.ts'
import { type Environment, FAKE_PERSONA_PRODUCTION_KEY, FAKE_PERSONA_SANDBOX_KEY } from '../persona/keys.ts'

export const FAKE_PERSONA_WEBHOOK_SECRET = 'wbhsec_only-the-fake-provider-knows-this'
export const FAKE_DEEPIDV_WEBHOOK_SECRET = 'whsec_only-the-fake-provider-knows-this'

const TargetSchema = v.strictObject({
  url: v.pipe(v.string(), v.url()),
  /** two while one is rotated */
  secrets: v.pipe(v.array(v.pipe(v.string(), v.nonEmpty())), v.minLength(1), v.maxLength(2)),
})

export const WebhooksSchema = v.strictObject({
  persona: v.optional(TargetSchema),
  deepidv: v.optional(TargetSchema),
  /** how often each is sent */
  copies: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(5))),
  delayMs: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(600_000))),
  /** the newest of what waits goes first */
  isReversed: v.optional(v.boolean()),
})
export type WebhooksInput = v.InferInput<typeof WebhooksSchema>
type Target = v.InferOutput<typeof TargetSchema>

export type Webhook = { readonly body: string; readonly headers: Readonly<Record<string, string>> }

/** Both providers' webhooks to a relay that was set up with their secrets. */
export const webhooksTo = (relay: string): WebhooksInput => ({
  persona: { url: `${relay}/hooks/persona`, secrets: [FAKE_PERSONA_WEBHOOK_SECRET] },
  deepidv: { url: `${relay}/hooks/deepidv`, secrets: [FAKE_DEEPIDV_WEBHOOK_SECRET] },
})

/** Seconds between the tries; the last come after hours. */
const PERSONA_RETRIES = [3, 64, 729, 4_096, 15_625, 46_656, 117_649]
const DEEPIDV_RETRIES = [10, 10, 10]

/** `at`: milliseconds since the epoch. */
export const signAsPersona = (body: string, secrets: readonly string[], at: number): string => {
  const seconds = Math.floor(at / 1000)
  return secrets
    .map(
      (secret) =>
        `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`,
    )
    .join(' ')
}

const PERSONA_KEYS = { sandbox: FAKE_PERSONA_SANDBOX_KEY, production: FAKE_PERSONA_PRODUCTION_KEY } as const
const DEEPIDV_KEYS = { sandbox: FAKE_DEEPIDV_SANDBOX_KEY, production: FAKE_DEEPIDV_PRODUCTION_KEY } as const

const EventSchema = v.object({
  data: v.looseObject({
    attributes: v.looseObject({ payload: v.looseObject({}) }),
  }),
})
const SessionSchema = v.looseObject({ session_record: v.looseObject({ status: v.string() }) })

const NAMED_STATUSES = ['SUBMITTED', 'VERIFIED', 'REJECTED', 'FAILED']

/** `ask`: the provider's own API, by which the body is written. */
export function createWebhookWriter(ask: (request: Request) => Promise<Response>) {
  return {
    /** in the spelling that the webhook was set up with */
    async persona(
      event: string,
      environment: Environment = 'sandbox',
      inflection = 'kebab',
    ): Promise<string> {
      const answer = await ask(
        new Request(`https://persona.example/api/v1/events/${event}`, {
          headers: {
            Authorization: `Bearer ${PERSONA_KEYS[environment]}`,
            'Persona-Version': '2025-12-08',
            'Key-Inflection': inflection,
          },
        }),
      )
      const { data } = v.parse(EventSchema, await answer.json())
      data.attributes.payload.included = []
      return JSON.stringify({ data })
    },
    /** undefined: of none of the five changes that it tells */
    async deepidv(session: string, isNew: boolean, environment: Environment = 'sandbox') {
      const answer = await ask(
        new Request(`https://deepidv.example/v1/sessions/${session}`, {
          headers: { 'x-api-key': DEEPIDV_KEYS[environment] },
        }),
      )
      const data = v.parse(SessionSchema, await answer.json())
      const { status } = data.session_record
      if (!isNew && !NAMED_STATUSES.includes(status)) return undefined
      const type = isNew ? 'session.created' : `session.status.${status.toLowerCase()}`
      return JSON.stringify({ type, data: data.session_record })
    },
  }
}

type Waiting = { readonly provider: 'persona' | 'deepidv'; readonly body: string }

/** Sends until it is taken, or all tries are used up. */
export function createDeliveries({
  send,
  now,
}: {
  send: (request: Request) => Promise<Response>
  now: () => number
}) {
  let settings: v.InferOutput<typeof WebhooksSchema> = {}
  let ended = new AbortController()
  const waiting: Waiting[] = []

  const wait = (ms: number, { signal }: AbortController) =>
    new Promise<void>((settle) => {
      const timer = setTimeout(settle, ms)
      signal.addEventListener('abort', () => {
        clearTimeout(timer)
        settle()
      })
    })

  async function deliver({ provider, body }: Waiting, target: Target): Promise<void> {
    const run = ended
    const retries = provider === 'persona' ? PERSONA_RETRIES : DEEPIDV_RETRIES
    const firstAt = Math.floor(now() / 1000)
    for (let tries = 0; tries <= retries.length && !run.signal.aborted; tries++) {
      const headers: Record<string, string> =
        provider === 'persona'
          ? {
              'Persona-Signature': signAsPersona(body, target.secrets, now()),
              'Persona-Webhook-Attempts-Made': String(tries),
              'Persona-Webhook-Attempts-Left': String(retries.length - tries),
              'Persona-Webhook-First-Attempted-At': String(firstAt),
            }
          : { 'deepidv-signature': target.secrets[0] ?? '' }
      const request = new Request(target.url, {
        method: 'POST',
        body,
        headers: { 'Content-Type': 'application/json', ...headers },
        signal: AbortSignal.any([run.signal, AbortSignal.timeout(provider === 'persona' ? 5_000 : 10_000)]),
      })
      const answer = await send(request).catch(() => undefined)
      await answer?.body?.cancel()
      if (answer?.ok) return
      await wait((retries[tries] ?? 0) * 1000, run)
    }
  }

  return {
    set(input: v.InferOutput<typeof WebhooksSchema>) {
      settings = input
    },
    reset() {
      settings = {}
      waiting.length = 0
      ended.abort()
      ended = new AbortController()
    },
    wants: (provider: 'persona' | 'deepidv') => settings[provider] !== undefined && settings.copies !== 0,
    async send(webhook: Waiting): Promise<void> {
      const { copies = 1, delayMs = 0, isReversed } = settings
      waiting.push(webhook)
      if (delayMs > 0) await wait(delayMs, ended)
      const next = isReversed ? waiting.pop() : waiting.shift()
      const target = next && settings[next.provider]
      if (!next || !target) return
      await Promise.all(Array.from({ length: copies }, () => deliver(next, target)))
    },
  }
}
