/**
 * `npm run zip`: the package that Chrome's and Edge's stores take, in `extension/.output/`. `-- --unpacked`: the folder that a
 * browser loads instead.
 */
import { spawnSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { ROOT } from './relay/local-relay.ts'

/** Each agent downloads it once; much of it is loaded on every page. A third is translations, of which a reader loads one. */
export const MAX_BYTES = 460_000

export const MODE = 'store'

const PackageSchema = v.pipe(v.string(), v.parseJson(), v.object({ version: v.string() }))

if (import.meta.main) {
  if (process.argv.includes('--unpacked')) buildUnpacked()
  else zip()
}

function buildUnpacked(): void {
  runWxt('build')
  console.log('extension/.output/chrome-mv3')
}

function zip(): void {
  const { version } = v.parse(PackageSchema, readFileSync(join(ROOT, 'extension/package.json'), 'utf8'))
  runWxt('zip', '--mode', MODE)
  const name = `inquiry-lens-${version}.zip`
  const bytes = statSync(join(ROOT, 'extension/.output', name)).size
  console.log(`extension/.output/${name}  ${(bytes / 1000).toFixed(0)} kB`)
  if (bytes > MAX_BYTES) stopWith(`${name} is larger than ${MAX_BYTES / 1000} kB.`)
}

function runWxt(...args: string[]): void {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(ROOT, 'extension/node_modules/wxt/bin/wxt.mjs'), ...args],
    { cwd: join(ROOT, 'extension'), encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' } },
  )
  if (status !== 0) stopWith(`wxt ${args.join(' ')} failed:\n${stdout}${stderr}`)
}

function stopWith(message: string): never {
  console.error(message)
  process.exit(1)
}
