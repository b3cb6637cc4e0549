import { describe, expect, it } from 'vitest'
import { readForm, type SessionFilterForm, writeForm } from './filter-popovers.tsx'

const formOf = (told: Partial<SessionFilterForm>): SessionFilterForm => ({
  choice: 'all',
  text: '',
  from: '',
  to: '',
  ...told,
})

describe('the filter of sessions', () => {
  it.each([
    ['nothing', {}],
    ['the key’s own', { choice: 'key-owner' }],
    ['one customer', { choice: 'externalId', text: 'A-17' }],
    ['a workflow in some days', { choice: 'workflow', text: 'wf_1', from: '2026-11-01', to: '2026-11-21' }],
  ] as const)('says %s, and reads back as it was', (_what, told) => {
    const form = formOf(told)
    const read = readForm(form)
    expect(read.ok && writeForm(read.sessionFilters)).toEqual(form)
  })

  it('asks for one thing, whole days, and nothing that was not chosen', () => {
    const read = readForm(formOf({ text: 'left over', from: '2026-11-21', to: '2026-11-21' }))
    expect(read).toEqual({
      ok: true,
      sessionFilters: {
        from: new Date('2026-11-21T00:00:00').toISOString(),
        to: new Date('2026-11-21T23:59:59.999').toISOString(),
      },
    })
  })

  it.each([
    ['an empty ID', { choice: 'externalId', text: ' ' }],
    ['a workflow that is none', { choice: 'workflow', text: 'a b' }],
    ['an end before its beginning', { from: '2026-11-21', to: '2026-11-20' }],
  ] as const)('refuses %s in words', (_what, told) => {
    expect(readForm(formOf(told))).toEqual({ ok: false, problem: expect.stringMatching(/\.$/) })
  })
})

it.each(['20262-01-01', '0026-01-01', 'tomorrow'])('refuses the date %s in words', (from) => {
  expect(readForm({ choice: 'all', text: '', from, to: '' })).toEqual({
    ok: false,
    problem: 'Enter dates with a year of four digits.',
  })
})
