import { describe, expect, it } from 'vitest'
import {
  describeFailureCode,
  formatCode,
  nameCheck,
  nameInquiryStep,
  nameStep,
  nameStepStatus,
} from './step-names.ts'
import { kindOfCheck, taskOfCheck, taskOfFailure, taskOfInquiryStep } from './steps.ts'

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

it('describes a kind as it describes its step', () => {
  for (const kind of ['government-id', 'aamva', 'watchlist', 'constructor']) {
    expect(nameCheck(kind)).toBe(nameInquiryStep(`verification/${kind}`))
    expect(taskOfCheck(kind)).toBe(taskOfInquiryStep(`verification/${kind}`))
  }
})

describe('words of a workflow', () => {
  it('shows unknown steps and codes in their own words', () => {
    expect(nameStep('PALM_READING')).toBe('Palm reading')
    expect(formatCode('id_front')).toBe('ID front')
    expect(nameStepStatus('PONDERED')).toBe('Pondered')
    expect(describeFailureCode('STARS_MISALIGNED')).toBe('it says “stars misaligned”')
    expect(taskOfFailure({ code: null, action: 'TRY_AT_DUSK' })).toBeUndefined()
    expect(taskOfFailure({ code: 'toString', action: null })).toBeUndefined()
  })

  it('calls a step without a name a step', () => {
    expect(nameStep(null)).toBe('A step')
    expect(nameStep('')).toBe('A step')
  })

  it('has no words for codes that would reveal a screening', () => {
    expect(nameStep('SANCTIONS_LOOKUP')).toBe('A step')
    expect(describeFailureCode('WATCHLIST_HIT')).toBeUndefined()
  })

  it('maps a failure to the customer’s task', () => {
    expect(taskOfFailure({ code: null, action: 'RETAKE_DOCUMENT' })).toBe('retake-document')
    expect(taskOfFailure({ code: 'LIVENESS_FAILED', action: null })).toBe('repeat-camera-check')
    expect(taskOfFailure({ code: 'SELFIE_ID_FACE_MISMATCH', action: null })).toBeUndefined()
    expect(taskOfFailure(null)).toBeUndefined()
  })
})
