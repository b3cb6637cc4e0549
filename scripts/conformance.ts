/**
 * `npm run conformance`: holds the adapters against the providers' own sandboxes, read-only. Keys and origins come from
 * the environment or `.dev.vars`; only what is a sandbox is asked. `npm run conformance -- --document FILE` holds the field
 * table and the code tables against a provider's OpenAPI document, without a request.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { parse } from 'yaml'
import { compareDocument, describeComparison } from '../test/conformance/document.ts'
import { findSandboxes } from '../test/conformance/targets.ts'
import { readArguments, stopWith } from './command-line.ts'
import { ROOT } from './relay/local-relay.ts'

const WHAT_TO_SET = `No sandbox is set. Set one of these, in the environment or in .dev.vars, and try again:
  PERSONA_API_KEY=persona_sandbox_…   PERSONA_API_URL=https://api.withpersona.com
  DEEPIDV_API_KEY=…   DEEPIDV_API_URL=https://api.deepidv.com   DEEPIDV_ENVIRONMENT=sandbox
A production key is not used: the check reads a lot. \`npm test\` holds the adapters against the fakes.`

const USAGE = `npm run conformance
npm run conformance -- --document FILE    an OpenAPI document (YAML or JSON) of Persona or deepidv; exit code 1: it differs`

const { values } = readArguments(USAGE, { options: { document: { type: 'string' } } })
if (values.document !== undefined) readDocument(values.document)

const file = join(ROOT, '.dev.vars')
const variables = { ...(existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {}), ...process.env }
const sandboxes = findSandboxes(variables)
if (sandboxes.length === 0) {
  console.error(WHAT_TO_SET)
  process.exit(2)
}
for (const { name } of sandboxes) console.log(`Asking ${name}, read-only`)
const { status } = spawnSync(
  process.execPath,
  [join(ROOT, 'node_modules/vitest/vitest.mjs'), 'run', '--project', 'conformance'],
  { cwd: join(ROOT, 'test'), stdio: 'inherit', env: { ...variables, CONFORMANCE: 'sandboxes' } },
)
process.exit(status ?? 1)

function readDocument(path: string): never {
  let document: unknown
  try {
    const text = readFileSync(path, 'utf8')
    // A parser of YAML reads JSON, too, but slowly.
    document = path.endsWith('.json') ? JSON.parse(text) : parse(text, { maxAliasCount: -1 })
  } catch (error) {
    stopWith(`${path} can’t be read: ${error instanceof Error ? error.message : error}`)
  }
  const comparison = compareDocument(document)
  if (!comparison)
    stopWith(`${path} describes neither Persona nor deepidv: it has no path of their sessions.`)
  if (Object.values(comparison.compared).every((count) => count === 0))
    stopWith(`${path} has paths of ${comparison.provider}, but no schema of their answers to compare with.`)
  console.log(describeComparison(comparison))
  process.exit(comparison.drift.length > 0 ? 1 : 0)
}
