/** What is known of a session that stands for itself, without what was not said. */

import { openingOf } from '@inquiry-lens/shared/domain/case-state.ts'
import type { Flow, Session } from '@inquiry-lens/shared/domain/model.ts'
import { formatCode } from '@inquiry-lens/shared/insight/steps/deepidv-steps.ts'
import { describeCountry } from '../format/country.ts'
import { describeDevice } from '../format/device.ts'
import { Fact, IdFact } from '../primitives/facts.tsx'
import { ExactTime } from '../primitives/time.tsx'

interface FlowFactsProps {
  session: Session
  flow: Flow
  /** Where the case says it. */
  attemptsLeft?: number | null
}

const TIMES = [
  ['Opened', 'openedAt'],
  ['Finished', 'submittedAt'],
  ['Changed', 'updatedAt'],
  ['Link ends', 'expiresAt'],
] as const

export function FlowFacts({ session, flow, attemptsLeft = null }: FlowFactsProps) {
  const { id, createdAt, device, network } = session
  const isSeen = device.type !== null || device.browser.name !== null || device.os.name !== null
  const country = describeCountry(network.country)
  return (
    <dl class="facts">
      <IdFact name="Session" id={id} />
      {flow.externalId !== null && <IdFact name="External" id={flow.externalId} />}
      {flow.workflow && <Fact name="Workflow">{flow.workflow.name ?? <code>{flow.workflow.id}</code>}</Fact>}
      {flow.type !== null && <Fact name="Type">{formatCode(flow.type)}</Fact>}
      <Fact name="Created">
        <ExactTime iso={createdAt} />
      </Fact>
      {TIMES.map(
        ([name, field]) =>
          flow[field] !== null && (
            <Fact key={field} name={name}>
              <ExactTime iso={flow[field]} />
            </Fact>
          ),
      )}
      {openingOf(session) === undefined && (
        <Fact name="Opened">
          <span class="missing">Never, as far as is known</span>
        </Fact>
      )}
      {attemptsLeft !== null && <Fact name="Tries">{describeTries(attemptsLeft)}</Fact>}
      {isSeen && <Fact name="Device">{describeDevice(device)}</Fact>}
      {country && <Fact name="Country">{country}</Fact>}
      <Flags name="Uploads" flags={flow.uploads} words={['yes', 'no']} />
      <Flags name="Checks" flags={flow.checks} words={['passed', 'not passed']} />
    </dl>
  )
}

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
          <li key={flag} data-said={value === false ? 'no' : undefined}>
            {formatCode(flag.replaceAll(/([a-z])([A-Z])/g, '$1 $2'))}{' '}
            <b>{value === null ? 'not said' : value ? yes : no}</b>
          </li>
        ))}
      </ul>
    </Fact>
  )
}
