/** The steps of a session's workflow, as its timeline. */
import type { WorkflowStep } from '@inquiry-lens/shared/domain/model.ts'
import type { Projection } from '../projection.ts'
import { instant, text } from '../projection.ts'
import type { ShowName } from '../shown-names.ts'
import { publicActionName, publicFailureName, publicStepName } from './names.ts'
import { takeFields } from './take-fields.ts'

const MAX_STEPS = 50

export function projectSteps(raw: readonly unknown[], showName: ShowName): Projection<WorkflowStep[]> {
  const projected = raw.map((one) => projectStep(one, showName))
  return {
    item: projected.flatMap(({ item }) => item ?? []).slice(0, MAX_STEPS),
    dropped: projected.flatMap(({ dropped }) => dropped),
  }
}

function projectStep(raw: unknown, showName: ShowName): Projection<WorkflowStep> {
  const { taken, unknown } = takeFields('deepidv.step', raw, ['basic'])
  const id = text(taken.step_id)
  if (id === null) return { item: null, dropped: ['step: unreadable'] }
  const step = publicStepName(id, showName)
  if (step === undefined) return { item: null, dropped: ['session step: screening'] }
  const code = publicFailureName(taken['failure.code']) ?? publicFailureName(taken.failure_reason)
  const action = publicActionName(taken['failure.user_action'])
  return {
    dropped: unknown,
    item: {
      step,
      status: text(taken.status) ?? 'unknown',
      attempts: wholeNumber(taken.attempts),
      startedAt: instant(taken.started_at),
      completedAt: instant(taken.completed_at),
      failure: code === null && action === null ? null : { code, action },
    },
  }
}

/** `null` also for "as many as you like". */
export const wholeNumber = (value: unknown): number | null =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null
