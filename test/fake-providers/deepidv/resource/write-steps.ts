import { CANARY } from '../../common/canary.ts'
import type { JsonObject } from '../../common/json.ts'
import { codeOf, type StoryStep } from '../story/stories.ts'
import type { Tale } from '../story/tale.ts'
import type { Workflow } from '../story/workflows.ts'
import { normaliseStep } from './spelling.ts'

const STEP_TAKES = 3 * 60_000

/** `GET /v1/sessions/{id}/workflow`, as documented. */
export function writeSteps(tale: Tale, id: string, workflow: Workflow): JsonObject {
  const { steps: told, attemptsLeft } = tale.story
  const start = tale.startedAt
  const reached = start === null ? [] : told
  const steps = workflow.steps.map((step, index): JsonObject => {
    const one: StoryStep = reached[index] ?? { status: 'PENDING', attempts: 0 }
    const began = start !== null && one.attempts > 0 ? start + index * STEP_TAKES : null
    return {
      step_id: normaliseStep(step, tale.number + index),
      status: one.status,
      attempts: one.attempts,
      started_at: began === null ? null : new Date(began).toISOString(),
      completed_at:
        began === null || (one.status !== 'COMPLETED' && one.status !== 'FAILED')
          ? null
          : new Date(began + STEP_TAKES).toISOString(),
      ...writeFailure(one, tale.number),
      requirements: { hint: CANARY },
    }
  })
  const current = steps.findIndex(({ status }) => status !== 'COMPLETED' && status !== 'SKIPPED')
  return {
    session_id: id,
    status: tale.status,
    session_progress: tale.progress,
    steps,
    current_step: current < 0 ? null : current,
    attempts_remaining: attemptsLeft,
  }
}

/** The documented place is the common one; the SDK for apps reads an object with words beside it. */
function writeFailure({ failure }: StoryStep, number: number): JsonObject {
  if (!failure) return { failure_reason: null }
  if (number % 4 !== 3) return { failure_reason: codeOf(failure.code, number) }
  const { code, action, slot } = failure.sdk
  return {
    failure_reason: `The document of Ada ${CANARY} could not be read`,
    failure: {
      code,
      category: 'DOCUMENT',
      user_action: action,
      retryable: true,
      slot,
      message: `Dear Ada ${CANARY}, please try again`,
    },
  }
}
