/**
 * Verifies copies of the audit log, and compares them with browsers' checkpoints: finds changed, removed, inserted,
 * moved and rewritten entries. A removed start needs a purge entry that names its last entry. Pure.
 */
import * as v from 'valibot'
import { parseCheckpoint } from '../contract/headers.ts'
import { formatCsvRow } from '../lib/csv.ts'
import {
  AUDIT_ROOT,
  type AuditEntry,
  AuditEntrySchema,
  type Chain,
  type ChainFault,
  type ChainHead,
} from './chain.ts'
import { CHECKPOINT_HEADER, type Checkpoint } from './checkpoint.ts'

/**
 * `holds`: the checkpoint's entry. `rewritten`: another entry. `missing`: the log ends before it. `before`: the copies
 * begin after it. `forged`: not signed by the relay.
 */
export type WitnessVerdict = 'holds' | 'rewritten' | 'missing' | 'before' | 'forged'

/**
 * `genesis`: at the chain's first entry. `purged`: later, and a purge entry names the entry before by number and hash.
 * `unaccounted`: later, and no purge entry says why: entries were removed.
 */
type AuditStart = 'genesis' | 'purged' | 'unaccounted'

/** `differs`: not the entry that the copy before has at this place. `short`: this copy ends before the one before it. */
export type AuditFault = ChainFault | 'unreadable' | 'differs' | 'short'

export interface AuditReport {
  lines: number
  first: AuditEntry | undefined
  last: AuditEntry | undefined
  start: AuditStart | undefined
  /** The first entry that is not as it was written; `number`: its place in all copies together, from 1. */
  broken: { number: number; seq: number | undefined; fault: AuditFault } | undefined
  witnesses: { seq: number; verdict: WitnessVerdict }[]
  /** The ends of this log that another log holds (`readRoots`). */
  bound: { seq: number; verdict: WitnessVerdict }[]
}

export interface AuditVerifier {
  /** The next entry, as the relay sent it. Returns it, if it is one. */
  take(line: unknown): AuditEntry | undefined
  /** The same of the exact text of an exported line: parsers disagree about repeated members. */
  takeText(text: string): AuditEntry | undefined
  /** Another copy follows. It continues the one before, or repeats its end and goes on: weekly copies overlap. */
  beginCopy(): void
  report(): AuditReport
}

interface AuditVerifierParts {
  chain: Chain
  witnesses?: readonly Checkpoint[]
  bound?: readonly ChainHead[]
  isSigned?: (head: Checkpoint) => boolean
}

export function createAuditVerifier({
  chain,
  witnesses = [],
  bound = [],
  isSigned,
}: AuditVerifierParts): AuditVerifier {
  const hashes = new Map<number, string | undefined>(
    [...witnesses, ...bound].map(({ seq }) => [seq, undefined]),
  )
  let lines = 0
  let first: AuditEntry | undefined
  /** The newest entry of this copy, and of those before it. */
  let last: AuditEntry | undefined
  let newest: AuditEntry | undefined
  let isPurgeFound = false
  let broken: AuditReport['broken']

  function judge({ seq, hash }: ChainHead): WitnessVerdict {
    if (first && seq === first.seq - 1) return hash === first.previous ? 'holds' : 'rewritten'
    if (first && seq < first.seq) return 'before'
    const found = hashes.get(seq)
    if (found !== undefined) return found === hash ? 'holds' : 'rewritten'
    return seq > (newest?.seq ?? 0) ? 'missing' : 'rewritten'
  }

  function headBefore(line: AuditEntry): ChainHead {
    if (last) return last
    if (newest && line.seq > newest.seq) return newest
    return line.seq === 1 ? chain.genesis : { seq: line.seq - 1, hash: line.previous }
  }

  function findFault(line: AuditEntry): AuditFault | undefined {
    const fault = chain.findFault(headBefore(line), line)
    // The hash covers all entries before it: where the copies agree on this one, they agree on the whole overlap.
    const differs = newest && line.seq === newest.seq && line.hash !== newest.hash
    return fault ?? (differs ? 'differs' : undefined)
  }

  const findBroken = (): AuditReport['broken'] =>
    broken ??
    (last && newest && last.seq < newest.seq ? { number: lines, seq: last.seq, fault: 'short' } : undefined)

  function take(raw: unknown, text?: string): AuditEntry | undefined {
    lines++
    const read = v.safeParse(AuditEntrySchema, raw)
    if (!read.success) {
      broken ??= { number: lines, seq: undefined, fault: 'unreadable' }
      return undefined
    }
    const line = read.output
    const isAltered = text !== undefined && text !== JSON.stringify(line)
    const fault = findFault(line) ?? (isAltered ? 'changed' : undefined)
    if (fault) broken ??= { number: lines, seq: line.seq, fault }
    if (hashes.has(line.seq)) hashes.set(line.seq, line.hash)
    first ??= line
    if (isPurgeUpTo({ seq: first.seq - 1, hash: first.previous }, line)) isPurgeFound = true
    if (!newest || line.seq > newest.seq) newest = line
    last = line
    return line
  }

  return {
    take: (raw) => take(raw),
    takeText: (text) => take(parseLine(text), text),
    beginCopy() {
      broken = findBroken()
      last = undefined
    },
    report: () => ({
      lines,
      first,
      last: newest,
      start: first && (first.seq === 1 ? 'genesis' : isPurgeFound ? 'purged' : 'unaccounted'),
      broken: findBroken(),
      witnesses: witnesses.map((witness) => ({
        seq: witness.seq,
        verdict: isSigned && !isSigned(witness) ? 'forged' : judge(witness),
      })),
      bound: bound.map((head) => ({ seq: head.seq, verdict: judge(head) })),
    }),
  }
}

function parseLine(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Whether the relay wrote with this entry that it purged everything up to `head`. */
const isPurgeUpTo = (head: ChainHead, { agent, action, about }: AuditEntry): boolean =>
  agent === 'relay' &&
  action === 'admin' &&
  about.what === 'audit:purge' &&
  about.last === head.seq &&
  about.hash === head.hash

/** The ends of other shards’ logs that this entry holds. */
export const readRoots = ({ agent, action, about }: AuditEntry): (ChainHead & { shard: number })[] =>
  agent === 'relay' && action === 'admin' && about.what === AUDIT_ROOT && Array.isArray(about.heads)
    ? about.heads.map((text) => {
        const [shard, seq, hash = ''] = text.split(':')
        return { shard: Number(shard), seq: Number(seq), hash }
      })
    : []

const HEADER_NAME = new RegExp(`^${CHECKPOINT_HEADER}:\\s*`, 'i')

/** One checkpoint a line, with or without the header's name; skips empty lines and `#`. `unread`: other lines' numbers. */
export function readWitnesses(text: string): { checkpoints: Checkpoint[]; unread: number[] } {
  const checkpoints: Checkpoint[] = []
  const unread: number[] = []
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.trim()
    if (line === '' || line.startsWith('#')) continue
    const head = parseCheckpoint(line.replace(HEADER_NAME, ''))
    if (head) checkpoints.push(head)
    else unread.push(index + 1)
  }
  return { checkpoints, unread }
}

/** Of an exported entry. NDJSON can be verified; CSV is for a spreadsheet. */
export type ExportFormat = 'ndjson' | 'csv'

const COLUMNS = ['seq', 'at', 'agent', 'action', 'about', 'requestId', 'previous', 'hash'] as const

export const formatHeading = (format: ExportFormat): string => (format === 'csv' ? formatCsvRow(COLUMNS) : '')

export function formatEntry(format: ExportFormat, line: AuditEntry): string {
  if (format === 'ndjson') return `${JSON.stringify(line)}\n`
  const cells = COLUMNS.map((column) =>
    column === 'about' ? JSON.stringify(line.about) : String(line[column]),
  )
  return formatCsvRow(cells)
}
