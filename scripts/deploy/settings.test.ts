import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as v from 'valibot'
import { afterAll, expect, it } from 'vitest'
import { readSettings, type Settings, SettingsSchema, writeSettings } from './settings.ts'

const folder = mkdtempSync(join(tmpdir(), 'inquiry-lens-settings-'))
afterAll(() => rmSync(folder, { recursive: true }))
const file = join(folder, 'relay.settings.json')

const GOOD: Settings = {
  name: 'inquiry-lens-relay',
  address: { domain: 'lens.example.com' },
  jurisdiction: 'eu',
  variables: { ENVIRONMENT: 'production' },
}

it('reads back its settings, and reports a missing file', () => {
  expect(readSettings(join(folder, 'none.json'))).toEqual({ ok: true, value: null })
  writeSettings(file, GOOD)
  expect(readSettings(file)).toEqual({ ok: true, value: GOOD })
})

it.each([
  ['no address', { address: undefined }, /address/],
  ['two addresses', { address: { domain: 'lens.example.com', workersDev: true } }, /exactly one of/],
  ['an address of another kind', { address: { workersDev: false } }, /exactly one of/],
  [
    'a jurisdiction that there is not',
    { jurisdiction: 'mars' },
    /jurisdiction must be one of eu, us, fedramp, none/,
  ],
  ['a secret', { variables: { PERSONA_API_KEY: 'persona_production_x' } }, /PERSONA_API_KEY is a secret/],
  ['an unknown variable', { variables: { PERSONA_URL: 'x' } }, /PERSONA_URL is no variable/],
  ['the jurisdiction twice', { variables: { JURISDICTION: 'us' } }, /JURISDICTION is no variable/],
  ['anything unknown', { workers_dev: true }, /workers_dev/],
])('refuses %s by name, and repeats no value', (_, change, words) => {
  writeFileSync(file, JSON.stringify({ ...GOOD, ...change }))
  const read = readSettings(file)
  expect(read).toMatchObject({ ok: false, problem: expect.stringMatching(words) })
  expect(JSON.stringify(read)).not.toContain('persona_production_x')
})

it.each([
  'lens',
  'https://lens.example.com',
  'lens.example.com/v1',
  '-lens.example.com',
  'LENS.example.com',
  '*.example.com',
  '127.0.0.1',
])('%s is no domain', (domain) => {
  expect(v.is(SettingsSchema, { ...GOOD, address: { domain } })).toBe(false)
  expect(v.is(SettingsSchema, { ...GOOD, address: { route: `${domain}/*` } })).toBe(false)
})
