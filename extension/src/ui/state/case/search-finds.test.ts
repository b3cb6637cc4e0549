import { recognise } from '@inquiry-lens/shared/domain/ids/object-id.ts'
import type { Lookup } from '@inquiry-lens/shared/domain/summary.ts'
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { describeDoubts, describeRecognised } from './search-finds.ts'

const BODY = '7kQ2mXv9pLw4Zt3bNcRy8dHf'
const NONE = new Map<string, Lookup>()
const say = (text: string, lookups: ReadonlyMap<string, Lookup> = NONE) =>
  describeRecognised(recognise(text), lookups)

it.each([
  [`inq_${BODY}`, 'Inquiry inq_…Ry8dHf. Enter opens its case.', false],
  [`iqse_${BODY}`, 'Session iqse_…Ry8dHf. Enter opens its case.', false],
  [`evt_${BODY}`, 'Event evt_…Ry8dHf: looking for its inquiry…', false],
  [`inq_${BODY} and iqse_${BODY}`, '2 IDs', false],
  [`act_${BODY}`, 'Account act_…Ry8dHf can’t be looked up.', true],
  ['hello', 'No ID in this text.', true],
  [`inq_${BODY.toLowerCase()}`, /wrong capitals, and they count.*Enter tries it as it is\.$/, true],
  [`INQ_${BODY.toUpperCase()}`, /capitals/, true],
  ['inq_7kQ2mXv9p', /looks cut short/, true],
  ['https://acme.withpersona.com/verify?code=us1-secret', /don’t pass it on/, true],
])('%j', (text, words, isProblem) => {
  expect(say(text)).toEqual({
    text: typeof words === 'string' ? words : expect.stringMatching(words),
    isProblem,
  })
})

const event = (told: { inquiryId: string | null; name: string | null }): Lookup => ({
  id: `evt_${BODY}`,
  outcome: 'found',
  summary: {
    provider: 'persona',
    kind: 'event',
    id: `evt_${BODY}`,
    status: null,
    at: null,
    redacted: false,
    flow: null,
    ...told,
  },
})

it.each<[Lookup, RegExp]>([
  [event({ inquiryId: 'inq_x', name: 'verification.passed' }), /: Verification passed\. Enter opens/],
  [event({ inquiryId: null, name: null }), /belongs to no inquiry/],
  [{ id: `evt_${BODY}`, outcome: 'not-found' }, /no such event here/],
  [{ id: `evt_${BODY}`, outcome: 'not-asked', reason: 'provider-timeout' }, /can’t be looked up just now/],
])('says of an event what its look-up says: %j', (lookup, words) => {
  expect(say(`evt_${BODY}`, new Map([[lookup.id, lookup]])).text).toMatch(words)
})

it('never repeats the secret of a one-time link', () => {
  const secret = fc.stringMatching(/^[A-Za-z0-9-]{12,40}$/)
  fc.assert(
    fc.property(secret, (code) => {
      expect(say(`https://acme.withpersona.com/verify?code=${code}`).text).not.toContain(code)
    }),
  )
})

it('doubts an ID only where something is wrong with it', () => {
  expect(describeDoubts(`inq_${BODY}`)).toBeUndefined()
  expect(describeDoubts('inq_7kQ2mXv9p')).toMatch(/cut short/)
})
