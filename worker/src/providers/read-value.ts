/** A provider's values one by one: whatever they are, nothing here throws. */

/** Longer than any honest value, short enough that a strange one cannot fill the relay's memory. */
export const MAX_TEXT_LENGTH = 200

export const text = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? value.slice(0, MAX_TEXT_LENGTH) : null

export const flag = (value: unknown): boolean | null => (typeof value === 'boolean' ? value : null)

/** A time that cannot be read is as good as none; the row still is one. */
export const instant = (value: unknown): string | null => {
  const time = typeof value === 'string' ? Date.parse(value) : Number.NaN
  return Number.isNaN(time) ? null : new Date(time).toISOString()
}
