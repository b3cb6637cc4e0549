import { describe, expect, it } from 'vitest'
import type { AuditEntry } from './chain.ts'
import { formatEntry, formatHeading } from './verify.ts'

const line: AuditEntry = {
  seq: 7,
  at: '2026-11-21T12:00:00.000Z',
  agent: 'ada@example.com',
  action: 'reveal',
  requestId: 'r-1',
  about: { id: 'inq_ABC123', reason: 'Asked: "where from, and when?"' },
  previous: 'a'.repeat(64),
  hash: 'b'.repeat(64),
}

const readRow = (text: string) =>
  [...text.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,\r]*))/g)].map(([, quoted, plain]) =>
    quoted === undefined ? plain : quoted.replaceAll('""', '"'),
  )

it('NDJSON keeps each entry unchanged', () => {
  expect(formatHeading('ndjson')).toBe('')
  expect(JSON.parse(formatEntry('ndjson', line))).toEqual(line)
})

describe('as CSV', () => {
  it('has a heading, and one cell for each column with any content', () => {
    const names = readRow(formatHeading('csv').trim())
    const cells = readRow(formatEntry('csv', line).trim())
    expect(cells).toHaveLength(names.length)
    expect(JSON.parse(cells[names.indexOf('about')] ?? '')).toEqual(line.about)
  })

  it.each(['=cmd|calc', '+ada@example.com', '-ada@example.com', '@sum', '\tsum'])(
    'CSV injection: %j opens as a text in a spreadsheet',
    (agent) => {
      expect(readRow(formatEntry('csv', { ...line, agent }).trim())[2]).toBe(`'${agent}`)
    },
  )
})
