import { meaningOfInquiry } from '@inquiry-lens/shared/status.ts'
import type { InquiryCaseView } from '../../messages.ts'
import { describeStanding } from '../format/standing.ts'
import { StatusMark } from './status-mark.tsx'
import { useSurface } from './surface.ts'

/** The state, and why the customer is in it. */
export function CaseHeading({ view }: { view: InquiryCaseView }) {
  const { now } = useSurface()
  const { inquiry } = view
  return (
    <div class="standing">
      <StatusMark meaning={meaningOfInquiry(inquiry.provider, inquiry)} said={inquiry.status} />
      <p>{describeStanding(view, now.value)}</p>
    </div>
  )
}
