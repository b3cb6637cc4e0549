/** The way to an inquiry or a session in the provider's own dashboard. */
import type { Config } from '@inquiry-lens/shared/contract/config.ts'
import type { ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import { nameEnvironment, nameProvider } from './source.ts'

export interface DashboardLink {
  address: string
  label: string
}

/** `undefined` where the relay names none. It fills a link, so it must be a web address and nothing else. */
export function findDashboard(
  config: Config | undefined,
  provider: ProviderId,
  id: string,
): DashboardLink | undefined {
  const known = config?.providers.find((one) => one.provider === provider)
  const address = known?.dashboard?.replaceAll(/\{(inquiry|session)\}/g, encodeURIComponent(id))
  if (!known || !address?.startsWith('https://')) return undefined
  // The dashboard has a switch of its own, which the link may not set.
  const where = known.environment === 'production' ? '' : ` (${nameEnvironment(known.environment)})`
  return { address, label: `Open in ${nameProvider(provider)}${where}` }
}
