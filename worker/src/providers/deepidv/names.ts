/** deepidv's own names, by allow-list: what is not in its documents, or screens, is `null`. */
import { isScreening, normaliseName } from '@inquiry-lens/shared/domain/screening.ts'
import {
  isKnownAction,
  isKnownFailure,
  isKnownStep,
} from '@inquiry-lens/shared/insight/steps/deepidv-steps.ts'
import { text } from '../projection.ts'
import type { ShowName } from '../shown-names.ts'

const TYPES: ReadonlySet<string> = new Set([
  'SESSION',
  'VERIFICATION',
  'DEEP_DOC',
  'CREDIT_APPLICATION',
  'AGE_VERIFICATION',
])

const createAllowList =
  (isAllowed: (name: string) => boolean) =>
  (value: unknown): string | null => {
    const name = text(value)
    return name !== null && isAllowed(normaliseName(name)) ? name : null
  }

export const publicTypeName = createAllowList((name) => TYPES.has(name))
/** Codes are in capitals; a sentence may be about a person. */
export const publicFailureName = (value: unknown): string | null =>
  typeof value === 'string' && isKnownFailure(value) ? value : null
export const publicActionName = (value: unknown): string | null =>
  typeof value === 'string' && isKnownAction(value) ? value : null

/** In one spelling. `undefined`: it screens, and is left out of every list. */
export function publicStepName(step: string, showName: ShowName): string | null | undefined {
  if (isScreening(step)) return undefined
  const spelled = normaliseName(step)
  return isKnownStep(spelled) || showName(step) !== null ? spelled : null
}
