/** `docs/privacy.md` and the field table agree on each field. */
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { type Disclosure, FIELDS } from './domain/fields.ts'

const SECTIONS: Readonly<Record<Disclosure, string>> = {
  basic: 'Shown to every role',
  'by-pattern': 'Shown on request',
  sensitive: 'Shown on request',
  never: 'Never leaves the relay',
}

const text = readFileSync(new URL('../../docs/privacy.md', import.meta.url), 'utf8')
const sectionOf = (title: string) => text.split('\n## ').find((section) => section.startsWith(title)) ?? ''

const rowOf = (object: string, section: string) => {
  const [provider = '', kind = ''] = object.replace('inquiry-template', 'template').split('.')
  const name = `| ${provider.replace('persona', 'Persona')} ${kind} `
  return section.split('\n').find((line) => line.startsWith(name)) ?? ''
}

const ALL = Object.entries(FIELDS).flatMap(([object, table]) =>
  Object.entries<Disclosure>(table).map(([field, disclosure]) => [object, field, disclosure] as const),
)

it.each(ALL)('lists %s %s as %s', (object, field, disclosure) => {
  const named = Object.values(SECTIONS).filter((title) =>
    rowOf(object, sectionOf(title)).includes(`\`${field}\``),
  )
  expect(named).toContain(SECTIONS[disclosure])
  // A customer number is in two sections, by its form.
  if (disclosure !== 'by-pattern') expect(new Set(named).size).toBe(1)
})

it('no field is named that the table does not have', () => {
  const known = new Set(ALL.map(([, field]) => field))
  for (const title of new Set(Object.values(SECTIONS))) {
    for (const line of sectionOf(title)
      .split('\n')
      .filter((row) => /^\| (?:Persona|deepidv) /.test(row))) {
      for (const [, field = ''] of line.matchAll(/`([a-z0-9_.-]+)`/g)) expect(known, field).toContain(field)
    }
  }
})
