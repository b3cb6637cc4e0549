import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { persona } from '../../providers/registry.ts'
import { classifyObjectId, type DoubtReason, isObjectId, recognise } from './object-id.ts'

const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'
const body = (minLength: number, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...BASE58), minLength, maxLength })
const token = body(24, 28)
const randomBody = body(24, 36).filter(
  (text) => /[a-z]/.test(text) && /[A-Z]/.test(text) && new Set(text).size >= 8,
)

const INQUIRY = 'inq_zEx4jL84ShbUyuwX6AzPSqt6'
const SESSION = 'iqse_2CVZ4HyVg7qaboXz2PUHknAn'
/** From deepidv's own pages; no valid version or variant. */
const UUID = 'a1b2c3d4-e5f6-7890-abcd-ef1234567890'
const EVENT = 'evt_XGuYWp7WuDzNxie5z16s7sGJ'

describe('classifyObjectId', () => {
  it.each([
    ['inq_ABC123', 'inquiry'],
    ['iqse_ABC123', 'session'],
    ['evt_ABC123', 'event'],
    ['ver_ABC123', 'verification'],
  ])('%s is the ID of: %s', (id, kind) =>
    expect(classifyObjectId(id)).toEqual({ provider: 'persona', kind, id }),
  )

  it('takes any UUID for a session of deepidv’s, in small letters', () => {
    const session = { provider: 'deepidv', kind: 'session', id: UUID }
    expect(classifyObjectId(UUID)).toEqual(session)
    expect(classifyObjectId(UUID.toUpperCase())).toEqual(session)
    for (const text of [`${UUID}0`, UUID.slice(1), `{${UUID}}`, UUID.replaceAll('-', '')])
      expect(classifyObjectId(text)).toBeUndefined()
  })

  it.each(['test_verified', 'test_rejected', 'test_submitted', 'test_pending', 'test_voided'])(
    'takes %s for a session of deepidv’s sandbox, and for nothing of Persona’s',
    (id) => {
      expect(classifyObjectId(id)).toEqual({ provider: 'deepidv', kind: 'session', id })
      expect(Object.keys(persona.kindOfPrefix)).not.toContain('test')
    },
  )

  it.each([
    '',
    'test_',
    'test_Verified',
    'TEST_VERIFIED',
    'test_verified2',
    'my_test_verified',
    'inq_',
    'inq_AB',
    'inq-ABC123',
    'INQ_ABC123',
    ' inq_ABC123',
    'inq_ABC123\n',
    'inq_ABC 123',
    'rep_ABC123',
    'constructor_ABC123',
    `inq_${'A'.repeat(65)}`,
  ])('%j is none', (text) => expect(classifyObjectId(text)).toBeUndefined())

  it('recognises today’s IDs of every length and their kinds', () => {
    fc.assert(
      fc.property(token, (text) => {
        expect(isObjectId(`inq_${text}`, 'inquiry')).toBe(true)
        expect(isObjectId(`inq_${text}`, 'session', 'event')).toBe(false)
        expect(isObjectId(`iqse_${text}`)).toBe(true)
      }),
    )
  })
})

describe('recognise', () => {
  it('finds a named session of the sandbox where it stands alone, and not in a sentence', () => {
    expect(recognise(' test_verified ').ids.map(({ id }) => id)).toEqual(['test_verified'])
    expect(recognise('run test_verified again').ids).toEqual([])
  })

  const recognised = (text: string) => {
    const { ids, doubts } = recognise(text)
    return { ids: ids.map(({ id }) => id), doubts: doubts.map(({ reason }) => reason) }
  }

  it.each([
    ['an inquiry', INQUIRY, INQUIRY],
    ['a session', SESSION, SESSION],
    ['an event', EVENT, EVENT],
    ['an account', 'act_1fVnCte2V9joRjYQ82QX8mPzKYzD', 'act_1fVnCte2V9joRjYQ82QX8mPzKYzD'],
    ['a placeholder', 'inq_ABC123', 'inq_ABC123'],
    ['with space around it', `  ${INQUIRY}\n`, INQUIRY],
    ['in quotes and with a full stop', `“${INQUIRY}.”`, INQUIRY],
    ['in brackets in backticks', `(\`${EVENT}\`)`, EVENT],
    ['in Markdown italics', `_${INQUIRY}_`, INQUIRY],
    ['in Markdown bold italics', `see ___${INQUIRY}___ please`, INQUIRY],
    ['with Markdown’s escape', `inq\\_${INQUIRY.slice(4)}`, INQUIRY],
    ['with a link’s escape', `?id=inq%5F${INQUIRY.slice(4)}`, INQUIRY],
    [
      'as a Markdown link',
      `[${INQUIRY}](https://app.withpersona.com/dashboard/inquiries/${INQUIRY})`,
      INQUIRY,
    ],
    [
      'as an address of the dashboard',
      `https://app.withpersona.com/dashboard/inquiries/${INQUIRY}?tab=1`,
      INQUIRY,
    ],
    [
      'as a customer’s link',
      `https://acme.withpersona.com/verify?inquiry-id=${INQUIRY}&code=s3cret`,
      INQUIRY,
    ],
    ['as an API address', `https://api.withpersona.com/api/v1/events/${EVENT}`, EVENT],
    ['as a line of JSON', `{"data":{"type":"event","id":"${EVENT}"}}`, EVENT],
    ['in HTML', `<code>${INQUIRY}</code>`, INQUIRY],
    ['in a sentence', `Why was ${INQUIRY} declined?`, INQUIRY],
    ['with soft hyphens', [...INQUIRY].join('\u00AD'), INQUIRY],
    ['with zero-width spaces', `\u200B${[...INQUIRY].join('\u200B')}\uFEFF`, INQUIRY],
    ['in full-width letters', '（ｉｎｑ＿ABC123）', 'inq_ABC123'],
    ['with the capital that a telephone gives it', `Inq_${INQUIRY.slice(4)}`, INQUIRY],
    ['before an ellipsis', `${INQUIRY}...`, INQUIRY],
    ['a session of deepidv’s', UUID, UUID],
    ['a UUID in capitals', UUID.toUpperCase(), UUID],
    ['a UUID in a link', `https://admin.deepidv.example/sessions/${UUID}?tab=1`, UUID],
    ['of a length that is yet to come', `inq_${'aB3'.repeat(15)}`, `inq_${'aB3'.repeat(15)}`],
  ])('knows %s, without a doubt', (_, text, id) =>
    expect(recognised(text)).toEqual({ ids: [id], doubts: [] }),
  )

  it.each(['\\n', '\\t', '"note": "see\\r\\n'])(
    'finds an ID right behind an escape of a log: %s',
    (before) => {
      expect(recognise(`${before}${INQUIRY}"`)).toMatchObject({ ids: [{ id: INQUIRY }], doubts: [] })
    },
  )

  it('names UUIDs among the others where they stand', () => {
    expect(recognised(`${EVENT}, ${UUID}, ${INQUIRY}, ${UUID.toUpperCase()}`)).toEqual({
      ids: [EVENT, UUID, INQUIRY],
      doubts: [],
    })
  })

  it('names each once, in the order of the text', () => {
    const text = `${SESSION} of ${INQUIRY} (${SESSION}), then ${EVENT}; not self_service or doc_type`
    expect(recognise(text)).toEqual({
      ids: [
        { provider: 'persona', kind: 'session', id: SESSION },
        { provider: 'persona', kind: 'inquiry', id: INQUIRY },
        { provider: 'persona', kind: 'event', id: EVENT },
      ],
      doubts: [],
    })
  })

  it.each<[DoubtReason, string, string, string[]]>([
    ['cut-short', 'alone, too short', INQUIRY.slice(0, 16), [INQUIRY.slice(0, 16)]],
    ['cut-short', 'by an ellipsis', `${INQUIRY.slice(0, 12)}…`, []],
    ['cut-short', 'by three dots, in a sentence', `see ${INQUIRY.slice(0, 12)}... there`, []],
    ['cut-short', 'to the prefix', 'inq_', []],
    ['cut-short', 'in a sentence', `it was ${INQUIRY.slice(0, 20)}, I think`, []],
    ['cut-short', 'an account, alone', 'act_1fVnCte2', ['act_1fVnCte2']],
    ['lower-cased', 'alone', INQUIRY.toLowerCase(), [INQUIRY.toLowerCase()]],
    ['lower-cased', 'in a sentence', `it was ${INQUIRY.toLowerCase()}.`, []],
    ['upper-cased', 'whole', INQUIRY.toUpperCase(), []],
    ['upper-cased', 'prefix', INQUIRY.replace('inq', 'INQ'), []],
    [
      'upper-cased',
      'body',
      `inq_${INQUIRY.slice(4).toUpperCase()}`,
      [`inq_${INQUIRY.slice(4).toUpperCase()}`],
    ],
    ['misread', 'a zero', INQUIRY.replace('z', '0'), [INQUIRY.replace('z', '0')]],
    ['misread', 'in a sentence', `it was ${INQUIRY.replace('z', 'l')}.`, [INQUIRY.replace('z', 'l')]],
    ['other-kind', 'a template', 'itmpl_Ygs16MKTkA6obnF8C3Rb17dm', []],
    ['one-time-link', 'a link', 'https://acme.withpersona.com/verify?code=us1-s3cret', []],
  ])('doubts, %s: %s', (reason, _, text, ids) => expect(recognised(text)).toEqual({ ids, doubts: [reason] }))

  it.each([
    '',
    '   ',
    'hello',
    'https://example.com/?code=1',
    'https://withpersona.com.example/verify?code=1',
    'self_service, doc_type and user_id',
    'cus_NffrFeUfNV2Hib',
    '_'.repeat(50),
  ])('finds neither ID nor doubt in %j', (text) => expect(recognise(text)).toEqual({ ids: [], doubts: [] }))

  it('shows doubtful text, but never a link’s secret', () => {
    const { doubts } = recognise('https://acme.withpersona.com/verify?a=1&code=us1-s3cret#x')
    expect(doubts).toEqual([{ reason: 'one-time-link', text: 'acme.withpersona.com/verify' }])
    expect(recognise('at inq_zEx4…').doubts).toEqual([{ reason: 'cut-short', text: 'inq_zEx4…' }])
  })

  it('finds every ID that pages mark, and every whole ID', () => {
    const id = fc
      .tuple(fc.constantFrom('inq', 'iqse', 'evt', 'ver', 'act'), randomBody)
      .map((parts) => parts.join('_'))
    const around = fc.constantFrom('', ' ', '"', '(', '.', ' `')
    fc.assert(
      fc.property(id, around, around, (text, left, right) => {
        expect(recognised(`${left}${text}${right}`).ids).toEqual([text])
      }),
    )
  })

  it('never throws, and names only what classifies', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(0xffff), { maxLength: 200 }), (codes) => {
        for (const { id, kind } of recognise(String.fromCharCode(...codes)).ids)
          expect(isObjectId(id, kind)).toBe(true)
      }),
    )
  })
})
