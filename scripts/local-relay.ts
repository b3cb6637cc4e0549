/**
 * The relay on local workerd, as a child process. `wrangler dev` neither passes the environment on nor loads variables
 * that the configuration does not list, so it is given a configuration of its own with every value filled in, and the
 * secrets beside it, readable by this user alone. (On the command line they would stand in everybody's process list.)
 */
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { HealthSchema } from '@inquiry-lens/shared/api.ts'
import * as v from 'valibot'
import { experimental_readRawConfig as readRawConfig } from 'wrangler'
import { isSecretName } from '../worker/src/configuration.ts'

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))

const START_WITHIN_MS = 60_000

export interface LocalRelayOptions {
  /** 0: any free one. */
  port: number
  /** Bindings by name; `ENVIRONMENT`, `PERSONA_API_KEY`, … */
  bindings: Record<string, string>
  /** Where it keeps what it stores, its configuration and its secrets. */
  folder?: string
  /** Another module than the one that ships, from the repository’s root. */
  entry?: string
}

export interface LocalRelay {
  url: string
  bootstrapToken: string
  /** Lets `npm run agents` and `npm run record` find the way in, though this relay’s own folder is elsewhere. */
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

/** The secrets that a relay on this port was given here, where `npm run agents` finds them. */
export function readSecrets(folder: string): Secrets | undefined {
  try {
    return v.parse(SecretsSchema, JSON.parse(readFileSync(join(folder, 'secrets.json'), 'utf8')))
  } catch {
    return undefined
  }
}

const TokenSchema = v.object({ BOOTSTRAP_TOKEN: v.string() })

const fileOfShared = (port: number | string): string => join(ROOT, '.wrangler', 'shared', `${port}.json`)

/** What opens `/v1/agents` of the relay that runs on this port, or ran there last. */
export function findBootstrapToken(port: number | string): string | undefined {
  try {
    return v.parse(TokenSchema, JSON.parse(readFileSync(fileOfShared(port), 'utf8'))).BOOTSTRAP_TOKEN
  } catch {
    return readSecrets(folderOfPort(port))?.BOOTSTRAP_TOKEN
  }
}

/** Throws with the relay's own output when it does not come up. */
export async function startLocalRelay({
  port: wanted,
  bindings,
  folder: given,
  entry,
}: LocalRelayOptions): Promise<LocalRelay> {
  const port = await findFreePort(wanted)
  // Whoever had this port before and did not end in order.
  rmSync(fileOfShared(port), { force: true })
  const folder = given ?? folderOfPort(port)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const made = readSecrets(folder) ?? { TOKEN_PEPPER: drawSecret(), BOOTSTRAP_TOKEN: drawSecret() }
  const secrets = v.parse(SecretsSchema, { ...made, ...bindings })
  writePrivately(join(folder, 'secrets.json'), secrets)
  const configuration = writeConfiguration(folder, { ...bindings, ...secrets }, entry)

  const url = `http://127.0.0.1:${port}`
  const child = spawn(
    process.execPath,
    [
      join(ROOT, 'node_modules/wrangler/bin/wrangler.js'),
      'dev',
      ...['--config', configuration],
      ...['--ip', '127.0.0.1'],
      ...['--port', String(port)],
      ...['--inspector-port', String(await findFreePort())],
      ...['--persist-to', join(folder, 'state')],
      '--show-interactive-dev-session=false',
    ],
    {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
      // Its own process group, so that Ctrl-C reaches us first and we end it in order.
      detached: true,
      env: {
        ...process.env,
        CLOUDFLARE_CF_FETCH_ENABLED: 'false',
        WRANGLER_SEND_METRICS: 'false',
        WRANGLER_HIDE_BANNER: 'true',
        WRANGLER_WRITE_LOGS: 'false',
      },
    },
  )
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output = `${output}${chunk}`.slice(-200_000)
    })
  }
  let hasEnded = false
  const ended = new Promise<void>((settle) => {
    child.once('exit', () => {
      hasEnded = true
      rmSync(fileOfShared(port), { force: true })
      settle()
    })
  })
  const signal = (name: NodeJS.Signals) => {
    if (!hasEnded && child.pid !== undefined) process.kill(-child.pid, name)
  }
  // Also when this process ends by a mistake of its own.
  const killAtExit = () => signal('SIGTERM')
  process.once('exit', killAtExit)
  const stop = async () => {
    process.off('exit', killAtExit)
    signal('SIGTERM')
    await Promise.race([ended, sleep(5_000)])
    signal('SIGKILL')
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
    bootstrapToken: secrets.BOOTSTRAP_TOKEN,
    shareToken() {
      mkdirSync(dirname(fileOfShared(port)), { recursive: true, mode: 0o700 })
      writePrivately(fileOfShared(port), { BOOTSTRAP_TOKEN: secrets.BOOTSTRAP_TOKEN })
    },
    output: () => output,
    ended,
    stop,
  }
}

function writeConfiguration(
  folder: string,
  bindings: Record<string, string>,
  entry: string | undefined,
): string {
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
  const lines = secret.map((name) => `${name}=${JSON.stringify(bindings[name])}\n`)
  writeFileSync(join(folder, '.dev.vars'), lines.join(''), { mode: 0o600 })
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
function findFreePort(wanted = 0): Promise<number> {
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
