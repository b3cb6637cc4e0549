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
