import type { Timeline } from '@inquiry-lens/shared/insight/timeline/timeline.ts'
import { parseInstant } from '@inquiry-lens/shared/lib/instant.ts'
import type { CaseView } from '../../messages/messages.ts'
import { describeMissingHistory } from '../format/timeline-messages.ts'
import { useSurface } from '../primitives/surface-context.ts'

/** What is not known of a case, in a sentence. */
export function useMissingHistory({ missingHistory }: Timeline, view: CaseView): string | undefined {
  const { now } = useSurface()
  if (!missingHistory || view.about !== 'inquiry') return undefined
  return describeMissingHistory(
    missingHistory,
    view.provider,
    parseInstant(view.inquiry.createdAt),
    now.value,
  )
}
