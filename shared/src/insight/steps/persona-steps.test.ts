import { expect, it } from 'vitest'
import { kindOfCheck, nameCheck, nameInquiryStep, taskOfCheck, taskOfInquiryStep } from './persona-steps.ts'

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

it.each([
  ['verification_government_id', 'government-id'],
  ['verification/government-id-nfc', 'government-id-nfc'],
  ['verification_aamva', 'aamva'],
  ['selfie', undefined],
  ['success', undefined],
  ['post_verification_page', undefined],
])('the kind of check of %s is %s', (step, kind) => {
  expect(kindOfCheck(step)).toBe(kind)
})

it('says of a kind what it says of its step', () => {
  for (const kind of ['government-id', 'aamva', 'watchlist', 'constructor']) {
    expect(nameCheck(kind)).toBe(nameInquiryStep(`verification/${kind}`))
    expect(taskOfCheck(kind)).toBe(taskOfInquiryStep(`verification/${kind}`))
  }
})
