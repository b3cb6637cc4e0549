import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateRawSync } from 'node:zlib'
import { LANGUAGES } from '@inquiry-lens/shared/lib/catalogue.ts'
import * as v from 'valibot'
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { build } from 'wxt'
import { COMMANDS } from './command-keys.ts'
import { EXTENSION_ID, PUBLIC_KEY } from './extension-id.ts'
import { type LoadedScripts, readLoadedScripts } from './loaded-scripts.ts'
import { silentLogger } from './silent-logger.ts'
import config from './wxt.config.ts'

interface Built {
  manifest: Record<string, unknown>
  /** Every file by its path in the package. */
  files: Map<string, string>
  scripts: LoadedScripts
  /** As they are in a zip. */
  bytes: Record<'translations' | 'others', number>
}

/** Chrome's `messages.json`. */
const MessagesSchema = v.record(v.string(), v.strictObject({ message: v.pipe(v.string(), v.minLength(1)) }))

const outDir = await mkdtemp(join(tmpdir(), 'inquiry-lens-build-'))
afterAll(() => rm(outDir, { recursive: true }))

async function buildForProduction(): Promise<Built> {
  const mode = 'production'
  await build({ root: import.meta.dirname, mode, outDir, outDirTemplate: mode, logger: silentLogger })
  const directory = join(outDir, mode)
  const entries = await readdir(directory, { recursive: true, withFileTypes: true })
  const paths = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
  const files = new Map<string, string>()
  const bytes = { translations: 0, others: 0 }
  for (const path of paths) {
    files.set(path.slice(directory.length + 1), await readFile(path, 'utf8'))
    bytes[path.startsWith(join(directory, 'locales')) ? 'translations' : 'others'] += deflateRawSync(
      await readFile(path),
    ).length
  }
  return {
    manifest: JSON.parse(files.get('manifest.json') ?? '{}'),
    files,
    scripts: readLoadedScripts(files),
    bytes,
  }
}

/** As a build would write it. */
const manifestIn = async (mode: string) =>
  typeof config.manifest === 'function'
    ? config.manifest({ mode, command: 'build', browser: 'chrome', manifestVersion: 3 })
    : config.manifest

let built: Built
beforeAll(async () => {
  // As from a shell: the test runner's own value would make Vite build for development.
  vi.stubEnv('NODE_ENV', 'production')
  built = await buildForProduction()
})

describe('the production build', () => {
  const filesWith = (text: string | RegExp) =>
    [...built.files].filter(([, content]) => content.search(text) >= 0).map(([path]) => path)

  it('asks for nothing that the browser warns of, and for no host', () => {
    expect(built.manifest).toMatchObject({
      manifest_version: 3,
      permissions: ['alarms', 'storage', 'sidePanel', 'scripting', 'activeTab', 'contextMenus'],
      optional_host_permissions: ['https://*/*', 'http://127.0.0.1/*', 'http://localhost/*'],
      minimum_chrome_version: '140',
    })
    for (const key of [
      'host_permissions',
      'optional_permissions',
      'content_scripts',
      'externally_connectable',
      'incognito',
    ]) {
      expect(built.manifest).not.toHaveProperty(key)
    }
  })

  it('lets web pages reach the card alone, at an address that they cannot know', () => {
    expect(built.manifest.web_accessible_resources).toEqual([
      {
        resources: ['card.html'],
        matches: ['https://*/*', 'http://127.0.0.1/*', 'http://localhost/*'],
        use_dynamic_url: true,
      },
    ])
    expect([...built.files.keys()]).toContain('card.html')
  })

  it('has its shortcuts and its keyword', () => {
    expect(built.manifest).toMatchObject({ commands: COMMANDS, omnibox: { keyword: 'inq' } })
  })

  it.each(Object.keys(LANGUAGES))('tells the browser what it and its shortcuts do in %s', (language) => {
    const path = `_locales/${language.replace('-', '_')}/messages.json`
    const messages = v.parse(MessagesSchema, JSON.parse(built.files.get(path) ?? ''))
    const named = [...JSON.stringify(built.manifest).matchAll(/__MSG_(\w+)__/g)].map(([, name]) => name)
    expect(named.sort()).toEqual(Object.keys(messages).sort())
    expect(messages.description?.message.length).toBeLessThanOrEqual(132)
    expect(built.manifest.default_locale).toBe('en')
  })

  it('has the scripts for web pages where the background looks for them', () => {
    const background = built.scripts.all('background.js').map((path) => built.files.get(path) ?? '')
    for (const path of [
      'page.js',
      'page-overlay.js',
      'page-card.js',
      'page-finder.js',
      'page-insert.js',
      'assets/page.css',
    ]) {
      expect([...built.files.keys()]).toContain(path)
      expect(background.join('')).toContain(path)
    }
  })

  it('has its pages, its background and its icons, and they are there', () => {
    expect(built.manifest).toMatchObject({
      action: { default_popup: 'popup.html' },
      options_ui: { page: 'options.html', open_in_tab: true },
      side_panel: { default_path: 'sidepanel.html' },
      background: { service_worker: 'background.js', type: 'module' },
      icons: { 16: 'icon/16.png', 32: 'icon/32.png', 48: 'icon/48.png', 128: 'icon/128.png' },
    })
    for (const path of [
      'popup.html',
      'options.html',
      'sidepanel.html',
      'background.js',
      'icon/16.png',
      'icon/128.png',
    ]) {
      expect([...built.files.keys()]).toContain(path)
    }
  })

  it('lets its pages load nothing but what is in the package', () => {
    expect(built.manifest).toMatchObject({
      content_security_policy: {
        extension_pages:
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; " +
          "connect-src 'self' https: wss: http://127.0.0.1:* ws://127.0.0.1:* http://localhost:* ws://localhost:*; base-uri 'none'; form-action 'none'; " +
          'frame-ancestors https: http://127.0.0.1:* http://localhost:*',
      },
    })
    for (const [path, html] of built.files) {
      if (path.endsWith('.html'))
        expect(html, path).not.toMatch(/<script(?![^>]*\bsrc=)|\son\w+=|<style|(src|href)="https?:/)
    }
  })

  it.each([
    ['https://relay.example', "'self' https://relay.example wss://relay.example"],
    ['https://relay.example:8443', "'self' https://relay.example:8443 wss://relay.example:8443"],
    ['http://127.0.0.1:8787', "'self' http://127.0.0.1:8787 ws://127.0.0.1:8787"],
    ['http://relay.example', undefined],
    ['https://relay.example/', undefined],
    ['https://*.example', undefined],
    ['relay.example', undefined],
    ['wss://relay.example', undefined],
  ])('reaches one relay alone where it is built for it: %s', async (origin, allowed) => {
    vi.stubEnv('RELAY_ORIGIN', origin)
    onTestFinished(() => void vi.stubEnv('RELAY_ORIGIN', undefined))
    const written = async () =>
      /connect-src ([^;]+);/.exec(JSON.stringify(await manifestIn('production')))?.[1]
    if (allowed === undefined) await expect(written()).rejects.toThrow('RELAY_ORIGIN must be an origin')
    else expect(await written()).toBe(allowed)
  })

  it('opens a WebSocket in one place, to the relay’s own address', () => {
    const opened = [...built.files].flatMap(([path, code]) =>
      [...code.matchAll(/new WebSocket\(/g)].map(() => path),
    )
    expect(opened).toEqual(['background.js'])
  })

  it('has the extension ID that relays allow', () => {
    expect(built.manifest.key).toBe(PUBLIC_KEY)
    const digest = createHash('sha256').update(Buffer.from(PUBLIC_KEY, 'base64')).digest('hex').slice(0, 32)
    const id = [...digest].map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 16))).join('')
    expect(id).toBe(EXTENSION_ID)
  })

  it('contains no provider key, no eval and no source map', () => {
    expect(filesWith(/persona_(sandbox|production)_[A-Za-z0-9]/)).toEqual([])
    expect(filesWith(/\beval\(|new Function\(/)).toEqual([])
    expect(filesWith(/sourceMappingURL=/)).toEqual([])
  })

  it('reads no text as HTML in web pages', () => {
    const sinks =
      /innerHTML|outerHTML|insertAdjacentHTML|setHTML|parseHTML|createContextualFragment|DOMParser|srcdoc|document\.write/
    expect(filesWith(sinks).filter((path) => /^page.*\.js$/.test(path))).toEqual([])
  })

  it('has the polyfill once, for the background and every page of ours, and never in web pages', () => {
    const [polyfill, ...others] = filesWith('This script should only be loaded in a browser extension')
    expect(others).toEqual([])
    for (const entry of ['background.js', 'popup.html', 'sidepanel.html', 'card.html', 'options.html']) {
      expect(built.scripts.first(entry), entry).toContain(polyfill)
    }
    expect(polyfill).not.toMatch(/^page/)
  })

  it('keeps the pages’ code out of the background', () => {
    const background = built.scripts.all('background.js').map((path) => built.files.get(path) ?? '')
    expect(background.join('')).not.toMatch(/\bdocument\.(createElement|body|head)\b/)
  })

  it('keeps the schemas out of the pages that must be small', () => {
    const schemas = (...entries: string[]) =>
      built.scripts.all(...entries).filter((path) => built.files.get(path)?.includes('~standard'))
    expect(schemas('background.js')).not.toEqual([])
    expect(schemas('popup.html', 'sidepanel.html', 'card.html')).toEqual([])
  })

  it('stays small', () => {
    const { first, bytesOf } = built.scripts
    // Beside English, a reader loads one language.
    const all = (...entries: string[]) =>
      built.scripts.all(...entries).filter((path) => !path.startsWith('locales/'))
    // The design asks for 70,000, and for 140,000 of all three.
    expect(bytesOf(first('popup.html'))).toBeLessThanOrEqual(68_000)
    expect(bytesOf(first('popup.html', 'sidepanel.html', 'card.html'))).toBeLessThanOrEqual(140_000)
    expect(bytesOf(first('sidepanel.html'))).toBeLessThanOrEqual(131_000)
    expect(bytesOf(first('card.html'))).toBeLessThanOrEqual(66_300)
    // With what loads later: each script of its own costs some hundred bytes.
    expect(bytesOf(all('popup.html', 'sidepanel.html', 'card.html'))).toBeLessThanOrEqual(327_300)
    // With its words in every language.
    expect(bytesOf(all('background.js'))).toBeLessThanOrEqual(178_000)
    // What the other pages do not load already.
    const agents = all('popup.html', 'sidepanel.html', 'card.html', 'options.html')
    const admins = all('admin.html').filter((path) => !agents.includes(path))
    expect(bytesOf(admins)).toBeLessThanOrEqual(63_500)
    const pages = built.scripts.all('popup.html', 'sidepanel.html', 'card.html', 'options.html', 'admin.html')
    for (const language of Object.keys(LANGUAGES).filter((tag) => tag !== 'en')) {
      const words = pages.filter((path) => path.startsWith(`locales/${language}/`))
      expect(words).not.toEqual([])
      expect(bytesOf(words)).toBeLessThanOrEqual(78_000)
    }
    expect(bytesOf(['page.js'])).toBeLessThanOrEqual(12_288)
    expect(bytesOf(['page.js', 'page-overlay.js'])).toBeLessThanOrEqual(18_760)
    expect(built.bytes.others).toBeLessThanOrEqual(301_900)
    expect(built.bytes.translations).toBeLessThanOrEqual(150_000)
  })
})

// Of the mode `store`: scripts/zip.test.ts.
describe('the mode loopback', () => {
  it('may ask this machine, and nothing else differs in the manifest', async () => {
    expect(await manifestIn('loopback')).toEqual({
      ...(await manifestIn('production')),
      host_permissions: ['http://127.0.0.1/*', 'http://localhost/*'],
    })
  })
})
