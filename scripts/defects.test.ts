import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { DEFECTS, findOnce } from './defects/defects.ts'
import { ROOT } from './relay/local-relay.ts'

const read = (path: string) => readFile(join(ROOT, path), 'utf8')

it('has thirty defects or more, each with a name of its own', () => {
  expect(DEFECTS.length).toBeGreaterThanOrEqual(30)
  expect(new Set(DEFECTS.map(({ name }) => name)).size).toBe(DEFECTS.length)
})

describe.each(DEFECTS)('$name', ({ what, name, file, find, replace, caughtBy }) => {
  it('can be put into the source as it is', async () => {
    expect(findOnce(await read(file), find)).toBeDefined()
    expect(replace).not.toBe(find)
  })

  it('has a test file, and a row in the document', async () => {
    expect(existsSync(join(ROOT, caughtBy)), caughtBy).toBe(true)
    const rows = (await read('docs/testing.md')).split('\n').filter((line) => line.startsWith('|'))
    const cells = rows.map((row) => row.split('|').map((cell) => cell.trim()))
    expect(cells).toContainEqual(['', name, what, `\`${caughtBy}\``, ''])
  })
})
