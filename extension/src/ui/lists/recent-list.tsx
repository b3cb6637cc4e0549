/** The cases that were opened last, to go back to without an ID: how each stood when it was last heard of. */
import { shortenId } from '../format/object-id.ts'
import { nameProvider } from '../format/source.ts'
import { formatExact, formatRelative } from '../format/time.ts'
import { StatusMark } from '../primitives/status-mark.tsx'
import { useSurface } from '../primitives/surface-context.ts'
import type { Recents } from '../state/case/recents.ts'

interface RecentListProps {
  recents: Recents
  onOpenCase(id: string): void
}

/** Folded up over the lists, so that it takes a line from them and no more. */
export function RecentFold(props: RecentListProps) {
  const { length } = props.recents.cases.value
  if (length === 0) return null
  return (
    <details class="recents">
      <summary>Recently opened ({length})</summary>
      <RecentList {...props} />
    </details>
  )
}

export function RecentList({ recents, onOpenCase }: RecentListProps) {
  const { now } = useSurface()
  return (
    <>
      <ul class="recent-rows" aria-label="Recently opened">
        {recents.cases.value.map(({ id, provider, caseState, asOf, openedAt }) => (
          <li key={id}>
            <button type="button" class="row" onClick={() => onOpenCase(id)}>
              <span class="row-first">
                <StatusMark caseState={caseState} said="" />
                <time dateTime={new Date(openedAt).toISOString()} data-exact={formatExact(openedAt)}>
                  Opened {formatRelative(openedAt, now.value)}
                </time>
              </span>
              <span class="row-second">
                <span class="row-about">
                  <span class="row-provider">{nameProvider(provider)}</span>
                  <span class="id">{shortenId(id)}</span>
                  <span class="row-device">as of {formatRelative(asOf, now.value)}</span>
                </span>
              </span>
            </button>
          </li>
        ))}
      </ul>
      <p class="recent-foot">
        <span>Gone when you sign out, or after 15 minutes away.</span>
        <button type="button" class="button" onClick={recents.clear}>
          Clear
        </button>
      </p>
    </>
  )
}
