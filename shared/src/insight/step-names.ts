/** The providers' steps, checks and failures in our words, each as it stands within a sentence unless it says otherwise. */
import type { FailedTry } from '../domain/model.ts'
import { lowerInitial, upperInitial } from '../lib/initial.ts'
import { own } from '../lib/own-property.ts'
import { insightWords } from '../locales/insight.ts'
import type { Task } from './replies/packs.ts'
import {
  explainFailedTry,
  isDisplayableName,
  isForReview,
  kindOfCheck,
  reasonOfFailure,
  type TryPlace,
} from './steps.ts'

/** `government ID`; an unknown check keeps the provider's words, where they are safe to show. */
export const nameCheck = (kind: string): string | undefined =>
  own(insightWords.checks, kind) ?? describeName(kind)

export function nameInquiryStep(step: string): string | undefined {
  const kind = kindOfCheck(step)
  return kind === undefined ? describeName(step) : nameCheck(kind)
}

function describeName(name: string): string | undefined {
  const words = name.replaceAll(/[-_/]+/g, ' ').trim()
  return isDisplayableName(words) ? words : undefined
}

/** `PALM_READING` → `Palm reading` */
export const formatCode = (code: string): string =>
  upperInitial(
    code
      .toLowerCase()
      .replaceAll(/[_-]+/g, ' ')
      .trim()
      .replace(/\bid\b/g, 'ID'),
  )

/** `Identity document`, as a heading. */
export const nameStep = (step: string | null): string => upperInitial(nameStepInside(step))

export const nameStepInside = (step: string | null): string =>
  (step &&
    (own(insightWords.steps, step) ?? (isDisplayableName(step) ? lowerInitial(formatCode(step)) : null))) ||
  insightWords.aStep

/** `Done`, as a heading. */
export const nameStepStatus = (status: string): string =>
  own(insightWords.stepStates, status) ?? formatCode(status)

/** `undefined`: the code would reveal a screening. */
export function describeFailureCode(code: string): string | undefined {
  const reason = reasonOfFailure(code)
  if (reason) return insightWords.failures[reason]
  return isDisplayableName(code) ? insightWords.saysCode(formatCode(code).toLowerCase()) : undefined
}

/** As a heading, where the words are ours. */
export function entitleFailureCode(code: string): string | undefined {
  const words = describeFailureCode(code)
  return words !== undefined && reasonOfFailure(code) ? upperInitial(words) : words
}

/** `undefined`: nothing that a customer or an agent may know. */
export function describeFailedTry(failed: Pick<FailedTry, 'code' | 'slot'>): string | undefined {
  const explained = isForReview(failed.code) ? undefined : explainFailedTry(failed)
  return explained && insightWords.failures[explained.reason]
}

export const namePlace = (place: TryPlace): string => insightWords.places[place]

/** `undefined`: no flaw that we have words for. */
export function describeFlaws(names: readonly string[]): string | undefined {
  const whys = new Set(names.flatMap((name) => own(insightWords.flaws, name) ?? []))
  return whys.size === 0 ? undefined : insightWords.and([...whys])
}

/** What the customer can do about it, for an agent. */
export const requestOfTask = (task: Task | undefined): string | undefined =>
  task && own<string>(insightWords.requests, task)

/** `by QR code`. `undefined`: an unknown way from one device to another. */
export const nameHandoff = (handoff: string): string | undefined => own(insightWords.handoffs, handoff)
