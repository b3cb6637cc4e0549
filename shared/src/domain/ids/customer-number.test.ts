import { expect, it } from 'vitest'
import { compileWhole, createCustomerNumberFinder, isCustomerNumber } from './customer-number.ts'

const finder = createCustomerNumberFinder(['cust-#{6,9}', 'KD#####'])
const referencesIn = (text: string) => finder?.find(text).map(({ reference }) => reference)

it.each([
  ['Customer cust-700001 wrote again', ['cust-700001']],
  ['(cust-700001), “cust-700002”; cust-700003.', ['cust-700001', 'cust-700002', 'cust-700003']],
  ['Reference:KD12345', ['KD12345']],
  ['https://crm.example.com/customers/cust-700001?tab=2', ['cust-700001']],
  ['顧客cust-700001です', ['cust-700001']],
])('finds it: %s', (text, found) => expect(referencesIn(text)).toEqual(found))

it.each([
  ['a longer number', 'cust-7000010000'],
  ['a shorter one', 'cust-70000'],
  ['within a word', 'xcust-700001 KD12345a äKD12345'],
  ['within a longer name', 'my-cust-700001 cust-700001-b KD12345_x'],
  ['an e-mail address', 'cust-700001@example.com ada@KD12345.example'],
  ['a file or a host', 'cust-700001.pdf KD12345.example.com'],
  ['with an invisible letter', 'KD12345\u200B6'],
  ['capitals count', 'CUST-700001 kd12345'],
])('leaves alone: %s', (_, text) => expect(referencesIn(text)).toEqual([]))

it('returns the position of each', () => {
  expect(finder?.find('of KD12345')).toEqual([{ reference: 'KD12345', start: 3, end: 10 }])
})

it('finds nothing without a pattern', () => {
  expect(createCustomerNumberFinder([])).toBeUndefined()
})

it('rules out a text without a number at once', () => {
  expect(finder?.mayHold('a ticket about nothing')).toBe(false)
  expect(finder?.mayHold('a ticket of cust-700001')).toBe(true)
})

it('matches only a whole value of limited length', () => {
  const whole = compileWhole('[cust-######|%{64}]')
  expect(['cust-700001', 'x'.repeat(64)].every((text) => isCustomerNumber(whole, text))).toBe(true)
  expect(
    ['cust-700001 ', 'cust-7000011', 'x'.repeat(65), ''].some((text) => isCustomerNumber(whole, text)),
  ).toBe(false)
})
