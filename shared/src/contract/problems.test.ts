import { expect, it } from 'vitest'
import { codeOfType, NEXT_STEPS, PROBLEM_TYPES, typeOfCode } from './problems.ts'

it('every problem has a status of its kind, words, and a next step', () => {
  for (const { status, title } of Object.values(PROBLEM_TYPES)) {
    expect(status).toBeGreaterThanOrEqual(400)
    expect(title).toMatch(/^[A-Z].*[^.]$/)
  }
  for (const nextStep of Object.values(NEXT_STEPS)) expect(nextStep).toMatch(/\.$/)
})

it('a type leads back to its code, an unknown one to none', () => {
  expect(codeOfType(typeOfCode('not-found'))).toBe('not-found')
  for (const type of [
    'about:blank',
    'urn:inquiry-lens:problem:',
    typeOfCode('not-found').slice(1),
    'urn:inquiry-lens:problem:toString',
  ]) {
    expect(codeOfType(type)).toBeUndefined()
  }
})
