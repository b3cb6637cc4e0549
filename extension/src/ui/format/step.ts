/** A step of an inquiry, by the name that its template gives it. The set is open: templates name their own. */

const CHECK = /^verification_/

/** What can be said to a customer too: these are Persona's own names of checks, and no template's. */
const CHECKS: Readonly<Record<string, { name: string; asked: string }>> = {
  government_id: { name: 'government ID', asked: 'a photo of your government ID' },
  government_id_nfc: { name: 'government ID chip', asked: 'reading the chip of your government ID' },
  selfie: { name: 'selfie', asked: 'a selfie' },
  document: { name: 'document', asked: 'the document that you are asked for' },
  phone_number: { name: 'phone number', asked: 'your phone number' },
  email_address: { name: 'e-mail address', asked: 'your e-mail address' },
}

const checkOf = (step: string) => {
  const kind = step.replace(CHECK, '')
  return CHECK.test(step) && Object.hasOwn(CHECKS, kind) ? CHECKS[kind] : undefined
}

/** `verification_government_id` → `government ID`; any other in its own words. */
export const describeStep = (step: string): string =>
  checkOf(step)?.name ?? step.replace(CHECK, '').replaceAll(/[-_]+/g, ' ').trim()

/** What the customer has to give in this step; `undefined` where only the template's author knows. */
export const describeTask = (step: string | null): string | undefined =>
  step === null ? undefined : checkOf(step)?.asked
