/** The report on the raw list names the order that each fault makes. */
import { expect, it } from 'vitest'
import { describeWalk, walkRaw } from './raw-deepidv.ts'
import { listFakes } from './targets.ts'

it.each([
  ['the fake deepidv', '406 sessions in 9 pages: newest first across pages, newest first within'],
  [
    'the fake deepidv, deepidv-oldest-first',
    '406 sessions in 9 pages: oldest first across pages, oldest first within',
  ],
  [
    'the fake deepidv, deepidv-by-id',
    '406 sessions in 9 pages: in no order by time across pages, newest first within',
  ],
  [
    'the fake deepidv, deepidv-unsorted',
    '406 sessions in 9 pages: in no order by time across pages, in no order by time within',
  ],
])('%s: %s', async (name, report) => {
  const target = listFakes().find((one) => one.name === name)
  if (!target) throw new Error(`no target ${name}`)
  expect(describeWalk(await walkRaw(target, 50))).toBe(report)
})
