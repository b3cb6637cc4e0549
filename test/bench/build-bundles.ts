/** The production bundle of the relay, as `wrangler deploy` would upload it, and that of the bare route beside it. */
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { ROOT } from '../../scripts/relay/local-relay.ts'

const run = promisify(execFile)
const COMPATIBILITY_DATE = '2026-11-01'

export interface Bundle {
  file: string
  kib: number
  gzipKib: number
}

export async function buildRelay(folder: string): Promise<Bundle> {
  await bundle(['--outdir', folder])
  return measure(join(folder, 'index.js'))
}

export async function buildBareRoute(folder: string): Promise<Bundle> {
  const source = join(ROOT, 'test/bench/bare-route.ts')
  const named = ['--name', 'bare', '--compatibility-date', COMPATIBILITY_DATE, '--config', '/dev/null']
  await bundle([source, ...named, '--minify', '--outdir', folder])
  return measure(join(folder, 'bare-route.js'))
}

const bundle = (args: string[]) =>
  run(
    process.execPath,
    [join(ROOT, 'node_modules/wrangler/bin/wrangler.js'), 'deploy', '--dry-run', ...args],
    {
      cwd: ROOT,
      env: { ...process.env, WRANGLER_SEND_METRICS: 'false', WRANGLER_HIDE_BANNER: 'true' },
    },
  )

function measure(file: string): Bundle {
  const bytes = readFileSync(file)
  return { file, kib: bytes.length / 1024, gzipKib: gzipSync(bytes).length / 1024 }
}
