/** `npm run relay -- --port P`: the relay alone; keys and origins come from the environment or `.dev.vars`. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { ProblemSchema } from '@inquiry-lens/shared/contract/problems.ts'
import { PROVIDERS } from '@inquiry-lens/shared/providers/registry.ts'
import * as v from 'valibot'
import { EXTENSION_ORIGIN } from '../extension/extension-id.ts'
import { SECRET_NAMES, VARIABLE_NAMES } from '../worker/src/config/bindings.ts'
import { readProviders } from '../worker/src/config/providers.ts'
import { readArguments, readPort } from './command-line.ts'
import { ROOT, startLocalRelay } from './relay/local-relay.ts'

/** Local workerd fails on a jurisdiction. */
const BINDINGS = [...SECRET_NAMES, ...VARIABLE_NAMES].filter((name) => name !== 'JURISDICTION')

const USAGE = `Usage: npm run relay -- [--port 8787]

Starts the relay alone. Keys, origins and the providers’ addresses come from the environment or .dev.vars
(.dev.vars.example explains them).`

const { values } = readArguments(USAGE, { options: { port: { type: 'string', default: '8787' } } })
const port = readPort(values.port)

/** The environment wins over `.dev.vars`; an empty value unsets. */
function readBindings(): Record<string, string> {
  const file = join(ROOT, '.dev.vars')
  const fromFile = existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {}
  const defaults = { ENVIRONMENT: 'local', ALLOWED_ORIGINS: EXTENSION_ORIGIN }
  const all: Record<string, string | undefined> = { ...defaults, ...fromFile, ...process.env }
  return Object.fromEntries(
    BINDINGS.flatMap((name) => {
      const value = all[name]
      return value ? [[name, value]] : []
    }),
  )
}

const bindings = readBindings()
const relay = await startLocalRelay({ port, bindings }).catch((error: Error) => {
  console.error(error.message)
  process.exit(1)
})

relay.shareToken()

const { providers } = readProviders(bindings)
for (const { id, environment, origin } of providers) {
  console.log(`${PROVIDERS[id].name}: ${environment} at ${origin}`)
}
const health = await fetch(`${relay.url}/healthz`)
if (health.ok) {
  if (providers.length === 0)
    console.log(
      'No provider is configured: set PERSONA_API_KEY or DEEPIDV_API_KEY, and its address (see .dev.vars.example)',
    )
  console.log(`ready: relay at ${relay.url}`)
} else {
  const { detail } = v.parse(ProblemSchema, await health.json())
  console.log(
    `not ready: relay at ${relay.url} refuses every request. ${detail}. Correct it in .dev.vars or the environment, then start it again.`,
  )
}
console.log(`Next: npm run agents -- add you@example.com --role admin --relay ${relay.url}`)

const stop = async () => {
  await relay.stop()
  process.exit(0)
}
process.once('SIGINT', stop)
process.once('SIGTERM', stop)
await relay.exited
console.error(`The relay ended. Its last output:\n${relay.output().trim().split('\n').slice(-15).join('\n')}`)
process.exit(1)
