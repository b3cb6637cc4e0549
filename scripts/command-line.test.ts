/** The commands as they are typed: how each is used, without anything to ask. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { ROOT } from './local-relay.ts'

it.each([
  ['agents', '--help'],
  ['agents', 'add', 'ada@example.com', '-h'],
  ['audit', '--help'],
  ['audit', 'export', '--help'],
  ['audit', '--relay', 'https://relay.invalid', '--help'],
  ['deploy', '--help'],
])('%s %s says how it is used, and does nothing', (command, ...words) => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(ROOT, 'scripts', `${command}.ts`), ...words],
    { encoding: 'utf8', env: { PATH: process.env.PATH } },
  )
  expect(stderr).toBe('')
  expect(stdout).toContain(`Usage: npm run ${command} --`)
  expect(status).toBe(0)
})
