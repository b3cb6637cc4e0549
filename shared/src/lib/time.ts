/** A provider's instant in milliseconds; `undefined` if it gave none, or one that no calendar knows. */
export function parseInstant(iso: string | null): number | undefined {
  const ms = iso === null ? Number.NaN : Date.parse(iso)
  return Number.isNaN(ms) ? undefined : ms
}
