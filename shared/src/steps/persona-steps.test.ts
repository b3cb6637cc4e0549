import { expect, it } from 'vitest'
import { nameInquiryStep, taskOfInquiryStep } from './persona-steps.ts'

it.each([
  ['verification_government_id', 'government ID', 'government-id'],
  ['verification/government-id-nfc', 'government ID chip', 'government-id-chip'],
  ['verification_selfie', 'selfie', 'selfie'],
  ['verification_aamva', 'aamva', undefined],
  ['welcome_page', 'welcome page', undefined],
  ['selfie', 'selfie', undefined],
  ['verification_constructor', 'constructor', undefined],
  ['interstitial_watchlist_hit', undefined, undefined],
  ['pep-check', undefined, undefined],
  ['open_a_case', undefined, undefined],
  ['__', undefined, undefined],
  ['briefcase_photo', 'briefcase photo', undefined],
])('%s', (step, name, task) => {
  expect(nameInquiryStep(step)).toBe(name)
  expect(taskOfInquiryStep(step)).toBe(task)
})
