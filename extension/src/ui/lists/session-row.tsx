import { openingOf } from '@inquiry-lens/shared/domain/case-state.ts'
import type { Session } from '@inquiry-lens/shared/domain/model.ts'
import { shortCountry } from '../format/country.ts'
import { describeDevice } from '../format/device.ts'
import { listRiskFlags } from '../format/network.ts'
import { shortenId } from '../format/object-id.ts'
import { nameProvider } from '../format/source.ts'
import { Chip } from '../primitives/chip.tsx'
import { Ago } from '../primitives/time.tsx'
import { SessionStateMark } from './session-mark.tsx'

interface SessionRowProps {
  session: Session
  /** Among rows of other providers, whose it is goes with it. */
  isMixed?: boolean
}

export function SessionRow({ session, isMixed = false }: SessionRowProps) {
  const { provider, flow, createdAt, startedAt, device, network, inquiryId, id } = session
  const country = shortCountry(network.country)
  // More would push the device out of a narrow panel; the details have them all.
  const [gravest, ...others] = listRiskFlags(network)
  return (
    <>
      <span class="row-first">
        <SessionStateMark session={session} />
        <Ago iso={startedAt ?? createdAt} />
      </span>
      <span class="row-second">
        <span class="row-about">
          {isMixed && <span class="row-provider">{nameProvider(provider)}</span>}
          <span class="id">{shortenId(inquiryId ?? id)}</span>
          <span class="row-device">
            {openingOf(session) === undefined
              ? (flow?.workflow?.name ?? 'Link not opened')
              : describeDevice(device)}
          </span>
          {country && <span class="row-country">{country}</span>}
        </span>
        {gravest && (
          <span class="chips">
            <Chip {...gravest} />
            {others.length > 0 && <Chip label={`+${others.length}`} tone="idle" />}
          </span>
        )}
      </span>
    </>
  )
}
