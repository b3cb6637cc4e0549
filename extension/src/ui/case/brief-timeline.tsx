/** What happened last, where there is no room for all of it, and what is tried often. */
import { isCaseOver } from '@inquiry-lens/shared/domain/case-file.ts'
import { buildTimeline } from '@inquiry-lens/shared/insight/timeline/build-timeline.ts'
import { listHappened } from '@inquiry-lens/shared/insight/timeline/timeline.ts'
import { useMemo } from 'preact/hooks'
import type { CaseView } from '../../messages/messages.ts'
import { AttemptPatterns } from './attempt-patterns.tsx'
import { TimelineEntryRow } from './timeline-entry-row.tsx'
import { useMissingHistory } from './use-missing-history.ts'

const LAST = 3

export function BriefTimeline({ view }: { view: CaseView }) {
  const told = useMemo(() => buildTimeline(view), [view])
  const missingHistory = useMissingHistory(told, view)
  return (
    <div class="timeline timeline-brief">
      <AttemptPatterns attempts={told.attempts} isBrief />
      {told.missingHistory?.reason === 'missing' && <p class="quiet">{missingHistory}</p>}
      <ol aria-label="What happened last">
        {listHappened(told)
          .slice(-LAST)
          .map((entry) => (
            <li key={entry.key} class="moment">
              <div class="moment-row">
                <TimelineEntryRow entry={entry} isOver={isCaseOver(view)} isBrief />
              </div>
            </li>
          ))}
      </ol>
    </div>
  )
}
