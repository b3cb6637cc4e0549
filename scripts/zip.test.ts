import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { beforeAll, describe, expect, it } from 'vitest'
import { ROOT } from './local-relay.ts'
import { MODE, MOST_BYTES, STORES, type Store } from './zip.ts'

const OUTPUT = join(ROOT, 'extension/.output')

beforeAll(() => {
  // As from a shell: the test runner's own value would make Vite build for development.
  const env = { ...process.env, NODE_ENV: 'production' }
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(ROOT, 'scripts/zip.ts')], {
    encoding: 'utf8',
    env,
  })
  expect(status, `${stdout}${stderr}`).toBe(0)
})

const manifestOf = (store: Store) =>
  v.parse(
    v.pipe(v.string(), v.parseJson(), v.record(v.string(), v.unknown())),
    readFileSync(join(OUTPUT, `${store}-mv3-${MODE}/manifest.json`), 'utf8'),
  )

it('makes a package for each store, named for it, and none is large', () => {
  const { version } = manifestOf('chrome')
  for (const store of STORES) {
    expect(statSync(join(OUTPUT, `inquiry-lens-${version}-${store}.zip`)).size).toBeLessThanOrEqual(
      MOST_BYTES,
    )
  }
  expect(readdirSync(OUTPUT).filter((name) => name.endsWith('-sources.zip'))).toEqual([])
})

describe.each(['chrome', 'edge'] as const)('%s', (store) => {
  it('has no key of ours, no host, and takes a policy', () => {
    const manifest = manifestOf(store)
    expect(manifest).not.toHaveProperty('key')
    expect(manifest).not.toHaveProperty('host_permissions')
    expect(manifest).toMatchObject({
      minimum_chrome_version: '148',
      storage: { managed_schema: 'managed-schema.json' },
      side_panel: { default_path: 'sidepanel.html' },
    })
    const { properties } = v.parse(
      v.pipe(v.string(), v.parseJson(), v.object({ properties: v.record(v.string(), v.unknown()) })),
      readFileSync(join(OUTPUT, `${store}-mv3-${MODE}/managed-schema.json`), 'utf8'),
    )
    expect(Object.keys(properties)).toEqual([
      'relayAddress',
      'organizationName',
      'allowedSites',
      'featuresOff',
      'settingsLocked',
    ])
  })
})

it('firefox has a sidebar and a background page, and nothing that only Chromium knows', () => {
  const manifest = manifestOf('firefox')
  expect(manifest).toMatchObject({
    sidebar_action: { default_panel: 'sidepanel.html' },
    background: { scripts: ['background.js'] },
    browser_specific_settings: { gecko: { strict_min_version: '150.0' } },
    permissions: ['storage', 'scripting', 'activeTab', 'contextMenus'],
  })
  for (const name of ['key', 'side_panel', 'minimum_chrome_version', 'storage', 'host_permissions']) {
    expect(manifest).not.toHaveProperty(name)
  }
  expect(JSON.stringify(manifest)).not.toContain('use_dynamic_url')
})
