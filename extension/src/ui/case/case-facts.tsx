/** Facts of inquiries, sessions and events. Facts that the provider left out are not listed. */

import { openingOf } from '@inquiry-lens/shared/domain/case-state.ts'
import type { Flow, Inquiry, ProviderEvent, Session } from '@inquiry-lens/shared/domain/model.ts'
import { formatCode, nameInquiryStep } from '@inquiry-lens/shared/insight/steps.ts'
import { own } from '@inquiry-lens/shared/lib/own-property.ts'
import {
  describeDevice,
  describeHandoff,
  describeThreat,
  describeVersion,
  listNetworkHints,
  UNKNOWN_DEVICE,
} from '../format/device.ts'
import { describeCountry, describeObjectType } from '../format/labels.ts'
import { Chip, ExactTime } from '../primitives/badge.tsx'
import { Fact, IdFact } from '../primitives/facts.tsx'

const UNNAMED_STEP = 'A step'

const INQUIRY_TIMES = [
  ['Created', 'createdAt'],
  ['Started', 'startedAt'],
  ['Finished', 'completedAt'],
  ['In review', 'markedForReviewAt'],
  ['Decided', 'decisionedAt'],
  ['Failed', 'failedAt'],
  ['Expired', 'expiredAt'],
  ['Redacted', 'redactedAt'],
] as const

/** After any of these, the expiry is of no use. */
const ENDS = ['completedAt', 'failedAt', 'expiredAt', 'decisionedAt', 'redactedAt'] as const

const COUNTS = [
  ['sessions', 'session'],
  ['verifications', 'verification'],
  ['documents', 'document'],
  ['selfies', 'selfie'],
] as const

export function CaseFacts({ inquiry }: { inquiry: Inquiry }) {
  const { templateName, accountId, referenceId, previousStep, nextStep, expiresAt } = inquiry
  const isOver = ENDS.some((field) => inquiry[field] !== null)
  const counts = countParts(inquiry.counts)
  return (
    <dl class="facts">
      <IdFact name="Inquiry" id={inquiry.id} />
      {templateName !== null && <Fact name="Template">{templateName}</Fact>}
      {INQUIRY_TIMES.map(
        ([name, field]) =>
          inquiry[field] !== null && (
            <Fact key={field} name={name}>
              <ExactTime iso={inquiry[field]} />
            </Fact>
          ),
      )}
      {expiresAt !== null && !isOver && (
        <Fact name="Expires">
          <ExactTime iso={expiresAt} />
        </Fact>
      )}
      {previousStep !== null && <Fact name="Last step">{nameInquiryStep(previousStep) ?? UNNAMED_STEP}</Fact>}
      {nextStep !== null && <Fact name="Next step">{nameInquiryStep(nextStep) ?? UNNAMED_STEP}</Fact>}
      {counts && <Fact name="Contains">{counts}</Fact>}
      {referenceId !== null && (
        <Fact name="Reference">
          <code>{referenceId}</code>
        </Fact>
      )}
      {accountId !== null && <IdFact name="Account" id={accountId} />}
    </dl>
  )
}

/** `2 sessions, 1 verification`. */
function countParts(counts: Inquiry['counts']): string {
  return COUNTS.flatMap(([field, noun]) => {
    const count = counts[field]
    return count === null ? [] : [`${count} ${noun}${count === 1 ? '' : 's'}`]
  }).join(', ')
}

interface FlowFactsProps {
  session: Session
  flow: Flow
  attemptsLeft?: number | null
}

const FLOW_TIMES = [
  ['Opened', 'openedAt'],
  ['Finished', 'submittedAt'],
  ['Changed', 'updatedAt'],
  ['Link ends', 'expiresAt'],
] as const

const CHECKS: Readonly<Record<string, string>> = {
  idMatchesSelfie: 'Face and document',
  idMatchesFaceCapture: 'Selfie and document',
  idMatchesLiveness: 'Camera check and document',
}

/** deepidv's advisory checks fail no step. */
const ADVICE: Readonly<Record<string, string>> = {
  documentNotExpired: 'The document may have expired.',
  documentStateValid: 'The document’s state or region may not be accepted.',
  ageRestrictionPassed: 'The customer’s age may be outside of the accepted ones.',
}
const ADVISORY = 'It fails no check.'

export function FlowFacts({ session, flow, attemptsLeft = null }: FlowFactsProps) {
  const { id, createdAt, device, network } = session
  const isSeen = device.type !== null || device.browser.name !== null || device.os.name !== null
  const country = describeCountry(network.country)
  const from = flow.submittedFrom && isElsewhere(flow.submittedFrom, network.country) && flow.submittedFrom
  const checks = Object.fromEntries(
    Object.entries(flow.checks).flatMap(([check, passed]) =>
      Object.hasOwn(ADVICE, check) ? [] : [[own(CHECKS, check) ?? check, passed]],
    ),
  )
  const advice = Object.entries(ADVICE).flatMap(([check, words]) =>
    flow.checks[check] === false ? [words] : [],
  )
  return (
    <dl class="facts">
      <IdFact name="Session" id={id} />
      {flow.externalId !== null && <IdFact name="External" id={flow.externalId} />}
      {flow.workflow && <Fact name="Workflow">{flow.workflow.name ?? <code>{flow.workflow.id}</code>}</Fact>}
      {flow.type !== null && <Fact name="Type">{formatCode(flow.type)}</Fact>}
      <Fact name="Created">
        <ExactTime iso={createdAt} />
      </Fact>
      {FLOW_TIMES.map(
        ([name, field]) =>
          flow[field] !== null && (
            <Fact key={field} name={name}>
              <ExactTime iso={flow[field]} />
            </Fact>
          ),
      )}
      {openingOf(session) === undefined && (
        <Fact name="Opened">
          <span class="missing">Never, as far as known</span>
        </Fact>
      )}
      {attemptsLeft !== null && <Fact name="Tries">{describeTries(attemptsLeft)}</Fact>}
      {isSeen && <Fact name="Device">{describeDevice(device)}</Fact>}
      {country && <Fact name="Country">{country}</Fact>}
      {from && <Fact name="Sent from">{describeCountry(from)}</Fact>}
      <Flags name="Uploads" flags={flow.uploads} words={['yes', 'no']} />
      <Flags name="Checks" flags={checks} words={['passed', 'for review']} />
      {advice.length > 0 && (
        <Fact name="Advice">
          {advice.join(' ')} {ADVISORY}
        </Fact>
      )}
    </dl>
  )
}

type Country = Session['network']['country']

/** One of them may have a code or a name alone. */
const isElsewhere = (one: Country, other: Country): boolean =>
  one.name !== other.name && (one.code === null || one.code !== other.code)

const describeTries = (left: number): string =>
  left === 0 ? 'No tries left' : left === 1 ? '1 try left' : `${left} tries left`

interface FlagsProps {
  name: string
  flags: Readonly<Record<string, boolean | null>>
  words: readonly [yes: string, no: string]
}

function Flags({ name, flags, words: [yes, no] }: FlagsProps) {
  const all = Object.entries(flags)
  if (all.length === 0) return null
  return (
    <Fact name={name}>
      <ul class="flags">
        {all.map(([flag, value]) => (
          <li key={flag} data-value={value === false ? 'no' : undefined}>
            {formatCode(flag.replaceAll(/([a-z])([A-Z])/g, '$1 $2'))}{' '}
            <b>{value === null ? 'unknown' : value ? yes : no}</b>
          </li>
        ))}
      </ul>
    </Fact>
  )
}

interface SessionDetailsProps {
  session: Session
  /** Leaves out the inquiry. */
  isOfCase?: boolean
}

export function SessionDetails({ session, isOfCase = false }: SessionDetailsProps) {
  return session.flow ? (
    <FlowFacts session={session} flow={session.flow} />
  ) : (
    <VisitFacts session={session} isOfCase={isOfCase} />
  )
}

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
      {network.gpsCountry && (
        <Fact name="Country by GPS">
          <Said text={describeCountry({ code: network.gpsCountry, name: null })} />
        </Fact>
      )}
      <Fact name="Connection">
        <Said text={network.connectionType} />
      </Fact>
      <Fact name="Threat level">{threat ? <Chip {...threat} /> : <Said text={null} />}</Fact>
      <Fact name="Signals">
        <ul class="signals">
          {listNetworkHints(network).map(({ label, value }) => (
            <li key={label} data-value={value}>
              {label} <b>{value}</b>
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

const baseOf = (type: string): string => type.split('/', 1)[0] ?? type

export function EventDetails({ event }: { event: ProviderEvent }) {
  const { object } = event
  return (
    <dl class="facts">
      <Fact name="Happened">
        <ExactTime iso={event.createdAt} />
      </Fact>
      <Fact name="Name">
        <code>{event.name}</code>
      </Fact>
      {object ? (
        <>
          {object.type.includes('/') && <Fact name="About">{describeObjectType(object.type)}</Fact>}
          <IdFact name={describeObjectType(baseOf(object.type))} id={object.id} />
        </>
      ) : (
        <Fact name="About">
          <span class="missing">Unknown</span>
        </Fact>
      )}
      <IdFact name="Event" id={event.id} />
    </dl>
  )
}
