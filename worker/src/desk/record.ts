/**
 * The record: a line for every disclosure, each chained to the one before by SHA-256 over its canonical JSON, so that
 * a line which is changed, removed, inserted or moved shows. Pure.
 */
import { createHash } from 'node:crypto'

/** `mark`: a line each about many objects, as marks on a page show it. */
export type RecordAction = 'list' | 'mark' | 'open' | 'admin' | 'denied'

type Detail = string | number | boolean | null | readonly string[]

/** What one line says. IDs only, never a name or a value of a customer's. */
export interface RecordEntry {
  /** ISO 8601, UTC. */
  at: string
  /** E-mail, or `bootstrap`. */
  agent: string
  action: RecordAction
  requestId: string
  about: Readonly<Record<string, Detail | undefined>>
}

export interface RecordLine extends RecordEntry {
  seq: number
  /** The hash of the line before; of the first, `GENESIS`. */
  previous: string
  hash: string
}

export type RecordHead = Pick<RecordLine, 'seq' | 'hash'>

export const GENESIS = createHash('sha256').update('inquiry-lens record 1').digest('hex')
export const EMPTY_HEAD: RecordHead = { seq: 0, hash: GENESIS }

export function chainEntry(head: RecordHead, entry: RecordEntry): RecordLine {
  const unsealed = { ...entry, seq: head.seq + 1, previous: head.hash }
  return { ...unsealed, hash: hashLine(unsealed) }
}

/** The `seq` that the first broken link should have had; `undefined` when every line holds. */
export function findBrokenLine(lines: Iterable<RecordLine>, head = EMPTY_HEAD): number | undefined {
  let last = head
  for (const line of lines) {
    const { hash, ...unsealed } = line
    const holds = line.seq === last.seq + 1 && line.previous === last.hash && hash === hashLine(unsealed)
    if (!holds) return last.seq + 1
    last = line
  }
  return undefined
}

const hashLine = (line: Omit<RecordLine, 'hash'>): string =>
  createHash('sha256').update(canonicalize(line)).digest('hex')

/** RFC 8785 for what a line may hold: sorted keys, no white space; strings, whole numbers, lists, objects. */
export function canonicalize(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalize).join(',')}]`
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, member]) => `${JSON.stringify(name)}:${canonicalize(member)}`)
    return `{${members.join(',')}}`
  }
  return JSON.stringify(value)
}
