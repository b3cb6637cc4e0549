/**
 * The audit log's hash chain: each entry holds the SHA-256 of the one before over its canonical JSON, so a changed,
 * removed, inserted or moved entry shows. Pure; the caller injects the hash.
 */
import * as v from 'valibot'

/**
 * `mark`: many objects at once, as marks on a page. `watch`: which of an agent’s watched cases have ended. `copy`, `export`: to the clipboard or a file. `admin`: a change to
 * agents, sign-ins or the log. `denied`: a refused request.
 */
export const AUDIT_ACTIONS = [
  'list',
  'mark',
  'watch',
  'open',
  'reveal',
  'copy',
  'export',
  'admin',
  'denied',
] as const
export const AuditActionSchema = v.picklist(AUDIT_ACTIONS, `Must be one of ${AUDIT_ACTIONS.join(', ')}`)
export type AuditAction = v.InferOutput<typeof AuditActionSchema>

/** Whether the action is a view of one customer; the others show many at once, or none. */
export const countsAsViewed = (action: AuditAction): boolean =>
  action === 'open' || action === 'reveal' || action === 'export'

const DetailSchema = v.union([v.string(), v.number(), v.boolean(), v.null(), v.array(v.string())])

const HashSchema = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'Must be a SHA-256 in hexadecimal'))
const SeqSchema = v.pipe(v.number(), v.safeInteger(), v.minValue(1))

/** The `what` of an entry that holds the ends of other chains, each as `SHARD:SEQ:HASH`. */
export const AUDIT_ROOT = 'audit:root'

export const ChainHeadSchema = v.strictObject({ seq: SeqSchema, hash: HashSchema })

/** Strict: an added member would not be in the hash. */
export const AuditEntrySchema = v.strictObject({
  seq: SeqSchema,
  /** ISO 8601, UTC; never before the entry before. */
  at: v.pipe(v.string(), v.isoTimestamp()),
  /** An e-mail address, `bootstrap`, or `relay` for its own actions. */
  agent: v.string(),
  action: AuditActionSchema,
  requestId: v.string(),
  /** IDs and counts, and the agent's own reason; never a customer's name or value. */
  about: v.record(v.string(), DetailSchema),
  /** The hash of the entry before; the first has the hash of nothing. */
  previous: HashSchema,
  hash: HashSchema,
})

export type AuditEntry = v.InferOutput<typeof AuditEntrySchema>
export type ChainHead = Pick<AuditEntry, 'seq' | 'hash'>

type Detail = v.InferOutput<typeof DetailSchema>

/** What one entry says, without members that are `undefined`. */
export interface AuditFacts extends Pick<AuditEntry, 'at' | 'agent' | 'action' | 'requestId'> {
  about: Readonly<Record<string, Detail | readonly string[] | undefined>>
}

/**
 * `changed`: its hash doesn't match. `out-of-order`: an entry is missing, inserted or moved. `unlinked`: it follows
 * another entry than the one before it.
 */
export type ChainFault = 'changed' | 'out-of-order' | 'unlinked'

export interface Chain {
  genesis: ChainHead
  extend(head: ChainHead, entry: AuditFacts): AuditEntry
  /** `undefined`: the entry is whole and follows. */
  findFault(head: ChainHead, line: AuditEntry): ChainFault | undefined
}

/** `sha256`: of a text's UTF-8, in hexadecimal. */
export function createChain(sha256: (text: string) => string): Chain {
  const hashLine = (line: Omit<AuditEntry, 'hash'>) => sha256(canonicalize(line))
  return {
    genesis: { seq: 0, hash: sha256('inquiry-lens record 1') },
    extend(head, { about, ...entry }) {
      const unsealed = { ...entry, about: withoutGaps(about), seq: head.seq + 1, previous: head.hash }
      return { ...unsealed, hash: hashLine(unsealed) }
    },
    findFault(head, { hash, ...unsealed }) {
      if (hash !== hashLine(unsealed)) return 'changed'
      if (unsealed.seq !== head.seq + 1) return 'out-of-order'
      return unsealed.previous === head.hash ? undefined : 'unlinked'
    },
  }
}

function withoutGaps(about: AuditFacts['about']): AuditEntry['about'] {
  const whole: AuditEntry['about'] = {}
  for (const [name, detail] of Object.entries(about))
    if (detail !== undefined) whole[name] = isList(detail) ? [...detail] : detail
  return whole
}

const isList = (detail: Detail | readonly string[]): detail is readonly string[] => Array.isArray(detail)

/** RFC 8785 for an entry's values: sorted keys, no white space; strings, whole numbers, lists, objects. */
export function canonicalize(value: unknown): string {
  if (typeof value !== 'object') return JSON.stringify(value)
  // Most of an entry are lists of IDs.
  if (Array.isArray(value) && value.every((member) => typeof member === 'string'))
    return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(canonicalize).join(',')}]`
  if (value === null) return 'null'
  let members = ''
  // Sorts by UTF-16 units, as the RFC asks.
  for (const [name, member] of Object.entries(value).sort(byName)) {
    if (member !== undefined) members += `${members && ','}${JSON.stringify(name)}:${canonicalize(member)}`
  }
  return `{${members}}`
}

const byName = ([one]: [string, unknown], [other]: [string, unknown]) => (one < other ? -1 : 1)
