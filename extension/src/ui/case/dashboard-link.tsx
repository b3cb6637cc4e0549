/** The way to an inquiry or a session in the provider's own dashboard, in rows and in cases. */
import type { Config } from '@inquiry-lens/shared/contract/config.ts'
import type { ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import { frameWords } from '../../locales/surface.ts'
import { nameEnvironment, nameProvider } from '../format/source.ts'
import type { CaseLink } from '../format/ticket-note.ts'
import { drawIcon } from '../primitives/icons.tsx'
import { useKey } from '../primitives/surface-context.ts'

const OpenIcon = drawIcon('open')

/** `undefined` where the relay names none. It fills a link, so it must be a web address and nothing else. */
export function findDashboard(
  config: Config | undefined,
  provider: ProviderId,
  id: string,
): CaseLink | undefined {
  const known = config?.providers.find((one) => one.provider === provider)
  const address = known?.dashboard?.replaceAll(/\{(inquiry|session)\}/g, encodeURIComponent(id))
  if (!known || !address?.startsWith('https://')) return undefined
  // The dashboard has a switch of its own, which the link may not set.
  const name = nameProvider(provider)
  const label =
    known.environment === 'production'
      ? frameWords.openIn(name)
      : frameWords.openInEnvironment(name, nameEnvironment(known.environment))
  return { address, label }
}

interface DashboardLinkProps {
  provider: ProviderId
  config: Config | undefined
  /** `undefined` while unknown. */
  id: string | undefined
  shortcut?: string
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
