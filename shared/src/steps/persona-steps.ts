/** A step of an inquiry, by the name that its template gives it. The set is open: templates name their own. */
import type { Task } from '../replies/reply-choice.ts'
import { isTellable } from './tellable.ts'

const CHECK = /^verification[_/]/

interface Check {
  name: string
  /** What the customer has to give. */
  task: Task
}

/** Persona's own names of checks, and no template's: these can be said to a customer, too. */
const CHECKS: Readonly<Record<string, Check>> = {
  government_id: { name: 'government ID', task: 'government-id' },
  government_id_nfc: { name: 'government ID chip', task: 'government-id-chip' },
  selfie: { name: 'selfie', task: 'selfie' },
  document: { name: 'document', task: 'document' },
  phone_number: { name: 'phone number', task: 'phone-number' },
  email_address: { name: 'e-mail address', task: 'email-address' },
}

/** Of a step (`verification_government_id`) and of an object's type (`verification/government-id`). */
function checkOf(step: string): Check | undefined {
  const kind = step.replace(CHECK, '').replaceAll('-', '_')
  return CHECK.test(step) && Object.hasOwn(CHECKS, kind) ? CHECKS[kind] : undefined
}

/** `government ID`; any other in its own words, and `undefined` where these cannot be said. */
export function nameInquiryStep(step: string): string | undefined {
  const known = checkOf(step)
  if (known) return known.name
  const words = step
    .replace(CHECK, '')
    .replaceAll(/[-_/]+/g, ' ')
    .trim()
  return isTellable(words) ? words : undefined
}

/** What the customer has to give in this step; `undefined` where only the template's author knows. */
export const taskOfInquiryStep = (step: string | null): Task | undefined =>
  step === null ? undefined : checkOf(step)?.task
