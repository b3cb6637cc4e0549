/** What happened last, where there is no room for all of it, and what is tried often. */
import { isCaseOver } from '@inquiry-lens/shared/domain/case-file.ts'
import { buildTimeline } from '@inquiry-lens/shared/insight/timeline/build-timeline.ts'
import { listHappened } from '@inquiry-lens/shared/insight/timeline/timeline.ts'
import { useMemo } from 'preact/hooks'
import type { CaseView } from '../../messages/messages.ts'
import { TryPatterns } from './attempt-patterns.tsx'
import { MomentRow } from './timeline-entry-row.tsx'
import { useHole } from './use-missing-history.ts'

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
