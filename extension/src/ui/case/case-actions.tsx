import type { Config } from '@inquiry-lens/shared/contract/api.ts'
import { subjectOf } from '@inquiry-lens/shared/domain/case-file.ts'
import type { CaseView } from '../../messages/messages.ts'
import { findDashboard } from '../format/dashboard.ts'
import { CopyButton } from '../primitives/copy-button.tsx'
import { DashboardLink } from './dashboard-link.tsx'
import { TicketButton } from './ticket-button.tsx'

interface CaseActionsProps {
  view: CaseView
  config: Config | undefined
}

/** What to take from an open case: a text for the ticket, and the way to the provider's dashboard. */
export function CaseActions({ view, config }: CaseActionsProps) {
  const { provider } = view
  const id = subjectOf(view)
  const link = findDashboard(config, provider, id)
  return (
    <div class="actions">
      <TicketButton view={view} link={link} />
      {link && <CopyButton text={link.address} label="Copy link" isWorded />}
      <DashboardLink provider={provider} id={id} config={config} shortcut="o" />
    </div>
  )
}
