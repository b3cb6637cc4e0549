/** Commands end as a whole, whenever and however they are ended: no process, no port, no key stays behind. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import { folderOfPort, ROOT } from './local-relay.ts'

const MARK = 'INQUIRY_LENS_TEST_RUN'
const KEY = 'persona_sandbox_never-to-stay-behind'
const ENDS_WITHIN = { timeout: 8_000, interval: 50 }

/** A command in a process group of its own, as a terminal starts it. Processes that it starts carry its mark. */
function start(program: string, words: string[], given: Record<string, string> = {}) {
  const mark = randomUUID()
  const child = spawn(program, words, {
    cwd: ROOT,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', ...given, [MARK]: mark },
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
  onTestFinished(() => {
    for (const pid of findProcesses(mark)) signal(pid, 'SIGKILL')
  })
  return {
    child,
    output: () => output,
    running: () => findProcesses(mark),
    signalGroup: (name: NodeJS.Signals) => signal(-pidOf(child), name),
  }
}

const pidOf = ({ pid }: ChildProcess): number => {
  if (pid === undefined) throw new Error('It did not start')
  return pid
}

/** A process that has ended already has nothing left to end. */
function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch {}
}

/** The processes with this mark in their environment, wherever they stand in the process tree. */
function findProcesses(mark: string): number[] {
  if (process.platform !== 'linux') {
    const { stdout } = spawnSync('ps', ['-axEww', '-o', 'pid=,command='], { encoding: 'utf8' })
    return stdout
      .split('\n')
      .filter((line) => line.includes(mark))
      .map((line) => Number.parseInt(line, 10))
  }
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && readOwn(`/proc/${name}/environ`).includes(mark))
    .map(Number)
}

function readOwn(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

const isListening = (port: number): Promise<boolean> =>
  new Promise((settle) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => settle(true)).once('error', () => settle(false))
    socket.once('close', () => socket.destroy())
    socket.once('connect', () => socket.destroy())
  })

function makeFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `inquiry-lens-${name}-`))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))
  return folder
}

const findPort = (): Promise<number> =>
  new Promise((settle) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => settle(typeof address === 'object' && address ? address.port : 0))
    })
  })

async function startRelay(program = 'node', words = [join(ROOT, 'scripts/run.mjs'), 'relay']) {
  const port = await findPort()
  onTestFinished(() => rmSync(folderOfPort(port), { recursive: true, force: true }))
  const command = start(program, [...words, '--port', String(port)], {
    PERSONA_API_KEY: KEY,
    PERSONA_API_URL: 'http://127.0.0.1:9',
  })
  return {
    ...command,
    port,
    isReady: () => expect.poll(command.output, { timeout: 60_000 }).toContain('ready: relay at'),
    async isGone() {
      await expect.poll(command.running, ENDS_WITHIN).toEqual([])
      expect(await isListening(port)).toBe(false)
    },
    /** The files under the relay's folder that hold the provider's key. */
    filesWithKey: () =>
      (existsSync(folderOfPort(port)) ? readdirSync(folderOfPort(port), { recursive: true }) : []).filter(
        (name) => readOwn(join(folderOfPort(port), String(name))).includes(KEY),
      ),
  }
}

it.each([
  [0, 400, 1_200],
  [100, 700, 1_800],
  [200, 1_000, 3_000],
])('Ctrl-C ends a relay that comes up: %i, %i and %i ms after the start', async (...moments) => {
  await Promise.all(
    moments.map(async (moment) => {
      const relay = await startRelay()
      await sleep(moment)
      relay.signalGroup('SIGINT')
      await relay.isGone()
      expect(relay.filesWithKey()).toEqual([])
    }),
  )
})

it('a provider’s key stands in no file, while the relay runs and after a kill of everything that started it', async () => {
  const relay = await startRelay()
  await relay.isReady()
  expect(relay.filesWithKey()).toEqual([])
  relay.signalGroup('SIGKILL')
  await relay.isGone()
  expect(relay.filesWithKey()).toEqual([])
  expect(existsSync(join(ROOT, `.wrangler/shared/${relay.port}.json`))).toBe(false)
})

it('a kill of npm ends its relay', async () => {
  const relay = await startRelay('npm', ['run', 'relay', '--'])
  await relay.isReady()
  relay.child.kill('SIGKILL')
  await relay.isGone()
})

it('a signal to the command alone ends its relay', async () => {
  const relay = await startRelay()
  await relay.isReady()
  relay.child.kill('SIGTERM')
  await relay.isGone()
})

it('a relay that does not come up leaves no key behind', async () => {
  const port = await findPort()
  const server = createServer().listen(port, '127.0.0.1')
  onTestFinished(() => void server.close())
  const command = start('node', [join(ROOT, 'scripts/run.mjs'), 'relay', '--port', String(port)], {
    PERSONA_API_KEY: KEY,
  })
  await expect.poll(command.running, { timeout: 20_000 }).toEqual([])
  expect(command.output()).toContain(`Port ${port} is taken`)
})

it.each([
  ['providers', 300],
  ['start', 1_500],
  ['start', 5_000],
  ['dev', 700],
  ['dev', 3_000],
  ['dev', 8_000],
  ['tour', 2_500],
])('Ctrl-C ends npm run %s, %i ms after the start', async (name, moment) => {
  const folder = makeFolder('moment')
  const command = start('node', [join(ROOT, 'scripts/run.mjs'), name], { TMPDIR: folder })
  await sleep(moment)
  command.signalGroup('SIGINT')
  await expect.poll(command.running, ENDS_WITHIN).toEqual([])
  const left = readdirSync(folder, { recursive: true }).map(String)
  expect(left.filter((file) => file.endsWith('secrets.json'))).toEqual([])
})

it.each(['SIGINT', 'SIGKILL'] as const)('%s ends npm run dev while it shows a change', async (name) => {
  const folder = makeFolder('change')
  const command = start('node', [join(ROOT, 'scripts/run.mjs'), 'dev'], { TMPDIR: folder })
  await expect.poll(command.output, { timeout: 90_000 }).toContain('\nready: ')
  // Nobody else reads it, and it is as it was.
  const changed = join(ROOT, 'extension/src/config-keys.test.ts')
  writeFileSync(changed, readFileSync(changed))
  command.signalGroup(name)
  await expect.poll(command.running, ENDS_WITHIN).toEqual([])
  if (name === 'SIGINT') expect(readdirSync(folder)).toEqual([])
})

it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s during set-up ends what set-up runs', async (name) => {
  const folder = makeFolder('set-up')
  for (const file of [
    'scripts/run.mjs',
    'scripts/set-up.mjs',
    'package.json',
    'pnpm-lock.yaml',
    'wrangler.toml',
  ])
    cpSync(join(ROOT, file), join(folder, file))
  writeFileSync(join(folder, 'npx'), '#!/bin/sh\necho installing\nexec sleep 60\n', { mode: 0o755 })
  const command = start(process.execPath, [join(folder, 'scripts/run.mjs'), 'relay'], {
    PATH: `${folder}:${process.env.PATH}`,
  })
  await expect.poll(command.output).toContain('installing')
  if (name === 'SIGINT') command.signalGroup(name)
  else command.child.kill(name)
  await expect.poll(command.running, ENDS_WITHIN).toEqual([])
})
