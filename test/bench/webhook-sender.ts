/**
 * Sends webhooks from a thread of its own, whose clock no other sockets hold up: with thousands of them on its thread, a program
 * measures itself.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { isMainThread, parentPort, Worker } from 'node:worker_threads'
import * as v from 'valibot'
import { FAKE_PERSONA_WEBHOOK_SECRET, signAsPersona } from '../fake-providers/webhooks/webhooks.ts'

const JobSchema = v.object({
  id: v.number(),
  url: v.string(),
  body: v.string(),
  secret: v.string(),
  tries: v.number(),
})
const SentSchema = v.object({
  id: v.number(),
  /** Of the last answer; 0: there was none. */
  status: v.number(),
  /** Of the first try and of the answer, in milliseconds since the epoch. */
  sentAt: v.number(),
  answeredAt: v.number(),
})
type Sent = v.InferOutput<typeof SentSchema>

const AGAIN_MS = 300
const now = (): number => performance.timeOrigin + performance.now()

if (!isMainThread) {
  parentPort?.on('message', async (message) => {
    const { id, url, body, secret, tries } = v.parse(JobSchema, message)
    const sentAt = now()
    let status = 0
    for (let left = tries; left > 0 && status !== 204 && status !== 401; left--) {
      const headers = { 'Persona-Signature': signAsPersona(body, [secret], Date.now()) }
      const answer = await fetch(url, { method: 'POST', body, headers }).catch(() => undefined)
      status = answer?.status ?? 0
      if (status !== 204 && status !== 401 && left > 1) await sleep(AGAIN_MS)
    }
    parentPort?.postMessage({ id, status, sentAt, answeredAt: now() } satisfies Sent)
  })
}

export function startSender() {
  const worker = new Worker(fileURLToPath(import.meta.url))
  const waiting = new Map<number, (sent: Sent) => void>()
  let last = 0
  worker.on('message', (message) => {
    const sent = v.parse(SentSchema, message)
    waiting.get(sent.id)?.(sent)
    waiting.delete(sent.id)
  })
  return {
    /** Until the relay takes or refuses it, as often as `tries`; `secret`: another one forges. Times are those of `performance.now()`. */
    async send(url: string, body: string, { secret = FAKE_PERSONA_WEBHOOK_SECRET, tries = 1 } = {}) {
      const id = ++last
      const sent = new Promise<Sent>((resolve) => waiting.set(id, resolve))
      worker.postMessage({ id, url, body, secret, tries })
      const { status, sentAt, answeredAt } = await sent
      return {
        status,
        sentAt: sentAt - performance.timeOrigin,
        answeredAt: answeredAt - performance.timeOrigin,
      }
    },
    stop: () => worker.terminate(),
  }
}
