import type { Config } from '@inquiry-lens/shared/contract/api.ts'
import type { ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import { findDashboard } from '../format/dashboard.ts'
import { OpenIcon } from '../primitives/icons.tsx'
import { useKey } from '../primitives/use-key.ts'

interface DashboardLinkProps {
  provider: ProviderId
  config: Config | undefined
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
