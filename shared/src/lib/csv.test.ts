import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { defuse, formatCsvRow, undefuse } from './csv.ts'

/** RFC 4180, by the letter. */
function parse(text: string, separator = ','): string[][] {
  const rows: string[][] = [[]]
  let cell = ''
  let isQuoted = false
  for (let at = 0; at < text.length; at++) {
    const letter = text.charAt(at)
    if (isQuoted) {
      if (letter !== '"') cell += letter
      else if (text.charAt(at + 1) === '"') cell += text.charAt(++at)
      else isQuoted = false
    } else if (letter === '"' && cell === '') isQuoted = true
    else if (letter === separator || (letter === '\r' && text.charAt(at + 1) === '\n')) {
      rows.at(-1)?.push(cell)
      cell = ''
      if (letter === '\r') {
        at++
        rows.push([])
      }
    } else cell += letter
  }
  return rows.slice(0, -1)
}

/** What may stand in a cell, with what matters to a parser far more often than elsewhere. */
const texts = fc
  .array(fc.oneof(fc.constantFrom(...'=+-@＝,;|\t\r\n"\' \u00a0a1'), fc.string({ unit: 'grapheme' })), {
    maxLength: 12,
  })
  .map((parts) => parts.join(''))
const rows = fc.array(texts, { minLength: 1, maxLength: 5 })

it('gives each value back, whatever is in it', () => {
  fc.assert(
    fc.property(fc.array(rows, { minLength: 1, maxLength: 4 }), (table) => {
      const text = table.map(formatCsvRow).join('')
      expect(parse(text).map((cells) => cells.map(undefuse))).toEqual(table)
    }),
  )
})

it('begins no cell with a formula, wherever a program splits it and whatever it takes off', () => {
  const startsFormula = (cell: string) =>
    /^[=+\-@＝＋－＠]/.test(cell.replace(/^[\s"\u200b]+/, '')) || /^[\t\r]/.test(cell)
  fc.assert(
    fc.property(rows, (cells) => {
      const text = formatCsvRow(cells)
      const byTheLetter = [',', ';', '\t', '|'].flatMap((separator) => parse(text, separator).flat())
      expect(byTheLetter.filter(startsFormula)).toEqual([])
      const naively = text.split(/[,;|\t\r\n]/).map((cell) => cell.replaceAll('""', '"'))
      expect(naively.filter(startsFormula)).toEqual([])
    }),
    { numRuns: 300 },
  )
})

it('leaves a usual text alone, and quotes no more than it must', () => {
  expect(formatCsvRow(['inq_ABC123', 'Chrome 115 on Mac', '', '2026-11-23T09:10:00Z', 'a-b=c'])).toBe(
    'inq_ABC123,Chrome 115 on Mac,,2026-11-23T09:10:00Z,a-b=c\r\n',
  )
  expect(formatCsvRow(['say "yes"', 'one, two'])).toBe('"say ""yes""","one, two"\r\n')
  expect(defuse('=1+1')).toBe("'=1+1")
})
