/**
 * The `Lens-Source` header: a structured field (RFC 9651), `persona; environment=sandbox; state=stale;
 * reason=provider-timeout`.
 */
import * as v from 'valibot'
import type { Checkpoint } from '../audit/checkpoint.ts'
import { type Source, SourceSchema } from '../domain/model.ts'

export const REQUEST_ID_HEADER = 'X-Request-Id'

export const SOURCE_HEADER = 'Lens-Source'

export function formatSource({ provider, environment, state, reason }: Source): string {
  const parameters = [`environment=${environment}`, `state=${state}`, ...(reason ? [`reason=${reason}`] : [])]
  return [provider, ...parameters].join('; ')
}

/** `undefined`: malformed, or from a newer version. */
export function parseSource(header: string | null): Source | undefined {
  const [provider, ...parameters] = (header ?? '').split(';').map((part) => part.trim())
  const pairs = parameters.map((part) => part.split('=', 2))
  const parsed = v.safeParse(SourceSchema, { provider, ...Object.fromEntries(pairs) })
  return parsed.success ? parsed.output : undefined
}

/**
 * The `Lens-Recent-Viewers` header of a case file: other agents who opened it lately, newest first, so that two agents
 * don't answer one ticket. An RFC 9651 list, `"ada@example.com";at=@1763715600`. Only on a 200: the ETag covers it, so a
 * 304 means no change.
 */

export const RECENT_VIEWERS_HEADER = 'Lens-Recent-Viewers'

export const RECENT_VIEW_MS = 8 * 3_600_000
export const MAX_RECENT_VIEWERS = 5

const RecentViewerSchema = /* @__PURE__ */ (() =>
  v.object({
    agent: v.pipe(v.string(), v.nonEmpty()),
    /** Milliseconds since the epoch, whole seconds. */
    at: v.pipe(v.number(), v.safeInteger()),
  }))()
export type RecentViewer = v.InferOutput<typeof RecentViewerSchema>

export const formatRecentViewers = (viewers: readonly RecentViewer[]): string =>
  viewers
    // RFC 9651 §3.3.3: a string has only visible ASCII.
    .filter(({ agent }) => /^[\x21\x23-\x5b\x5d-\x7e]+$/.test(agent))
    .map(({ agent, at }) => `"${agent}";at=@${Math.floor(at / 1000)}`)
    .join(', ')

export const parseRecentViewers = (header: string | null): RecentViewer[] =>
  (header ?? '').split(', ').flatMap((part) => {
    const [, agent, seconds] = /^"([^"\\]+)";at=@(\d{1,11})$/.exec(part) ?? []
    const parsed = v.safeParse(RecentViewerSchema, { agent, at: Number(seconds) * 1000 })
    return parsed.success ? [parsed.output] : []
  })

/**
 * The `Lens-Complete-Since` header, a structured field (RFC 9651, "Dates"): `@1790000000`. A filtered list has it when
 * the provider failed and the answer has only cached rows: older rows may be missing.
 */
export const COMPLETE_SINCE_HEADER = 'Lens-Complete-Since'

/** `completeSince`: ISO 8601. */
export const formatCompleteSince = (completeSince: string): string =>
  `@${Math.ceil(Date.parse(completeSince) / 1000)}`

/** ISO 8601; `undefined`: malformed. */
export function parseCompleteSince(header: string | null): string | undefined {
  const seconds = /^@(\d{1,11})$/.exec(header ?? '')?.[1]
  return seconds === undefined ? undefined : new Date(Number(seconds) * 1000).toISOString()
}

/** See `audit/checkpoint.ts`; `undefined`: malformed. */
export function parseCheckpoint(header: string | null): Checkpoint | undefined {
  const [, digits, hash, signature, shard] =
    /^(\d{1,15}); ?hash="([0-9a-f]{64})"; ?signature="([\w-]{86})"(?:; ?shard=(\d{1,2}))?$/.exec(
      header ?? '',
    ) ?? []
  const seq = Number(digits)
  if (hash === undefined || signature === undefined || seq < 1) return undefined
  return { seq, hash, signature, ...(shard !== undefined && { shard: Number(shard) }) }
}
