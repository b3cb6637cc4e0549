/**
 * `npm run bench`: the relay's figures in one run, on its production bundle under `workerd serve`, with access control and audit log
 * on. Each figure has a relay with storage of its own. About seven minutes; `-- 1 3 7` runs only those.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { EventsPageSchema } from '@inquiry-lens/shared/contract/lists.ts'
import * as v from 'valibot'
import { type ServedProviders, serveProviders } from '../fake-providers/serve.ts'
import { buildBareRoute, buildRelay } from './build-bundles.ts'
import { type Landed, sendBurst } from './burst.ts'
import { type Answered, pollAll, quantile, request, signInAgents } from './load.ts'
import { type ServedRelay, serveRelay } from './serve-relay.ts'

interface Figure {
  what: string
  measured: string
  /** What `DESIGN.md` allows; empty where it names no bound. */
  bound: string
  holds: boolean | undefined
}

const figures: Figure[] = []
const note = (what: string, measured: string, bound = '', holds?: boolean) => {
  figures.push({ what, measured, bound, holds })
  console.log(`${what}: ${measured}${bound && ` (${bound}: ${holds ? 'holds' : 'MISSED'})`}`)
}

const LISTS = ['/v1/sessions?limit=25', '/v1/events?limit=25']
const sum = (counts: Record<string, number>) => Object.values(counts).reduce((all, count) => all + count, 0)

const folder = mkdtempSync(join(tmpdir(), 'inquiry-lens-bundles-'))
const deployed = await buildRelay(join(folder, 'relay'))
const bare = await buildBareRoute(join(folder, 'bare'))
const providers = await serveProviders({ port: 0 })

async function withRelay(
  run: (relay: ServedRelay, providers: ServedProviders) => Promise<void>,
  body = '{}',
) {
  providers.control.reset()
  const relay = await serveRelay({
    relayFile: deployed.file,
    bareFile: bare.file,
    body,
    providerUrl: providers.url,
  })
  try {
    await run(relay, providers)
  } finally {
    await relay.stop()
  }
}

const FIGURES: Record<string, () => Promise<void>> = {
  1: async () => {
    let body = ''
    await withRelay(async (relay) => {
      const [token = ''] = await signInAgents(relay, 1)
      body = (await request(relay, token, '/v1/sessions')).body
    })
    await withRelay((relay, { control }) => askAllAtOnce(relay, control), body)
  },

  2: async () => {
    const perMinute: number[] = []
    for (const agents of [1, 10, 100]) {
      await withRelay(async (relay, { control }) => {
        const tokens = await signInAgents(relay, agents)
        const answers = await pollAll(relay, { tokens, paths: LISTS, seconds: 60 })
        perMinute.push(sum(control.calls()))
        note(
          `2. upstream calls a minute, ${agents} agents`,
          `${perMinute.at(-1)} for ${answers.length} answers`,
        )
      })
    }
    const most = Math.max(...perMinute.slice(1))
    // Every list may be refreshed every ten seconds, and no more however many look on.
    note('2. flat from 10 to 100 agents', perMinute.join(' → '), '≤ 14', most <= 14)
  },

  3: () =>
    withRelay(async (first) => {
      const [token = ''] = await signInAgents(first, 1)
      const { body } = await request(first, token, '/v1/sessions')
      await withRelay((relay) => compareWithBareRoute(relay), body)
    }),

  4: () =>
    withRelay(async (relay, { control }) => {
      const tokens = await signInAgents(relay, 20)
      const began = performance.now()
      const lookups: Answered[] = []
      const lists: Answered[] = []
      // 600 different questions in a minute, with 60 calls to spend, and the lists that everybody has open.
      for (let number = 0; performance.now() - began < 60_000; number++) {
        const token = tokens[number % tokens.length] ?? ''
        const id = `iqse_bench${String(number).padStart(14, 'z')}`
        lookups.push(await request(relay, token, `/v1/sessions/${id}`))
        if (number % 2 === 0) lists.push(await request(relay, token, LISTS[number % 4 === 0 ? 0 : 1] ?? ''))
        const ahead = number * 100 - (performance.now() - began)
        if (ahead > 0) await new Promise((settle) => setTimeout(settle, ahead))
      }
      const calls = sum(control.calls())
      note('4. demand of ten times the budget: upstream calls', String(calls), '≤ 60', calls <= 60)
      const limited = await countUpstream429(relay)
      note('4. provider 429s', String(limited), '0', limited === 0)
      const told = lookups.filter(({ status }) => status === 404).length
      note('4. look-ups of ever different IDs answered', `${told} of ${lookups.length}, the others 503`)
      const shown = lists.filter(({ status }) => status === 200)
      const oldest = Math.max(...shown.map(({ age }) => age))
      note('4. lists answered', `${shown.length} of ${lists.length}, the oldest ${oldest} s old`)
    }),

  5: () =>
    withRelay(async (relay, { control }) => {
      const tokens = await signInAgents(relay, 10)
      const warm = await request(relay, tokens[0] ?? '', LISTS[0] ?? '')
      await request(relay, tokens[0] ?? '', LISTS[1] ?? '')
      const before = sum(control.calls())
      control.faults([{ fault: '5xx' }])
      const answers = await pollAll(relay, { tokens, paths: LISTS, seconds: 60, everySeconds: 3 })
      const errors = answers.filter(({ status }) => status !== 200).length
      const wrong = answers.filter(({ body, cacheStatus }) => cacheStatus && body.length === 0).length
      const calls = sum(control.calls()) - before
      note(
        '5. 60 s outage under load: errors seen',
        `${errors} of ${answers.length}`,
        '0',
        errors === 0 && warm.status === 200,
      )
      const unsaid = answers.filter(({ age, reason }) => age > 70 && !reason).length
      note('5. shown stale without the reason, or empty', `${unsaid + wrong}`, '0', unsaid + wrong === 0)
      note('5. calls to the provider in that time', String(calls))
    }),

  6: () =>
    withRelay(async (relay, { control }) => {
      const tokens = await signInAgents(relay, 10)
      const seen = await Promise.all(
        tokens.map(async (token) => {
          const ids: string[] = []
          let cursor: string | null = ''
          for (let page = 0; page < 10 && cursor !== null; page++) {
            const path: string = `/v1/events?limit=25${cursor && `&cursor=${cursor}`}`
            const { body } = await request(relay, token, path)
            const { items, next } = v.parse(EventsPageSchema, JSON.parse(body))
            ids.push(...items.map(({ id }) => id))
            cursor = next
            control.emit({})
          }
          return ids
        }),
      )
      const calls = sum(control.calls())
      const doubles = seen.filter((ids) => new Set(ids).size < ids.length).length
      note(
        '6. ten agents scroll ten pages back: upstream calls a page',
        `${(calls / 10).toFixed(1)} (${calls} in all)`,
        '≤ 2',
        calls <= 20,
      )
      note('6. agents who saw a row twice', String(doubles), '0', doubles === 0)
    }),

  7: () =>
    withRelay(async (relay) => {
      const size = `${deployed.gzipKib.toFixed(1)} KiB gzip (${deployed.kib.toFixed(0)} KiB)`
      note('7. bundle as it is deployed', size, '≤ 80 KiB', deployed.gzipKib <= 80)
      note('7. process start to first answer', `${relay.startUpMs.toFixed(0)} ms`)
    }),
}

/** A thousand agents. A relay that has just started answers the first list, and one that is in use the second. */
async function askAllAtOnce(relay: ServedRelay, control: ServedProviders['control']) {
  const UPSTREAM_MS = 300
  const AT_ONCE = 1_000
  const tokens = await signInAgents(relay, AT_ONCE)
  for (const [path, state] of [
    ['/v1/sessions', 'just started'],
    ['/v1/inquiries', 'in use'],
  ] as const) {
    const bareMs = slowestOf(await sendBurst(relay.bareUrl, Array(AT_ONCE).fill({ path: '/' })))
    control.reset()
    control.faults([{ fault: 'stall', ms: UPSTREAM_MS }])
    const requests = tokens.map((token) => ({ path, headers: { Authorization: `Bearer ${token}` } }))
    const answers = await sendBurst(relay.url, requests)
    const calls = sum(control.calls())
    const failed = answers.filter(({ status }) => status !== 200).length
    const over = slowestOf(answers) - UPSTREAM_MS
    note(
      `1. 1,000 cold readers at once, relay ${state}: upstream calls`,
      `${calls}, ${failed} failed`,
      '1',
      calls === 1 && failed === 0,
    )
    note('1. 1,000 at once from the bare route: slowest', `${bareMs.toFixed(0)} ms`)
    note(
      `1. slowest wait over the upstream’s 300 ms, relay ${state}`,
      `${over.toFixed(0)} ms: ${(over / bareMs).toFixed(1)}×`,
      '≤ 2×',
      over <= 2 * bareMs,
    )
  }
}

const slowestOf = (answers: readonly Landed[]) => Math.max(...answers.map(({ ms }) => ms))

async function compareWithBareRoute(relay: ServedRelay) {
  // An agent may ask 240 times a minute: so many agents, one after the other, on one connection.
  const tokens = await signInAgents(relay, 60)
  const tokenOf = (number: number) => tokens[number % tokens.length] ?? ''
  // Each agent's tag is their own.
  const tags = new Map<string, string>()
  for (const token of tokens) tags.set(token, (await request(relay, token, '/v1/sessions')).etag ?? '')
  const timed = async (send: () => Promise<unknown>) => {
    const began = performance.now()
    await send()
    return performance.now() - began
  }
  const kinds = {
    bare: () => fetch(relay.bareUrl).then((answer) => answer.text()),
    stored: () => fetch(`${relay.bareUrl}/stored`).then((answer) => answer.text()),
    gateway: (number: number) => request(relay, tokenOf(number), '/v1/sessions'),
    unchanged: (number: number) =>
      request(relay, tokenOf(number), '/v1/sessions', { 'If-None-Match': tags.get(tokenOf(number)) ?? '' }),
  }
  const ms: Record<keyof typeof kinds, number[]> = { bare: [], stored: [], gateway: [], unchanged: [] }
  // Turn by turn, so that whatever else the machine does is in all alike; the first are warm-up.
  for (let number = 0; number < 2_000; number++) {
    const times = [
      await timed(kinds.bare),
      await timed(kinds.stored),
      await timed(() => kinds.gateway(number)),
      await timed(() => kinds.unchanged(number)),
    ]
    if (number < 200) continue
    for (const [place, kind] of (['bare', 'stored', 'gateway', 'unchanged'] as const).entries())
      ms[kind].push(times[place] ?? 0)
  }
  const median = (kind: keyof typeof kinds) => quantile(ms[kind], 0.5)
  const [toBare, unchangedToBare] = [median('gateway') / median('bare'), median('unchanged') / median('bare')]
  const show = (kind: keyof typeof kinds) =>
    `${median(kind).toFixed(2)} ms, p99 ${quantile(ms[kind], 0.99).toFixed(2)}`
  note('3. bare Hono JSON route, one connection, median', show('bare'))
  note(
    '3. the same after one row stored by one Durable Object',
    `${show('stored')}: ${(median('stored') / median('bare')).toFixed(1)}×`,
  )
  note(
    '3. answer from the gateway, audited',
    `${show('gateway')}: ${toBare.toFixed(1)}×`,
    '≤ 2×',
    toBare <= 2,
  )
  note('3. 304', `${show('unchanged')}: ${unchangedToBare.toFixed(1)}×`, '≤ 1.5×', unchangedToBare <= 1.5)
  for (const kind of ['bare', 'gateway', 'unchanged'] as const) {
    const perSecond = await countPerSecond((number) => kinds[kind](number))
    note(`3. ${kind}, 20 connections`, `${perSecond.toFixed(0)} a second`)
  }
}

/** Closed loop: 20 at a time, as many as there are in three seconds, 3,000 at most. */
async function countPerSecond(send: (number: number) => Promise<unknown>): Promise<number> {
  const began = performance.now()
  let number = 0
  await Promise.all(
    Array.from({ length: 20 }, async () => {
      while (performance.now() - began < 3_000 && number < 3_000) await send(number++)
    }),
  )
  return (number / (performance.now() - began)) * 1000
}

/** As the gateway counted them. */
async function countUpstream429(relay: ServedRelay): Promise<number> {
  const token = await relay.signIn('admin@example.com', 'admin')
  const { body } = await request(relay, token, '/v1/gateway')
  const Schema = v.object({
    items: v.array(v.object({ upstream: v.object({ failed: v.record(v.string(), v.number()) }) })),
  })
  return v.parse(Schema, JSON.parse(body)).items[0]?.upstream.failed['provider-rate-limited'] ?? 0
}

for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => process.exit(130))
const wanted = process.argv.slice(2)
const [processor] = cpus()
console.log(`Node ${process.version}, ${cpus().length} × ${processor?.model ?? 'unknown processor'}\n`)
try {
  for (const [number, measure] of Object.entries(FIGURES)) {
    if (wanted.length === 0 || wanted.includes(number)) await measure()
  }
} finally {
  await providers.close()
  rmSync(folder, { recursive: true, force: true })
}

console.log('\n| what | measured | bound | |\n| --- | --- | --- | --- |')
for (const { what, measured, bound, holds } of figures) {
  console.log(
    `| ${what} | ${measured} | ${bound} | ${holds === undefined ? '' : holds ? 'holds' : '**missed**'} |`,
  )
}
process.exit(figures.some(({ holds }) => holds === false) ? 1 : 0)
