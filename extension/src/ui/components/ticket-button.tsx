import type { CaseView } from '../../messages.ts'
import type { OwnReplies } from '../format/reply.ts'
import { writeTicketNote } from '../format/ticket-note.ts'
import { subjectOf } from '../state/case.ts'
import { CopyButton } from './copy-button.tsx'
import { useSurface } from './surface.ts'

/** The case as a text for the ticket. */
export function TicketButton({ view, own }: { view: CaseView; own: OwnReplies }) {
  const { now } = useSurface()
  return (
    <CopyButton
      text={writeTicketNote(view, now.value, own)}
      label="Copy for ticket"
      isWorded
      taken={{ action: 'copy', form: 'summary', ids: [subjectOf(view)] }}
    />
  )
}
