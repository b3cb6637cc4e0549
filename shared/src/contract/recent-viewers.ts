/**
 * The `Lens-Recent-Viewers` header of a case file: which other agents opened it lately, newest first, so that two of them don't
 * answer one ticket. An RFC 9651 list, `"ada@example.com";at=@1763715600`. On a 200 alone: the relay's tag is over these
 * agents too, so that a 304 means that there is no other.
 */
import * as v from 'valibot'

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
