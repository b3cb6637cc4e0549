/**
 * Cursors. The provider's cursor is the ID of a row that the agent may not be allowed to see, so agents get it sealed: with
 * AES-256-GCM under an IV derived from the text (as in RFC 8452), so that one position has one cursor and an unchanged page
 * keeps its ETag. A cursor that was altered, or belongs to another list or environment, does not open.
 */
import { Buffer } from 'node:buffer'
import { createCipheriv, createDecipheriv, createHmac, hash } from 'node:crypto'
import type { ProblemReport } from '@inquiry-lens/shared/contract/problems.ts'
import type { Row } from '../cache/row-cache.ts'
import type { ListQuery } from '../query.ts'

const IV_BYTES = 12
const TAG_BYTES = 16

export type CursorSeal = ReturnType<typeof createCursorSeal>

/** `scope`: the gateway's name, so that each environment has cursors of its own. */
export function createCursorSeal(secret: string, scope: string) {
  const derive = (purpose: string) =>
    createHmac('sha256', secret).update(`cursor ${purpose} ${scope}`).digest()
  const encryptionKey = derive('encryption')
  const ivKey = derive('iv')
  const ivOf = (list: string, cursor: string) =>
    createHmac('sha256', ivKey)
      .update(JSON.stringify([list, cursor]))
      .digest()
      .subarray(0, IV_BYTES)

  return {
    seal(list: string, cursor: string): string {
      const iv = ivOf(list, cursor)
      const cipher = createCipheriv('aes-256-gcm', encryptionKey, iv)
      cipher.setAAD(Buffer.from(list))
      const sealed = Buffer.concat([cipher.update(Buffer.from(cursor)), cipher.final()])
      return Buffer.concat([iv, sealed, cipher.getAuthTag()]).toString('base64url')
    },

    /** `undefined`: the relay did not seal it for this list. */
    open(list: string, sealed: string): string | undefined {
      const bytes = Buffer.from(sealed, 'base64url')
      // Several texts can decode to the same bytes; only one is accepted.
      if (bytes.length <= IV_BYTES + TAG_BYTES || bytes.toString('base64url') !== sealed) return undefined
      const decipher = createDecipheriv('aes-256-gcm', encryptionKey, bytes.subarray(0, IV_BYTES))
      decipher.setAAD(Buffer.from(list))
      decipher.setAuthTag(bytes.subarray(-TAG_BYTES))
      try {
        const opened = decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES))
        return Buffer.concat([opened, decipher.final()]).toString()
      } catch {
        return undefined
      }
    },
  }
}

export interface ListPosition {
  list: string
  /** The provider's cursor; `null`: the newest rows. */
  after: string | null
  /** When the last row before the cursor was created (ISO 8601): no row behind the cursor is newer. */
  newest: string | null
  /** Hashes of the rows before the cursor that were created at that time. */
  shown: ReadonlySet<string>
  /** `items`: the page before the cursor. `null`: the list repeats, and ends here. */
  seal: (cursor: string, items: readonly Row['item'][]) => string | null
}

const SEPARATOR = '|'
const TRAIL_HASH = 12
const ROW_HASHES = /.{6}/g
const MAX_ROW_HASHES = 100

export const nameList = ({ kind, filter }: Pick<ListQuery, 'kind' | 'filter'>): string =>
  JSON.stringify([kind, filter])

export function findPosition(query: ListQuery, seal: CursorSeal): ListPosition | ProblemReport {
  const list = nameList(query)
  const opened = query.cursor === undefined ? null : seal.open(list, query.cursor)
  if (opened === undefined) return invalidCursor('It is not one that this relay gave for this list.')
  const [time, steps, hashes = '', ...after] = opened?.split(SEPARATOR) ?? []
  const newest = time || null
  const trail = { steps: Number(steps ?? 0), hash: hashes.slice(0, TRAIL_HASH) }
  const shown = new Set(hashes.slice(TRAIL_HASH).match(ROW_HASHES))
  return {
    list,
    after: opened === null ? null : after.join(SEPARATOR),
    newest,
    shown,
    seal(cursor, items) {
      const next = followTrail(trail, cursor)
      const last = items.findLast(({ createdAt }) => createdAt !== null)?.createdAt ?? newest
      const alike = items.filter(({ createdAt }) => createdAt === null || createdAt === last).map(hashRow)
      const rowHashes = [...(last === newest ? shown : []), ...alike].slice(-MAX_ROW_HASHES).join('')
      return next && seal.seal(list, [last ?? '', next.steps, next.hash + rowHashes, cursor].join(SEPARATOR))
    },
  }
}

const hashText = (text: string, length: number): string => hash('sha256', text, 'base64url').slice(0, length)

/** Two rows can share an ID, but not the time as well. */
const hashRow = ({ id, createdAt }: Row['item']): string => hashText(JSON.stringify([id, createdAt]), 6)

/** The cursors that an agent followed: `hash` is the one at the last power of two. */
interface Trail {
  steps: number
  hash: string
}

/** Brent's algorithm: in a cycle of any length, the hash comes again within three times the steps. `null`: it has. */
function followTrail({ steps, hash: known }: Trail, cursor: string): Trail | null {
  const own = hashText(cursor, TRAIL_HASH)
  if (own === known) return null
  const isPower = (steps & (steps + 1)) === 0
  return { steps: steps + 1, hash: isPower ? own : known }
}

/** Lists are newest first. `isRepeating`: the last rows came before the cursor, as in a list that starts again. */
export function dropRowsBefore(
  { newest, shown }: Pick<ListPosition, 'newest' | 'shown'>,
  rows: readonly Row[],
): { rows: readonly Row[]; isRepeating: boolean } {
  const isBehind = ({ item }: Row) => item.createdAt === null || newest === null || item.createdAt <= newest
  const kept = rows
    .slice(0, rows.findLastIndex(isBehind) + 1)
    .filter(({ item }) => shown.size === 0 || !shown.has(hashRow(item)))
  return { rows: kept, isRepeating: kept.at(-1) !== rows.at(-1) }
}

/** A provider that refuses a cursor no longer has its row. */
export const toCursorProblem = (problem: ProblemReport, after: string | null): ProblemReport =>
  after !== null && ['invalid-parameter', 'not-found'].includes(problem.code)
    ? invalidCursor('The row it stands at is gone.')
    : problem

const invalidCursor = (why: string): ProblemReport => ({
  code: 'invalid-cursor',
  parameter: 'cursor',
  detail: `This cursor leads nowhere. ${why}`,
})
