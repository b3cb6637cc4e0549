import type { RecentViewer } from '@inquiry-lens/shared/contract/recent-viewers.ts'
import { describeRecentViewers, nameRecentViewers } from '../format/recent-viewers.ts'
import { formatRelative } from '../format/time.ts'
import { useSurface } from '../primitives/surface-context.ts'

/** So many are told in one line; of more, the line opens. */
const IN_A_LINE = 2

/** Which colleagues opened this case lately. Nothing where nobody did. */
export function RecentViewers({ seen }: { seen: readonly RecentViewer[] | undefined }) {
  const { now } = useSurface()
  const named = nameRecentViewers(seen ?? [])
  const words = describeRecentViewers(named, now.value)
  if (words === undefined) return null
  if (named.length <= IN_A_LINE) return <p class="seen">{words}</p>
  return (
    <details class="seen">
      <summary>{words}</summary>
      <ul>
        {named.map(({ agent, name, at }) => (
          <li key={agent} title={agent}>
            {name}, {formatRelative(at, now.value)}
          </li>
        ))}
      </ul>
    </details>
  )
}
