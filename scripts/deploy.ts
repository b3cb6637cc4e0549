/** `npm run deploy`: deploys the relay to Cloudflare. Flags answer its questions; the settings are stored in a file. */
import { randomBytes } from 'node:crypto'
import { lookup } from 'node:dns/promises'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseEnv } from 'node:util'
import { EmailSchema } from '@inquiry-lens/shared/contract/admin.ts'
import * as v from 'valibot'
import { EXTENSION_ORIGIN } from '../extension/extension-id.ts'
import { isSecretName, SECRET_NAMES, type SecretName } from '../worker/src/config/bindings.ts'
import { readArguments, readPort, readRelay, stopWith } from './command-line.ts'
import { createAsk } from './deploy/choose.ts'
import type { SecretValues } from './deploy/configuration.ts'
import { deploy, type Mode } from './deploy/deploy.ts'
import { createWrangler } from './deploy/wrangler.ts'
import { type LocalRelay, ROOT, startLocalRelay } from './relay/local-relay.ts'

const USAGE = `Usage: npm run deploy -- [flags, in place of questions]
  --domain HOST          answer at this name; Cloudflare makes its DNS record and certificate
  --route HOST/*         answer at this name, which has a proxied DNS record already
  --workers-dev          answer at a name that Cloudflare gives, for a trial
  --environment WORD     what you call this deployment, such as production
  --jurisdiction WORD    eu, us, fedramp or none: where the data is stored; can’t be changed later
  --var NAME=VALUE       a variable of the relay's (docs/configuration.md lists them); empty: unset. May be repeated
  --secrets-file FILE    provider keys as NAME=VALUE lines; else from the environment, else asked for
  --renew NAME           makes a new BOOTSTRAP_TOKEN or TOKEN_PEPPER. May be repeated
  --admin EMAIL          the first admin, whose pairing code is printed
  --name NAME, --account ID, --settings FILE
instead of deploying:
  --dry-run              everything up to the upload; needs no account
  --local [--port P]     the same relay on this machine, with the same checks, until Ctrl-C
  --check [--relay URL]  only the checks, against the relay that is there`

const { values } = readArguments(USAGE, {
  options: {
    domain: { type: 'string' },
    route: { type: 'string' },
    'workers-dev': { type: 'boolean' },
    environment: { type: 'string' },
    jurisdiction: { type: 'string' },
    var: { type: 'string', multiple: true, default: [] },
    'secrets-file': { type: 'string' },
    renew: { type: 'string', multiple: true, default: [] },
    admin: { type: 'string' },
    name: { type: 'string' },
    account: { type: 'string' },
    settings: { type: 'string', default: 'relay.settings.json' },
    'dry-run': { type: 'boolean', default: false },
    local: { type: 'boolean', default: false },
    port: { type: 'string', default: '8787' },
    check: { type: 'boolean', default: false },
    relay: { type: 'string' },
  },
})

function readMode(): Mode {
  const modes = [
    values['dry-run'] && 'dry-run',
    values.local && 'rehearsal',
    values.check && 'check',
  ] as const
  const [mode, another] = modes.filter((one) => one !== false)
  return another
    ? stopWith(`Give only one of --dry-run, --local and --check.\n\n${USAGE}`)
    : (mode ?? 'upload')
}

/** Never from `.dev.vars`, which is for this machine. */
function readGiven(): SecretValues {
  const file = values['secrets-file']
  let fromFile: NodeJS.Dict<string> = {}
  try {
    if (file !== undefined) fromFile = parseEnv(readFileSync(file, 'utf8'))
  } catch {
    stopWith(`${file} can’t be read. It should hold lines such as PERSONA_API_KEY=…`)
  }
  const given: SecretValues = {}
  for (const name of SECRET_NAMES) {
    const value = process.env[name] || fromFile[name]
    if (value) given[name] = value
  }
  return given
}

function readRenewals(): SecretName[] {
  return values.renew.map((name) =>
    isSecretName(name) && (name === 'BOOTSTRAP_TOKEN' || name === 'TOKEN_PEPPER')
      ? name
      : stopWith(
          '--renew takes BOOTSTRAP_TOKEN or TOKEN_PEPPER. A new provider key is not renewed: give it.',
        ),
  )
}

if (values.admin !== undefined && !v.is(EmailSchema, values.admin))
  stopWith('--admin needs an e-mail address.')
const relay = values.relay === undefined ? undefined : readRelay(values.relay).origin

const folder = join(ROOT, '.wrangler/deploy')
const mode = readMode()
const given = readGiven()
const renew = readRenewals()
let rehearsed: LocalRelay | undefined

const outcome = await deploy({
  mode,
  flags: {
    ...values,
    workersDev: values['workers-dev'],
    variables: values.var,
  },
  settingsFile: relative(process.cwd(), resolve(values.settings)),
  given,
  renew,
  admin: values.admin,
  relay,
  async readBase() {
    // Loaded here: it takes a second, which nothing but an upload needs.
    const { experimental_readRawConfig: readRawConfig } = await import('wrangler')
    const { rawConfig } = readRawConfig({ config: join(ROOT, 'wrangler.toml') })
    return { ...rawConfig, main: join(ROOT, rawConfig.main ?? '') }
  },
  extensionOrigin: EXTENSION_ORIGIN,
  request:
    process.stdin.isTTY && process.stdout.isTTY
      ? createAsk({ input: process.stdin, output: process.stdout })
      : null,
  wrangler: createWrangler({ root: ROOT, folder }),
  async rehearse(bindings) {
    rehearsed = await startLocalRelay({ port: readPort(values.port), bindings })
    rehearsed.shareToken()
    return rehearsed
  },
  resolves: (host) =>
    lookup(host).then(
      () => true,
      () => false,
    ),
  giveToken(token) {
    if (process.stdout.isTTY) {
      console.log(`\nThe bootstrap token, shown this once. Keep it in your password manager:\n\n  ${token}\n`)
      return
    }
    // The output may go to a log, which would store the token.
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const file = join(folder, 'bootstrap-token')
    writeFileSync(file, `${token}\n`, { mode: 0o600 })
    console.log(`The bootstrap token is in ${file}. Move it to your password manager.`)
  },
  draw: () => randomBytes(32).toString('base64url'),
  print: console.log,
  smoke: { fetch, sleep, tries: mode === 'upload' ? 60 : 5 },
}).catch((error: Error) => ({ ok: false as const, problem: error.message, nextStep: '' }))

if (!outcome.ok) {
  console.error(`\n${outcome.problem}\n${outcome.nextStep}`)
  await rehearsed?.stop()
  process.exit(1)
}
if (rehearsed) {
  const { url, stop, exited } = rehearsed
  console.log(`ready: relay at ${url} until Ctrl-C`)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop())
  await exited
}
