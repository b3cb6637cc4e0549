/** What `npm run relay` prints of its settings. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { findFreePort, folderOfPort, ROOT } from './local-relay.ts'

it('names each wrong setting with its rule, and refuses every request', async () => {
  const port = await findFreePort()
  const relay = spawn(process.execPath, [join(ROOT, 'scripts/run.mjs'), 'relay', '--port', String(port)], {
    cwd: ROOT,
    detached: true,
    env: {
      PATH: process.env.PATH ?? '',
      HOME: process.env.HOME ?? '',
      PERSONA_API_KEY: 'persona_sandbox_none',
      PERSONA_API_URL: 'http://127.0.0.1:9',
      PERSONA_CALLS_PER_MINUTE: '301',
      AUDIT_KEEP_DAYS: '0',
    },
  })
  const exited = once(relay, 'exit')
  onTestFinished(async () => {
    if (relay.pid !== undefined && relay.exitCode === null) process.kill(-relay.pid, 'SIGINT')
    await exited
    rmSync(folderOfPort(port), { recursive: true, force: true })
  })
  let output = ''
  for (const stream of [relay.stdout, relay.stderr]) stream.on('data', (chunk) => (output += chunk))
  await expect.poll(() => output, { timeout: 60_000 }).toContain('Next: ')
  expect(output).not.toMatch(/^ready/m)
  const [line] = output.match(/^not ready: .*/m) ?? []
  for (const printed of [
    'PERSONA_CALLS_PER_MINUTE must be a whole number from 1 to 300',
    'AUDIT_KEEP_DAYS must be a whole number from 1 to 3650',
    '.dev.vars',
  ]) {
    expect(line).toContain(printed)
  }
  const answer = await fetch(`http://127.0.0.1:${port}/v1/me`)
  expect(answer.status).toBe(503)
  expect(await answer.text()).toContain('PERSONA_CALLS_PER_MINUTE')
})
