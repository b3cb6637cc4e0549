/**
 * The relay on local workerd, as a child process. Wrangler loads no variables that its configuration does not list,
 * so it gets a configuration of its own. Secrets go by its environment, which only this user can read: on the command
 * line every process list would show them, and a file would stay behind.
 */
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { HealthSchema } from '@inquiry-lens/shared/contract/config.ts'
import * as v from 'valibot'
import { isSecretName } from '../worker/src/config/bindings.ts'
import { fileOfSharedToken, writeSharedToken } from './shared-token.ts'

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))

/** The server's line for each request has its path, and so the IDs of people's inquiries. The relay writes its own line. */
const SERVER_LINE = /\[wrangler:info\]/

const START_WITHIN_MS = 60_000
const KEEPER_ENDS_WITHIN_MS = 6_000

export interface LocalRelayOptions {
  /** 0: any free one. */
  port: number
  /** Bindings by name; `ENVIRONMENT`, `PERSONA_API_KEY`, … */
  bindings: Record<string, string>
  /** Where it keeps what it stores, its configuration and its secrets. */
  folder?: string
  /** Another module than the one that ships, from the repository’s root. */
  entry?: string
  /** Follows changes of its code, and can be debugged. With keys of the fake providers alone: a debugger reads every secret. */
  isDev?: boolean
  /** Called with what it prints, as it does. */
  onOutput?: (text: string) => void
}

export interface LocalRelay {
  url: string
  /** With `isDev`: where a debugger finds it: Chromium’s `chrome://inspect`, an editor’s “attach”. */
  inspector?: string
  bootstrapToken: string
  /** Lets `npm run agents` and `npm run audit` find the bootstrap token while this relay runs. */
  shareToken(): void
  /** What it has printed so far. */
  output(): string
  /** Resolves when it has ended, for whatever reason. */
  ended: Promise<void>
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

/** Throws with the relay's own output when it does not come up. */
export async function startLocalRelay({
  port: wanted,
  bindings,
  folder: given,
  entry,
  isDev = false,
  onOutput,
}: LocalRelayOptions): Promise<LocalRelay> {
  const port = await findFreePort(wanted)
  const sharedToken = fileOfSharedToken(port)
  rmSync(sharedToken, { force: true })
  const folder = given ?? folderOfPort(port)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const made = readSecrets(folder) ?? { TOKEN_PEPPER: drawSecret(), BOOTSTRAP_TOKEN: drawSecret() }
  const secrets = v.parse(SecretsSchema, { ...made, ...bindings })
  writePrivately(join(folder, 'secrets.json'), secrets)
  const all = { ...bindings, ...secrets }
  const configuration = await writeConfiguration(folder, all, entry)

  const url = `http://127.0.0.1:${port}`
  const inspectorPort = isDev ? await findFreePort() : undefined
  const keeper = spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      join(ROOT, 'scripts/keep-relay.ts'),
      sharedToken,
      join(ROOT, 'scripts/serve-relay.ts'),
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
        // By the names that the configuration lists; what else this environment has of them must not replace them.
        ...all,
        CLOUDFLARE_CF_FETCH_ENABLED: 'false',
        WRANGLER_SEND_METRICS: 'false',
        WRANGLER_HIDE_BANNER: 'true',
        WRANGLER_WRITE_LOGS: 'false',
        // Else anyone on this machine reads and writes its storage, and every address that was asked for is kept.
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
  const ended = new Promise<void>((settle) => {
    keeper.once('exit', () => {
      hasEnded = true
      settle()
    })
  })
  // It may have ended already.
  keeper.stdin.on('error', () => {})
  const stop = async () => {
    keeper.stdin.end()
    await Promise.race([ended, sleep(KEEPER_ENDS_WITHIN_MS, undefined, { ref: false })])
    if (!hasEnded && keeper.pid !== undefined) process.kill(-keeper.pid, 'SIGKILL')
    await ended
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
    ended,
    stop,
  }
}

async function writeConfiguration(
  folder: string,
  bindings: Record<string, string>,
  entry: string | undefined,
): Promise<string> {
  // It takes a second to load, and most of those that import this file start no relay.
  const { experimental_readRawConfig: readRawConfig } = await import('wrangler')
  const { rawConfig } = readRawConfig({ config: join(ROOT, 'wrangler.toml') })
  const names = Object.keys(bindings)
  const secret = names.filter(isSecretName)
  const vars = Object.fromEntries(Object.entries(bindings).filter(([name]) => !isSecretName(name)))
  const file = join(folder, 'wrangler.json')
  writePrivately(file, {
    ...rawConfig,
    main: resolve(ROOT, entry ?? rawConfig.main ?? ''),
    secrets: { required: secret },
    vars,
  })
  // Wrangler would prefer it to the environment; earlier versions left one here.
  rmSync(join(folder, '.dev.vars'), { force: true })
  return file
}

const drawSecret = (): string => randomBytes(32).toString('base64url')

function writePrivately(file: string, value: object): void {
  writeFileSync(file, JSON.stringify(value, null, 2), { mode: 0o600 })
}

/** A relay that is not configured answers with a problem, and is up all the same. */
async function isRelay(url: string): Promise<boolean> {
  try {
    const answer = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(2_000) })
    return answer.status === 503 || v.is(HealthSchema, await answer.json())
  } catch {
    return false
  }
}

/** The wanted port if it is free; for 0 any that is. */
export function findFreePort(wanted = 0): Promise<number> {
  return new Promise((settle, refuse) => {
    const server = createServer()
    server.once('error', () =>
      refuse(new Error(`Port ${wanted} is taken. Choose another with --port, or end what listens there.`)),
    )
    server.listen(wanted, '127.0.0.1', () => {
      const address = server.address()
      server.close(() =>
        typeof address === 'object' && address ? settle(address.port) : refuse(new Error('No free port')),
      )
    })
  })
}
