import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  classifyObjectId,
  type DoubtReason,
  findObjectIds,
  findUuids,
  isObjectId,
  PAGE_MARKERS,
  recognise,
} from './object-id.ts'

const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'
const body = (minLength: number, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...BASE58), minLength, maxLength })
const token = body(24, 28)
/** As random as a true one looks. */
const randomBody = body(24, 36).filter(
  (text) => /[a-z]/.test(text) && /[A-Z]/.test(text) && new Set(text).size >= 8,
)
const pageId = fc.tuple(fc.constantFrom(...PAGE_MARKERS), randomBody).map(([prefix, text]) => prefix + text)

const INQUIRY = 'inq_zEx4jL84ShbUyuwX6AzPSqt6'
const OTHER = 'inq_5FrMN7NAGgFdGGysCDd7DaBW'
const LONG = 'inq_NMrSJeR6Aiv2XciLNSjc5qcsv2vn'
const SESSION = 'iqse_2CVZ4HyVg7qaboXz2PUHknAn'
/** Of deepidv's own pages: neither of a version nor of a variant that there is. */
const UUID = 'a1b2c3d4-e5f6-7890-abcd-ef1234567890'
const OTHER_UUID = 'da760e2f-2f7b-4f5d-b394-766ce9c4fad8'
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

  it.each([
    '',
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

  it('knows today’s IDs of every length, and tells the kinds apart', () => {
    fc.assert(
      fc.property(token, (text) => {
        expect(isObjectId(`inq_${text}`, 'inquiry')).toBe(true)
        expect(isObjectId(`inq_${text}`, 'session', 'event')).toBe(false)
        expect(isObjectId(`iqse_${text}`)).toBe(true)
      }),
    )
  })
})

describe('findObjectIds', () => {
  const idsIn = (text: string) => findObjectIds(text).map(({ id }) => id)

  it('says what it is and where it stands', () => {
    expect(findObjectIds(`See ${INQUIRY}, then ${SESSION}.`)).toEqual([
      { provider: 'persona', kind: 'inquiry', id: INQUIRY, start: 4, end: 32 },
      { provider: 'persona', kind: 'session', id: SESSION, start: 39, end: 68 },
    ])
  })

  it.each([
    ['alone', INQUIRY],
    ['at the end of a sentence', `It was ${INQUIRY}.`],
    ['before a comma', `${INQUIRY}, again`],
    ['before a colon', `${INQUIRY}: declined`],
    ['before an ellipsis', `${INQUIRY}…`],
    ['before a question mark', `Is it ${INQUIRY}?`],
    ['in brackets', `(${INQUIRY})`],
    ['in square brackets', `[${INQUIRY}]`],
    ['in angle brackets', `<${INQUIRY}>`],
    ['in curly brackets', `{${INQUIRY}}`],
    ['in straight quotes', `"${INQUIRY}"`],
    ['in single quotes', `'${INQUIRY}'`],
    ['in curly quotes', `“${INQUIRY}”`],
    ['in guillemets', `«${INQUIRY}»`],
    ['in Markdown code', `\`${INQUIRY}\``],
    ['in Markdown bold', `**${INQUIRY}**`],
    ['struck out', `~~${INQUIRY}~~`],
    ['in JSON', `{"inquiry-id":"${INQUIRY}"}`],
    ['in JSON after an escaped line end', `{"note":"see\\n${INQUIRY}\\nthanks"}`],
    ['in a path', `https://app.withpersona.com/dashboard/inquiries/${INQUIRY}`],
    ['in a path with more behind it', `/inquiries/${INQUIRY}/sessions`],
    ['in a query', `https://x.withpersona.com/verify?inquiry-id=${INQUIRY}&theme=dark`],
    ['at the end of a query', `?inquiry-id=${INQUIRY}#top`],
    ['in an encoded link', `?next=%2Fverify%3Finquiry-id%3D${INQUIRY}%26a%3D1`],
    ['after an equals sign', `inquiry=${INQUIRY}`],
    ['after a hash sign', `#${INQUIRY}`],
    ['after a slash', `ticket/${INQUIRY}`],
    ['after a bullet', `-${INQUIRY}`],
    ['after an arrow', `->${INQUIRY}`],
    ['before a dash', `${INQUIRY} - declined`],
    ['before a trailing dash', `${INQUIRY}- declined`],
    ['between em dashes', `it—${INQUIRY}—failed`],
    ['between ideographs', `照会${INQUIRY}を確認`],
    ['in full-width brackets', `（${INQUIRY}）`],
    ['after a tab', `id\t${INQUIRY}`],
    ['between line ends', `\n${INQUIRY}\r\n`],
    ['after a no-break space', `ID:\u00A0${INQUIRY}`],
    ['after a zero-width space', `\u200B${INQUIRY}`],
    ['after a byte order mark', `\uFEFF${INQUIRY}\uFEFF`],
    ['before a soft hyphen', `${INQUIRY}\u00AD.`],
    ['beside an emoji', `👉${INQUIRY}👈`],
    ['as a file’s name', `${INQUIRY}.pdf`],
  ])('finds it %s', (_, text) => expect(idsIn(text)).toEqual([INQUIRY]))

  it.each([
    ['zero-width spaces', '\u200B'],
    ['zero-width joiners', '\u200D'],
    ['soft hyphens', '\u00AD'],
    ['word joiners', '\u2060'],
  ])('looks through %s, and spans them', (_, unseen) => {
    const written = `inq_${[...INQUIRY.slice(4)].join(unseen)}`
    expect(findObjectIds(`a ${written} b`)).toEqual([
      { provider: 'persona', kind: 'inquiry', id: INQUIRY, start: 2, end: 2 + written.length },
    ])
  })

  it.each([
    [
      'the short placeholders of the documents',
      'like inq_ABC123 or iqse_ABC123.',
      ['inq_ABC123', 'iqse_ABC123'],
    ],
    ['several side by side', `${INQUIRY},${LONG};${OTHER}`, [INQUIRY, LONG, OTHER]],
    ['the same one twice', `${INQUIRY} ${INQUIRY}`, [INQUIRY, INQUIRY]],
    [
      '36 letters',
      `inq_${'aB3'.repeat(3)}${BASE58.slice(0, 27)}`,
      [`inq_${'aB3'.repeat(3)}${BASE58.slice(0, 27)}`],
    ],
  ])('finds %s', (_, text, ids) => expect(idsIn(text)).toEqual(ids))

  it.each([
    ['nothing', ''],
    ['the prefix alone', 'inq_ and iqse_'],
    ['a prefix that is longer', `my_${INQUIRY}`],
    ['a prefix that is a letter longer', `l${INQUIRY}`],
    ['a prefix in capitals', `X${SESSION.toUpperCase()}`],
    ['a word before it', `customer${INQUIRY}`],
    ['a digit before it', `1${INQUIRY}`],
    ['a letter with an accent before it', `é${INQUIRY}`],
    ['a word and a hyphen before it', `my-${INQUIRY}`],
    ['a word and a soft hyphen before it', `my\u00AD${INQUIRY}`],
    ['a suffix', `${INQUIRY}_suffix`],
    ['a hyphened suffix', `${INQUIRY}-suffix`],
    ['a letter that none has behind it', `${INQUIRY}0`],
    ['an accent behind it', `${INQUIRY}é`],
    ['a letter behind what nobody sees', `${INQUIRY}\u2060_x`],
    ['23 letters', INQUIRY.slice(0, -1)],
    ['37 letters', `inq_${'aB3'.repeat(3)}${BASE58.slice(0, 28)}`],
    ['one letter, 24 times', `inq_${'x'.repeat(24)}`],
    ['few letters, many times', `inq_${'aBc'.repeat(8)}`],
    ['a copy in small letters', INQUIRY.toLowerCase()],
    ['a copy in capitals', INQUIRY.toUpperCase()],
    ['a body in capitals', `inq_${INQUIRY.slice(4).toUpperCase()}`],
    ['letters that none has', 'inq_O0lI4jL84ShbUyuwX6AzPSqt'],
    ['another application’s', 'inq_7f2b3c inq_test123'],
    ['another placeholder', 'inq_ABC1234 inq_ABC12'],
    ['a hyphen for the line', INQUIRY.replace('_', '-')],
    ['a space in it', `${INQUIRY.slice(0, 16)} ${INQUIRY.slice(16)}`],
    ['Stripe’s', 'evt_1NfFeaLkdIwHu7ixraBm864M txn_3NfFeaLkdIwHu7ix1PXS24Ay req_EYK7jcUMwagioHmR1J4peaC2'],
    ['Persona’s, of a kind that others use too', `${EVENT} act_1fVnCte2V9joRjYQ82QX8mPzKYzD`],
    ['Persona’s, of a template', 'itmpl_Ygs16MKTkA6obnF8C3Rb17dm'],
    ['an identifier in code', 'XIQSE_CONNECT_24ShbUyuwX6AzPSqt6abc linq_zEx4jL84ShbUyuwX6AzPSqt6'],
  ])('leaves alone: %s', (_, text) => expect(idsIn(text)).toEqual([]))

  it('finds every ID between edges, exactly where it stands', () => {
    const edge = fc.constantFrom(
      ' ',
      '\n',
      '(',
      ')',
      '"',
      '.',
      ',',
      '/',
      '=',
      '&',
      '`',
      '，',
      '\u200B',
      '照',
      '|',
      '<',
      '>',
    )
    const word = fc.constantFrom('', 'see', 'id:', '0', 'evt_1', 'naïve', '照会')
    fc.assert(
      fc.property(fc.array(fc.tuple(word, edge, pageId, edge), { maxLength: 6 }), (parts) => {
        const text = parts.map(([before, left, id, right]) => `${before}${left}${id}${right}`).join(' ')
        const found = findObjectIds(text)
        expect(found.map(({ id }) => id)).toEqual(parts.map(([, , id]) => id))
        for (const { id, start, end } of found) expect(text.slice(start, end)).toBe(id)
      }),
    )
  })

  it('finds none inside a longer token', () => {
    const piece = fc.string({
      unit: fc.constantFrom(...BASE58, '0', 'O', 'I', 'l', '_', 'é'),
      minLength: 1,
      maxLength: 40,
    })
    // A longer body may be an ID itself, so what is behind it begins with what no body holds.
    fc.assert(
      fc.property(piece, pageId, fc.constantFrom('_', '0', 'é', '-x'), piece, (before, id, link, after) => {
        expect(findObjectIds(` ${before}${id} `)).toEqual([])
        expect(findObjectIds(` ${id}${link}${after} `)).toEqual([])
      }),
    )
  })

  it('names only what it was given, whatever that is', () => {
    const any = fc.string({ unit: fc.constantFrom(...'inqse_AB12xZ-\u200B\u00AD% \\'), maxLength: 300 })
    fc.assert(
      fc.property(any, (text) => {
        for (const { id, start, end } of findObjectIds(text)) {
          expect(isObjectId(id, 'inquiry', 'session')).toBe(true)
          expect(text.slice(start, end).replace(/[\u00AD\u200B-\u200D\u2060\uFEFF]/g, '')).toBe(id)
        }
      }),
    )
  })

  it.each([
    ['marks without bodies', 'inq_'.repeat(50_000)],
    ['one endless token', `inq_${'aB3'.repeat(70_000)}`],
    ['endless unseen letters', `inq_aB3${'\u200B'.repeat(200_000)}`],
    ['unseen letters before and after', `${'\u00AD'.repeat(100_000)}${INQUIRY}${'\u200B'.repeat(100_000)}x`],
    ['hyphens', `-${'-inq_'.repeat(40_000)}`],
    ['escapes', '%3Dinq_'.repeat(30_000)],
  ])('takes time in proportion to the text: %s', (_, text) => {
    const startedAt = performance.now()
    findObjectIds(text)
    recognise(text)
    // Quadratic would be minutes.
    expect(performance.now() - startedAt).toBeLessThan(500)
  })
})

describe('findUuids', () => {
  const uuidsIn = (text: string, counts: (id: string, start: number) => boolean = () => true) =>
    findUuids(text, counts).map(({ id, start, end }) => [id, text.slice(start, end)])

  it.each([
    ['alone', UUID],
    ['in a sentence', `It was ${UUID}.`],
    ['in a path', `https://admin.deepidv.example/sessions/${UUID}/steps`],
    ['in JSON', `{"id":"${UUID}"}`],
    ['in brackets', `(${UUID})`],
    ['after a colon', `session:${UUID}`],
    ['before a dash', `${UUID}- declined`],
  ])('finds it %s', (_, text) => expect(uuidsIn(text)).toEqual([[UUID, UUID]]))

  it.each([
    ['more of it before', `0${UUID}`],
    ['more of it behind', `${UUID}0`],
    ['a fifth group', `${UUID}-abcd`],
    ['a group before', `abcd-${UUID}`],
    ['a word before', `id${UUID}`],
    ['a letter that is not hexadecimal', UUID.replace('a', 'g')],
    ['a trace', `00-${UUID.replaceAll('-', '')}-00f067aa0ba902b7-01`],
  ])('leaves alone: %s', (_, text) => expect(uuidsIn(text)).toEqual([]))

  it('gives those that count, in small letters, where they stand', () => {
    const text = `${OTHER_UUID} and ${UUID.toUpperCase()}`
    expect(uuidsIn(text, (id) => id === UUID)).toEqual([[UUID, UUID.toUpperCase()]])
    expect(uuidsIn(text, (_, start) => start === 0)).toEqual([[OTHER_UUID, OTHER_UUID]])
  })

  it('are not what pages are marked for by themselves', () => {
    expect(findObjectIds(UUID)).toEqual([])
  })
})

describe('recognise', () => {
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

  it('shows what it doubts, but nothing of a link’s secret', () => {
    const { doubts } = recognise('https://acme.withpersona.com/verify?a=1&code=us1-s3cret#x')
    expect(doubts).toEqual([{ reason: 'one-time-link', text: 'acme.withpersona.com/verify' }])
    expect(recognise('at inq_zEx4…').doubts).toEqual([{ reason: 'cut-short', text: 'inq_zEx4…' }])
  })

  it('finds whatever is marked on pages, and whatever is an ID by itself', () => {
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
