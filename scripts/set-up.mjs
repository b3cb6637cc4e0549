/**
 * What the project needs on a machine: its packages (pnpm by npx, Node 24 as a package) and a Chromium. Each step looks
 * first and does nothing when all is there. Everything is said on standard error: standard output is the command's.
 */
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const PNPM = 'pnpm@12.21.0'
const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser']

export const OWN_NODE = 'node_modules/node/bin/node'

/** Installs what the lock file says, once for each version of it. `onStart` gets each process that this starts. */
export async function installPackages(root, onStart) {
  const stamp = join(root, 'node_modules/.set-up')
  const wanted = ['pnpm-lock.yaml', 'package.json', 'wrangler.toml']
    .reduce((hash, file) => hash.update(readFileSync(join(root, file))), createHash('sha256'))
    .digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted && existsSync(join(root, OWN_NODE))) return
  const run = (program, args, cwd) => runProgram(program, args, cwd, onStart)
  say('Installing packages …')
  await run('npx', ['--yes', PNPM, 'install', '--frozen-lockfile'], root)
  say('Generating types …')
  await run(
    join(root, OWN_NODE),
    ['node_modules/wrangler/bin/wrangler.js', 'types', 'worker/worker-configuration.d.ts'],
    root,
  )
  await run(join(root, OWN_NODE), ['node_modules/wxt/bin/wxt.mjs', 'prepare'], join(root, 'extension'))
  writeFileSync(stamp, wanted)
}

/** Debian's Chromium, unless there is one already or CHROMIUM names another. */
export async function installChromium(onStart) {
  if (process.env.CHROMIUM ? existsSync(process.env.CHROMIUM) : CHROMIUM.some((path) => existsSync(path)))
    return
  if (process.env.CHROMIUM) throw new Error(`CHROMIUM names ${process.env.CHROMIUM}, which is not there.`)
  if (spawnSync('apt-get', ['--version']).status !== 0) {
    throw new Error('No Chromium found. Install one and set CHROMIUM to its path.')
  }
  say('Installing Chromium …')
  const elevate = process.getuid?.() === 0 ? [] : ['sudo']
  const install = (...words) =>
    runProgram(...splitFirst([...elevate, 'apt-get', '-qq', ...words]), '/', onStart)
  await install('update')
  await install('install', '--yes', '--no-install-recommends', 'chromium', 'fonts-liberation')
}

const splitFirst = ([first, ...rest]) => [first, rest]

function runProgram(program, args, cwd, onStart) {
  const child = spawn(program, args, {
    cwd,
    // Their output belongs beside ours, not into the command's standard output.
    stdio: ['ignore', process.stderr, process.stderr],
    env: { ...process.env, WRANGLER_SEND_METRICS: 'false', DEBIAN_FRONTEND: 'noninteractive' },
  })
  onStart(child)
  return new Promise((settle, refuse) => {
    child.once('error', (error) => refuse(new Error(`${program} could not be started: ${error.message}`)))
    child.once('exit', (status, signal) => {
      if (status === 0) settle()
      else refuse(new Error(`${[program, ...args].join(' ')} ended with ${signal ?? `status ${status}`}.`))
    })
  })
}

function say(text) {
  console.error(text)
}
