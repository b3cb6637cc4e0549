/**
 * `npm run bench -- shards`: many agents who poll the newest sessions every 15 s, spread over 1, 4 and 16 AccessControl objects, on
 * the production bundle under `workerd serve`. Throughput, waits, refusals, whether each disclosure has its entry, and whether all
 * chains verify. `-- shards 500 0.5 1,4`: agents, minutes, numbers of shards.
 */
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { Agent, get } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createChain } from '@inquiry-lens/shared/audit/chain.ts'
import { createAuditVerifier } from '@inquiry-lens/shared/audit/verify.ts'
import { AUDIT_LIMIT, AuditPageSchema } from '@inquiry-lens/shared/contract/audit.ts'
import * as v from 'valibot'
import { serveProviders } from '../fake-providers/serve.ts'
import { buildBareRoute, buildRelay } from './build-bundles.ts'
import { quantile, request } from './load.ts'
import { type ServedRelay, serveRelay } from './serve-relay.ts'

const [agents = 10_000, minutes = 10] = process.argv.slice(2, 4).map(Number)
const counts = (process.argv[4] ?? '1,4,16').split(',').map(Number)
const PATH = '/v1/sessions?limit=25'
const POLL_EVERY_MS = 15_000
const SIGN_INS_AT_ONCE = 20
/** A reader of the log may ask 240 times a minute. */
const PAGES_OF_AUDITOR = 200

const folder = mkdtempSync(join(tmpdir(), 'inquiry-lens-bundles-'))
const deployed = await buildRelay(join(folder, 'relay'))
const bare = await buildBareRoute(join(folder, 'bare'))
const providers = await serveProviders({ port: 0 })
const chain = createChain((text) => createHash('sha256').update(text).digest('hex'))

async function signInAll(relay: ServedRelay): Promise<string[]> {
  const tokens: string[] = []
  while (tokens.length < agents) {
    const first = tokens.length
    const count = Math.min(SIGN_INS_AT_ONCE, agents - first)
    tokens.push(
      ...(await Promise.all(
        Array.from({ length: count }, (_, index) => relay.signIn(`agent${first + index}@example.com`)),
      )),
    )
  }
  return tokens
}

interface Polled {
  status: number
  ms: number
}

/** Open loop: a slow answer does not spare the relay the next question. */
async function poll(relay: ServedRelay, tokens: readonly string[]): Promise<Polled[]> {
  const connections = new Agent({ keepAlive: true, maxSockets: 256 })
  const ask = (token: string) =>
    new Promise<Polled>((settle, refuse) => {
      const began = performance.now()
      const headers = { Authorization: `Bearer ${token}` }
      get(`${relay.url}${PATH}`, { agent: connections, headers }, (answer) => {
        answer.resume()
        answer.once('end', () => settle({ status: answer.statusCode ?? 0, ms: performance.now() - began }))
      }).once('error', refuse)
    })
  const pending: Promise<Polled>[] = []
  const total = Math.round((agents * minutes * 60_000) / POLL_EVERY_MS)
  const stepMs = POLL_EVERY_MS / agents
  const began = performance.now()
  while (pending.length < total) {
    const due = Math.min(total, Math.ceil((performance.now() - began) / stepMs))
    while (pending.length < due) pending.push(ask(tokens[pending.length % agents] ?? ''))
    await sleep(5)
  }
  const answers = await Promise.all(pending)
  connections.destroy()
  return answers
}

/** As an export reads it. */
async function readLog(relay: ServedRelay, shard: number): Promise<{ disclosures: number; holds: boolean }> {
  const check = createAuditVerifier({ chain })
  let disclosures = 0
  let token = ''
  let cursor: string | null = ''
  for (let page = 0; cursor !== null; page++) {
    if (page % PAGES_OF_AUDITOR === 0)
      token = await relay.signIn(`auditor${shard}-${page}@example.com`, 'auditor')
    const more: string = cursor && `&cursor=${cursor}`
    const { body } = await request(
      relay,
      token,
      `/v1/audit?order=oldest&limit=${AUDIT_LIMIT.max}&shard=${shard}${more}`,
    )
    const { items, next } = v.parse(AuditPageSchema, JSON.parse(body))
    for (const entry of items) if (check.take(entry)?.action === 'list') disclosures++
    cursor = next
  }
  const { start, broken } = check.report()
  return { disclosures, holds: start === 'genesis' && !broken }
}

async function measure(shards: number) {
  const relay = await serveRelay({
    relayFile: deployed.file,
    bareFile: bare.file,
    body: '{}',
    providerUrl: providers.url,
    settings: { ACCESS_SHARDS: String(shards) },
  })
  try {
    const tokens = await signInAll(relay)
    const began = performance.now()
    const answers = await poll(relay, tokens)
    const seconds = (performance.now() - began) / 1000
    const shown = answers.filter(({ status }) => status === 200).length
    const logs = await Promise.all(Array.from({ length: shards }, (_, shard) => readLog(relay, shard)))
    const entries = logs.reduce((all, { disclosures }) => all + disclosures, 0)
    const times = answers.map(({ ms }) => ms)
    return {
      shards,
      'answers a second': Math.round(answers.length / seconds),
      'p50, ms': Math.round(quantile(times, 0.5) * 10) / 10,
      'p99, ms': Math.round(quantile(times, 0.99) * 10) / 10,
      refused: answers.length - shown,
      disclosures: shown,
      entries,
      'chains that verify': `${logs.filter(({ holds }) => holds).length} of ${shards}`,
      holds: shown === answers.length && entries === shown && logs.every(({ holds }) => holds),
    }
  } finally {
    await relay.stop()
  }
}

for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => process.exit(130))
console.log(`${agents} agents, each every ${POLL_EVERY_MS / 1000} s, for ${minutes} min`)
const rows: Awaited<ReturnType<typeof measure>>[] = []
try {
  for (const shards of counts) {
    const row = await measure(shards)
    rows.push(row)
    console.log(JSON.stringify(row))
  }
} finally {
  await providers.close()
  rmSync(folder, { recursive: true, force: true })
}
console.table(rows)
process.exit(rows.every(({ holds }) => holds) ? 0 : 1)
