import { parseInstant } from '@inquiry-lens/shared/instant.ts'
import type { Timeline } from '@inquiry-lens/shared/timeline/timeline.ts'
import type { CaseView } from '../../messages.ts'
import { describeHole } from '../format/timeline-words.ts'
import { useSurface } from './surface.ts'

/** What is not known of a case, in a sentence. */
export function useHole({ hole }: Timeline, view: CaseView): string | undefined {
  const { now } = useSurface()
  if (!hole || view.about !== 'inquiry') return undefined
  return describeHole(hole, view.provider, parseInstant(view.inquiry.createdAt), now.value)
}
