/** Commands as a terminal starts them, and every process that they leave. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { ROOT } from '../relay/local-relay.ts'

/** `npm test` sets it; a test that was started otherwise shares it too. */
export const COMPILE_CACHE = {
  NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(ROOT, 'node_modules/.cache/node'),
}

export const IS_THOROUGH = Number(process.env.THOROUGHNESS ?? 1) > 1

const MARK = 'INQUIRY_LENS_TEST_RUN'
/** Generous: other tests run beside these. */
export const ENDS_WITHIN = { timeout: 20_000, interval: 200 }

/** A command in a process group of its own, as a terminal starts it. Processes that it starts carry its mark. */
export function start(
  program: string,
  words: string[],
  given: Record<string, string> = {},
  atEnd: (kill: () => void) => void = onTestFinished,
) {
  const mark = randomUUID()
  const child = spawn(program, words, {
    cwd: ROOT,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', ...given, [MARK]: mark },
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
  atEnd(() => {
    for (const pid of findProcesses(mark)) signal(pid, 'SIGKILL')
  })
  return {
    child,
    output: () => output,
    running: () => findProcesses(mark),
    hintGroup: (name: NodeJS.Signals) => signal(-pidOf(child), name),
  }
}

const pidOf = ({ pid }: ChildProcess): number => {
  if (pid === undefined) throw new Error('It did not start')
  return pid
}

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

export function readOwn(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

export function makeFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `inquiry-lens-${name}-`))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))
  return folder
}
