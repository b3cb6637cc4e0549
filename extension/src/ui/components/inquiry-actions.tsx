import type { Config } from '@inquiry-lens/shared/api.ts'
import type { ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import { nameEnvironment, nameProvider } from '../format/source.ts'
import { FilterIcon, OpenIcon } from './icons.tsx'

interface InquiryActionsProps {
  provider: ProviderId
  inquiry: string
  config: Config | undefined
  /** Absent where the list shows nothing else already. */
  onFilter: ((inquiry: string) => void) | undefined
}

/** Where to go from a row: to everything about its inquiry, here or at the provider. */
export function InquiryActions({ provider, inquiry, config, onFilter }: InquiryActionsProps) {
  const known = config?.providers.find((one) => one.provider === provider)
  const address = dashboardAddress(known?.dashboard ?? null, inquiry)
  return (
    <div class="actions">
      {onFilter && (
        <button type="button" class="button" onClick={() => onFilter(inquiry)}>
          <FilterIcon /> Only this inquiry
        </button>
      )}
      {address && (
        <a class="button" href={address} target="_blank" rel="noreferrer">
          <OpenIcon /> Open in {nameProvider(provider)}
          {/* The dashboard has a switch of its own, which the link may not set. */}
          {known && known.environment !== 'production' && ` (${nameEnvironment(known.environment)})`}
        </a>
      )}
    </div>
  )
}

/** The template comes from the relay: it fills a link, so it must be a web address and nothing else. */
function dashboardAddress(template: string | null, inquiry: string): string | undefined {
  const address = template?.replaceAll('{inquiry}', encodeURIComponent(inquiry))
  return address?.startsWith('https://') ? address : undefined
}
