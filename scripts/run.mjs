/**
 * Runs one of the project's commands: installs what is missing (packages, Node 24, a Chromium), then starts the command on
 * the project's own Node. Plain JavaScript without imports of ours, since Node 20 must be able to run it.
 */
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { constants } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const JUST_STARTED_MS = 100
const PNPM = 'pnpm@12.21.0'
const CHROMIUM = ['chromium', 'chromium-browser']

const OWN_NODE = 'node_modules/node/bin/node'
const root = dirname(dirname(fileURLToPath(import.meta.url)))

const COMMANDS = {
  start: { file: 'scripts/start.ts', browser: true },
  dev: { file: 'scripts/start.ts', words: ['--watch'], browser: true },
  test: { file: 'scripts/test.ts', browser: true },
  tour: { file: 'test/tour/tour.ts', browser: true },
  gallery: { file: 'test/gallery/gallery.ts', browser: true },
  providers: { file: 'test/fake-providers/serve.ts' },
  relay: { file: 'scripts/relay.ts' },
  agents: { file: 'scripts/agents.ts' },
  audit: { file: 'scripts/audit.ts' },
  house: { file: 'scripts/house.ts' },
  api: { file: 'scripts/api.ts' },
  defects: { file: 'scripts/defects.ts', browser: true },
  zip: { file: 'scripts/zip.ts' },
  deploy: { file: 'scripts/deploy.ts' },
  conformance: { file: 'scripts/conformance.ts' },
  bench: { file: 'scripts/bench.ts', browser: true },
  icons: { file: 'test/harness/renew-icons.ts', browser: true },
  'set-up': { browser: true },
}

const [name = '', ...args] = process.argv.slice(2)
const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
if (!command) {
  console.error(`There is no command “${name}”. There are: ${Object.keys(COMMANDS).join(', ')}.`)
  process.exit(2)
}

/** The running child: set-up's, then the command's. */
let child
let startedAt = 0
let ending
function watch(started) {
  child = started
  startedAt = performance.now()
  if (ending) child.kill(ending)
}
function end(signal) {
  ending = signal
  // A terminal's Ctrl-C reaches the child too, unless it came before the child started.
  if (signal !== 'SIGINT' || performance.now() - startedAt < JUST_STARTED_MS) child?.kill(signal)
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, end)
// Killing npm sends no signal here, and leaves the shell in between running.
const parent = process.ppid
const { stdout } = spawnSync('ps', ['-o', 'ppid=', '-p', String(parent)], { encoding: 'utf8' })
const npm = process.env.npm_lifecycle_event === undefined ? undefined : Number(stdout) || undefined
setInterval(() => {
  if (process.ppid !== parent || (npm !== undefined && !isRunning(npm))) end('SIGTERM')
}, 1000).unref()

try {
  await installPackages()
  if (command.browser) await installChromium()
} catch (error) {
  console.error(`\nSet-up failed: ${error.message}`)
  process.exit(1)
}
if (!command.file) process.exit(0)

const node = join(root, OWN_NODE)
watch(
  spawn(
    node,
    ['--disable-warning=ExperimentalWarning', join(root, command.file), ...(command.words ?? []), ...args],
    {
      cwd: root,
      stdio: 'inherit',
      // The command's own children use the project's Node too.
      env: {
        // Halves the start of all that loads wrangler. Node skips what it can't read or write.
        NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/node'),
        ...process.env,
        PATH: `${dirname(node)}:${process.env.PATH ?? ''}`,
      },
    },
  ),
)
child.on('exit', (code, signal) => process.exit(code ?? 128 + (signal ? constants.signals[signal] : 1)))

function isRunning(pid) {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    // Another user's process.
    return error.code === 'EPERM'
  }
}

/** Once for each version of the lock file; pnpm by npx, Node 24 as a package. */
async function installPackages() {
  const stamp = join(root, 'node_modules/.set-up')
  const wanted = ['pnpm-lock.yaml', 'package.json', 'wrangler.toml']
    .reduce((hash, file) => hash.update(readFileSync(join(root, file))), createHash('sha256'))
    .digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted && existsSync(join(root, OWN_NODE))) return
  console.error('Installing packages …')
  await runProgram('npx', ['--yes', PNPM, 'install', '--frozen-lockfile'], root)
  console.error('Generating types …')
  await runProgram(
    join(root, OWN_NODE),
    ['node_modules/wrangler/bin/wrangler.js', 'types', 'worker/worker-configuration.d.ts'],
    root,
  )
  await runProgram(join(root, OWN_NODE), ['node_modules/wxt/bin/wxt.mjs', 'prepare'], join(root, 'extension'))
  writeFileSync(stamp, wanted)
}

/** Debian's Chromium, unless one is installed or CHROMIUM names another. */
async function installChromium() {
  if (process.env.CHROMIUM) {
    if (existsSync(process.env.CHROMIUM)) return
    throw new Error(`CHROMIUM names ${process.env.CHROMIUM}, which is not there.`)
  }
  const folders = (process.env.PATH ?? '').split(delimiter)
  if (folders.some((folder) => CHROMIUM.some((program) => existsSync(join(folder, program))))) return
  if (spawnSync('apt-get', ['--version']).status !== 0) {
    throw new Error('No Chromium found. Install one and set CHROMIUM to its path.')
  }
  console.error('Installing Chromium …')
  const install = (...words) =>
    process.getuid?.() === 0
      ? runProgram('apt-get', ['-qq', ...words], '/')
      : runProgram('sudo', ['apt-get', '-qq', ...words], '/')
  await install('update')
  await install('install', '--yes', '--no-install-recommends', 'chromium', 'fonts-liberation')
}

function runProgram(program, args, cwd) {
  const started = spawn(program, args, {
    cwd,
    // Standard output is the command's.
    stdio: ['ignore', process.stderr, process.stderr],
    env: { ...process.env, WRANGLER_SEND_METRICS: 'false', DEBIAN_FRONTEND: 'noninteractive' },
  })
  watch(started)
  return new Promise((settle, refuse) => {
    started.once('error', (error) => refuse(new Error(`${program} could not be started: ${error.message}`)))
    started.once('exit', (status, signal) => {
      if (status === 0) settle()
      else refuse(new Error(`${[program, ...args].join(' ')} ended with ${signal ?? `status ${status}`}.`))
    })
  })
}
