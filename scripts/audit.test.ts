/** `npm run audit` and `npm run agents` against a whole relay. */
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type AuditEntry,
  AuditEntrySchema,
  type AuditFacts,
  createChain,
} from '@inquiry-lens/shared/audit/chain.ts'
import { CHECKPOINT_HEADER } from '@inquiry-lens/shared/audit/checkpoint.ts'
import { ConfigSchema, MeSchema } from '@inquiry-lens/shared/contract/config.ts'
import { parseCheckpoint } from '@inquiry-lens/shared/contract/headers.ts'
import * as v from 'valibot'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { FAKE_PERSONA_SANDBOX_KEY } from '../test/fake-providers/app.ts'
import { type ServedProviders, serveProviders } from '../test/fake-providers/serve.ts'
import { type LocalRelay, ROOT, startLocalRelay } from './relay/local-relay.ts'
import { createRelayAdmin } from './relay/relay-client.ts'
import { type Ran, runHere } from './testing/run-here.ts'
import { COMPILE_CACHE } from './testing/start-command.ts'

const WITHIN_MS = 60_000

let folder: string
let providers: ServedProviders
let relay: LocalRelay
let head: string
let key: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'inquiry-lens-audit-'))
  providers = await serveProviders({ port: 0 })
  relay = await startRelay('relay')
  const admin = createRelayAdmin(relay.url, relay.bootstrapToken)
  const { token } = await admin.pair((await admin.add('ada@example.com', 'agent')).code)
  const headers = { Authorization: `Bearer ${token}` }
  for (const path of [
    '/v1/sessions',
    '/v1/cases/inq_ABC123',
    '/v1/events?name=inquiry.created,inquiry.approved',
  ]) {
    const answer = await fetch(`${relay.url}${path}`, { headers })
    expect(answer.status).toBe(200)
    head = answer.headers.get(CHECKPOINT_HEADER) ?? ''
  }
  key = await readKey(relay.url, headers)
}, 120_000)

async function readKey(url: string, headers: Record<string, string>): Promise<string> {
  const config = await fetch(`${url}/v1/config`, { headers })
  return v.parse(ConfigSchema, await config.json()).auditKey ?? ''
}

const startRelay = (name: string, settings: Record<string, string> = {}) =>
  startLocalRelay({
    port: 0,
    folder: join(folder, name),
    bindings: {
      ...{ ENVIRONMENT: 'test', PERSONA_API_KEY: FAKE_PERSONA_SANDBOX_KEY, PERSONA_API_URL: providers.url },
      ...settings,
    },
  })

afterAll(async () => {
  await relay?.stop()
  await providers?.close()
  rmSync(folder, { recursive: true, force: true })
})

const record = (...args: string[]) => runHere('audit', args, { BOOTSTRAP_TOKEN: relay.bootstrapToken })

const runProcess = (script: string, args: string[], given: Record<string, string> = {}): Promise<Ran> =>
  new Promise((settle) => {
    const env = { PATH: process.env.PATH ?? '', ...COMPILE_CACHE, ...given }
    const program = [join(ROOT, 'scripts', `${script}.ts`), ...args]
    execFile(process.execPath, program, { cwd: ROOT, env, timeout: WITHIN_MS }, (error, out, err) =>
      settle({ code: error === null ? 0 : Number(error.code ?? -1), out, err }),
    )
  })

const inside = (name: string) => join(folder, name)
const fromRelay = () => ['--relay', relay.url, '--as', 'olga@example.com']
const write = (name: string, text: string) => {
  writeFileSync(inside(name), text)
  return inside(name)
}
const readCopy = (name: string) => readFileSync(inside(name), 'utf8').trimEnd().split('\n')
const LineSchema = v.pipe(v.string(), v.parseJson(), AuditEntrySchema)

it('exports every entry as it was hashed, which verifies, also against a browser’s checkpoint', async () => {
  const given = { BOOTSTRAP_TOKEN: relay.bootstrapToken }
  const exported = await runProcess('audit', ['export', inside('copy.ndjson'), ...fromRelay()], given)
  expect(exported).toMatchObject({ code: 0, out: '' })
  expect(exported.err).toContain(`entries in ${inside('copy.ndjson')}.`)
  const lines = readCopy('copy.ndjson').map((text) => v.parse(LineSchema, text))
  expect(lines.map(({ seq }) => seq)).toEqual(lines.map((_, index) => index + 1))
  expect(lines.filter(({ agent }) => agent === 'ada@example.com').map(({ action }) => action)).toEqual([
    'admin',
    'list',
    'open',
    'list',
  ])
  const witness = write('witness.txt', `# of Ada’s browser\nLens-Audit-Checkpoint: ${head}\n`)
  const verified = await record('verify', inside('copy.ndjson'), '--witness', witness, '--key', key)
  expect(verified).toMatchObject({ code: 0, err: '' })
  expect(verified.out).toContain(`${lines.length} entries, 1 to ${lines.length}`)
  expect(verified.out).toContain('every link holds')
  expect(verified.out).toContain('1 of 1 witnesses hold.')
})

it('does not overwrite a file', async () => {
  const copy = write('there.ndjson', 'mine')
  expect(await record('export', copy, ...fromRelay())).toMatchObject({ code: 2 })
  expect(readFileSync(copy, 'utf8')).toBe('mine')
})

it('exports CSV with one row for each entry, and quotes commas', async () => {
  expect(await record('export', inside('copy.csv'), '--format', 'csv', ...fromRelay())).toMatchObject({
    code: 0,
  })
  const [heading = '', ...rows] = readCopy('copy.csv')
  const columns = heading.split(',').length
  expect(heading).toMatch(/^\uFEFF?seq,at,agent,action/)
  expect(rows.length).toBeGreaterThanOrEqual(readCopy('copy.ndjson').length)
  for (const row of rows) expect(row.replace(/"(?:[^"]|"")*"/g, '').split(',')).toHaveLength(columns)
  expect(rows.some((row) => row.includes('inq_ABC123'))).toBe(true)
})

it('verifies the relay itself, and a checkpoint with the relay’s own key', async () => {
  const verified = await record('verify', '--witness', write('seen.txt', head), ...fromRelay())
  expect(verified).toMatchObject({ code: 0 })
  expect(verified.out).toContain('every link holds')
  expect(verified.out).toContain('1 of 1 witnesses hold.')
})

it('names an entry that was changed', async () => {
  const lines = readCopy('copy.ndjson')
  const changed = lines.map((line, index) => (index === 2 ? line.replace('ada@', 'eve@') : line))
  expect(changed).not.toEqual(lines)
  const result = await record('verify', write('changed.ndjson', changed.join('\n')))
  expect(result.code).toBe(1)
  expect(result.out).toContain('BROKEN at entry 3 (line 3 of the export): it is not what was written.')
})

it.each([
  ['a member that parsers drop', '"about":{', '"about":{"__proto__":["inq_Other"],'],
  ['a member named as a built-in', '"about":{', '"about":{"constructor":["inq_Other"],'],
  ['a member that stands there twice', '{"seq"', '{"agent":"eve@example.com","seq"'],
  ['white space', '"about":{', '"about": {'],
  ['a carriage return', /$/, '\r'],
  ['another end of line', /$/, '\u2028'],
])('names an entry with more than was hashed: %s', async (_, before, after) => {
  const lines = readCopy('copy.ndjson')
  const altered = lines.map((line, index) => (index === 2 ? line.replace(before, after) : line))
  expect(altered).not.toEqual(lines)
  const result = await record('verify', write('altered.ndjson', altered.join('\n')))
  expect(result.code).toBe(1)
  expect(result.out).toMatch(/^BROKEN at (entry 3 \()?line 3 of the export/)
})

it('names the entry behind one that was removed', async () => {
  const result = await record(
    'verify',
    write('removed.ndjson', readCopy('copy.ndjson').toSpliced(1, 1).join('\n')),
  )
  expect(result.code).toBe(1)
  expect(result.out).toContain('BROKEN at entry 3 (line 2 of the export)')
})

it('verifies a cut-off export alone, but not against a browser’s checkpoint', async () => {
  const cut = write('cut.ndjson', readCopy('copy.ndjson').slice(0, 2).join('\n'))
  expect(await record('verify', cut)).toMatchObject({ code: 0 })
  const result = await record('verify', cut, '--witness', write('last.txt', head), '--key', key)
  expect(result.code).toBe(1)
  expect(result.out).toMatch(/CUT OFF: a browser has a checkpoint of entry \d+, and this log ends before it/)
})

it('fails where the oldest entries are missing, also against a checkpoint, until the earlier export is added', async () => {
  const lines = readCopy('copy.ndjson')
  const later = write('later.ndjson', lines.slice(4).join('\n'))
  const alone = await record('verify', later)
  expect(alone.code).toBe(1)
  expect(alone.out).toContain('REMOVED: it begins at entry 5')
  expect(alone.out).not.toContain('every link holds')

  const early = v.parse(LineSchema, lines[1])
  const witness = write(
    'early.txt',
    head.replace(/^\d+/, String(early.seq)).replace(/[0-9a-f]{64}/, early.hash),
  )
  const seen = await record('verify', later, '--witness', witness, '--key', key)
  expect(seen.code).toBe(1)
  expect(seen.out).toContain('0 of 1 witnesses hold.')

  const earlier = write('earlier.ndjson', lines.slice(0, 6).join('\n'))
  const together = await record('verify', earlier, later, '--witness', write('last.txt', head), '--key', key)
  expect(together).toMatchObject({ code: 0 })
  expect(together.out).toContain('1 of 1 witnesses hold.')
})

it('fails where a checkpoint can’t be verified: without a key, and with none in the file', async () => {
  const copy = inside('copy.ndjson')
  const keyless = await record('verify', copy, '--witness', write('last.txt', head))
  expect(keyless).toMatchObject({ code: 2, err: expect.stringContaining('Without --key') })
  const empty = await record('verify', copy, '--witness', write('empty.txt', '# none\n'), '--key', key)
  expect(empty).toMatchObject({ code: 2, err: expect.stringContaining('has no checkpoint') })
})

it('fails where the export has no entries', async () => {
  const result = await record('verify', write('nothing.ndjson', ''))
  expect(result).toMatchObject({ code: 1, out: expect.stringContaining('EMPTY') })
})

it('rejects a checkpoint that the relay did not sign', async () => {
  const forged = head.replace(/signature="(.)/, (_, first) => `signature="${first === 'A' ? 'B' : 'A'}`)
  const result = await record('verify', '--witness', write('forged.txt', forged), ...fromRelay())
  expect(result.code).toBe(1)
  expect(result.out).toContain('FORGED')
})

it('names a file that does not exist', async () => {
  const nowhere = inside('nowhere.txt')
  for (const words of [[nowhere], ['--witness', nowhere]]) {
    expect(await record('verify', ...words)).toMatchObject({ code: 2, err: `There is no file ${nowhere}.\n` })
  }
})

const agents = (...words: string[]) =>
  runHere('agents', [...words, '--relay', relay.url], { BOOTSTRAP_TOKEN: relay.bootstrapToken })

it.each([
  ['agent', 'admin'],
  ['admin', 'agent'],
  ['agent', 'investigator'],
] as const)(
  'adding %s again keeps the role, and makes them %s only with --change-role',
  async (before, after) => {
    const email = `${before}-to-${after}@example.com`
    expect((await agents('add', email, '--role', before)).out).toContain(`may sign in as ${before}`)
    expect((await agents('add', email)).out).toContain(`may sign in as ${before}`)
    const token = (await agents('token', email)).out.trim()
    const me = async () => {
      const answer = await fetch(`${relay.url}/v1/me`, { headers: { Authorization: `Bearer ${token}` } })
      return v.parse(MeSchema, await answer.json()).agent.role
    }
    for (const command of ['add', 'token']) {
      const refused = await agents(command, email, '--role', after)
      expect(refused).toMatchObject({ code: 2, out: '' })
      expect(refused.err).toBe(
        `${email} has the role ${before}, and would have the role ${after} from the next request. To change it: npm run agents -- add EMAIL --role ROLE --change-role. Without --role they keep theirs.\n`,
      )
    }
    expect(await me()).toBe(before)
    expect((await agents('add', email, '--role', after, '--change-role')).out).toContain(
      `may sign in as ${after}`,
    )
    expect(await me()).toBe(after)
  },
)

it('gives a revoked agent a code only with --let-back-in', async () => {
  const email = 'revoked@example.com'
  await agents('add', email, '--role', 'investigator')
  await agents('revoke', email)
  for (const words of [
    ['add', email],
    ['token', email],
    ['add', email, '--role', 'admin', '--change-role'],
  ]) {
    const refused = await agents(...words)
    expect(refused).toMatchObject({ code: 2, out: '' })
    expect(refused.err).toMatch(
      /^revoked@example\.com was revoked at \d{4}-\d\d-\d\dT[\d:.]+Z, with the role investigator\. To let them back in with that role: npm run agents -- add EMAIL --let-back-in\n$/,
    )
  }
  expect((await agents('add', email, '--let-back-in')).out).toContain('may sign in as investigator')
})

it('says that a newer pairing code ends the older one', async () => {
  const code = async () => {
    const { out } = await agents('add', 'twice@example.com')
    expect(out).toContain('any older code has ended')
    return /Pairing code: (\S+)/.exec(out)?.[1] ?? ''
  }
  const [older, newer] = [await code(), await code()]
  const admin = createRelayAdmin(relay.url, relay.bootstrapToken)
  await expect(admin.pair(older)).rejects.toThrow('This pairing code has expired')
  expect((await admin.pair(newer)).agent.email).toBe('twice@example.com')
})

it('sends no token over plain http to another machine, in any command', async () => {
  const given = { BOOTSTRAP_TOKEN: 'production-secret', RELAY_TOKEN: 'lens_secret' }
  const commands = [
    ['agents', 'list'],
    ['audit', 'days'],
    ['deploy', '--check'],
  ] as const
  const result = await Promise.all(
    commands.map(([script, word]) => runHere(script, [word, '--relay', 'http://127.0.0.2:8787'], given)),
  )
  const refused = { code: 2, err: expect.stringContaining('is not https') }
  expect(result).toMatchObject([refused, refused, refused])
})

it('finds the shared token of a running relay, for its own address alone', async () => {
  const list = (address: string) => runHere('agents', ['list', '--relay', address])
  const none = { code: 2, err: expect.stringContaining('No bootstrap token') }
  expect(await list(relay.url)).toMatchObject(none)
  relay.shareToken()
  for (const address of [relay.url, relay.url.replace('127.0.0.1', 'localhost')]) {
    const result = await list(address)
    expect(result).toMatchObject({ code: 0, err: '' })
    expect(result.out).toContain('ada@example.com')
  }
  const { port } = new URL(relay.url)
  const others = ['http://[::1]', 'https://127.0.0.1', 'https://lens.example.com']
  expect(await Promise.all(others.map((host) => list(`${host}:${port}`)))).toMatchObject([none, none, none])
  await relay.stop()
  expect(await list(relay.url)).toMatchObject(none)
})

it('prints the usage without a command', async () => {
  for (const script of ['agents', 'audit']) {
    expect(await runProcess(script, [])).toMatchObject({
      code: 2,
      err: expect.stringMatching(/^Usage: npm run/),
    })
  }
})

it('verifies the logs of several shards, each against its end in the first one', async () => {
  const chain = createChain((text) => createHash('sha256').update(text).digest('hex'))
  const chainOf = (abouts: readonly AuditFacts['about'][]) => {
    const entries: AuditEntry[] = []
    for (const about of abouts) {
      const facts = {
        agent: 'relay',
        action: 'admin',
        requestId: 'none',
        at: '2026-11-21T00:00:00.000Z',
      } as const
      entries.push(chain.extend(entries.at(-1) ?? chain.genesis, { ...facts, about }))
    }
    return entries
  }
  const second = chainOf([{ id: 'inq_One' }, { id: 'inq_Two' }, { id: 'inq_Three' }])
  const root = { what: 'audit:root', heads: [`1:2:${second[1]?.hash}`] }
  const textOf = (entries: readonly AuditEntry[]) =>
    entries.map((entry) => `${JSON.stringify(v.parse(AuditEntrySchema, entry))}\n`).join('')
  const first = write('spread.ndjson', textOf(chainOf([{ id: 'inq_Zero' }, root])))
  const verify = (entries: readonly AuditEntry[]) =>
    record('verify', first, write('spread.shard-1.ndjson', textOf(entries)))

  const whole = await verify(second)
  expect([whole.code, whole.out.match(/every link holds/g)?.length]).toEqual([0, 2])
  const rewritten = await verify(chainOf([{ id: 'inq_One' }, { id: 'inq_Other' }, { id: 'inq_Three' }]))
  expect([rewritten.code, rewritten.out]).toEqual([1, expect.stringContaining('REWRITTEN: the first log')])
  const cut = await verify(second.slice(0, 1))
  expect([cut.code, cut.out]).toEqual([1, expect.stringContaining('CUT OFF: the first log')])
})

it('exports and verifies a relay with several shards, also against browsers’ checkpoints of each', async () => {
  const spread = await startRelay('spread', { ACCESS_SHARDS: '3' })
  try {
    const from = ['--relay', spread.url, '--as', 'olga@example.com']
    const run = (...words: string[]) => runHere('audit', words, { BOOTSTRAP_TOKEN: spread.bootstrapToken })
    const admin = createRelayAdmin(spread.url, spread.bootstrapToken)
    const heads = new Map<number, string>()
    let auditKey = ''
    for (let number = 0; number < 9; number++) {
      const { token } = await admin.pair((await admin.add(`agent${number}@example.com`, 'agent')).code)
      const headers = { Authorization: `Bearer ${token}` }
      const answer = await fetch(`${spread.url}/v1/sessions`, { headers })
      auditKey ||= await readKey(spread.url, headers)
      const checkpoint = answer.headers.get(CHECKPOINT_HEADER) ?? ''
      heads.set(parseCheckpoint(checkpoint)?.shard ?? 0, checkpoint)
    }
    expect([...heads.keys()].sort()).toEqual([0, 1, 2])
    const witness = write('spread.txt', [...heads.values()].join('\n'))

    const live = await run('verify', ...from, '--witness', witness)
    expect([live.code, live.out.match(/every link holds/g)?.length]).toEqual([0, 3])
    expect(live.out.match(/^Shard \d:/gm)).toEqual(['Shard 0:', 'Shard 1:', 'Shard 2:'])

    expect(await run('export', inside('all.ndjson'), ...from)).toMatchObject({ code: 0 })
    const files = ['all.ndjson', 'all.shard-1.ndjson', 'all.shard-2.ndjson']
    for (const name of files) expect(readCopy(name).map((text) => v.parse(LineSchema, text).seq)[0]).toBe(1)
    const check = (...names: string[]) =>
      run('verify', ...names.map(inside), '--witness', witness, '--key', auditKey)
    const whole = await check(...files)
    expect([whole.code, whole.out.match(/1 of 1 witnesses hold/g)?.length]).toEqual([0, 3])
    const partial = await check('all.ndjson', 'all.shard-2.ndjson')
    expect([partial.code, partial.out]).toEqual([1, expect.stringMatching(/^NOT HERE: .* of shard 1\./m)])
  } finally {
    await spread.stop()
  }
})
