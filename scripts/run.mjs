/**
 * Runs one of the project's commands from whatever state the clone is in: installs what is missing, then starts the
 * command on the project's own Node. Plain JavaScript without imports of ours, since Node 20 must be able to run it.
 */
import { spawn, spawnSync } from 'node:child_process'
import { constants } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { installChromium, installPackages, OWN_NODE } from './set-up.mjs'

const JUST_STARTED_MS = 100
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

/** Set-up's, then the command's. */
let child
let startedAt = 0
/** The signal that ends this command, once one has come. */
let ending
function watch(started) {
  child = started
  startedAt = performance.now()
  if (ending) child.kill(ending)
}
function end(signal) {
  ending = signal
  // A terminal's Ctrl-C reaches the child too, unless it came before the child was there.
  if (signal !== 'SIGINT' || performance.now() - startedAt < JUST_STARTED_MS) child?.kill(signal)
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, end)
// A kill of npm sends no signal here, and leaves the shell between alive.
const parent = process.ppid
const { stdout } = spawnSync('ps', ['-o', 'ppid=', '-p', String(parent)], { encoding: 'utf8' })
const npm = process.env.npm_lifecycle_event === undefined ? undefined : Number(stdout) || undefined
setInterval(() => {
  if (process.ppid !== parent || (npm !== undefined && !isRunning(npm))) end('SIGTERM')
}, 1000).unref()

try {
  await installPackages(root, watch)
  if (command.browser) await installChromium(watch)
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
      // What the command starts finds the project's Node too.
      env: { ...process.env, PATH: `${dirname(node)}:${process.env.PATH ?? ''}` },
    },
  ),
)
child.on('exit', (code, signal) => process.exit(code ?? 128 + (signal ? constants.signals[signal] : 1)))

function isRunning(pid) {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    // It is another user's.
    return error.code === 'EPERM'
  }
}
