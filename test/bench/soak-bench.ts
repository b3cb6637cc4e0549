/**
 * `npm run bench -- soak`: whether the relay stays as it began, under a steady load with its audit log on. One hour at 200 requests a
 * second; `-- soak --minutes 20 --rate 50` sets both, and a run of a few minutes sees little but the warm-up. Prints memory, storage and p99 of each tenth, and ends with 1 where one grows.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { serveProviders } from '../fake-providers/serve.ts'
import { buildBareRoute, buildRelay } from './build-bundles.ts'
import { quantile, signInAgents } from './load.ts'
import { type ServedRelay, serveRelay } from './serve-relay.ts'

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '60' }, rate: { type: 'string', default: '200' } },
})
const minutes = Number(values.minutes)
const rate = Number(values.rate)
if (!(minutes > 0 && minutes <= 24 * 60 && rate > 0 && rate <= 1_000)) {
  console.error('--minutes is at most 1440, --rate at most 1000 a second.')
  process.exit(2)
}

/** Each asks every two seconds: with every second, all lists changing, some would reach the limit of the log that one may fill in an hour. */
const AGENTS = Math.max(20, 2 * rate)
const TENTHS = 10
const CHANGE_EVERY_MS = 5_000
const MB = 1_048_576

interface Tenth {
  ms: number[]
  /** How often each status came that is no answer; 0: none came. */
  failed: Record<number, number>
  memory: number
  /** Of the gateway and the hub, which keep no more than they need. */
  cached: number
  /** Of access control: its log grows by an entry for each disclosure. */
  audited: number
}

const LISTS = ['/v1/sessions?limit=25', '/v1/events?limit=25', '/v1/inquiries?limit=25']
const pick = <T>(all: readonly T[], number: number): T | undefined => all[number % all.length]

async function send(
  { url }: ServedRelay,
  tokens: readonly string[],
  inquiries: readonly string[],
  tags: Map<string, string>,
  number: number,
): Promise<number> {
  const token = pick(tokens, number) ?? ''
  // In turn for each agent, so that none does one thing alone.
  const kind = (number + Math.floor(number / tokens.length)) % 20
  const authorization = { Authorization: `Bearer ${token}` }
  if (kind < 3) {
    const body = JSON.stringify({ ids: [pick(inquiries, number), pick(inquiries, number + 7)] })
    const headers = { ...authorization, 'Content-Type': 'application/json' }
    const answer = await fetch(`${url}/v1/lookups`, { method: 'POST', body, headers })
    await answer.arrayBuffer()
    return answer.status
  }
  const path = kind < 8 ? `/v1/cases/${pick(inquiries, number)}` : (pick(LISTS, number) ?? '')
  const tagOf = `${token} ${path}`
  // A case is opened, which leaves an entry; a list is polled.
  const tag = kind < 8 ? undefined : tags.get(tagOf)
  const answer = await fetch(`${url}${path}`, {
    headers: { ...authorization, ...(tag !== undefined && { 'If-None-Match': tag }) },
  })
  await answer.arrayBuffer()
  tags.set(tagOf, answer.headers.get('ETag') ?? '')
  return answer.status
}

const middle = (all: readonly number[]) => quantile(all, 0.5)

/** The last three tenths beside the second to the fourth: the first warms up. */
function compare(tenths: readonly Tenth[], of: (tenth: Tenth, index: number) => number): number {
  const all = tenths.map(of)
  return middle(all.slice(-3)) / middle(all.slice(1, 4))
}

const folder = mkdtempSync(join(tmpdir(), 'inquiry-lens-soak-'))
const providers = await serveProviders({ port: 0 })
let relay: ServedRelay | undefined
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => process.exit(130))
try {
  const bundle = await buildRelay(join(folder, 'relay'))
  const bare = await buildBareRoute(join(folder, 'bare'))
  const served = await serveRelay({
    relayFile: bundle.file,
    bareFile: bare.file,
    body: '{}',
    providerUrl: providers.url,
  })
  relay = served
  const tokens = await signInAgents(served, AGENTS)
  // Few enough that no agent views more customers than usual.
  const inquiries = Object.values(providers.control.known().persona.sandbox)
    .map(({ inquiry }) => inquiry)
    .slice(0, 12)
  const tags = new Map<string, string>()
  const tenths: Tenth[] = []
  const changes = setInterval(() => void providers.control.emit({}), CHANGE_EVERY_MS)
  const tenthMs = (minutes * 60_000) / TENTHS
  console.log(`${minutes} minutes at ${rate} requests a second, ${AGENTS} agents\n`)
  let number = 0
  while (tenths.length < TENTHS) {
    const tenth = { ms: [] as number[], failed: {} as Record<number, number> }
    const began = performance.now()
    const running = new Set<Promise<void>>()
    for (let nth = 0; nth < (tenthMs / 1000) * rate; nth++) {
      // By the clock, so that a slow answer delays no other and its wait counts.
      const dueAt = began + (nth * 1000) / rate
      const ahead = dueAt - performance.now()
      if (ahead > 0) await sleep(ahead)
      const one = send(served, tokens, inquiries, tags, number++)
        .catch(() => 0)
        .then((status) => {
          tenth.ms.push(performance.now() - dueAt)
          if (status !== 200 && status !== 304) tenth.failed[status] = (tenth.failed[status] ?? 0) + 1
          running.delete(one)
        })
      running.add(one)
    }
    await Promise.all(running)
    const { 'access-control': audited = 0, ...others } = served.measureStorage()
    const cached = Object.values(others).reduce((sum, bytes) => sum + bytes, 0)
    tenths.push({ ...tenth, memory: served.measureMemory(), cached, audited })
    console.log(
      [
        `${tenths.length}/${TENTHS}`,
        `p50 ${quantile(tenth.ms, 0.5).toFixed(1)} ms, p99 ${quantile(tenth.ms, 0.99).toFixed(1)} ms`,
        `memory ${(served.measureMemory() / MB).toFixed(0)} MiB`,
        `cached ${(cached / MB).toFixed(1)} MiB, audit log ${(audited / MB).toFixed(1)} MiB`,
        `${tenth.ms.length} requests, failed ${JSON.stringify(tenth.failed)}`,
      ].join(' · '),
    )
  }
  clearInterval(changes)
  const growth = (index: number) => (tenths[index]?.audited ?? 0) - (tenths[index - 1]?.audited ?? 0)
  const failed = tenths.flatMap((one) => Object.values(one.failed)).reduce((sum, count) => sum + count, 0)
  const figures = [
    ['memory, at the end against the beginning', compare(tenths, ({ memory }) => memory), 1.15],
    ['storage of gateway and hub', compare(tenths, ({ cached }) => cached), 1.25],
    ['growth of the audit log', compare(tenths, (_, index) => growth(index)), 1.15],
    ['p99', compare(tenths, ({ ms }) => quantile(ms, 0.99)), 1.5],
  ] as const
  console.log('\n| what | measured | bound | |\n| --- | --- | --- | --- |')
  for (const [what, ratio, bound] of figures)
    console.log(
      Number.isFinite(ratio)
        ? `| ${what} | ${ratio.toFixed(2)}× | ≤ ${bound}× | ${ratio <= bound ? 'flat' : '**grows**'} |`
        : `| ${what} | too little to say | ≤ ${bound}× | |`,
    )
  console.log(`| requests that failed | ${failed} | 0 | ${failed === 0 ? 'holds' : '**missed**'} |`)
  process.exitCode =
    failed > 0 || figures.some(([, ratio, bound]) => ratio > bound && Number.isFinite(ratio)) ? 1 : 0
} finally {
  await relay?.stop()
  await providers.close()
  rmSync(folder, { recursive: true, force: true })
}
process.exit()
