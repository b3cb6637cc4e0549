import type { Config } from '@inquiry-lens/shared/api.ts'
import type { CaseView } from '../../messages.ts'
import { findDashboard } from '../format/dashboard.ts'
import type { OwnReplies } from '../format/reply.ts'
import { writeTicketNote } from '../format/ticket-note.ts'
import { subjectOf } from '../state/case.ts'
import { CopyButton } from './copy-button.tsx'
import { DashboardLink } from './inquiry-actions.tsx'
import { useSurface } from './surface.ts'

interface CaseActionsProps {
  view: CaseView
  config: Config | undefined
  own: OwnReplies
}

/** What to take from an open case: a text for the ticket, and the way to the provider's dashboard. */
export function CaseActions({ view, config, own }: CaseActionsProps) {
  const { now } = useSurface()
  const { provider } = view
  const id = subjectOf(view)
  const link = findDashboard(config, provider, id)
  return (
    <div class="actions">
      <CopyButton
        text={writeTicketNote(view, now.value, own)}
        label="Copy for ticket"
        isWorded
        taken={{ action: 'copy', form: 'summary', ids: [id] }}
      />
      <DashboardLink provider={provider} id={id} config={config} />
      {link && <CopyButton text={link.address} label="Copy link" isWorded />}
    </div>
  )
}
