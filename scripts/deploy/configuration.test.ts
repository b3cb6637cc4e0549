import { join } from 'node:path'
import { expect, it } from 'vitest'
import { experimental_readRawConfig as readRawConfig } from 'wrangler'
import { ROOT } from '../local-relay.ts'
import { buildConfiguration, checkConfiguration, checkReach } from './configuration.ts'
import type { Address, Settings } from './settings.ts'

const base = readRawConfig({ config: join(ROOT, 'wrangler.toml') }).rawConfig
const settingsAt = (
  address: Address,
  variables: Record<string, string> = { ENVIRONMENT: 'production' },
): Settings => ({
  name: 'lens',
  address,
  jurisdiction: 'eu',
  variables,
})
const SECRETS = { TOKEN_PEPPER: 'p'.repeat(32), BOOTSTRAP_TOKEN: 'b'.repeat(32) }

it.each<[Address, object]>([
  [
    { domain: 'lens.example.com' },
    { workers_dev: false, routes: [{ pattern: 'lens.example.com', custom_domain: true }] },
  ],
  [{ route: 'lens.example.com/*' }, { workers_dev: false, routes: ['lens.example.com/*'] }],
  [{ workersDev: true }, { workers_dev: true, routes: [] }],
])('%j: one address and no other', (address, expected) => {
  const built = buildConfiguration({
    base,
    settings: settingsAt(address),
    secrets: ['TOKEN_PEPPER', 'BOOTSTRAP_TOKEN'],
  })
  expect(built).toMatchObject({ ...expected, name: 'lens', preview_urls: false })
  expect(built).toMatchObject({ secrets: { required: ['TOKEN_PEPPER', 'BOOTSTRAP_TOKEN'] } })
  expect(built).toMatchObject({ vars: { JURISDICTION: 'eu', ENVIRONMENT: 'production' } })
})

it('nothing logs what is asked for: neither invocations nor traces', () => {
  expect(buildConfiguration({ base, settings: settingsAt({ workersDev: true }), secrets: [] })).toMatchObject(
    {
      observability: { logs: { invocation_logs: false }, traces: { enabled: false } },
    },
  )
})

it('the relay’s own verdict comes before the upload, with names and without values', () => {
  const at = { domain: 'lens.example.com' }
  expect(checkConfiguration(settingsAt(at), SECRETS, [])).toEqual({ ok: true, value: null })
  expect(checkConfiguration(settingsAt(at), {}, ['TOKEN_PEPPER', 'BOOTSTRAP_TOKEN'])).toEqual({
    ok: true,
    value: null,
  })
  expect(checkConfiguration(settingsAt(at, {}), SECRETS, [])).toMatchObject({
    problem: expect.stringContaining('ENVIRONMENT is not set'),
  })
  const keyed = checkConfiguration(
    settingsAt(at),
    { ...SECRETS, PERSONA_API_KEY: 'persona_production_abc' },
    [],
  )
  expect(keyed).toMatchObject({ ok: false, problem: expect.stringContaining('PERSONA_API_URL is not set') })
  expect(JSON.stringify(keyed)).not.toContain('persona_production_abc')
  expect(checkConfiguration(settingsAt(at), { ...SECRETS, TOKEN_PEPPER: 'short' }, [])).toMatchObject({
    problem: expect.stringContaining('TOKEN_PEPPER is too short'),
  })
})

it('a provider on this machine is out of Cloudflare’s reach', () => {
  const at = (url: string) => checkReach(settingsAt({ workersDev: true }, { PERSONA_API_URL: url })).ok
  expect([at('http://127.0.0.1:8788'), at('https://api.withpersona.com')]).toEqual([false, true])
})
