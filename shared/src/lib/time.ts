/** A provider's instant in milliseconds; `undefined`: missing or invalid. */
export function parseInstant(iso: string | null): number | undefined {
  const ms = iso === null ? Number.NaN : Date.parse(iso)
  return Number.isNaN(ms) ? undefined : ms
}
