import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { beforeAll, expect, it } from 'vitest'
import { ROOT } from './relay/local-relay.ts'
import { MAX_BYTES, MODE } from './zip.ts'

const OUTPUT = join(ROOT, 'extension/.output')
const BUILT = join(OUTPUT, `chrome-mv3-${MODE}`)

beforeAll(() => {
  // As from a shell: the test runner's own value would make Vite build for development.
  const env = { ...process.env, NODE_ENV: 'production' }
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(ROOT, 'scripts/zip.ts')], {
    encoding: 'utf8',
    env,
  })
  expect(status, `${stdout}${stderr}`).toBe(0)
})

const readBuilt = (file: string) =>
  v.parse(
    v.pipe(v.string(), v.parseJson(), v.record(v.string(), v.unknown())),
    readFileSync(join(BUILT, file), 'utf8'),
  )

it('makes one small package, without sources', () => {
  const { version } = readBuilt('manifest.json')
  expect(statSync(join(OUTPUT, `inquiry-lens-${version}.zip`)).size).toBeLessThanOrEqual(MAX_BYTES)
  expect(readdirSync(OUTPUT).filter((name) => name.endsWith('-sources.zip'))).toEqual([])
})

it('has no key of ours, no host, and takes a policy', () => {
  const manifest = readBuilt('manifest.json')
  expect(manifest).not.toHaveProperty('key')
  expect(manifest).not.toHaveProperty('host_permissions')
  expect(manifest).toMatchObject({
    minimum_chrome_version: '140',
    storage: { managed_schema: 'managed-schema.json' },
    side_panel: { default_path: 'sidepanel.html' },
  })
  const { properties } = readBuilt('managed-schema.json')
  expect(Object.keys(v.parse(v.record(v.string(), v.unknown()), properties))).toEqual([
    'relayAddress',
    'organizationName',
    'allowedSites',
    'featuresOff',
    'keepSignedIn',
    'settingsLocked',
    'views',
  ])
})
