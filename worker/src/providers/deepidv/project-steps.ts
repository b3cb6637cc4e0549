/** The steps of a session's workflow, as its timeline. */
import type { WorkflowStep } from '@inquiry-lens/shared/model.ts'
import { isScreeningStep, spellName } from '@inquiry-lens/shared/screening.ts'
import type { Projection } from '../projection.ts'
import { instant, text } from '../read-value.ts'
import { takeFields } from './take-fields.ts'

const MOST_STEPS = 50

export function projectSteps(raw: readonly unknown[]): Projection<WorkflowStep[]> {
  const projected = raw.slice(0, MOST_STEPS).map(projectStep)
  return {
    item: projected.flatMap(({ item }) => item ?? []),
    dropped: projected.flatMap(({ dropped }) => dropped),
  }
}

function projectStep(raw: unknown): Projection<WorkflowStep> {
  const { taken, unknown } = takeFields('deepidv.step', raw, ['basic'])
  const step = text(taken.step_id)
  if (step === null) return { item: null, dropped: ['step: unreadable'] }
  if (isScreeningStep(step)) return { item: null, dropped: ['session step: screening'] }
  const code = codeOf(taken['failure.code']) ?? codeOf(taken.failure_reason)
  const action = codeOf(taken['failure.user_action'])
  return {
    dropped: unknown,
    item: {
      step: spellName(step),
      status: text(taken.status) ?? 'unknown',
      attempts: wholeNumber(taken.attempts),
      startedAt: instant(taken.started_at),
      completedAt: instant(taken.completed_at),
      failure: code === null && action === null ? null : { code, action },
    },
  }
}

/** A code, and no sentence: what is written in words may be about a person. */
const codeOf = (value: unknown): string | null => {
  const code = text(value)
  return code !== null && /^[A-Z][A-Z0-9_]{1,60}$/.test(code) ? code : null
}

/** `null` also for "as many as you like". */
export const wholeNumber = (value: unknown): number | null =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null
