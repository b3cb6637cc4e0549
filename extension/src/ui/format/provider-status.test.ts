import { madeFlow, madeSession } from '@inquiry-lens/shared/testing/made-rows.ts'
import { expect, it } from 'vitest'
import { formatProviderStatus } from './provider-status.ts'

it('has the provider’s own words, both where both say something', () => {
  const say = (progress: string) =>
    formatProviderStatus(madeSession({ status: 'PENDING', flow: madeFlow({ progress }) }))
  expect(say('STARTED')).toBe('PENDING · STARTED')
  expect(say('PENDING')).toBe('PENDING')
  expect(formatProviderStatus(madeSession({ status: 'active' }))).toBe('active')
})
