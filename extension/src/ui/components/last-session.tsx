import type { Session } from '@inquiry-lens/shared/model.ts'
import { describeCountry } from '../format/country.ts'
import { describeDevice } from '../format/device.ts'
import { listRiskFlags } from '../format/network.ts'
import { Chip } from './chip.tsx'
import { Ago } from './time.tsx'

/** Where the customer was last: device, country and what is unusual about it. */
export function LastSession({ session }: { session: Session | undefined }) {
  if (!session) return <p class="quiet">No session yet</p>
  const { device, network, flow, startedAt, createdAt } = session
  const flags = listRiskFlags(network)
  return (
    <div class="last-session">
      <p class="row-first">
        <span class="row-device">{describeDevice(device)}</span>
        <Ago iso={flow?.openedAt ?? startedAt ?? createdAt} />
      </p>
      <p class="last-place">
        <span>{describeCountry(network.country) ?? 'Country not said'}</span>
        {flags.map((flag) => (
          <Chip key={flag.label} {...flag} />
        ))}
      </p>
    </div>
  )
}
