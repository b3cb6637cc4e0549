/** Each test that `docs/threat-model.md` cites exists in the file that it names. */
import { existsSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const ROOT = new URL('../../', import.meta.url)
const text = readFileSync(new URL('docs/threat-model.md', ROOT), 'utf8').replace(/\s+/g, ' ')

const NAMED = /`([\w./-]+\.test\.tsx?)`((?:,? “[^”]+”)*)/g

const claims = [...text.matchAll(NAMED)].flatMap(([, file = '', quoted = '']) => {
  const names = [...quoted.matchAll(/“([^”]+)”/g)].map(([, name = '']) => name)
  return names.length === 0 ? [[file, ''] as const] : names.map((name) => [file, name] as const)
})

it.each(claims)('%s “%s”', (file, name) => {
  const at = new URL(file, ROOT)
  expect(existsSync(at), file).toBe(true)
  const source = readFileSync(at, 'utf8').replace(/\s+/g, ' ')
  if (name !== '')
    expect([`'${name}'`, `"${name}"`, `\`${name}\``].some((title) => source.includes(title))).toBe(true)
})

it('every risk of the OWASP API Security Top 10 is mapped to a test', () => {
  const rows = readFileSync(new URL('docs/threat-model.md', ROOT), 'utf8')
    .split('\n')
    .filter((line) => /^\| API\d+ /.test(line))
  expect(rows.map((row) => Number(/\d+/.exec(row)?.[0]))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  for (const row of rows) expect(row).toMatch(/`[\w./-]+\.test\.ts` “/)
})
