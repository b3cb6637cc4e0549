import { expect, it } from 'vitest'
import { codeOfType, PROBLEM_TYPES, typeOfCode } from './problems.ts'

it('every problem has a status of its kind, words, and a next step', () => {
  for (const { status, title, nextStep } of Object.values(PROBLEM_TYPES)) {
    expect(status).toBeGreaterThanOrEqual(400)
    expect(title).toMatch(/^[A-Z].*[^.]$/)
    expect(nextStep).toMatch(/\.$/)
  }
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
