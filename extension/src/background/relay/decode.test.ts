import fc from 'fast-check'
import { expect, it } from 'vitest'
import { parseJsonVisibly, showInvisible } from './http.ts'

it.each([
  ['a right-to-left override', 'user\u202Egpj.exe', 'user‹U+202E›gpj.exe'],
  ['an isolate', 'a\u2066b\u2069', 'a‹U+2066›b‹U+2069›'],
  ['a zero-width space', 'ap\u200Bproved', 'ap‹U+200B›proved'],
  ['a byte order mark', '\uFEFFx', '‹U+FEFF›x'],
  ['a soft hyphen', 'de\u00ADclined', 'de‹U+00AD›clined'],
  ['a Hangul filler', 'a\u3164', 'a‹U+3164›'],
  ['a tag character', 'a\u{E0041}', 'a‹U+E0041›'],
  ['a NUL and an escape', 'a\0\u001B[31m', 'a‹U+0000›‹U+001B›[31m'],
  ['a line separator', 'a\u2028b', 'a‹U+2028›b'],
  ['half a character', 'a\uD800', 'a‹U+D800›'],
  ['a joiner between letters', 'a\u200Db', 'a‹U+200D›b'],
])('%s is seen', (_, text, seen) => {
  expect(showInvisible(text)).toBe(seen)
})

it.each([
  'Ada Lovelace',
  'שלום',
  'مرحبا',
  'é e\u0301',
  '👩‍💻 ❤️ 👍🏽',
  'two\nlines\tand a tab',
  '<img src=x>',
])('%j stays as it is', (text) => {
  expect(showInvisible(text)).toBe(text)
})

it('leaves nothing unseen, whatever the text', () => {
  const anything = fc.string({ unit: 'binary' })
  fc.assert(
    fc.property(anything, (text) => {
      expect(showInvisible(text)).not.toMatch(
        /[\p{Bidi_Control}\u200B\u2060\uFEFF\p{Zl}\p{Zp}]|(?![\n\t])\p{Cc}/u,
      )
    }),
  )
})

it('is done to every text of an answer', () => {
  expect(parseJsonVisibly('{"items":[{"status":"ap\\u200bproved","count":1,"at":null}]}')).toEqual({
    items: [{ status: 'ap‹U+200B›proved', count: 1, at: null }],
  })
})
