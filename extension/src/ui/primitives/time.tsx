/** A time at a glance. `ExactTip` shows it to the second, with its zone, on hover and on focus of what it stands in. */
import { formatExact, formatInstant, formatRelative, parseInstant } from '../format/time.ts'
import { useSurface } from './surface-context.ts'

/** Nothing where the provider gave no time. */
const inBrief = (format: (instant: number, now: number) => string) =>
  function Time({ iso }: { iso: string | null }) {
    const { now } = useSurface()
    const instant = parseInstant(iso)
    if (iso === null || instant === undefined) return null
    return (
      <time dateTime={iso} data-exact={formatExact(instant)}>
        {format(instant, now.value)}
      </time>
    )
  }

/** For rows: how long ago. */
export const Ago = inBrief(formatRelative)

/** For a line of what happened, where the time between two of them counts more than how long ago it was. */
export const At = inBrief(formatInstant)

/** For details, where there is room for the time itself. */
export function ExactTime({ iso }: { iso: string | null }) {
  const instant = parseInstant(iso)
  if (iso === null || instant === undefined) return <span class="missing">Not said</span>
  return <time dateTime={iso}>{formatExact(instant)}</time>
}
