/**
 * What the project needs on a machine: its packages (pnpm by npx, Node 24 as a package) and a Chromium. Each step looks
 * first and does nothing when all is there. Everything is said on standard error: standard output is the command's.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const PNPM = 'pnpm@12.21.0'
const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser']

export const OWN_NODE = 'node_modules/node/bin/node'

/** Installs what the lock file says, once for each version of it. */
export async function installPackages(root) {
  const stamp = join(root, 'node_modules/.set-up')
  const wanted = ['pnpm-lock.yaml', 'package.json', 'wrangler.toml']
    .reduce((hash, file) => hash.update(readFileSync(join(root, file))), createHash('sha256'))
    .digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted && existsSync(join(root, OWN_NODE))) return
  say('Installing packages …')
  run('npx', ['--yes', PNPM, 'install', '--frozen-lockfile'], root)
  say('Generating types …')
  run(
    join(root, OWN_NODE),
    ['node_modules/wrangler/bin/wrangler.js', 'types', 'worker/worker-configuration.d.ts'],
    root,
  )
  run(join(root, OWN_NODE), ['node_modules/wxt/bin/wxt.mjs', 'prepare'], join(root, 'extension'))
  writeFileSync(stamp, wanted)
}

/** Debian's Chromium, unless there is one already or CHROMIUM names another. */
export async function installChromium() {
  if (process.env.CHROMIUM ? existsSync(process.env.CHROMIUM) : CHROMIUM.some((path) => existsSync(path)))
    return
  if (process.env.CHROMIUM) throw new Error(`CHROMIUM names ${process.env.CHROMIUM}, which is not there.`)
  if (spawnSync('apt-get', ['--version']).status !== 0) {
    throw new Error('No Chromium found. Install one and set CHROMIUM to its path.')
  }
  say('Installing Chromium …')
  const elevate = process.getuid?.() === 0 ? [] : ['sudo']
  const install = (...words) => run(...splitFirst([...elevate, 'apt-get', '-qq', ...words]), '/')
  install('update')
  install('install', '--yes', '--no-install-recommends', 'chromium', 'fonts-liberation')
}

const splitFirst = ([first, ...rest]) => [first, rest]

function run(program, args, cwd) {
  const { status, error } = spawnSync(program, args, {
    cwd,
    // Their output belongs beside ours, not into the command's standard output.
    stdio: ['ignore', process.stderr, process.stderr],
    env: { ...process.env, WRANGLER_SEND_METRICS: 'false', DEBIAN_FRONTEND: 'noninteractive' },
  })
  if (error) throw new Error(`${program} could not be started: ${error.message}`)
  if (status !== 0) throw new Error(`${[program, ...args].join(' ')} ended with status ${status}.`)
}

function say(text) {
  console.error(text)
}
