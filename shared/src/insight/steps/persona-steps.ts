/** A step of an inquiry, by the name that its template gives it. The set is open: templates name their own. */
import { own } from '../../lib/own-property.ts'
import type { Task } from '../replies/reply-choice.ts'
import { isSayableName } from './is-sayable-name.ts'

interface Check {
  name: string
  /** What the customer has to give. */
  task: Task
}

/** Persona's own kinds of checks, and no template's: these can be said to a customer, too. */
const CHECKS: Readonly<Record<string, Check>> = {
  'government-id': { name: 'government ID', task: 'government-id' },
  'government-id-nfc': { name: 'government ID chip', task: 'government-id-chip' },
  selfie: { name: 'selfie', task: 'selfie' },
  document: { name: 'document', task: 'document' },
  'phone-number': { name: 'phone number', task: 'phone-number' },
  'email-address': { name: 'e-mail address', task: 'email-address' },
}

const CHECK = /^verification[_/]/

/**
 * `government-id`, of a step (`verification_government_id`) and of an object's type (`verification/government-id`).
 * `undefined`: no check, and so nothing to hand in. Most of a template's other steps are screens, such as `start`.
 */
export const kindOfCheck = (step: string): string | undefined =>
  CHECK.test(step) ? step.replace(CHECK, '').replaceAll('_', '-') : undefined

/** `government ID`; any other in its own words, and `undefined` where these cannot be said. */
export const nameCheck = (kind: string): string | undefined => own(CHECKS, kind)?.name ?? sayName(kind)

/** What the customer has to give for it; `undefined` where only the template's author knows. */
export const taskOfCheck = (kind: string): Task | undefined => own(CHECKS, kind)?.task

export function nameInquiryStep(step: string): string | undefined {
  const kind = kindOfCheck(step)
  return kind === undefined ? sayName(step) : nameCheck(kind)
}

export function taskOfInquiryStep(step: string): Task | undefined {
  const kind = kindOfCheck(step)
  return kind === undefined ? undefined : taskOfCheck(kind)
}

function sayName(name: string): string | undefined {
  const words = name.replaceAll(/[-_/]+/g, ' ').trim()
  return isSayableName(words) ? words : undefined
}
