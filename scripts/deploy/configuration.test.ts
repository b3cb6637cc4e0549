import { join } from 'node:path'
import { expect, it } from 'vitest'
import { experimental_readRawConfig as readRawConfig } from 'wrangler'
import { ROOT } from '../relay/local-relay.ts'
import {
  buildConfiguration,
  checkConfiguration,
  checkKeys,
  checkReach,
  planSecrets,
  type SecretParts,
} from './configuration.ts'
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
])('gives a relay at %j one address', (address, expected) => {
  const built = buildConfiguration({
    base,
    settings: settingsAt(address),
    secrets: ['TOKEN_PEPPER', 'BOOTSTRAP_TOKEN'],
  })
  expect(built).toMatchObject({ ...expected, name: 'lens', preview_urls: false })
  expect(built).toMatchObject({ secrets: { required: ['TOKEN_PEPPER', 'BOOTSTRAP_TOKEN'] } })
  expect(built).toMatchObject({ vars: { JURISDICTION: 'eu', ENVIRONMENT: 'production' } })
})

it('logs neither invocations nor traces', () => {
  expect(buildConfiguration({ base, settings: settingsAt({ workersDev: true }), secrets: [] })).toMatchObject(
    {
      observability: { logs: { invocation_logs: false }, traces: { enabled: false } },
    },
  )
})

it('checks by the relay’s own rules, and names variables without their values', () => {
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

it('rejects a provider on this machine', () => {
  const at = (url: string) => checkReach(settingsAt({ workersDev: true }, { PERSONA_API_URL: url })).ok
  expect([at('http://127.0.0.1:8788'), at('https://api.withpersona.com')]).toEqual([false, true])
})

let drawn = 0
const plan = (parts: Partial<Omit<SecretParts, 'present'>> & { present?: string[] }) =>
  planSecrets({
    given: {},
    renew: [],
    draw: () => `drawn-${++drawn}`,
    ...parts,
    present: new Set(parts.present),
  })

it('generates the relay’s own secrets the first time, and takes the given key', () => {
  const first = plan({ given: { PERSONA_API_KEY: 'key' } })
  expect(Object.keys(first.upload).sort()).toEqual(['BOOTSTRAP_TOKEN', 'PERSONA_API_KEY', 'TOKEN_PEPPER'])
  expect(first).toMatchObject({ drawn: ['TOKEN_PEPPER', 'BOOTSTRAP_TOKEN'], kept: [] })
  expect(first.bootstrapToken).toBe(first.upload.BOOTSTRAP_TOKEN)
  expect(first.upload.TOKEN_PEPPER).not.toBe(first.upload.BOOTSTRAP_TOKEN)
})

it('keeps every secret the second time, even where another pepper is given', () => {
  const present = ['TOKEN_PEPPER', 'BOOTSTRAP_TOKEN', 'PERSONA_API_KEY']
  expect(plan({ present, given: { TOKEN_PEPPER: 'another' } })).toEqual({
    upload: {},
    drawn: [],
    kept: present,
    bootstrapToken: undefined,
  })
  expect(plan({ present, given: { BOOTSTRAP_TOKEN: 'known' } })).toMatchObject({
    upload: {},
    bootstrapToken: 'known',
  })
})

it('replaces a key alone where a new one is given', () => {
  const present = ['TOKEN_PEPPER', 'BOOTSTRAP_TOKEN', 'PERSONA_API_KEY']
  expect(plan({ present, given: { PERSONA_API_KEY: 'new' } }).upload).toEqual({ PERSONA_API_KEY: 'new' })
})

it.each(['BOOTSTRAP_TOKEN', 'TOKEN_PEPPER'] as const)('renews %s also where the old one is given', (name) => {
  const old = 'the-one-that-leaked'
  for (const given of [{}, { [name]: old }]) {
    const renewed = plan({ present: ['TOKEN_PEPPER', 'BOOTSTRAP_TOKEN'], renew: [name], given })
    expect(renewed.drawn).toEqual([name])
    expect(Object.keys(renewed.upload)).toEqual([name])
    expect(renewed.upload[name]).toMatch(/^drawn-/)
    expect(renewed.bootstrapToken).toBe(renewed.upload.BOOTSTRAP_TOKEN)
  }
})

it('rejects an invalid key without repeating it, and notes a sandbox key in production', () => {
  for (const key of ['sk_live_abcdef', 'persona_production_a b', 'Bearer persona_production_a']) {
    const checked = checkKeys({ PERSONA_API_KEY: key }, 'production')
    expect(checked.ok).toBe(false)
    expect(JSON.stringify(checked)).not.toContain(key)
  }
  expect(checkKeys({ PERSONA_API_KEY: 'persona_sandbox_a' }, 'production')).toMatchObject({
    value: [expect.any(String)],
  })
  expect(checkKeys({ PERSONA_API_KEY: 'persona_production_a' }, 'production')).toEqual({
    ok: true,
    value: [],
  })
  expect(checkKeys({}, 'production')).toEqual({ ok: true, value: [] })
})
