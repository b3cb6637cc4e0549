/** The steps of a workflow as what happened: how each stands, after how many tries, and why it failed. */
import type { WorkflowStep } from '@inquiry-lens/shared/model.ts'
import type { Tone } from '@inquiry-lens/shared/status.ts'
import { describeFailureCode, nameStep, nameStepStatus } from '@inquiry-lens/shared/steps/deepidv-steps.ts'
import { ToneMark } from './status-mark.tsx'
import { Ago } from './time.tsx'

const TONES: Readonly<Record<string, Tone>> = { COMPLETED: 'good', FAILED: 'bad', IN_PROGRESS: 'active' }
const toneOf = (status: string): Tone => (Object.hasOwn(TONES, status) ? TONES[status] : undefined) ?? 'idle'

const KNOWN: ReadonlySet<string> = new Set(['PENDING', 'IN_PROGRESS', 'COMPLETED', 'FAILED', 'SKIPPED'])

interface WorkflowStepsProps {
  steps: readonly WorkflowStep[]
  /** A line each, for where there is no room for two. */
  isBrief?: boolean
}

export function WorkflowSteps({ steps, isBrief = false }: WorkflowStepsProps) {
  return (
    <ol class="steps">
      {steps.map(({ step, status, attempts, startedAt, completedAt, failure }, index) => (
        <li key={`${index} ${step}`} class="step">
          <span class="row-first">
            <span class="event">
              <ToneMark tone={toneOf(status)} />
              <span class="event-sentence">{nameStep(step)}</span>
              {!isBrief && <span class="said">{step}</span>}
              {isBrief && <span class="quiet">{nameStepStatus(status).toLowerCase()}</span>}
            </span>
            <Ago iso={completedAt ?? startedAt} />
          </span>
          {!isBrief && (
            <span class="step-said">
              {nameStepStatus(status)}
              {!KNOWN.has(status) && <span class="said"> {status}</span>}
              {attempts !== null && attempts > 1 && `, ${attempts} tries`}
              {failure?.code && `: ${describeFailureCode(failure.code)}`}
              {failure?.code && <span class="said"> {failure.code}</span>}
            </span>
          )}
        </li>
      ))}
    </ol>
  )
}
