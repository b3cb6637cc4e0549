import type { Config } from '@inquiry-lens/shared/api.ts'
import type { ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import { findDashboard } from '../format/dashboard.ts'
import { CaseIcon, FilterIcon, OpenIcon } from './icons.tsx'
import { useKey } from './use-key.ts'

interface InquiryActionsProps {
  provider: ProviderId
  /** An inquiry, or a session that leads to one. */
  caseId: string
  /** `undefined` while only its session is known. */
  inquiry: string | undefined
  config: Config | undefined
  onOpenCase(id: string): void
  /** Absent where the list shows nothing else already. */
  onFilter: ((inquiry: string) => void) | undefined
}

/** Where to go from a row: to everything about its inquiry, here or at the provider. */
export function InquiryActions(props: InquiryActionsProps) {
  const { provider, caseId, inquiry, config, onOpenCase, onFilter } = props
  return (
    <div class="actions">
      <button type="button" class="button" onClick={() => onOpenCase(caseId)}>
        <CaseIcon /> Open case
      </button>
      {inquiry !== undefined && onFilter && (
        <button type="button" class="button" onClick={() => onFilter(inquiry)}>
          <FilterIcon /> Only this inquiry
        </button>
      )}
      <DashboardLink provider={provider} id={inquiry} config={config} />
    </div>
  )
}

interface DashboardLinkProps extends Pick<InquiryActionsProps, 'provider' | 'config'> {
  /** Of what the provider's cases are about; `undefined` while it is not known. */
  id: string | undefined
  /** The single key that follows it. */
  shortcut?: string
  /** Where there is little room. */
  isIcon?: boolean
}

export function DashboardLink({ provider, id, config, shortcut, isIcon = false }: DashboardLinkProps) {
  const link = id === undefined ? undefined : findDashboard(config, provider, id)
  const key = useKey(shortcut, isIcon ? link?.label : undefined)
  if (!link) return null
  return (
    <a
      class={isIcon ? 'icon-button' : 'button'}
      href={link.address}
      target="_blank"
      rel="noreferrer"
      {...(isIcon && { 'aria-label': link.label })}
      {...key}
    >
      <OpenIcon /> {!isIcon && link.label}
    </a>
  )
}
