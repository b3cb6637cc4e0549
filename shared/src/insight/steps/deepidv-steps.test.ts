import { describe, expect, it } from 'vitest'
import { describeFailureCode, formatCode, nameStep, nameStepStatus, taskOfFailure } from './deepidv-steps.ts'

describe('words of a workflow', () => {
  it('shows what nobody knows as it is', () => {
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

  it('has no word for what would tell of a screening', () => {
    expect(nameStep('SANCTIONS_LOOKUP')).toBe('A step')
    expect(describeFailureCode('WATCHLIST_HIT')).toBeUndefined()
  })

  it('knows what a customer can do about it', () => {
    expect(taskOfFailure({ code: null, action: 'RETAKE_DOCUMENT' })).toBe('retake-document')
    expect(taskOfFailure({ code: 'LIVENESS_FAILED', action: null })).toBe('repeat-camera-check')
    expect(taskOfFailure({ code: 'SELFIE_ID_FACE_MISMATCH', action: null })).toBeUndefined()
    expect(taskOfFailure(null)).toBeUndefined()
  })
})
