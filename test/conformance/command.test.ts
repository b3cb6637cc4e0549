/** The command itself, at sandboxes that are the fakes, on this machine alone. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { runHere } from '../../scripts/testing/run-here.ts'
import { FAKE_DEEPIDV_SANDBOX_KEY, FAKE_PERSONA_SANDBOX_KEY } from '../fake-providers/app.ts'
import { type ServedProviders, serveProviders } from '../fake-providers/serve.ts'

const SCRIPT = join(import.meta.dirname, '../../scripts/conformance.ts')
const UNSET = { PERSONA_API_KEY: '', PERSONA_API_URL: '', DEEPIDV_API_KEY: '', DEEPIDV_API_URL: '' }

let providers: ServedProviders
beforeAll(async () => {
  providers = await serveProviders({ port: 0 })
})
afterAll(() => providers.close())

it('names the missing settings without a sandbox, and sends no request', async () => {
  for (const variables of [
    {},
    { PERSONA_API_KEY: 'persona_production_x', PERSONA_API_URL: providers.url },
    { DEEPIDV_API_KEY: 'x', DEEPIDV_API_URL: providers.url, DEEPIDV_ENVIRONMENT: 'production' },
  ]) {
    const err = expect.stringContaining('DEEPIDV_ENVIRONMENT=sandbox')
    expect(await runHere('conformance', [], { ...UNSET, ...variables })).toEqual({ code: 2, out: '', err })
  }
  expect(providers.control.calls()).toEqual({})
})

it('asks the sandboxes that are set, and only reads', async () => {
  const env = {
    ...process.env,
    PERSONA_API_KEY: FAKE_PERSONA_SANDBOX_KEY,
    PERSONA_API_URL: providers.url,
    DEEPIDV_API_KEY: FAKE_DEEPIDV_SANDBOX_KEY,
    DEEPIDV_API_URL: providers.url,
    DEEPIDV_ENVIRONMENT: 'sandbox',
  }
  const child = spawn(process.execPath, [SCRIPT], { env })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
  const [code] = await once(child, 'close')
  expect([code, output]).toEqual([
    0,
    expect.stringContaining(`Asking deepidv at ${providers.url}, read-only`),
  ])
  const calls = Object.keys(providers.control.calls())
  expect(calls.filter((call) => !call.startsWith('GET '))).toEqual([])
  expect(calls).toEqual(expect.arrayContaining(['GET /v1/sessions', 'GET /api/v1/inquiry-sessions']))
})
