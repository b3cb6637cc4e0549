/** The gateway's answers: a serialized body with its tag, its source, and the `Cache-Status` header (RFC 9211). */
import { hash } from 'node:crypto'
import type { ProblemReport } from '@inquiry-lens/shared/contract/problems.ts'
import { classifyObjectId } from '@inquiry-lens/shared/domain/ids/object-id.ts'
import type { Source } from '@inquiry-lens/shared/domain/model.ts'
import { LruMap } from '@inquiry-lens/shared/lib/lru.ts'
import type { CacheUse } from '../metrics.ts'

/** A body, and the counts and IDs that its audit entry needs. */
export interface Rendered {
  /** JSON: `{items, next}`, `{items}` or one object. */
  body: string
  /** Strong, quoted; over the body alone. */
  etag: string
  shown: Readonly<Record<string, string | number | null>>
  ids: readonly string[]
  /** In a look-up: the requested IDs that it answers. */
  answered?: readonly string[]
  /** In a list of cached events that is incomplete: the time (ISO 8601) back to which it is complete. */
  completeSince?: string | undefined
}

export interface GatewaySuccess extends Rendered {
  ok: true
  /** Seconds since the provider sent it; of several objects, the oldest. */
  age: number
  source: Source
  status: CacheStatus
  use: CacheUse
}

export interface GatewayFailure {
  ok: false
  problem: ProblemReport
  /** Where the provider was asked, or a cached row decided. */
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

const etagOf = (body: string) => `"${hash('sha256', body, 'base64url').slice(0, 22)}"`

/** Searches the text instead of named fields, so that a new field can't be forgotten. */
const ID_IN_JSON = /"([a-z]{2,8}_[A-Za-z0-9]{4,64}|[\dA-Fa-f]{8}-[\dA-Fa-f-]{27})"/g

const listIds = (body: string): string[] => [
  ...new Set([...body.matchAll(ID_IN_JSON)].flatMap(([, text = '']) => classifyObjectId(text)?.id ?? [])),
]

/** About four megabytes at a hundred rows a page. */
const MAX_SERIALIZED = 64

/** Reuses a body while the content that it was rendered from is the same: one object, unless `isSame` knows better. */
export function createSerializedAnswers<TContent extends object>(
  max = MAX_SERIALIZED,
  isSame: (one: TContent, other: TContent) => boolean = Object.is,
) {
  const answers = new LruMap<string, { content: TContent; rendered: Rendered }>(max)
  return (key: string, content: TContent, renderContent: () => Rendered): Rendered => {
    const known = answers.get(key)
    if (known && isSame(known.content, content)) return known.rendered
    const rendered = renderContent()
    answers.set(key, { content, rendered })
    return rendered
  }
}

export const present = (
  rendered: Rendered,
  { age, source, status }: Pick<GatewaySuccess, 'age' | 'source' | 'status'>,
): GatewaySuccess => ({ ok: true, ...rendered, age, source, status, use: useOf(status, source) })

export const refuse = (problem: ProblemReport, status?: CacheStatus): GatewayFailure => ({
  ok: false,
  problem,
  ...(status && { status }),
})

export function shareAnswer(answer: GatewayAnswer): GatewayAnswer {
  if (!answer.status) return answer
  const status = collapse(answer.status)
  return answer.ok ? { ...answer, status, use: useOf(status, answer.source) } : { ...answer, status }
}

function useOf(status: CacheStatus, { state, reason }: Source): CacheUse {
  if (reason) return 'stale'
  if (status.hit) return state === 'stale' ? 'revalidating' : 'fresh'
  return status.collapsed ? 'collapsed' : 'fetched'
}

/** Parameters of RFC 9211. `key` is never sent: it would hold people's IDs. */
export type CacheStatus =
  /** `ttl` below zero: stale, and `detail` says why it is shown. */
  | { hit: true; ttl: number; detail?: string | undefined }
  | {
      hit: false
      /** Why the provider was asked (§2.2). */
      fwd: 'miss' | 'stale' | 'partial' | 'request'
      /** The provider's status (§2.3); without it, a reader would take the relay's status for the provider's. */
      fwdStatus?: number | undefined
      /** Of the stale answer that is shown in place of a failed one. */
      ttl?: number | undefined
      stored: boolean
      /** Shared with an earlier caller (§2.6). */
      collapsed: boolean
      detail?: string | undefined
    }

export function formatCacheStatus(status: CacheStatus): string {
  const parts = status.hit
    ? ['hit', parameter('ttl', status.ttl)]
    : [
        parameter('fwd', status.fwd),
        parameter('fwd-status', status.fwdStatus),
        parameter('ttl', status.ttl),
        status.stored && 'stored',
        status.collapsed && 'collapsed',
      ]
  return ['inquiry-lens-gateway', ...parts, parameter('detail', status.detail)].filter(Boolean).join('; ')
}

const parameter = (name: string, value: string | number | undefined) =>
  value === undefined ? undefined : `${name}=${value}`

export const collapse = (status: CacheStatus): CacheStatus =>
  status.hit ? status : { ...status, collapsed: true }
