import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isObjectId, recognise } from './object-id.ts'
import { findObjectIds, PAGE_MARKERS, seekId } from './page-ids.ts'

const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'
const body = (minLength: number, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...BASE58), minLength, maxLength })
const randomBody = body(24, 36).filter(
  (text) => /[a-z]/.test(text) && /[A-Z]/.test(text) && new Set(text).size >= 8,
)
const pageId = fc.tuple(fc.constantFrom(...PAGE_MARKERS), randomBody).map(([prefix, text]) => prefix + text)

const INQUIRY = 'inq_zEx4jL84ShbUyuwX6AzPSqt6'
const OTHER = 'inq_5FrMN7NAGgFdGGysCDd7DaBW'
const LONG = 'inq_NMrSJeR6Aiv2XciLNSjc5qcsv2vn'
const SESSION = 'iqse_2CVZ4HyVg7qaboXz2PUHknAn'
const EVENT = 'evt_XGuYWp7WuDzNxie5z16s7sGJ'

describe('findObjectIds', () => {
  const idsIn = (text: string) => findObjectIds(text).map(({ id }) => id)

  it('returns the ID and its position', () => {
    expect(findObjectIds(`See ${INQUIRY}, then ${SESSION}.`)).toEqual([
      { id: INQUIRY, start: 4, end: 32 },
      { id: SESSION, start: 39, end: 68 },
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
    ['after a soft hyphen that breaks no word', ` \u00AD${INQUIRY}`],
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
    const written = [...INQUIRY].join(unseen)
    expect(findObjectIds(`a ${written} b`)).toEqual([{ id: INQUIRY, start: 2, end: 2 + written.length }])
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
    ['a session’s word of a sandbox', 'run test_verified or test_pending again'],
    ['the prefix alone', 'inq_ and iqse_'],
    ['a prefix that is longer', `my_${INQUIRY}`],
    ['a prefix that is a letter longer', `l${INQUIRY}`],
    ['a prefix in capitals', `X${SESSION.toUpperCase()}`],
    ['a word before it', `customer${INQUIRY}`],
    ['a digit before it', `1${INQUIRY}`],
    ['a letter with an accent before it', `é${INQUIRY}`],
    ['a word and a hyphen before it', `my-${INQUIRY}`],
    ['a word and a soft hyphen before it', `my\u00AD${INQUIRY}`],
    ['a word and a word joiner before it', `my\u2060${INQUIRY}`],
    ['a suffix', `${INQUIRY}_suffix`],
    ['a hyphened suffix', `${INQUIRY}-suffix`],
    ['a letter that none has behind it', `${INQUIRY}0`],
    ['an accent behind it', `${INQUIRY}é`],
    ['a letter after an invisible one', `${INQUIRY}\u2060_x`],
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
    // A longer body may be an ID itself, so the next character must not fit a body.
    fc.assert(
      fc.property(piece, pageId, fc.constantFrom('_', '0', 'é', '-x'), piece, (before, id, link, after) => {
        expect(findObjectIds(` ${before}${id} `)).toEqual([])
        expect(findObjectIds(` ${id}${link}${after} `)).toEqual([])
      }),
    )
  })

  it('returns only parts of the given text', () => {
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
    expect(performance.now() - startedAt).toBeLessThan(15_000)
  })

  it.each([
    ['a marker begins in it and ends behind it', 'see in', 'q_AB', true],
    ['a marker begins behind it', 'see ', 'inq_AB', false],
    ['there is none', 'see in', 'voice', false],
  ])('says whether an ID may begin in a text where %s', (_, text, behind, mayHold) =>
    expect(seekId(text + behind) < text.length).toBe(mayHold),
  )
})
