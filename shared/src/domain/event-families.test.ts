import { describe, expect, it } from 'vitest'
import { openFamilies } from './event-families.ts'

describe('events', () => {
  const { isOpenEvent } = openFamilies()
  it.each([
    'inquiry.created',
    'inquiry-session.started',
    'verification.passed',
    'document.errored',
    'selfie.created',
    'account.redacted',
  ])('%s is open', (name) => expect(isOpenEvent(name)).toBe(true))
  it.each([
    'report/watchlist.matched',
    'case.created',
    'sar.filed',
    'filing.created',
    'graph-query.completed',
    'transaction.created',
    'account-property.redacted',
    'inquiry-template.published',
    'inquiry',
    '.inquiry',
    ' inquiry.created',
    'Inquiry.created',
    '',
  ])('%j is closed', (name) => expect(isOpenEvent(name)).toBe(false))
})

it('maps each variety of an object to its kind', () => {
  const { isOpenObject } = openFamilies()
  expect(['inquiry', 'verification/government-id', 'document/generic'].every(isOpenObject)).toBe(true)
  expect(['case', 'report/watchlist', 'reports', ''].some(isOpenObject)).toBe(false)
})

it('opens transactions, and nothing else, when the admin sets them', () => {
  const { isOpenEvent, isOpenObject } = openFamilies(['transaction'])
  expect(isOpenEvent('transaction.created') && isOpenObject('transaction')).toBe(true)
  expect(isOpenEvent('transaction-type.deleted-field')).toBe(false)
})
