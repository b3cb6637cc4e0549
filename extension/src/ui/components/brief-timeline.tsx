/** What happened last, where there is no room for all of it, and what is tried often. */
import { isCaseOver } from '@inquiry-lens/shared/case-file.ts'
import { buildTimeline } from '@inquiry-lens/shared/timeline/build-timeline.ts'
import { listHappened } from '@inquiry-lens/shared/timeline/timeline.ts'
import { useMemo } from 'preact/hooks'
import type { CaseView } from '../../messages.ts'
import { MomentRow } from './moment-row.tsx'
import { TryPatterns } from './try-patterns.tsx'
import { useHole } from './use-hole.ts'

const LAST = 3

export function BriefTimeline({ view }: { view: CaseView }) {
  const told = useMemo(() => buildTimeline(view), [view])
  const hole = useHole(told, view)
  return (
    <div class="timeline timeline-brief">
      <TryPatterns attempts={told.attempts} isBrief />
      {told.hole?.reason === 'missing' && <p class="quiet">{hole}</p>}
      <ol aria-label="What happened last">
        {listHappened(told)
          .slice(-LAST)
          .map((moment) => (
            <li key={moment.key} class="moment">
              <div class="moment-row">
                <MomentRow moment={moment} isOver={isCaseOver(view)} isBrief />
              </div>
            </li>
          ))}
      </ol>
    </div>
  )
}
