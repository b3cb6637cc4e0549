/** The relay in workerd from a bundle that was built before, with storage of its own that goes when it stops. */
import { randomBytes } from 'node:crypto'
import { createTestHarness } from 'wrangler'
import { isSecretName } from '../../worker/src/config/bindings.ts'
import { type BuildName, buildOnce, ROOT } from './build-once.ts'

export interface TestRelay {
  url: string
  bootstrapToken: string
  /** Its log so far. */
  output(): string
  stop(): Promise<void>
}

/** Those that run. */
const running = new Set<TestRelay>()

/** What each relay that runs has said so far. */
export const readRelayLogs = (): string[] => [...running].map((relay) => relay.output())

export interface TestRelayOptions {
  build: Extract<BuildName, 'relay' | 'clocked-relay'>
  /** By name; `ENVIRONMENT`, `PERSONA_API_KEY`, … */
  bindings: Readonly<Record<string, string>>
}

const drawSecret = (): string => randomBytes(32).toString('base64url')

// The harness would ask for the properties of a request at Cloudflare's edge, which nothing here reads.
process.env.CLOUDFLARE_CF_FETCH_ENABLED = 'false'

export async function startTestRelay({ build, bindings }: TestRelayOptions): Promise<TestRelay> {
  const all = { TOKEN_PEPPER: drawSecret(), BOOTSTRAP_TOKEN: drawSecret(), ...bindings }
  const entries = Object.entries(all)
  const server = createTestHarness({
    root: ROOT,
    workers: [
      {
        configPath: './wrangler.toml',
        prebuiltWorkerDir: await buildOnce(build),
        vars: Object.fromEntries(entries.filter(([name]) => !isSecretName(name))),
        secrets: Object.fromEntries(entries.filter(([name]) => isSecretName(name))),
      },
    ],
  })
  const { url } = await server.listen()
  const relay: TestRelay = {
    url: url.origin,
    bootstrapToken: all.BOOTSTRAP_TOKEN,
    output: () =>
      server
        .getLogs()
        .map(({ level, message }) => `${level}: ${message}`)
        .join('\n'),
    async stop() {
      running.delete(relay)
      await server.close()
    },
  }
  running.add(relay)
  return relay
}
