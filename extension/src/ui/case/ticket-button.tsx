import { subjectOf } from '@inquiry-lens/shared/domain/case-file.ts'
import type { CaseView } from '../../messages/messages.ts'
import type { DashboardLink } from '../format/dashboard.ts'
import { writeTicketNote } from '../format/ticket-note.ts'
import { CopyButton } from '../primitives/copy-button.tsx'
import { useSurface } from '../primitives/surface-context.ts'

/** Takes the case along as a note for the ticket. */
export function TicketButton({ view, link }: { view: CaseView; link: DashboardLink | undefined }) {
  const { now } = useSurface()
  return (
    <CopyButton
      key={subjectOf(view)}
      {...writeTicketNote(view, now.value, link)}
      label="Copy for ticket"
      isWorded
      shortcut="c"
      taken={{ action: 'copy', form: 'summary', ids: [subjectOf(view)] }}
    />
  )
}
