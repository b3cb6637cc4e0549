import { madeSession } from '@inquiry-lens/shared/testing/made-rows.ts'
import { expect, it } from 'vitest'
import { sayStatus } from './status-words.ts'

const FLOW = {
  type: null,
  updatedAt: null,
  submittedAt: null,
  expiresAt: null,
  openedAt: null,
  externalId: null,
  workflow: null,
  steps: [],
  uploads: {},
  checks: {},
}

it('has the provider’s own words, both where both say something', () => {
  const say = (progress: string) => sayStatus(madeSession({ status: 'PENDING', flow: { ...FLOW, progress } }))
  expect(say('STARTED')).toBe('PENDING · STARTED')
  expect(say('PENDING')).toBe('PENDING')
  expect(sayStatus(madeSession({ status: 'active' }))).toBe('active')
})
