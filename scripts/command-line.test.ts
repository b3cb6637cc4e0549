import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { ROOT } from './relay/local-relay.ts'
import { runHere } from './testing/run-here.ts'

it.each([
  ['agents', 'add', 'ada@example.com', '-h'],
  ['audit', '--help'],
  ['audit', 'export', '--help'],
  ['audit', '--relay', 'https://relay.invalid', '--help'],
  ['deploy', '--help'],
  ['relay', '--help'],
])('%s %s says how it is used, and does nothing', async (command, ...words) => {
  const out = expect.stringContaining(`Usage: npm run ${command} --`)
  expect(await runHere(command, words)).toEqual({ code: 0, out, err: '' })
})

it('takes a value that begins with a hyphen, as keys may, and no option for one', async () => {
  const verify = (...words: string[]) => runHere('audit', ['verify', 'there-is-none.ndjson', ...words])
  const keyed = await verify('--witness', 'none.txt', '--key', '-Ab_-c')
  expect([keyed.code, keyed.err]).toEqual([2, 'There is no file none.txt.\n'])
  expect(keyed.err).not.toContain('Usage')
  expect((await verify('--key', '--witness', 'none.txt')).err).toContain('Usage')
})

it('gallery is refused a view that there is not, by a Node that has read all views', () => {
  const words = ['gallery', '--pictures', 'nowhere', '--view', 'there-is-none']
  const { status, stderr } = spawnSync(process.execPath, [join(ROOT, 'scripts/run.mjs'), ...words], {
    encoding: 'utf8',
  })
  expect([status, stderr]).toEqual([
    2,
    expect.stringContaining('No view’s address begins with there-is-none.'),
  ])
})

it('set-up installs Chromium on a machine without one', () => {
  const folder = mkdtempSync(join(tmpdir(), 'inquiry-lens-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const calls = join(folder, 'calls')
  writeFileSync(join(folder, 'apt-get'), `#!/bin/sh\necho "$@" >> ${calls}\n`, { mode: 0o755 })
  writeFileSync(join(folder, 'sudo'), '#!/bin/sh\nexec "$@"\n', { mode: 0o755 })
  const { status, stderr } = spawnSync(process.execPath, [join(ROOT, 'scripts/run.mjs'), 'set-up'], {
    encoding: 'utf8',
    env: { PATH: folder },
  })
  expect(stderr).not.toContain('failed')
  expect(status).toBe(0)
  expect(readFileSync(calls, 'utf8')).toMatch(/update\n.* install .*\bchromium\b/)
})
