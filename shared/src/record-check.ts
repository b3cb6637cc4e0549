/**
 * Checks a copy of the record line by line, and against heads that browsers saw: a line that was changed, removed,
 * inserted or moved breaks the chain, and a chain that was written anew as a whole differs from what was seen. Pure.
 */
import * as v from 'valibot'
import { type Chain, type ChainFault, type RecordHead, type RecordLine, RecordLineSchema } from './record.ts'
import { parseRecordHead, type SignedHead } from './record-head.ts'

/**
 * `holds`: the line is the one that the browser was told of. `rewritten`: it is another. `missing`: the record has no
 * such line any more, and none behind it. `before`: the copy begins later. `forged`: the relay did not sign it.
 */
export type WitnessVerdict = 'holds' | 'rewritten' | 'missing' | 'before' | 'forged'

export interface RecordReport {
  lines: number
  first: RecordLine | undefined
  last: RecordLine | undefined
  /** The first line that is not as it was written; `number`: its place in the copy, from 1. */
  broken: { number: number; seq: number | undefined; fault: ChainFault | 'unreadable' } | undefined
  witnesses: { seq: number; verdict: WitnessVerdict }[]
}

export interface RecordCheck {
  /** The next line of the copy; `unknown`, since a copy may hold anything. Gives it back where it is one. */
  take(line: unknown): RecordLine | undefined
  report(): RecordReport
}

export interface RecordCheckParts {
  chain: Chain
  witnesses?: readonly SignedHead[]
  /** Whether the relay signed this; without it, signatures are not looked at. */
  isSigned?: (head: SignedHead) => boolean
}

export function createRecordCheck({ chain, witnesses = [], isSigned }: RecordCheckParts): RecordCheck {
  const hashes = new Map<number, string | undefined>(witnesses.map(({ seq }) => [seq, undefined]))
  let [lines, lastSeq] = [0, 0]
  let first: RecordLine | undefined
  let last: RecordLine | undefined
  let broken: RecordReport['broken']

  function judge(witness: SignedHead): WitnessVerdict {
    const { seq, hash } = witness
    if (isSigned && !isSigned(witness)) return 'forged'
    if (first && seq < first.seq)
      return seq === first.seq - 1 && hash !== first.previous ? 'rewritten' : 'before'
    const found = hashes.get(seq)
    if (found !== undefined) return found === hash ? 'holds' : 'rewritten'
    return seq > lastSeq ? 'missing' : 'rewritten'
  }

  return {
    take(raw) {
      lines++
      const read = v.safeParse(RecordLineSchema, raw)
      if (!read.success) {
        broken ??= { number: lines, seq: undefined, fault: 'unreadable' }
        return undefined
      }
      const line = read.output
      // A copy may begin anywhere: what stood before its first line is that line's word.
      const head: RecordHead =
        last ?? (line.seq === 1 ? chain.genesis : { seq: line.seq - 1, hash: line.previous })
      const fault = chain.findFault(head, line)
      if (fault) broken ??= { number: lines, seq: line.seq, fault }
      if (hashes.has(line.seq)) hashes.set(line.seq, line.hash)
      lastSeq = Math.max(lastSeq, line.seq)
      first ??= line
      last = line
      return line
    },
    report: () => ({
      lines,
      first,
      last,
      broken,
      witnesses: witnesses.map((witness) => ({ seq: witness.seq, verdict: judge(witness) })),
    }),
  }
}

/** Heads as headers said them, one a line; empty lines and `#` are passed over. Of what is none, the lines' numbers. */
export function readWitnesses(text: string): { heads: SignedHead[]; unread: number[] } {
  const heads: SignedHead[] = []
  const unread: number[] = []
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.trim()
    if (line === '' || line.startsWith('#')) continue
    const head = parseRecordHead(line)
    if (head) heads.push(head)
    else unread.push(index + 1)
  }
  return { heads, unread }
}
