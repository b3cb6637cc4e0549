import { expect, it } from 'vitest'
import { parseInquiryInput } from './inquiry-input.ts'

const ID = 'inq_7kQ2mXv9pLw4Zt3bNcRy8dHf'

it.each([
  ['an ID', ID],
  ['an ID with blanks around it', `  ${ID}\n`],
  ['a dashboard address', `https://app.withpersona.com/dashboard/inquiries/${ID}?tab=events`],
  ['a sentence', `Customer is stuck in ${ID}, can you look?`],
  ['a line that names it twice', `${ID} = ${ID}`],
  ['an address with other IDs', `https://example.com/act_abcd1234/${ID}`],
])('finds the inquiry in %s', (_, text) => {
  expect(parseInquiryInput(text)).toEqual({ ok: true, inquiry: ID })
})

it('takes nothing for no filter', () => {
  expect(parseInquiryInput('  ')).toEqual({ ok: true, inquiry: undefined })
})

it.each([
  ['iqse_7kQ2mXv9pLw4Zt3bNcRy8dHf', /session ID/],
  ['act_7kQ2mXv9pLw4Zt3bNcRy8dHf', /an account ID/],
  [`${ID} inq_8kQ2mXv9pLw4Zt3bNcRy8dHf`, /2 inquiry IDs/],
  ['inq_', /cut short/],
  [`INQ_${ID.slice(4)}`.toUpperCase(), /capitals/],
  ['hello', /no inquiry ID/],
])('says what is wrong with %j', (text, problem) => {
  expect(parseInquiryInput(text)).toEqual({ ok: false, problem: expect.stringMatching(problem) })
})

it('leads from a session that stands for itself to its case', () => {
  const id = '3f2504e0-4f89-41d3-9a0c-0305e82c3301'
  expect(parseInquiryInput(` ${id.toUpperCase()}.`)).toEqual({ ok: true, caseId: id })
})

it('takes one of the company’s own numbers, where there is no ID beside it', () => {
  const patterns = [{ provider: 'persona' as const, pattern: 'cust-\\d{6}' }]
  expect(parseInquiryInput('of cust-700001', patterns)).toEqual({ ok: true, reference: 'cust-700001' })
  expect(parseInquiryInput('of cust-700001')).toMatchObject({ ok: false })
})
