/** One of several IDs with what became of it, in a line. */

import { stateOfSummary } from '@inquiry-lens/shared/domain/case-state.ts'
import type { Lookup } from '@inquiry-lens/shared/domain/model.ts'
import type { Environment } from '@inquiry-lens/shared/providers/registry.ts'
import { describeEvent } from '../format/event-sentence.ts'
import { shortenId } from '../format/object-id.ts'
import { nameEnvironment } from '../format/source.ts'
import { QuestionRingIcon } from '../primitives/icons.tsx'
import { StatusMark, ToneMark } from '../primitives/status-mark.tsx'
import { Ago } from '../primitives/time.tsx'

interface LookupRowProps {
  id: string
  /** `undefined`: no answer. */
  lookup: Lookup | undefined
  environment: Environment | undefined
  /** The answer is on its way. */
  isBusy: boolean
}

export function LookupRow({ id, lookup, ...about }: LookupRowProps) {
  return (
    <span class="row-first">
      <Outcome lookup={lookup} {...about} />
      <span class="row-end">
        {lookup?.outcome === 'found' && <Ago iso={lookup.summary.at} />}
        <span class="id">{shortenId(id)}</span>
      </span>
    </span>
  )
}

function Outcome({ lookup, environment, isBusy }: Omit<LookupRowProps, 'id'>) {
  if (!lookup) return <Plain text={isBusy ? '…' : 'Not known yet'} />
  if (lookup.outcome === 'not-found')
    return <Plain text={environment ? `Not in ${nameEnvironment(environment).toUpperCase()}` : 'Not found'} />
  if (lookup.outcome === 'not-asked') return <Plain text="Not looked up yet" />
  const { summary } = lookup
  const caseState = stateOfSummary(summary)
  if (caseState) return <StatusMark caseState={caseState} said={summary.status ?? ''} />
  const { sentence, tone } = describeEvent(summary.name ?? '')
  return (
    <span class="event">
      <ToneMark tone={tone} />
      <span class="event-sentence">{sentence}</span>
    </span>
  )
}

function Plain({ text }: { text: string }) {
  return (
    <span class="status" data-tone="idle">
      <QuestionRingIcon />
      <span class="quiet">{text}</span>
    </span>
  )
}
