import { openingOf } from '@inquiry-lens/shared/domain/case-state.ts'
import type { ProviderEvent, Session } from '@inquiry-lens/shared/domain/model.ts'
import { describeCountry } from '../format/country.ts'
import { describeDevice } from '../format/device.ts'
import { listRiskFlags } from '../format/network.ts'
import { Chip } from '../primitives/chip.tsx'
import { Ago } from '../primitives/time.tsx'

interface LastSessionProps {
  /** Newest first. */
  sessions: readonly Session[]
  events?: readonly ProviderEvent[]
}

/** Where the customer was last: device, country and what is unusual about it. */
export function LastSession({ sessions, events }: LastSessionProps) {
  const session = sessions.find((one) => openingOf(one, events) !== undefined)
  if (!session) return <p class="quiet">Link not opened</p>
  const { device, network } = session
  const flags = listRiskFlags(network)
  return (
    <div class="last-session">
      <p class="row-first">
        <span class="row-device">{describeDevice(device)}</span>
        <Ago iso={openingOf(session, events) ?? null} />
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
