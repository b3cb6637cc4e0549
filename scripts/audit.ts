/** `npm run audit -- export|verify|days`: exports the audit log, and verifies it, also against checkpoints of browsers. */
import { createHash, createPublicKey, verify as verifySignature } from 'node:crypto'
import { createReadStream, existsSync, readFileSync } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { join, parse } from 'node:path'
import { type AuditEntry, type ChainHead, createChain } from '@inquiry-lens/shared/audit/chain.ts'
import { type Checkpoint, checkpointPayload } from '@inquiry-lens/shared/audit/checkpoint.ts'
import {
  type AuditFault,
  type AuditReport,
  type AuditVerifier,
  createAuditVerifier,
  type ExportFormat,
  formatEntry,
  formatHeading,
  readRoots,
  readWitnesses,
  type WitnessVerdict,
} from '@inquiry-lens/shared/audit/verify.ts'
import { EmailSchema } from '@inquiry-lens/shared/contract/admin.ts'
import { AuditKeySchema } from '@inquiry-lens/shared/contract/audit.ts'
import * as v from 'valibot'
import { readArguments, readRelay, stopWith } from './command-line.ts'
import { createRelayAudit, type RelayAudit, signInAsAuditor } from './relay/relay-client.ts'

const USAGE = `Usage: npm run audit -- COMMAND [FILE …] [--relay URL --as EMAIL]

  export [FILE]     exports the audit log, oldest entry first, to FILE or standard output. A relay with several shards
                    has a log in each: those after the first go to FILE with “.shard-1” and so on in its name
    --format F      ndjson (default; can be verified) or csv (for a spreadsheet)
    --agent, --id, --action, --from, --to   only matching entries, as in GET /v1/audit
    --no-confirm    keeps the exported days on the relay
  verify [FILE …]   verifies the chain of exports, oldest first, or of the relay itself; names the first broken entry.
                    Exports may overlap. Fails if entries are missing at the start and no purge explains it.
                    A file’s name (“.shard-1”) says its shard
    --witness FILE  also against checkpoints from browsers: Lens-Audit-Checkpoint values, one a line. All must hold
    --key KEY       the relay's public key (auditKey in /v1/config), for the checkpoints' signatures; needed with files
  days              the closed days: which were exported, which were purged

  --relay  the relay's address  (default: http://127.0.0.1:8787)
  --as     the reader's email: an auditor or admin, or a new person, who is added as an auditor; or set RELAY_TOKEN

For a relay that runs on this machine, the bootstrap token is found; for another, set BOOTSTRAP_TOKEN or RELAY_TOKEN.
A complete NDJSON export to a FILE is verified, then confirmed: confirmed days are purged once they are old enough.`

const CHAIN = createChain((text) => createHash('sha256').update(text).digest('hex'))

const { values, positionals } = readArguments(USAGE, {
  allowPositionals: true,
  allowNegative: true,
  options: {
    relay: { type: 'string', default: 'http://127.0.0.1:8787' },
    as: { type: 'string' },
    format: { type: 'string', default: 'ndjson' },
    agent: { type: 'string' },
    id: { type: 'string' },
    action: { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string' },
    confirm: { type: 'boolean', default: true },
    witness: { type: 'string' },
    key: { type: 'string' },
  },
})
const [command = '', ...files] = positionals
const relay = readRelay(values.relay)

async function withAuditLog(run: (log: RelayAudit) => Promise<void>): Promise<void> {
  const { RELAY_TOKEN: token } = process.env
  const { origin, bootstrapToken } = relay
  if (token) return run(createRelayAudit(origin, token))
  if (!bootstrapToken)
    stopWith(`No sign-in for ${origin}: set RELAY_TOKEN, or BOOTSTRAP_TOKEN and --as EMAIL.`)
  const email = v.safeParse(EmailSchema, values.as)
  if (!email.success)
    return stopWith('Reading the audit log leaves an entry in it. Name the reader: --as EMAIL.')
  const log = createRelayAudit(origin, await signInAsAuditor(origin, bootstrapToken, email.output))
  try {
    await run(log)
  } finally {
    await log.signOut()
  }
}

function readFormat(): ExportFormat {
  const { format } = values
  return format === 'ndjson' || format === 'csv' ? format : stopWith('--format must be ndjson or csv.')
}

const SHARD_IN_NAME = /\.shard-(\d{1,2})(?=\.|$)/

const shardOfFile = (file: string): number => Number(SHARD_IN_NAME.exec(file)?.[1] ?? 0)

function nameOfShard(file: string, shard: number): string {
  const { dir, name, ext } = parse(file)
  return shard === 0 ? file : join(dir, `${name}.shard-${shard}${ext}`)
}

async function exportAudit(log: RelayAudit): Promise<void> {
  const [file, ...more] = files
  if (more.length > 0) stopWith(`Too many files: ${more.join(' ')}.\n\n${USAGE}`)
  const { shards = 1 } = await log.days()
  if (shards === 1) return exportShard(log, 0, file)
  if (file === undefined) return stopWith(`This relay has ${shards} logs. Name a FILE to export to.`)
  // The first begins: it holds ends of the others, which must not end before.
  for (let shard = 0; shard < shards; shard++) await exportShard(log, shard, nameOfShard(file, shard))
}

async function exportShard(log: RelayAudit, shard: number, file: string | undefined): Promise<void> {
  if (file !== undefined && existsSync(file)) stopWith(`${file} exists already. Choose another name.`)
  const format = readFormat()
  const { agent, id, action, from, to } = values
  const filter = Object.fromEntries(
    Object.entries({ agent, id, action, from, to }).filter(([, value]) => value !== undefined),
  )
  const isWhole = Object.keys(filter).length === 0
  const verifier = createAuditVerifier({ chain: CHAIN })

  const part = file === undefined ? undefined : await open(`${file}.part`, 'wx', 0o600)
  const write = async (text: string) => {
    if (part) await part.write(text)
    else process.stdout.write(text)
  }
  try {
    await write(formatHeading(format))
    for await (const entries of log.pages({ ...filter, shard: String(shard) })) {
      for (const entry of entries) verifier.take(entry)
      await write(entries.map((entry) => formatEntry(format, entry)).join(''))
    }
    await part?.sync()
  } finally {
    await part?.close()
  }
  if (file !== undefined) await rename(`${file}.part`, file)

  const report = verifier.report()
  const { lines, first, last } = report
  console.error(`${lines} entries${file === undefined ? '' : ` in ${file}`}.`)
  if (!isWhole) return
  const faults = describeFaults(report)
  if (faults.length > 0) {
    console.error(faults.join('\n'))
    process.exitCode = 1
    return
  }
  if (!values.confirm || file === undefined || format !== 'ndjson' || !first || !last) return
  const { segments } = await log.noteCopy({ first: headOf(first), last: headOf(last), shard })
  console.error(
    segments === 0 ? 'It holds no new closed day.' : `${segments} closed days are confirmed as exported.`,
  )
}

const headOf = ({ seq, hash }: ChainHead): ChainHead => ({ seq, hash })

async function* readLines(file: string): AsyncGenerator<string> {
  let rest = ''
  for await (const chunk of createReadStream(file, 'utf8')) {
    const lines = `${rest}${chunk}`.split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
  yield rest
}

/** `take`: each entry that could be read. */
async function readFiles(
  verifier: AuditVerifier,
  shard: number,
  take: (entry: AuditEntry) => void,
): Promise<void> {
  for (const file of files.filter((one) => shardOfFile(one) === shard)) {
    verifier.beginCopy()
    for await (const text of readLines(file)) {
      const entry = text === '' ? undefined : verifier.takeText(text)
      if (entry) take(entry)
    }
  }
}

function createSignatureCheck(key: string) {
  const publicKey = createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x: key } })
  return (head: Checkpoint) =>
    verifySignature(
      null,
      Buffer.from(checkpointPayload(head)),
      publicKey,
      Buffer.from(head.signature, 'base64url'),
    )
}

function readWitnessFile(): Checkpoint[] {
  if (values.witness === undefined) return []
  if (!existsSync(values.witness)) stopWith(`There is no file ${values.witness}.`)
  const { checkpoints, unread } = readWitnesses(readFileSync(values.witness, 'utf8'))
  if (unread.length > 0) stopWith(`${values.witness}: no checkpoint in line ${unread.join(', ')}.`)
  return checkpoints.length > 0 ? checkpoints : stopWith(`${values.witness} has no checkpoint.`)
}

function readKey(): string | undefined {
  if (values.key === undefined) return undefined
  return v.is(AuditKeySchema, values.key)
    ? values.key
    : stopWith('--key must be the 43 letters of auditKey in /v1/config.')
}

async function verifyAudit(): Promise<void> {
  const witnesses = readWitnessFile()
  const key = readKey()
  if (witnesses.length > 0 && files.length > 0 && key === undefined) {
    stopWith(
      'Without --key, the signatures in --witness can’t be checked. Take auditKey from the relay’s /v1/config.',
    )
  }
  const roots: ReturnType<typeof readRoots> = []
  const takeRoots = (entry: AuditEntry) => void roots.push(...readRoots(entry))
  const verifyShard = async (
    shard: number,
    publicKey: string | undefined,
    read: (verifier: AuditVerifier) => Promise<void>,
  ) => {
    const verifier = createAuditVerifier({
      chain: CHAIN,
      witnesses: witnesses.filter((witness) => (witness.shard ?? 0) === shard),
      bound: roots.filter((root) => root.shard === shard),
      ...(publicKey !== undefined && { isSigned: createSignatureCheck(publicKey) }),
    })
    await read(verifier)
    return verifier.report()
  }
  const reports = new Map<number, AuditReport>()
  if (files.length > 0) {
    for (const file of files) if (!existsSync(file)) stopWith(`There is no file ${file}.`)
    // The first begins: it holds ends of the others.
    const shards = [...new Set(files.map(shardOfFile))].sort((one, other) => one - other)
    for (const shard of shards)
      reports.set(shard, await verifyShard(shard, key, (verifier) => readFiles(verifier, shard, takeRoots)))
  } else {
    await withAuditLog(async (log) => {
      const { key: ownKey, shards = 1 } = await log.days()
      for (let shard = 0; shard < shards; shard++)
        reports.set(
          shard,
          await verifyShard(shard, key ?? ownKey, async (verifier) => {
            for await (const entries of log.pages({ shard: String(shard) })) {
              for (const entry of entries) {
                const taken = verifier.take(entry)
                if (taken) takeRoots(taken)
              }
            }
          }),
        )
    })
  }
  for (const [shard, report] of reports) {
    if (reports.size > 1) console.log(`Shard ${shard}:`)
    printReport(report)
  }
  for (const { seq, shard = 0 } of witnesses) {
    if (reports.has(shard)) continue
    console.log(
      `NOT HERE: a browser has a checkpoint of entry ${seq} of shard ${shard}. Add the export of that shard.`,
    )
    process.exitCode = 1
  }
}

function printReport(report: AuditReport): void {
  const { lines, first, last, start, witnesses: verdicts, bound } = report
  const faults = describeFaults(report)
  if (first && last && faults.length === 0) {
    console.log(`${lines} entries, ${first.seq} to ${last.seq}, ${first.at} to ${last.at}: every link holds.`)
    if (start === 'purged') {
      console.log(`Entries 1 to ${first.seq - 1} were purged, as an entry of this log says.`)
    }
  }
  for (const { seq, verdict } of verdicts) {
    if (verdict !== 'holds') faults.push(WITNESS_WORDS[verdict].replace('#', String(seq)))
  }
  for (const { seq, verdict } of bound) {
    if (verdict === 'rewritten' || verdict === 'missing')
      faults.push(ROOT_WORDS[verdict].replace('#', String(seq)))
  }
  for (const fault of faults) console.log(fault)
  const held = verdicts.filter(({ verdict }) => verdict === 'holds').length
  if (verdicts.length > 0) console.log(`${held} of ${verdicts.length} witnesses hold.`)
  if (faults.length > 0) process.exitCode = 1
}

const WITNESS_WORDS = {
  before:
    'NOT HERE: a browser has a checkpoint of entry #, and this log begins after it. Add the earlier export.',
  rewritten: 'REWRITTEN: a browser’s checkpoint of entry # has another hash.',
  missing: 'CUT OFF: a browser has a checkpoint of entry #, and this log ends before it.',
  forged: 'FORGED: the relay did not sign this checkpoint of entry #.',
} as const satisfies Record<Exclude<WitnessVerdict, 'holds'>, string>

const ROOT_WORDS = {
  rewritten: 'REWRITTEN: the first log holds another hash of entry # of this one.',
  missing: 'CUT OFF: the first log holds entry # of this one, which ends before it.',
} as const

const FAULT_WORDS = {
  unreadable: 'it is no entry of an audit log',
  changed: 'it is not what was written',
  'out-of-order': 'an entry before it was removed, inserted or moved',
  unlinked: 'it follows another entry than the one before it',
  differs: 'the export before this one has another entry there',
  short: 'this export ends before the one given before it; give the oldest first',
} as const satisfies Record<AuditFault, string>

function describeFaults({ broken, first, start }: AuditReport): string[] {
  const faults = first || broken ? [] : ['EMPTY: there are no entries.']
  if (broken) {
    const { number, seq, fault } = broken
    const place = `line ${number} of the export`
    faults.push(`BROKEN at ${seq === undefined ? place : `entry ${seq} (${place})`}: ${FAULT_WORDS[fault]}.`)
  }
  if (first && start === 'unaccounted') {
    faults.push(
      `REMOVED: it begins at entry ${first.seq}, and no purge explains the missing ones. Add the earlier export.`,
    )
  }
  return faults
}

async function showDays(log: RelayAudit): Promise<void> {
  const { items, capacity, usedBytes, capacityBytes, keepDays, unexported, key } = await log.days()
  if (items.length > 0) {
    console.table(
      items.map(({ shard, day, first, last, exportedAt, purgedAt }) => ({
        ...(shard !== undefined && { shard }),
        day,
        entries: last - first + 1,
        first,
        last,
        exported: exportedAt ?? '',
        purged: purgedAt ?? '',
      })),
    )
  }
  const share = Math.round((usedBytes / capacityBytes) * 100)
  console.log(
    `${capacity}: ${share} % of ${Math.round(capacityBytes / 1e6)} MB. Exported days are purged after ${keepDays} days.`,
  )
  console.log(`The key that signs its checkpoints: ${key}`)
  if (unexported > 0) console.log(`${unexported} closed days are not exported: npm run audit -- export FILE`)
}

async function run(): Promise<void> {
  switch (command) {
    case 'export':
      return withAuditLog(exportAudit)
    case 'verify':
      return verifyAudit()
    case 'days':
      return withAuditLog(showDays)
    default:
      return stopWith(command ? `There is no command “${command}”.\n\n${USAGE}` : USAGE)
  }
}

await run().catch(async (error: Error) => {
  console.error(error.message)
  if (command === 'export' && files[0] !== undefined) await rm(`${files[0]}.part`, { force: true })
  process.exit(1)
})
