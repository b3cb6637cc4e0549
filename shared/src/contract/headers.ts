/** The `Lens-Source` header: a structured field (RFC 9651), `persona; environment=sandbox; state=stale; reason=provider-timeout`. */
import * as v from 'valibot'
import type { Checkpoint } from '../audit/checkpoint.ts'
import { type Source, SourceSchema } from '../domain/model.ts'

export const REQUEST_ID_HEADER = 'X-Request-Id'

// ---- contract/source.ts
export const SOURCE_HEADER = 'Lens-Source'

export function formatSource({ provider, environment, state, reason }: Source): string {
  const parameters = [`environment=${environment}`, `state=${state}`, ...(reason ? [`reason=${reason}`] : [])]
  return [provider, ...parameters].join('; ')
}

/** `undefined` for anything that is not such a header, or names what this version does not know. */
export function parseSource(header: string | null): Source | undefined {
  const [provider, ...parameters] = (header ?? '').split(';').map((part) => part.trim())
  const pairs = parameters.map((part) => part.split('=', 2))
  const parsed = v.safeParse(SourceSchema, { provider, ...Object.fromEntries(pairs) })
  return parsed.success ? parsed.output : undefined
}

// ---- contract/recent-viewers.ts
/**
 * The `Lens-Recent-Viewers` header of a case file: which other agents opened it lately, newest first, so that two of them don't
 * answer one ticket. An RFC 9651 list, `"ada@example.com";at=@1763715600`. On a 200 alone: the relay's tag is over these
 * agents too, so that a 304 means that there is no other.
 */

export const RECENT_VIEWERS_HEADER = 'Lens-Recent-Viewers'

/** A working day's shift: who opened it yesterday is not answering the ticket now. */
export const RECENT_VIEW_MS = 8 * 3_600_000
export const MAX_RECENT_VIEWERS = 5

const RecentViewerSchema = v.object({
  agent: v.pipe(v.string(), v.nonEmpty()),
  /** Milliseconds since the epoch, whole seconds. */
  at: v.pipe(v.number(), v.safeInteger()),
})
export type RecentViewer = v.InferOutput<typeof RecentViewerSchema>

export const formatRecentViewers = (viewers: readonly RecentViewer[]): string =>
  viewers
    // RFC 9651 §3.3.3: nothing but visible ASCII stands in a string.
    .filter(({ agent }) => /^[\x21\x23-\x5b\x5d-\x7e]+$/.test(agent))
    .map(({ agent, at }) => `"${agent}";at=@${Math.floor(at / 1000)}`)
    .join(', ')

/** Without those that this version cannot read. */
export const parseRecentViewers = (header: string | null): RecentViewer[] =>
  (header ?? '').split(', ').flatMap((part) => {
    const [, agent, seconds] = /^"([^"\\]+)";at=@(\d{1,11})$/.exec(part) ?? []
    const parsed = v.safeParse(RecentViewerSchema, { agent, at: Number(seconds) * 1000 })
    return parsed.success ? [parsed.output] : []
  })

// ---- contract/complete-since.ts
/**
 * The `Lens-Complete-Since` header, a structured field (RFC 9651, "Dates"): `@1790000000`. It stands on a filtered list that was
 * answered from held rows alone, while the provider could not be asked: nothing that happened before was looked at.
 */
export const COMPLETE_SINCE_HEADER = 'Lens-Complete-Since'

/** `reach`: ISO 8601. */
export const formatCompleteSince = (completeSince: string): string =>
  `@${Math.ceil(Date.parse(completeSince) / 1000)}`

/** ISO 8601; `undefined` for anything that is not such a header. */
export function parseCompleteSince(header: string | null): string | undefined {
  const seconds = /^@(\d{1,11})$/.exec(header ?? '')?.[1]
  return seconds === undefined ? undefined : new Date(Number(seconds) * 1000).toISOString()
}

/** The `Lens-Audit-Checkpoint` header, see `audit/checkpoint.ts`; `undefined` for anything else. */
export function parseCheckpoint(header: string | null): Checkpoint | undefined {
  const [, digits, hash, signature] =
    /^(\d{1,15}); ?hash="([0-9a-f]{64})"; ?signature="([\w-]{86})"$/.exec(header ?? '') ?? []
  const seq = Number(digits)
  return hash !== undefined && signature !== undefined && seq >= 1 ? { seq, hash, signature } : undefined
}
