/** What the gate answers, whichever way it came by it. */
import { createHash } from 'node:crypto'
import type { ProblemReport } from '@inquiry-lens/shared/contract/problems.ts'
import type { Source } from '@inquiry-lens/shared/domain/model.ts'
import { classifyObjectId } from '@inquiry-lens/shared/domain/object-id.ts'
import { type CacheStatus, collapse } from '../cache/cache-status.ts'
import type { CacheUse } from '../metrics.ts'

/** A body, and what the record is to say of it: counts and IDs. */
export interface Rendered {
  /** JSON: `{items, next}`, `{items}` or one object. */
  body: string
  /** Strong, quoted; over the body alone. */
  etag: string
  shown: Readonly<Record<string, string | number | null>>
  /** Every object that the body names, once each. */
  ids: readonly string[]
  /** Of a look-up: the asked IDs that it says something of. */
  answered?: readonly string[]
  /** Of a list that held rows answered as far as they go: nothing that happened before was looked at. ISO 8601. */
  completeSince?: string | undefined
}

export interface GatewaySuccess extends Rendered {
  ok: true
  /** Seconds since the provider said it; of several things, the oldest. */
  age: number
  source: Source
  status: CacheStatus
  use: CacheUse
}

export interface GatewayFailure {
  ok: false
  problem: ProblemReport
  /** Where anybody was asked, or something held says so. */
  status?: CacheStatus | undefined
}

export type GatewayAnswer = GatewaySuccess | GatewayFailure

export const render = (
  content: object,
  shown: Rendered['shown'],
  completeSince?: string | null,
): Rendered => {
  const body = JSON.stringify(content)
  return { body, etag: etagOf(body), shown, ids: listIds(body), ...(completeSince && { completeSince }) }
}

/** Of the text and not of named fields, so that a new field can't be forgotten. */
const ID_IN_JSON = /"([a-z]{2,8}_[A-Za-z0-9]{4,64}|[\dA-Fa-f]{8}-[\dA-Fa-f-]{27})"/g

const listIds = (body: string): string[] => [
  ...new Set([...body.matchAll(ID_IN_JSON)].flatMap(([, text = '']) => classifyObjectId(text)?.id ?? [])),
]

export const present = (
  rendered: Rendered,
  { age, source, status }: Pick<GatewaySuccess, 'age' | 'source' | 'status'>,
): GatewaySuccess => ({ ok: true, ...rendered, age, source, status, use: useOf(status, source) })

export const refuse = (problem: ProblemReport, status?: CacheStatus): GatewayFailure => ({
  ok: false,
  problem,
  ...(status && { status }),
})

/** The same answer, as somebody gets it who asked while it was under way. */
export function joinAnswer(answer: GatewayAnswer): GatewayAnswer {
  if (!answer.status) return answer
  const status = collapse(answer.status)
  return answer.ok ? { ...answer, status, use: useOf(status, answer.source) } : { ...answer, status }
}

function useOf(status: CacheStatus, { state, reason }: Source): CacheUse {
  if (reason) return 'stale'
  if (status.hit) return state === 'stale' ? 'revalidating' : 'fresh'
  return status.collapsed ? 'collapsed' : 'fetched'
}

const etagOf = (body: string) => `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`
