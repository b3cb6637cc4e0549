/** Ending a relay leaves no process, port or key, at any time and by any signal. */
import { cpSync, existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import { findFreePort, folderOfPort, ROOT } from './relay/local-relay.ts'
import { ENDS_WITHIN, IS_THOROUGH, makeFolder, readOwn, start } from './testing/start-command.ts'

const KEY = 'persona_sandbox_never-to-stay-behind'

const isListening = (port: number): Promise<boolean> =>
  new Promise((settle) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => settle(true)).once('error', () => settle(false))
    socket.once('close', () => socket.destroy())
    socket.once('connect', () => socket.destroy())
  })

const COMMAND = ['node', join(ROOT, 'scripts/run.mjs'), 'relay']

async function startRelay([program = '', ...words] = COMMAND, settings: Record<string, string> = {}) {
  const port = await findFreePort()
  onTestFinished(() => rmSync(folderOfPort(port), { recursive: true, force: true }))
  const command = start(program, [...words, '--port', String(port)], {
    PERSONA_API_KEY: KEY,
    PERSONA_API_URL: 'http://127.0.0.1:9',
    ...settings,
  })
  return {
    ...command,
    port,
    isReady: () => expect.poll(command.output, { timeout: 60_000 }).toContain('ready: relay at'),
    async isGone() {
      await expect.poll(command.running, ENDS_WITHIN).toEqual([])
      expect(await isListening(port)).toBe(false)
    },
    filesWithKey: () =>
      (existsSync(folderOfPort(port)) ? readdirSync(folderOfPort(port), { recursive: true }) : []).filter(
        (name) => readOwn(join(folderOfPort(port), String(name))).includes(KEY),
      ),
  }
}

it.each([[0, 400, 1_200], ...(IS_THOROUGH ? [[200, 800, 3_000]] : [])])(
  'Ctrl-C ends a relay that comes up: %i, %i and %i ms after the start',
  async (...entries) => {
    await Promise.all(
      entries.map(async (entry) => {
        const relay = await startRelay()
        await sleep(entry)
        relay.hintGroup('SIGINT')
        await relay.isGone()
        expect(relay.filesWithKey()).toEqual([])
      }),
    )
  },
)

it('a provider’s key stands in no file, while the relay runs and after a kill of everything that started it', async () => {
  const relay = await startRelay()
  await relay.isReady()
  expect(relay.filesWithKey()).toEqual([])
  relay.hintGroup('SIGKILL')
  await relay.isGone()
  expect(relay.filesWithKey()).toEqual([])
  expect(existsSync(join(ROOT, `.wrangler/shared/${relay.port}.json`))).toBe(false)
})

it('a relay names each wrong setting with its rule and refuses every request; a kill of npm ends it', async () => {
  const settings = { PERSONA_CALLS_PER_MINUTE: '301', AUDIT_KEEP_DAYS: '0' }
  const relay = await startRelay(['npm', 'run', 'relay', '--'], settings)
  await expect.poll(relay.output, { timeout: 60_000 }).toContain('Next: ')
  expect(relay.output()).not.toMatch(/^ready/m)
  const [line] = relay.output().match(/^not ready: .*/m) ?? []
  for (const printed of [
    'PERSONA_CALLS_PER_MINUTE must be a whole number from 1 to 300',
    'AUDIT_KEEP_DAYS must be a whole number from 1 to 3650',
    '.dev.vars',
  ]) {
    expect(line).toContain(printed)
  }
  const answer = await fetch(`http://127.0.0.1:${relay.port}/v1/me`)
  expect(answer.status).toBe(503)
  expect(await answer.text()).toContain('PERSONA_CALLS_PER_MINUTE')
  relay.child.kill('SIGKILL')
  await relay.isGone()
})

it('a relay that does not come up leaves no key behind', async () => {
  const port = await findFreePort()
  const server = createServer().listen(port, '127.0.0.1')
  onTestFinished(() => void server.close())
  const command = start('node', [join(ROOT, 'scripts/run.mjs'), 'relay', '--port', String(port)], {
    PERSONA_API_KEY: KEY,
  })
  await expect.poll(command.output, ENDS_WITHIN).toContain(`Port ${port} is taken`)
  await expect.poll(command.running, ENDS_WITHIN).toEqual([])
})

it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s during set-up ends what set-up runs', async (name) => {
  const folder = makeFolder('set-up')
  for (const file of ['scripts/run.mjs', 'package.json', 'pnpm-lock.yaml', 'wrangler.toml'])
    cpSync(join(ROOT, file), join(folder, file))
  writeFileSync(join(folder, 'npx'), '#!/bin/sh\necho installing\nexec sleep 60\n', { mode: 0o755 })
  const command = start(process.execPath, [join(folder, 'scripts/run.mjs'), 'relay'], {
    PATH: `${folder}:${process.env.PATH}`,
  })
  await expect.poll(command.output).toContain('installing')
  if (name === 'SIGINT') command.hintGroup(name)
  else command.child.kill(name)
  await expect.poll(command.running, ENDS_WITHIN).toEqual([])
})
