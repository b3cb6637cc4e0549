/** Wrangler, as a deployment uses it. Secrets go through a file that only this user can read, and that is deleted after. */
import { type SpawnOptions, spawn } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { isSecretName } from '../../worker/src/config/bindings.ts'
import type { SecretValues } from './configuration.ts'
import { done, type Outcome, refuse } from './settings.ts'

export interface Upload {
  configuration: object
  secrets: SecretValues
  isDryRun: boolean
}

export interface Wrangler {
  /** Names of the Worker's secrets; `null`: no such Worker yet. */
  listSecrets(name: string, account: string | undefined): Promise<Outcome<ReadonlySet<string> | null>>
  /** The Worker's addresses, as far as wrangler reports them. */
  deploy(upload: Upload): Promise<Outcome<string[]>>
}

const ListedSchema = v.pipe(v.string(), v.parseJson(), v.array(v.object({ name: v.string() })))
const DeployedSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({ type: v.literal('deploy'), targets: v.optional(v.array(v.string()), []) }),
)

const NOT_LOGGED_IN = 'CLOUDFLARE_API_TOKEN'
const LOG_IN =
  'Run this in a terminal, where wrangler logs you in, or set CLOUDFLARE_API_TOKEN (and CLOUDFLARE_ACCOUNT_ID).'

export function createWrangler({ root, folder }: { root: string; folder: string }): Wrangler {
  async function run(
    args: string[],
    { isShown, extra = {} }: { isShown: boolean; extra?: Record<string, string> },
  ) {
    // Wrangler's own child processes don't need the provider keys.
    const kept = Object.entries(process.env).filter(([name]) => !isSecretName(name))
    const options: SpawnOptions = {
      cwd: root,
      // At a terminal, wrangler asks before it takes over a name in use.
      stdio: isShown && process.stdin.isTTY ? 'inherit' : ['ignore', 'pipe', 'pipe'],
      env: {
        ...Object.fromEntries(kept),
        WRANGLER_SEND_METRICS: 'false',
        WRANGLER_HIDE_BANNER: 'true',
        WRANGLER_WRITE_LOGS: 'false',
        ...(!isShown && { NO_COLOR: '1' }),
        ...extra,
      },
    }
    const child = spawn(
      process.execPath,
      [join(root, 'node_modules/wrangler/bin/wrangler.js'), ...args],
      options,
    )
    let output = ''
    let errors = ''
    child.stdout?.on('data', (chunk) => {
      output += chunk
    })
    child.stderr?.on('data', (chunk) => {
      errors += chunk
    })
    const status = await new Promise<number | null>((settle) => child.once('close', settle))
    return { ok: status === 0, output, message: `${errors}${errors ? '\n' : ''}${output}`.trim() }
  }

  return {
    async listSecrets(name, account) {
      const extra = account === undefined ? {} : { CLOUDFLARE_ACCOUNT_ID: account }
      const list = () => run(['secret', 'list', '--name', name], { isShown: false, extra })
      let listed = await list()
      if (!listed.ok && process.stdin.isTTY && listed.message.includes(NOT_LOGGED_IN)) {
        await run(['login'], { isShown: true })
        listed = await list()
      }
      const { ok, output, message } = listed
      const read = v.safeParse(ListedSchema, output)
      if (ok && read.success) return done(new Set(read.output.map((secret) => secret.name)))
      if (message.includes(`Worker "${name}" not found`)) return done(null)
      return refuse(`Wrangler could not list the secrets of the Worker ${name}:\n${message}`, LOG_IN)
    },

    async deploy({ configuration, secrets, isDryRun }) {
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      const files = {
        configuration: join(folder, 'wrangler.json'),
        secrets: join(folder, 'secrets.json'),
        output: join(folder, 'output.ndjson'),
      }
      rmSync(files.output, { force: true })
      writeFileSync(files.configuration, JSON.stringify(configuration, null, 2), { mode: 0o600 })
      writeFileSync(files.secrets, JSON.stringify(secrets), { mode: 0o600 })
      try {
        const args = ['deploy', '--config', files.configuration, '--secrets-file', files.secrets]
        const { ok, message } = await run([...args, ...(isDryRun ? ['--dry-run'] : [])], {
          isShown: !isDryRun,
          extra: { WRANGLER_OUTPUT_FILE_PATH: files.output },
        })
        if (ok) return done(isDryRun ? [] : readTargets(files.output))
        return refuse(
          `Wrangler did not deploy the relay.\n${message}`.trim(),
          `Nothing has changed. ${LOG_IN}`,
        )
      } finally {
        rmSync(files.secrets, { force: true })
      }
    },
  }
}

function readTargets(file: string): string[] {
  try {
    const lines = readFileSync(file, 'utf8').split('\n')
    return lines.flatMap((line) => {
      const deployed = v.safeParse(DeployedSchema, line)
      return deployed.success ? deployed.output.targets : []
    })
  } catch {
    return []
  }
}
