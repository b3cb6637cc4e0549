/**
 * The relay on local workerd, as a child process with its own wrangler configuration. Secrets go through its environment,
 * which only this user can read: a command line is public, and a file would stay behind.
 */
import { spawn } from 'node:child_process'
import { randomBytes, randomInt } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { HealthSchema } from '@inquiry-lens/shared/contract/config.ts'
import * as v from 'valibot'
import { isSecretName } from '../../worker/src/config/bindings.ts'

export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

/** Left out: the server logs each path, and so the IDs of inquiries. The relay logs without them. */
const SERVER_LINE = /\[wrangler:info\]/

const START_WITHIN_MS = 60_000
const KEEPER_ENDS_WITHIN_MS = 6_000

export interface LocalRelayOptions {
  /** 0: any free port. */
  port: number
  bindings: Record<string, string>
  folder?: string
  /** Reloads changed code, and opens a debugger, which can read every secret: for keys of the fake providers alone. */
  isDev?: boolean
  onOutput?: (text: string) => void
}

export interface LocalRelay {
  url: string
  inspector?: string
  bootstrapToken: string
  /** Lets `npm run agents` and `npm run audit` find the bootstrap token while this relay runs. */
  shareToken(): void
  output(): string
  exited: Promise<void>
  stop(): Promise<void>
}

const SecretsSchema = v.object({ TOKEN_PEPPER: v.string(), BOOTSTRAP_TOKEN: v.string() })
type Secrets = v.InferOutput<typeof SecretsSchema>

export const folderOfPort = (port: number | string): string => join(ROOT, '.wrangler', `relay-${port}`)

function readSecrets(folder: string): Secrets | undefined {
  try {
    return v.parse(SecretsSchema, JSON.parse(readFileSync(join(folder, 'secrets.json'), 'utf8')))
  } catch {
    return undefined
  }
}

/** Throws with the relay's output if it does not start. */
export async function startLocalRelay({
  port: wanted,
  bindings,
  folder: given,
  isDev = false,
  onOutput,
}: LocalRelayOptions): Promise<LocalRelay> {
  const port = await findFreePort(wanted)
  const sharedToken = fileOfSharedToken(port)
  rmSync(sharedToken, { force: true })
  const folder = given ?? folderOfPort(port)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const stored = readSecrets(folder) ?? { TOKEN_PEPPER: drawSecret(), BOOTSTRAP_TOKEN: drawSecret() }
  const secrets = v.parse(SecretsSchema, { ...stored, ...bindings })
  writePrivately(join(folder, 'secrets.json'), secrets)
  const all = { ...bindings, ...secrets }
  const configuration = writeConfiguration(folder, all)

  const url = `http://127.0.0.1:${port}`
  const inspectorPort = isDev ? await findFreePort() : undefined
  const keeper = spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      join(ROOT, 'scripts/relay/relay-process.ts'),
      'keep',
      sharedToken,
      configuration,
      String(port),
      join(folder, 'state'),
      ...(inspectorPort === undefined ? [] : [String(inspectorPort)]),
    ],
    {
      cwd: ROOT,
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: true,
      env: {
        ...process.env,
        ...all,
        CLOUDFLARE_CF_FETCH_ENABLED: 'false',
        WRANGLER_SEND_METRICS: 'false',
        WRANGLER_HIDE_BANNER: 'true',
        WRANGLER_WRITE_LOGS: 'false',
        // Both would open its storage and its requests to every user of this machine.
        X_LOCAL_EXPLORER: 'false',
        X_LOCAL_OBSERVABILITY: 'false',
      },
    },
  )
  let output = ''
  for (const input of [keeper.stdout, keeper.stderr]) {
    createInterface({ input }).on('line', (line) => {
      if (SERVER_LINE.test(line)) return
      output = `${output}${line}\n`.slice(-200_000)
      onOutput?.(`${line}\n`)
    })
  }
  let hasEnded = false
  const exited = new Promise<void>((settle) => {
    keeper.once('exit', () => {
      hasEnded = true
      settle()
    })
  })
  keeper.stdin.on('error', () => {})
  const stop = async () => {
    keeper.stdin.end()
    await Promise.race([exited, sleep(KEEPER_ENDS_WITHIN_MS, undefined, { ref: false })])
    if (!hasEnded && keeper.pid !== undefined) process.kill(-keeper.pid, 'SIGKILL')
    await exited
  }

  const giveUpAt = Date.now() + START_WITHIN_MS
  while (!(await isRelay(url))) {
    if (hasEnded || Date.now() > giveUpAt) {
      await stop()
      throw new Error(`The relay did not start on port ${port}. It printed:\n${output.trim()}`)
    }
    await sleep(100)
  }
  return {
    url,
    ...(inspectorPort !== undefined && { inspector: `127.0.0.1:${inspectorPort}` }),
    bootstrapToken: secrets.BOOTSTRAP_TOKEN,
    shareToken() {
      if (keeper.pid === undefined || hasEnded) return
      writeSharedToken({ url, keeper: keeper.pid, bootstrapToken: secrets.BOOTSTRAP_TOKEN })
    },
    output: () => output,
    exited,
    stop,
  }
}

/** What is added to wrangler.toml. `relay-process.ts` adds it: reading TOML takes all of wrangler, which loads there anyway. */
function writeConfiguration(folder: string, bindings: Record<string, string>): string {
  const isSecret = ([name]: [string, string]) => isSecretName(name)
  const entries = Object.entries(bindings)
  const file = join(folder, 'wrangler.json')
  writePrivately(file, {
    secrets: { required: entries.filter(isSecret).map(([name]) => name) },
    vars: Object.fromEntries(entries.filter((one) => !isSecret(one))),
  })
  return file
}

const drawSecret = (): string => randomBytes(32).toString('base64url')

function writePrivately(file: string, value: object): void {
  writeFileSync(file, JSON.stringify(value, null, 2), { mode: 0o600 })
}

/** A relay without configuration runs too: it answers 503. */
async function isRelay(url: string): Promise<boolean> {
  try {
    const answer = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(2_000) })
    return answer.status === 503 || v.is(HealthSchema, await answer.json())
  } catch {
    return false
  }
}

/** Below those that systems give to programs that ask for any: until its relay listens, nothing else takes one of these. */
const OWN_PORTS = { first: 20_000, count: 10_000 }
const MAX_TRIES = 20

/** Rejects if the port is in use. 0: any free port. */
export async function findFreePort(wanted = 0): Promise<number> {
  for (let tries = 0; wanted === 0 && tries < MAX_TRIES; tries++) {
    const port = OWN_PORTS.first + randomInt(OWN_PORTS.count)
    if (await isFree(port)) return port
  }
  if (wanted !== 0 && (await isFree(wanted))) return wanted
  throw new Error(
    wanted === 0
      ? 'No free port'
      : `Port ${wanted} is taken. Choose another with --port, or stop the program that uses it.`,
  )
}

const isFree = (port: number): Promise<boolean> =>
  new Promise((settle) => {
    const server = createServer()
    server.once('error', () => settle(false))
    server.listen(port, '127.0.0.1', () => server.close(() => settle(true)))
  })

const SHARED_FOLDER = join(ROOT, '.wrangler/shared')

/** `keeper`: the process that deletes the file when the relay ends. */
const SharedTokenSchema = v.object({ url: v.string(), keeper: v.number(), bootstrapToken: v.string() })
type SharedToken = v.InferOutput<typeof SharedTokenSchema>

const fileOfSharedToken = (port: number | string): string => join(SHARED_FOLDER, `${port}.json`)

function writeSharedToken(shared: SharedToken): void {
  const file = fileOfSharedToken(new URL(shared.url).port)
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  writeFileSync(file, JSON.stringify(shared, null, 2), { mode: 0o600 })
}

/** The bootstrap token of a relay that this machine runs: not for another host, nor after the relay ended. */
export function findSharedToken(relay: URL): SharedToken | undefined {
  try {
    const shared = v.parse(SharedTokenSchema, JSON.parse(readFileSync(fileOfSharedToken(relay.port), 'utf8')))
    const addresses = [shared.url, shared.url.replace('127.0.0.1', 'localhost')]
    return addresses.includes(relay.origin) && isRunning(shared.keeper) ? shared : undefined
  } catch {
    return undefined
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
