/** Agents who ask: who they are, what they got, how long it took. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { ServedRelay } from './serve-relay.ts'

export interface Answered {
  status: number
  ms: number
  /** Seconds. */
  age: number
  /** `undefined` for a fresh answer. */
  reason: string | undefined
  cacheStatus: string
  body: string
  etag: string | null
}

export async function request(
  relay: ServedRelay,
  token: string,
  path: string,
  headers: Record<string, string> = {},
): Promise<Answered> {
  const began = performance.now()
  const answer = await fetch(`${relay.url}${path}`, {
    headers: { ...headers, Authorization: `Bearer ${token}` },
  })
  const body = await answer.text()
  return {
    status: answer.status,
    ms: performance.now() - began,
    age: Number(answer.headers.get('Age') ?? 0),
    reason: /reason=([\w-]+)/.exec(answer.headers.get('Lens-Source') ?? '')?.[1],
    cacheStatus: answer.headers.get('Cache-Status') ?? '',
    body,
    etag: answer.headers.get('ETag'),
  }
}

export async function signInAgents(relay: ServedRelay, count: number): Promise<string[]> {
  const tokens: string[] = []
  for (let number = 0; number < count; number++) tokens.push(await relay.signIn(`agent${number}@example.com`))
  return tokens
}

/** Each agent's panel, every 15 s ± 20 %, for so long. */
export async function pollAll(
  relay: ServedRelay,
  {
    tokens,
    paths,
    seconds,
    everySeconds = 15,
  }: {
    tokens: readonly string[]
    paths: readonly string[]
    seconds: number
    everySeconds?: number
  },
): Promise<Answered[]> {
  const until = performance.now() + seconds * 1000
  const answers: Answered[] = []
  await Promise.all(
    tokens.map(async (token) => {
      await sleep(Math.random() * everySeconds * 1000)
      while (performance.now() < until) {
        for (const path of paths) answers.push(await request(relay, token, path))
        await sleep(everySeconds * 1000 * (0.8 + Math.random() * 0.4))
      }
    }),
  )
  return answers
}

export const quantile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}
