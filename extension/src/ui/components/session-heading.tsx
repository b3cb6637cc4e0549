import { meaningOfSession } from '@inquiry-lens/shared/status.ts'
import { describeFlow, type KnownSession, sayStatus } from '../format/flow-standing.ts'
import { StatusMark } from './status-mark.tsx'
import { useSurface } from './surface.ts'

/** The state of a session that stands for itself, and why the customer is in it. */
export function SessionHeading({ known }: { known: KnownSession }) {
  const { now } = useSurface()
  const { session } = known
  return (
    <div class="standing">
      <StatusMark meaning={meaningOfSession(session)} said={sayStatus(session)} />
      <p>{describeFlow(known, now.value)}</p>
    </div>
  )
}
