/** Ending `npm start` and `npm run dev` leaves no process and no key, at any time and by any signal. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { ROOT } from './relay/local-relay.ts'
import { ENDS_WITHIN, IS_THOROUGH, makeFolder, start } from './testing/start-command.ts'

const MOMENTS: [name: string, afterMs: number][] = [
  ['providers', 300],
  ['dev', 1_500],
  ['tour', 2_500],
]
// `start` is `dev` without watching.
if (IS_THOROUGH) MOMENTS.push(['start', 1_500], ['dev', 700], ['dev', 3_000])

it.each(MOMENTS)('Ctrl-C ends npm run %s, %i ms after the start', async (name, entry) => {
  const folder = makeFolder('moment')
  const command = start('node', [join(ROOT, 'scripts/run.mjs'), name], { TMPDIR: folder })
  await sleep(entry)
  command.hintGroup('SIGINT')
  await expect.poll(command.running, ENDS_WITHIN).toEqual([])
  const left = readdirSync(folder, { recursive: true }).map(String)
  expect(left.filter((file) => file.endsWith('secrets.json'))).toEqual([])
})

// Ctrl-C at such a moment: dev.test.ts.
if (IS_THOROUGH) {
  it('a kill ends npm run dev while it shows a change', async () => {
    const command = start('node', [join(ROOT, 'scripts/run.mjs'), 'dev'], { TMPDIR: makeFolder('change') })
    await expect.poll(command.output, { timeout: 90_000 }).toContain('\nready: ')
    const changed = join(ROOT, 'extension/src/config-keys.test.ts')
    writeFileSync(changed, readFileSync(changed))
    command.hintGroup('SIGKILL')
    await expect.poll(command.running, ENDS_WITHIN).toEqual([])
  })
}
