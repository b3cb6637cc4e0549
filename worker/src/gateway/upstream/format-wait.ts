/** How long to wait, in words that are true of a second and of a day. */
const UNITS = [
  { name: 'hour', seconds: 3600 },
  { name: 'minute', seconds: 60 },
  { name: 'second', seconds: 1 },
] as const

/** `in 3 hours`: rounded up, so that it is never too soon. */
export function formatWait(seconds: number): string {
  const unit = UNITS.find((one) => seconds >= 2 * one.seconds) ?? UNITS[2]
  const count = Math.max(1, Math.ceil(seconds / unit.seconds))
  return `in ${count} ${unit.name}${count === 1 ? '' : 's'}`
}
