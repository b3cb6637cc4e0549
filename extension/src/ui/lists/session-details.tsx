import type { Session } from '@inquiry-lens/shared/domain/model.ts'
import { FlowFacts } from '../case/flow-facts.tsx'
import { describeCountry } from '../format/country.ts'
import { describeHandoff, describeVersion, UNKNOWN_DEVICE } from '../format/device.ts'
import { describeThreat, listNetworkHints } from '../format/network.ts'
import { Chip } from '../primitives/chip.tsx'
import { Fact, IdFact } from '../primitives/facts.tsx'
import { ExactTime } from '../primitives/time.tsx'

interface SessionDetailsProps {
  session: Session
  /** Among others of its inquiry, that one goes without saying. */
  isOfCase?: boolean
}

export function SessionDetails({ session, isOfCase = false }: SessionDetailsProps) {
  return session.flow ? (
    <FlowFacts session={session} flow={session.flow} />
  ) : (
    <VisitFacts session={session} isOfCase={isOfCase} />
  )
}

/** Of a session that belongs to an inquiry: at which device, and from where. */
function VisitFacts({ session, isOfCase }: Required<SessionDetailsProps>) {
  const { id, inquiryId, device, network, createdAt, startedAt, expiredAt } = session
  const threat = describeThreat(network.threatLevel)
  const handoff = describeHandoff(device.handoff)
  return (
    <dl class="facts">
      {!isOfCase && <IdFact name="Inquiry" id={inquiryId} />}
      <IdFact name="Session" id={id} />
      <Fact name="Created">
        <ExactTime iso={createdAt} />
      </Fact>
      <Fact name="Started">
        <ExactTime iso={startedAt} />
      </Fact>
      <Fact name="Expired">
        <ExactTime iso={expiredAt} />
      </Fact>
      <Fact name="Device">
        <Said text={[device.name, device.type && `(${device.type})`].filter(Boolean).join(' ')} />
      </Fact>
      <Fact name="System">
        <Said text={describeVersion(device.os)} />
      </Fact>
      <Fact name="Browser">
        <Said text={describeVersion(device.browser)} />
      </Fact>
      {device.mobileSdk.name !== null && (
        <Fact name="Mobile SDK">
          <Said text={describeVersion(device.mobileSdk)} />
        </Fact>
      )}
      {handoff && <Fact name="Moved here">{handoff}</Fact>}
      <Fact name="Country">
        <Said text={describeCountry(network.country)} />
      </Fact>
      <Fact name="Connection">
        <Said text={network.connectionType} />
      </Fact>
      <Fact name="Threat level">{threat ? <Chip {...threat} /> : <Said text={null} />}</Fact>
      <Fact name="Signals">
        <ul class="signals">
          {listNetworkHints(network).map(({ label, said }) => (
            <li key={label} data-said={said}>
              {label} <b>{said}</b>
            </li>
          ))}
        </ul>
      </Fact>
    </dl>
  )
}

function Said({ text }: { text: string | null | undefined }) {
  return text && text !== UNKNOWN_DEVICE ? text : <span class="missing">{UNKNOWN_DEVICE}</span>
}
