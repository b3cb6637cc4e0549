/**
 * What the record costs: a steady thousand lines a minute beside the same answers without a line (304s, which disclose
 * nothing and go the same way), and the checking of a long copy. `node test/bench/record-bench.ts [minutes]`
 */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { type ChainHead, createChain } from '@inquiry-lens/shared/audit/chain.ts'
import { createAuditVerifier } from '@inquiry-lens/shared/audit/verify.ts'
import { serveProviders } from '../fake-providers/serve.ts'
import { buildBareRoute, buildRelay } from './build-bundles.ts'
import { quantile, request, signInAgents } from './load.ts'
import { type ServedRelay, serveRelay } from './serve-relay.ts'

export interface AuditFigure {
  what: string
  value: number
  unit: 'ms' | 's' | 'lines'
  /** At most this, where there is a bound. */
  bound?: number
}

const LINES_A_MINUTE = 1_000
/** Each may ask 240 times a minute. */
const AGENTS = 20
const PATH = '/v1/cases/inq_ABC123'

/** Open loop: a slow answer does not spare the relay the next question. */
async function measureLoad(relay: ServedRelay, minutes: number): Promise<AuditFigure[]> {
  const tokens = await signInAgents(relay, AGENTS)
  const recorded: number[] = []
  const unrecorded: number[] = []
  /** Each agent's is their own. */
  const tags = new Map<number, string>()
  const requestNext = async (index: number, tag?: string) => {
    const headers: Record<string, string> = tag === undefined ? {} : { 'If-None-Match': tag }
    const answer = await request(relay, tokens[index % AGENTS] ?? '', PATH, headers)
    if (answer.status !== 200 && answer.status !== 304) throw new Error(`The relay answered ${answer.status}`)
    const times = answer.status === 200 ? recorded : unrecorded
    times.push(answer.ms)
    tags.set(index % AGENTS, answer.etag ?? '')
  }
  // Twice: the second time, all of them are known to have opened it.
  for (let index = 0; index < 2 * AGENTS; index++) await requestNext(index)
  recorded.length = 0

  const pending: Promise<void>[] = []
  const stepMs = 60_000 / LINES_A_MINUTE
  const beganAt = performance.now()
  for (let index = 0; index < LINES_A_MINUTE * minutes; index++) {
    await sleep(Math.max(0, beganAt + index * stepMs - performance.now()))
    pending.push(requestNext(index))
    // Half a step later, so that neither waits for the other.
    pending.push(sleep(stepMs / 2).then(() => requestNext(index + 1, tags.get((index + 1) % AGENTS))))
  }
  await Promise.all(pending)

  const above = (share: number) => quantile(recorded, share) - quantile(unrecorded, share)
  return [
    { what: `lines written in ${minutes} min`, value: recorded.length, unit: 'lines' },
    { what: 'answer with a line, median', value: quantile(recorded, 0.5), unit: 'ms' },
    { what: 'answer without, median', value: quantile(unrecorded, 0.5), unit: 'ms' },
    { what: 'what the record costs a request, median', value: above(0.5), unit: 'ms' },
    { what: 'answer with a line, 99th percentile', value: quantile(recorded, 0.99), unit: 'ms' },
    { what: 'answer without, 99th percentile', value: quantile(unrecorded, 0.99), unit: 'ms' },
    { what: 'with a line above without, 99th percentile', value: above(0.99), unit: 'ms', bound: 50 },
  ]
}

/** A copy of this many lines, checked as `npm run audit -- verify FILE` does. */
async function measureVerify(lines: number): Promise<AuditFigure[]> {
  const chain = createChain((text) => createHash('sha256').update(text).digest('hex'))
  const folder = await mkdtemp(join(tmpdir(), 'inquiry-lens-bench-'))
  try {
    const file = join(folder, 'record.ndjson')
    const texts: string[] = []
    let head: ChainHead = chain.genesis
    for (let index = 0; index < lines; index++) {
      const line = chain.extend(head, {
        at: new Date(1_763_715_600_000 + index * 60).toISOString(),
        agent: `agent-${index % 400}@example.com`,
        action: 'open',
        requestId: `request-${index}`,
        about: {
          kind: 'case',
          provider: 'persona',
          id: `inq_${index}`,
          sessions: 3,
          cache: 'inquiry-lens-gateway; hit; ttl=9',
        },
      })
      texts.push(JSON.stringify(line))
      head = line
    }
    await writeFile(file, `${texts.join('\n')}\n`)
    const beganAt = performance.now()
    const checking = createAuditVerifier({ chain })
    for await (const text of createInterface({ input: createReadStream(file) }))
      checking.take(JSON.parse(text))
    const report = checking.report()
    if (report.broken || report.lines !== lines) throw new Error('The made record does not hold')
    return [
      { what: `verify ${lines} lines`, value: (performance.now() - beganAt) / 1000, unit: 's', bound: 30 },
    ]
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** On the production bundle under `workerd serve`. */
export async function benchAudit(minutes = 10): Promise<AuditFigure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'inquiry-lens-bundles-'))
  const providers = await serveProviders({ port: 0 })
  try {
    const relayFile = (await buildRelay(join(folder, 'relay'))).file
    const bareFile = (await buildBareRoute(join(folder, 'bare'))).file
    const relay = await serveRelay({ relayFile, bareFile, body: '{}', providerUrl: providers.url })
    try {
      return [...(await measureVerify(100_000)), ...(await measureLoad(relay, minutes))]
    } finally {
      await relay.stop()
    }
  } finally {
    await providers.close()
    await rm(folder, { recursive: true, force: true })
  }
}

if (import.meta.main) {
  const figures = await benchAudit(Number(process.argv[2] ?? 10))
  console.table(figures.map(({ value, ...figure }) => ({ ...figure, value: Math.round(value * 100) / 100 })))
  process.exitCode = figures.every(({ value, bound }) => bound === undefined || value <= bound) ? 0 : 1
}
