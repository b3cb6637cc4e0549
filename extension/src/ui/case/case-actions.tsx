import type { Config } from '@inquiry-lens/shared/contract/config.ts'
import { isCaseOver, subjectOf } from '@inquiry-lens/shared/domain/case-file.ts'
import { caseWords } from '../../locales/case.ts'
import type { CaseView } from '../../messages/messages.ts'
import { writeTicketNote } from '../format/ticket-note.ts'
import { CopyButton } from '../primitives/button.tsx'
import { PanelIcon } from '../primitives/icons.tsx'
import { useSurface } from '../primitives/surface-context.ts'
import type { Watching } from '../state/case/watching.ts'
import type { Action } from '../state/resource/resource.ts'
import { DashboardLink, findDashboard } from './dashboard-link.tsx'
import { WatchButton } from './watch-button.tsx'

interface CaseActionsProps {
  view: CaseView
  watching: Watching | undefined
  config: Config | undefined
}

/** A note for the ticket, and links to the provider's dashboard. */
export function CaseActions({ view, config, watching }: CaseActionsProps) {
  const { provider } = view
  const id = subjectOf(view)
  const link = findDashboard(config, provider, id)
  return (
    <div class="actions">
      <TicketButton view={view} link={link} />
      {link && <CopyButton text={link.address} label={caseWords.actions.copyLink} isWorded />}
      <DashboardLink provider={provider} id={id} config={config} shortcut="o" />
      {watching && <WatchButton watching={watching} id={id} isOver={isCaseOver(view)} isSeenAtOnce />}
    </div>
  )
}

export function TicketButton({ view, link }: { view: CaseView; link: ReturnType<typeof findDashboard> }) {
  const { now } = useSurface()
  return (
    <CopyButton
      key={subjectOf(view)}
      {...writeTicketNote(view, now.value, link)}
      label={caseWords.actions.copyForTicket}
      isWorded
      shortcut="c"
      copied={{ action: 'copy', form: 'summary', ids: [subjectOf(view)] }}
    />
  )
}

export function PanelButton({ openPanel }: { openPanel: Action<null> }) {
  return (
    <button
      type="button"
      class="button"
      aria-label={caseWords.actions.openPanel}
      aria-disabled={openPanel.isBusy.value}
      onClick={openPanel.run}
    >
      <PanelIcon /> {caseWords.actions.sidePanel}
    </button>
  )
}
