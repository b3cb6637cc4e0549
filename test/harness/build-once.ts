/**
 * What tests load, built once for a run: the extension, the relay's bundles, the gallery. `build-all.ts` builds them before the
 * first test file and hands the folders on by environment; outside a test run each is built at first use.
 */
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { copyFile, cp, rename, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'

export const ROOT = join(import.meta.dirname, '../..')
export const AXE_FILE = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

const VITE = join(ROOT, 'extension/node_modules/vite/bin/vite.js')
const MODE = 'loopback'

const BUILDS = {
  /** As it ships, but for one thing: it may ask relays on this machine without a prompt. */
  extension: async () => {
    await run(join(ROOT, 'extension/node_modules/wxt/bin/wxt.mjs'), ['build', '--mode', MODE], 'extension')
    // Another build replaces the original while browsers still load from it.
    const folder = makeFolder('extension')
    await cp(join(ROOT, `extension/.output/chrome-mv3-${MODE}`), folder, { recursive: true })
    return folder
  },
  relay: () => bundleRelay('worker/src/index.ts'),
  'clocked-relay': () => bundleRelay('worker/testing/clocked-relay.ts'),
  gallery: buildGallery,
  /** The editors of help desks, as one script. */
  editors: async () => {
    const folder = makeFolder('editors')
    await run(VITE, ['build', '--outDir', folder, '--logLevel', 'error'], 'test/pages/desks')
    return folder
  },
} as const

export type BuildName = keyof typeof BUILDS

const variableOf = (name: BuildName) => `INQUIRY_LENS_BUILT_${name.toUpperCase().replace('-', '_')}`
const building = new Map<BuildName, Promise<string>>()

/** Resolves to the folder of the build. */
export function buildOnce(name: BuildName): Promise<string> {
  const built = process.env[variableOf(name)]
  if (built) return Promise.resolve(built)
  const known = building.get(name) ?? BUILDS[name]()
  building.set(name, known)
  return known
}

/** Builds for this process and its children. */
export async function buildForRun(name: BuildName): Promise<void> {
  process.env[variableOf(name)] = await buildOnce(name)
}

/** Goes with this process. */
function makeFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `inquiry-lens-${name}-`))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  return folder
}

async function bundleRelay(entry: string): Promise<string> {
  const folder = makeFolder('bundle')
  const wrangler = join(ROOT, 'node_modules/wrangler/bin/wrangler.js')
  await run(wrangler, ['deploy', join(ROOT, entry), '--dry-run', '--outdir', folder], '.')
  // The name under which the harness looks for the entry of `wrangler.toml`.
  await rename(join(folder, `${basename(entry, '.ts')}.js`), join(folder, 'index.js'))
  return folder
}

/** Its pages, a view as one function in a page that lasts, and axe. */
async function buildGallery(): Promise<string> {
  const folder = makeFolder('gallery')
  await Promise.all(
    ['production', 'function'].map((mode) =>
      run(VITE, ['build', '--outDir', folder, '--logLevel', 'error', '--mode', mode], 'test/gallery'),
    ),
  )
  await writeFile(join(folder, 'blank.html'), '<!doctype html><link rel="icon" href="data:,">')
  await copyFile(AXE_FILE, join(folder, 'axe.min.js'))
  return folder
}

async function run(program: string, args: readonly string[], folder: string): Promise<void> {
  await promisify(execFile)(process.execPath, [program, ...args], {
    cwd: join(ROOT, folder),
    env: { ...process.env, NODE_ENV: 'production', NO_COLOR: '1', WRANGLER_SEND_METRICS: 'false' },
  }).catch(({ stderr }: { stderr?: string }) => {
    throw new Error(`${program} ${args.join(' ')} failed:\n${stderr?.slice(0, 2_000)}`)
  })
}
