/** `npm run audit -- export|verify|days`: the record copied out, and checked, also against what browsers saw of it. */
import { createHash, createPublicKey, verify as verifySignature } from 'node:crypto'
import { createReadStream, existsSync, readFileSync } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import {
  type ChainHead,
  createChain,
  type ExportFormat,
  formatEntry,
  formatHeading,
} from '@inquiry-lens/shared/audit/chain.ts'
import { type Checkpoint, checkpointPayload } from '@inquiry-lens/shared/audit/checkpoint.ts'
import {
  type AuditFault,
  type AuditReport,
  type AuditVerifier,
  createAuditVerifier,
  readWitnesses,
  type WitnessVerdict,
} from '@inquiry-lens/shared/audit/verify.ts'
import { EmailSchema } from '@inquiry-lens/shared/contract/admin.ts'
import { AuditKeySchema } from '@inquiry-lens/shared/contract/audit.ts'
import * as v from 'valibot'
import { readArguments, readRelay, stopWith } from './command-line.ts'
import { createRelayAudit, type RelayAudit, signInAsAuditor } from './relay-client.ts'

const USAGE = `Usage: npm run audit -- COMMAND [FILE …] [--relay URL --as EMAIL]

  export [FILE]     copies the record out, oldest line first, to FILE or standard output
    --format F      ndjson (default; can be verified) or csv (for a spreadsheet)
    --agent, --id, --action, --from, --to   only such lines, as GET /v1/audit filters them
    --no-confirm    the relay is not told that these lines are safe elsewhere, and drops none of them
  verify [FILE …]   checks the chain of copies, oldest first, or of the relay itself; names the first broken line.
                    Copies may overlap. Fails where lines are missing at the start and no purge accounts for them
    --witness FILE  also against heads that browsers saw: Lens-Audit-Checkpoint values, one a line. All must hold
    --key KEY       the relay's public key, for the witnesses' signatures: needed with copies, /v1/config has it
  days              the closed days: which were copied out, which are gone

  --relay  the relay's address  (default: http://127.0.0.1:8787)
  --as     who reads: an auditor or admin, or somebody new, who is made an auditor; else set RELAY_TOKEN

While a relay runs on this machine, its bootstrap token is found; for another, set BOOTSTRAP_TOKEN or RELAY_TOKEN.
A whole NDJSON copy into a FILE is checked as it is written, and then confirmed: confirmed days go once they are old.`

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

/** Lets `act` read the record, and signs out again where it signed in. */
async function withAuditLog(permission: (record: RelayAudit) => Promise<void>): Promise<void> {
  const { RELAY_TOKEN: token } = process.env
  const { origin, bootstrapToken } = relay
  if (token) return permission(createRelayAudit(origin, token))
  if (!bootstrapToken) stopWith(`No way in to ${origin}: set RELAY_TOKEN, or BOOTSTRAP_TOKEN and --as EMAIL.`)
  const email = v.safeParse(EmailSchema, values.as)
  if (!email.success) return stopWith('Who reads the record is a line in it: say so with --as EMAIL.')
  const record = createRelayAudit(origin, await signInAsAuditor(origin, bootstrapToken, email.output))
  try {
    await permission(record)
  } finally {
    await record.signOut()
  }
}

function readFormat(): ExportFormat {
  const { format } = values
  return format === 'ndjson' || format === 'csv' ? format : stopWith('--format must be ndjson or csv.')
}

async function exportAudit(record: RelayAudit): Promise<void> {
  const [file, ...more] = files
  if (more.length > 0) stopWith(`Too many files: ${more.join(' ')}.\n\n${USAGE}`)
  if (file !== undefined && existsSync(file)) stopWith(`${file} is there already; a copy overwrites nothing.`)
  const format = readFormat()
  const { agent, id, action, from, to } = values
  const filter = Object.fromEntries(
    Object.entries({ agent, id, action, from, to }).filter(([, value]) => value !== undefined),
  )
  const isWhole = Object.keys(filter).length === 0
  const checking = createAuditVerifier({ chain: CHAIN })

  const part = file === undefined ? undefined : await open(`${file}.part`, 'wx', 0o600)
  const write = async (text: string) => {
    if (part) await part.write(text)
    else process.stdout.write(text)
  }
  try {
    await write(formatHeading(format))
    for await (const lines of record.pages(filter)) {
      for (const line of lines) checking.take(line)
      await write(lines.map((line) => formatEntry(format, line)).join(''))
    }
    await part?.sync()
  } finally {
    await part?.close()
  }
  if (file !== undefined) await rename(`${file}.part`, file)

  const report = checking.report()
  const { lines, first, last } = report
  console.error(`${lines} lines${file === undefined ? '' : ` in ${file}`}.`)
  if (!isWhole) return
  const faults = describeFaults(report)
  if (faults.length > 0) {
    console.error(faults.join('\n'))
    process.exitCode = 1
    return
  }
  if (!values.confirm || file === undefined || format !== 'ndjson' || !first || !last) return
  const { segments } = await record.noteCopy({ first: headOf(first), last: headOf(last) })
  console.error(
    segments === 0
      ? 'No further day was closed by it.'
      : `${segments} closed days are confirmed as copied out.`,
  )
}

const headOf = ({ seq, hash }: ChainHead): ChainHead => ({ seq, hash })

/** At line feeds alone: whatever else ends a line for others, the relay's export has not written. */
async function* readLines(file: string): AsyncGenerator<string> {
  let rest = ''
  for await (const chunk of createReadStream(file, 'utf8')) {
    const lines = `${rest}${chunk}`.split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
  yield rest
}

async function readFiles(checking: AuditVerifier): Promise<void> {
  for (const file of files) {
    if (!existsSync(file)) stopWith(`There is no file ${file}.`)
    checking.beginCopy()
    for await (const text of readLines(file)) if (text !== '') checking.takeText(text)
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
  const { heads, unread } = readWitnesses(readFileSync(values.witness, 'utf8'))
  if (unread.length > 0) stopWith(`${values.witness}: no head in line ${unread.join(', ')}.`)
  return heads.length > 0 ? heads : stopWith(`${values.witness} holds no head.`)
}

function readKey(): string | undefined {
  if (values.key === undefined) return undefined
  return v.is(AuditKeySchema, values.key)
    ? values.key
    : stopWith('--key must be the 43 letters of /v1/config.')
}

async function verifyAudit(): Promise<void> {
  const witnesses = readWitnessFile()
  const key = readKey()
  if (witnesses.length > 0 && files.length > 0 && key === undefined) {
    stopWith(
      'Without --key, the signatures in --witness can’t be checked. Take recordKey from the relay’s /v1/config.',
    )
  }
  const createChecking = (publicKey: string | undefined) =>
    createAuditVerifier({
      chain: CHAIN,
      witnesses,
      ...(publicKey !== undefined && { isSigned: createSignatureCheck(publicKey) }),
    })
  let checking = createChecking(key)
  if (files.length > 0) await readFiles(checking)
  else {
    await withAuditLog(async (record) => {
      checking = createChecking(key ?? (await record.days()).key)
      for await (const lines of record.pages({})) for (const line of lines) checking.take(line)
    })
  }
  const report = checking.report()
  const { lines, first, last, start, witnesses: verdicts } = report
  const faults = describeFaults(report)
  if (first && last && faults.length === 0) {
    console.log(`${lines} lines, ${first.seq} to ${last.seq}, ${first.at} to ${last.at}: every link holds.`)
    if (start === 'purged') {
      console.log(`Lines 1 to ${first.seq - 1} were purged, as a line of this record says.`)
    }
  }
  for (const { seq, verdict } of verdicts) {
    if (verdict !== 'holds') faults.push(WITNESS_WORDS[verdict].replace('#', String(seq)))
  }
  for (const fault of faults) console.log(fault)
  const held = verdicts.filter(({ verdict }) => verdict === 'holds').length
  if (verdicts.length > 0) console.log(`${held} of ${verdicts.length} witnesses hold.`)
  if (faults.length > 0) process.exitCode = 1
}

const WITNESS_WORDS = {
  before: 'NOT HERE: a browser saw line #, and this record begins after it. Give the earlier copy, too.',
  rewritten: 'REWRITTEN: a browser saw another line # than the one that is here.',
  missing: 'CUT OFF: a browser saw line #, which is not here, nor any after it.',
  forged: 'FORGED: the relay did not sign the head of line # that a browser is said to have seen.',
} as const satisfies Record<Exclude<WitnessVerdict, 'holds'>, string>

const FAULT_WORDS = {
  unreadable: 'it is no line of a record',
  changed: 'it is not what was written',
  'out-of-order': 'a line before it was removed, inserted or moved',
  unlinked: 'it follows another line than the one before it',
  differs: 'the copy before this one has another line there',
  short: 'this copy ends before the one given before it; give the oldest first',
} as const satisfies Record<AuditFault, string>

/** What is wrong with the lines themselves; empty where all is well. */
function describeFaults({ broken, first, start }: AuditReport): string[] {
  const faults = first || broken ? [] : ['EMPTY: there are no lines.']
  if (broken) {
    const { number, seq, fault } = broken
    const place = `place ${number} of the copy`
    faults.push(`BROKEN at ${seq === undefined ? place : `line ${seq} (${place})`}: ${FAULT_WORDS[fault]}.`)
  }
  if (first && start === 'unaccounted') {
    faults.push(
      `REMOVED: it begins at line ${first.seq}, and no purge accounts for the lines before. Give the earlier copy, too.`,
    )
  }
  return faults
}

async function showDays(record: RelayAudit): Promise<void> {
  const { items, capacity, usedBytes, capacityBytes, keepDays, unexported, key } = await record.days()
  if (items.length > 0) {
    console.table(
      items.map(({ day, first, last, exportedAt, purgedAt }) => ({
        day,
        lines: last - first + 1,
        first,
        last,
        exported: exportedAt ?? '',
        purged: purgedAt ?? '',
      })),
    )
  }
  const share = Math.round((usedBytes / capacityBytes) * 100)
  console.log(
    `${capacity}: ${share} % of ${Math.round(capacityBytes / 1e6)} MB. Copied days go after ${keepDays} days.`,
  )
  console.log(`The key that signs its heads: ${key}`)
  if (unexported > 0)
    console.log(`${unexported} closed days are not copied out: npm run audit -- export FILE`)
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
