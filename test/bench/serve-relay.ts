/** The production bundle under `workerd serve`, with its Durable Objects on storage of their own. */
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  copyFileSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { AddedAgentSchema } from '@inquiry-lens/shared/contract/admin.ts'
import { PairedSchema } from '@inquiry-lens/shared/contract/config.ts'
import type { Role } from '@inquiry-lens/shared/contract/permissions.ts'
import * as v from 'valibot'
import { FAKE_PERSONA_SANDBOX_KEY } from '../fake-providers/app.ts'
import { FAKE_PERSONA_WEBHOOK_SECRET } from '../fake-providers/webhooks/webhooks.ts'

export interface ServedRelay {
  url: string
  bootstrapToken: string
  bareUrl: string
  /** From the start of the process to its first answer. */
  startUpMs: number
  signIn(email: string, role?: Role): Promise<string>
  /** As a new version does: all that is open ends, what is stored stays. */
  restart(): Promise<void>
  stop(): Promise<void>
  /** Of its process, in bytes. */
  measureMemory(): number
  /** Of its Durable Objects’ databases, in bytes, by class (`access-control`). */
  measureStorage(): Record<string, number>
}

export interface ServeOptions {
  relayFile: string
  bareFile: string
  /** What the bare route answers. */
  body: string
  providerUrl: string
  /** Beside those that every relay of a bench has. */
  settings?: Record<string, string>
}

/** The runtime that wrangler itself brings along. */
function findWorkerd(): string {
  const wrangler = createRequire(fileURLToPath(import.meta.resolve('wrangler')))
  const found = v.parse(v.object({ default: v.string() }), wrangler('workerd'))
  return found.default
}

export async function serveRelay({
  relayFile,
  bareFile,
  body,
  providerUrl,
  settings = {},
}: ServeOptions): Promise<ServedRelay> {
  const folder = mkdtempSync(join(tmpdir(), 'inquiry-lens-bench-'))
  mkdirSync(join(folder, 'storage'))
  const [port, barePort] = [await findFreePort(), await findFreePort()]
  const bootstrapToken = randomBytes(32).toString('base64url')
  const bindings = {
    ENVIRONMENT: 'bench',
    TOKEN_PEPPER: randomBytes(32).toString('base64url'),
    BOOTSTRAP_TOKEN: bootstrapToken,
    PERSONA_API_KEY: FAKE_PERSONA_SANDBOX_KEY,
    PERSONA_API_URL: providerUrl,
    PERSONA_WEBHOOK_SECRET: FAKE_PERSONA_WEBHOOK_SECRET,
    ...settings,
  }
  const texts = Object.entries(bindings).map(
    ([name, value]) => `(name = ${JSON.stringify(name)}, text = ${JSON.stringify(value)})`,
  )
  // Cap'n Proto embeds only what lies beside the file that says so.
  copyFileSync(relayFile, join(folder, 'relay.js'))
  copyFileSync(bareFile, join(folder, 'bare.js'))
  writeFileSync(join(folder, 'body.json'), body)
  const configuration = join(folder, 'config.capnp')
  writeFileSync(
    configuration,
    `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "relay", worker = .relay),
    (name = "bare", worker = .bare),
    (name = "storage", disk = (path = ${JSON.stringify(join(folder, 'storage'))}, writable = true)),
    (name = "internet", network = (allow = ["public", "private"])),
  ],
  sockets = [
    (name = "relay", address = "127.0.0.1:${port}", http = (), service = "relay"),
    (name = "bare", address = "127.0.0.1:${barePort}", http = (), service = "bare"),
  ],
);
const relay :Workerd.Worker = (
  modules = [(name = "index.js", esModule = embed "relay.js")],
  compatibilityDate = "2026-11-01",
  compatibilityFlags = ["nodejs_compat"],
  durableObjectNamespaces = [
    (className = "AccessControl", uniqueKey = "access-control", enableSql = true),
    (className = "ProviderGateway", uniqueKey = "provider-gateway", enableSql = true),
    (className = "LiveHub", uniqueKey = "live-hub", enableSql = true),
    (className = "JurisdictionPin", uniqueKey = "jurisdiction-pin", enableSql = true),
  ],
  durableObjectStorage = (localDisk = "storage"),
  bindings = [
    (name = "ACCESS_CONTROL", durableObjectNamespace = "AccessControl"),
    (name = "PROVIDER_GATEWAY", durableObjectNamespace = "ProviderGateway"),
    (name = "LIVE_HUB", durableObjectNamespace = "LiveHub"),
    (name = "JURISDICTION_PIN", durableObjectNamespace = "JurisdictionPin"),
    ${texts.join(',\n    ')},
  ],
);
const bare :Workerd.Worker = (
  modules = [(name = "index.js", esModule = embed "bare.js")],
  compatibilityDate = "2026-11-01",
  durableObjectNamespaces = [(className = "BareStore", uniqueKey = "bare-store", enableSql = true)],
  durableObjectStorage = (localDisk = "storage"),
  bindings = [
    (name = "BODY", text = embed "body.json"),
    (name = "STORE", durableObjectNamespace = "BareStore"),
  ],
);
`,
  )
  const url = `http://127.0.0.1:${port}`
  let running = await startWorkerd(configuration, url)
  // Also when this process ends by a mistake of its own.
  const killAtExit = () => running.child.kill('SIGKILL')
  process.once('exit', killAtExit)

  async function post(path: string, value: unknown, token?: string): Promise<unknown> {
    const headers = { 'Content-Type': 'application/json', ...(token && { Authorization: `Bearer ${token}` }) }
    const answer = await fetch(`${url}${path}`, { method: 'POST', body: JSON.stringify(value), headers })
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`)
    return answer.json()
  }

  return {
    url,
    bootstrapToken,
    bareUrl: `http://127.0.0.1:${barePort}`,
    startUpMs: running.startUpMs,
    async signIn(email, role = 'agent') {
      const { code } = v.parse(AddedAgentSchema, await post('/v1/agents', { email, role }, bootstrapToken))
      return v.parse(PairedSchema, await post('/access/pair', { code })).token
    },
    measureMemory() {
      const status = readFileSync(`/proc/${running.child.pid}/status`, 'utf8')
      return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? Number.NaN) * 1024
    },
    measureStorage() {
      const bytes: Record<string, number> = {}
      for (const file of globSync('*/*.sqlite', { cwd: join(folder, 'storage') })) {
        const name = dirname(file)
        bytes[name] = (bytes[name] ?? 0) + statSync(join(folder, 'storage', file)).size
      }
      return bytes
    },
    async restart() {
      await running.kill()
      running = await startWorkerd(configuration, url)
    },
    async stop() {
      process.off('exit', killAtExit)
      await running.kill()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function startWorkerd(configuration: string, url: string) {
  const began = performance.now()
  // For a profile: `INSPECTOR=127.0.0.1:9229`, then chrome://inspect.
  const { INSPECTOR } = process.env
  const inspector = INSPECTOR ? ['--inspector-addr', INSPECTOR] : []
  const child = spawn(findWorkerd(), ['serve', configuration, ...inspector], {
    cwd: dirname(configuration),
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let output = ''
  child.stderr.on('data', (chunk) => {
    output = `${output}${chunk}`.slice(-20_000)
  })
  const ended = new Promise<void>((settle) => child.once('exit', () => settle()))
  const kill = async () => {
    child.kill('SIGKILL')
    await ended
  }
  while (!(await isUp(url))) {
    if (child.exitCode !== null || performance.now() - began > 20_000) {
      await kill()
      throw new Error(`workerd did not start. It printed:\n${output}`)
    }
    await sleep(5)
  }
  return { child, kill, startUpMs: performance.now() - began }
}

async function isUp(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(1_000) })).ok
  } catch {
    return false
  }
}

function findFreePort(): Promise<number> {
  return new Promise((settle, refuse) => {
    const server = createServer()
    server.once('error', refuse)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() =>
        typeof address === 'object' && address ? settle(address.port) : refuse(new Error('No free port')),
      )
    })
  })
}
