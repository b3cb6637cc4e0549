import { INQUIRY_ID, madeSession } from '@inquiry-lens/shared/testing/made-rows.ts'
import { expect, it } from 'vitest'
import { madeCase } from '../state/made-case.ts'
import { writeTicketNote } from './ticket-note.ts'

const NOW = Date.parse('2026-11-21T12:00:00Z')

it('says what it is, how it stands, as of when, and what to answer', () => {
  const view = madeCase({ status: 'declined', decisionedAt: '2026-11-21T11:57:00Z' }, NOW)
  const [about, environment, status, why, asOf, reply, ...rest] = writeTicketNote(view, NOW, {}).split('\n')
  expect(about).toBe(`Persona inquiry ${INQUIRY_ID}`)
  expect(environment).toBe('SANDBOX: not a real customer’s')
  expect(status).toBe('Status: Declined (declined)')
  expect(why).toBe('Why: Declined 3 min ago; by whom is not said.')
  expect(asOf).toMatch(/^As of: .*2026/)
  expect(reply).toMatch(/^Reply to send: We are sorry/)
  expect(rest).toEqual([])
})

it('does not speak of an environment in production, and is loud where nobody knows it', () => {
  const view = madeCase({ status: 'approved' })
  const of = (environment: 'production' | 'unknown') =>
    writeTicketNote({ ...view, source: { ...view.source, environment } }, NOW, {})
  expect(of('production')).not.toMatch(/production/i)
  expect(of('unknown')).toContain('UNKNOWN')
})

it('leaves out the reply where nobody should say anything yet', () => {
  expect(writeTicketNote(madeCase({ status: 'something-new' }), NOW, {})).not.toContain('Reply')
})

it('lets no mark-up, link or second line of a provider’s through', () => {
  const status = '<img src=x onerror=alert(1)>\n[click](https://evil.example) `x` *y* @here'
  const note = writeTicketNote(madeCase({ status, nextStep: 'verification_<b>x</b>' }), NOW, {})
  expect(note).not.toMatch(/[<>[\]`*@=]|https?:\/\//)
  expect(note.split('\n')).toHaveLength(5)
})

it('holds nothing of the sessions: no place, no network, no device', () => {
  const session = madeSession({ device: { ...madeSession().device, name: 'Fictional phone' } })
  const view = { ...madeCase({ status: 'approved', referenceId: 'customer-1234' }), sessions: [session] }
  expect(writeTicketNote(view, NOW, {})).not.toMatch(/Fictional phone|customer-1234/)
})

it('answers in the company’s own words', () => {
  const own = { approved: 'Fernwood says: welcome.' }
  expect(writeTicketNote(madeCase({ status: 'approved' }), NOW, own)).toContain(
    'Reply to send: Fernwood says: welcome.',
  )
})
