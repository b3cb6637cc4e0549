/** Facts of inquiries, sessions and events. Facts that the provider left out are not listed. */

import { openingOf } from '@inquiry-lens/shared/domain/case-state.ts'
import type { Flow, Inquiry, Network, ProviderEvent, Session } from '@inquiry-lens/shared/domain/model.ts'
import { formatCode, nameInquiryStep } from '@inquiry-lens/shared/insight/step-names.ts'
import { own } from '@inquiry-lens/shared/lib/own-property.ts'
import { caseWords } from '../../locales/case.ts'
import { commonWords, frameWords } from '../../locales/surface.ts'
import { describeDevice, describeThreat, describeVersion, HINTS } from '../format/device.ts'
import { describeCountry, describeHandoff, describeObjectType } from '../format/labels.ts'
import { perLocale } from '../format/time.ts'
import { Chip, ExactTime } from '../primitives/badge.tsx'
import { Fact, IdFact } from '../primitives/section.tsx'

/** Each network hint with its value, for the details. */
export function listNetworkHints(network: Network): { label: string; value: 'yes' | 'no' | 'unknown' }[] {
  return HINTS.map((key) => {
    const value = network[key]
    return { label: frameWords.device.network[key], value: value === null ? 'unknown' : value ? 'yes' : 'no' }
  })
}

const INQUIRY_TIMES = [
  ['created', 'createdAt'],
  ['started', 'startedAt'],
  ['finished', 'completedAt'],
  ['inReview', 'markedForReviewAt'],
  ['decided', 'decisionedAt'],
  ['failed', 'failedAt'],
  ['expired', 'expiredAt'],
  ['redacted', 'redactedAt'],
] as const

/** After any of these, the expiry is of no use. */
const ENDS = ['completedAt', 'failedAt', 'expiredAt', 'decisionedAt', 'redactedAt'] as const

const COUNTS = ['sessions', 'verifications', 'documents', 'selfies'] as const

export function CaseFacts({ inquiry }: { inquiry: Inquiry }) {
  const { templateName, accountId, referenceId, previousStep, nextStep, expiresAt } = inquiry
  const isOver = ENDS.some((field) => inquiry[field] !== null)
  const counts = countParts(inquiry.counts)
  return (
    <dl class="facts">
      <IdFact name={caseWords.facts.inquiry} id={inquiry.id} />
      {templateName !== null && <Fact name={caseWords.facts.template}>{templateName}</Fact>}
      {INQUIRY_TIMES.map(
        ([name, field]) =>
          inquiry[field] !== null && (
            <Fact key={field} name={caseWords.facts[name]}>
              <ExactTime iso={inquiry[field]} />
            </Fact>
          ),
      )}
      {expiresAt !== null && !isOver && (
        <Fact name={caseWords.facts.expires}>
          <ExactTime iso={expiresAt} />
        </Fact>
      )}
      {previousStep !== null && (
        <Fact name={caseWords.facts.lastStep}>
          {nameInquiryStep(previousStep) ?? caseWords.facts.unnamedStep}
        </Fact>
      )}
      {nextStep !== null && (
        <Fact name={caseWords.facts.nextStep}>
          {nameInquiryStep(nextStep) ?? caseWords.facts.unnamedStep}
        </Fact>
      )}
      {counts && <Fact name={caseWords.facts.contains}>{counts}</Fact>}
      {referenceId !== null && (
        <Fact name={caseWords.facts.reference}>
          <code>{referenceId}</code>
        </Fact>
      )}
      {accountId !== null && <IdFact name={caseWords.facts.account} id={accountId} />}
    </dl>
  )
}

const partFormat = perLocale((locale) => new Intl.ListFormat(locale, { type: 'unit' }))

/** `2 sessions, 1 verification`. */
function countParts(counts: Inquiry['counts']): string {
  const parts = COUNTS.flatMap((field) => {
    const count = counts[field]
    return count === null ? [] : [caseWords.facts.counts[field](count)]
  })
  return partFormat().format(parts)
}

interface FlowFactsProps {
  session: Session
  flow: Flow
  attemptsLeft?: number | null
}

const FLOW_TIMES = [
  ['opened', 'openedAt'],
  ['finished', 'submittedAt'],
  ['changed', 'updatedAt'],
  ['linkEnds', 'expiresAt'],
] as const

export function FlowFacts({ session, flow, attemptsLeft = null }: FlowFactsProps) {
  const { id, createdAt, device, network } = session
  const isSeen = device.type !== null || device.browser.name !== null || device.os.name !== null
  const country = describeCountry(network.country)
  const from = flow.submittedFrom && isElsewhere(flow.submittedFrom, network.country) && flow.submittedFrom
  const checks = Object.fromEntries(
    Object.entries(flow.checks).flatMap(([check, passed]) =>
      Object.hasOwn(caseWords.advice, check) ? [] : [[own(caseWords.checks, check) ?? check, passed]],
    ),
  )
  // deepidv's advisory checks fail no step.
  const advice = Object.entries(caseWords.advice).flatMap(([check, words]) =>
    flow.checks[check] === false ? [words] : [],
  )
  return (
    <dl class="facts">
      <IdFact name={caseWords.facts.session} id={id} />
      {flow.externalId !== null && <IdFact name={caseWords.facts.external} id={flow.externalId} />}
      {flow.workflow && (
        <Fact name={caseWords.facts.workflow}>{flow.workflow.name ?? <code>{flow.workflow.id}</code>}</Fact>
      )}
      {flow.type !== null && <Fact name={caseWords.facts.type}>{formatCode(flow.type)}</Fact>}
      <Fact name={caseWords.facts.created}>
        <ExactTime iso={createdAt} />
      </Fact>
      {FLOW_TIMES.map(
        ([name, field]) =>
          flow[field] !== null && (
            <Fact key={field} name={caseWords.facts[name]}>
              <ExactTime iso={flow[field]} />
            </Fact>
          ),
      )}
      {openingOf(session) === undefined && (
        <Fact name={caseWords.facts.opened}>
          <span class="missing">{caseWords.facts.neverOpened}</span>
        </Fact>
      )}
      {attemptsLeft !== null && (
        <Fact name={caseWords.facts.tries}>{caseWords.facts.triesLeft(attemptsLeft)}</Fact>
      )}
      {isSeen && <Fact name={caseWords.facts.device}>{describeDevice(device)}</Fact>}
      {country && <Fact name={caseWords.facts.country}>{country}</Fact>}
      {from && <Fact name={caseWords.facts.sentFrom}>{describeCountry(from)}</Fact>}
      <Flags
        name={caseWords.facts.uploads}
        flags={flow.uploads}
        words={[caseWords.facts.answers.yes, caseWords.facts.answers.no]}
      />
      <Flags
        name={caseWords.facts.checks}
        flags={checks}
        words={[caseWords.facts.passed, caseWords.facts.forReview]}
      />
      {advice.length > 0 && (
        <Fact name={caseWords.facts.advice}>
          {advice.join(' ')} {caseWords.advisory}
        </Fact>
      )}
    </dl>
  )
}

type Country = Session['network']['country']

/** One of them may have a code or a name alone. */
const isElsewhere = (one: Country, other: Country): boolean =>
  one.name !== other.name && (one.code === null || one.code !== other.code)

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
            <b>{value === null ? caseWords.facts.answers.unknown : value ? yes : no}</b>
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
      {!isOfCase && <IdFact name={caseWords.facts.inquiry} id={inquiryId} />}
      <IdFact name={caseWords.facts.session} id={id} />
      <Fact name={caseWords.facts.created}>
        <ExactTime iso={createdAt} />
      </Fact>
      <Fact name={caseWords.facts.started}>
        <ExactTime iso={startedAt} />
      </Fact>
      <Fact name={caseWords.facts.expired}>
        <ExactTime iso={expiredAt} />
      </Fact>
      <Fact name={caseWords.facts.device}>
        <TextOrMissing text={[device.name, device.type && `(${device.type})`].filter(Boolean).join(' ')} />
      </Fact>
      <Fact name={caseWords.facts.system}>
        <TextOrMissing text={describeVersion(device.os)} />
      </Fact>
      <Fact name={caseWords.facts.browser}>
        <TextOrMissing text={describeVersion(device.browser)} />
      </Fact>
      {device.mobileSdk.name !== null && (
        <Fact name={caseWords.facts.mobileSdk}>
          <TextOrMissing text={describeVersion(device.mobileSdk)} />
        </Fact>
      )}
      {handoff && <Fact name={caseWords.facts.movedHere}>{handoff}</Fact>}
      <Fact name={caseWords.facts.country}>
        <TextOrMissing text={describeCountry(network.country)} />
      </Fact>
      {network.gpsCountry && (
        <Fact name={caseWords.facts.countryByGps}>
          <TextOrMissing text={describeCountry({ code: network.gpsCountry, name: null })} />
        </Fact>
      )}
      <Fact name={caseWords.facts.connection}>
        <TextOrMissing text={network.connectionType} />
      </Fact>
      <Fact name={caseWords.facts.threatLevel}>
        {threat ? <Chip {...threat} /> : <TextOrMissing text={null} />}
      </Fact>
      <Fact name={caseWords.facts.signals}>
        <ul class="signals">
          {listNetworkHints(network).map(({ label, value }) => (
            <li key={label} data-value={value}>
              {label} <b>{caseWords.facts.answers[value]}</b>
            </li>
          ))}
        </ul>
      </Fact>
    </dl>
  )
}

function TextOrMissing({ text }: { text: string | null | undefined }) {
  return text && text !== commonWords.unknown ? text : <span class="missing">{commonWords.unknown}</span>
}

const baseOf = (type: string): string => type.split('/', 1)[0] ?? type

export function EventDetails({ event }: { event: ProviderEvent }) {
  const { object } = event
  return (
    <dl class="facts">
      <Fact name={caseWords.facts.happened}>
        <ExactTime iso={event.createdAt} />
      </Fact>
      <Fact name={caseWords.facts.name}>
        <code>{event.name}</code>
      </Fact>
      {object ? (
        <>
          {object.type.includes('/') && (
            <Fact name={caseWords.facts.about}>{describeObjectType(object.type)}</Fact>
          )}
          <IdFact name={describeObjectType(baseOf(object.type))} id={object.id} />
        </>
      ) : (
        <Fact name={caseWords.facts.about}>
          <span class="missing">{commonWords.unknown}</span>
        </Fact>
      )}
      <IdFact name={caseWords.facts.event} id={event.id} />
    </dl>
  )
}
