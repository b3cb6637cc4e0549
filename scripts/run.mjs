/**
 * Runs one of the project's commands from whatever state the clone is in: installs what is missing, then starts the
 * command on the project's own Node. Plain JavaScript without imports of ours, since Node 20 must be able to run it.
 */
import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { installChromium, installPackages, OWN_NODE } from './set-up.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

const COMMANDS = {
  start: { file: 'scripts/start.ts', browser: true },
  test: { file: 'scripts/test.ts', browser: true },
  tour: { file: 'test/tour/tour.ts', browser: true },
  providers: { file: 'test/providers/serve.ts' },
  relay: { file: 'scripts/relay.ts' },
  agents: { file: 'scripts/agents.ts' },
  record: { file: 'scripts/record.ts' },
  zip: { file: 'scripts/zip.ts' },
  deploy: { file: 'scripts/deploy.ts' },
  conformance: { file: 'scripts/conformance.ts' },
  bench: { file: 'scripts/bench.ts', browser: true },
  icons: { file: 'test/stage/renew-icons.ts', browser: true },
  'set-up': { browser: true },
}

const [name = '', ...args] = process.argv.slice(2)
const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
if (!command) {
  console.error(`There is no command “${name}”. There are: ${Object.keys(COMMANDS).join(', ')}.`)
  process.exit(2)
}

try {
  await installPackages(root)
  if (command.browser) await installChromium()
} catch (error) {
  console.error(`\nSet-up failed: ${error.message}`)
  process.exit(1)
}
if (!command.file) process.exit(0)

const node = join(root, OWN_NODE)
const child = spawn(node, ['--disable-warning=ExperimentalWarning', join(root, command.file), ...args], {
  cwd: root,
  stdio: 'inherit',
  // What the command starts finds the project's Node too.
  env: { ...process.env, PATH: `${dirname(node)}:${process.env.PATH ?? ''}` },
})
// The command gets the terminal's own Ctrl-C; a signal sent to this process alone is handed on.
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
process.on('SIGINT', () => {})
// npm that is killed leaves us behind without a word.
const parent = process.ppid
setInterval(() => {
  if (process.ppid !== parent) child.kill('SIGTERM')
}, 1000).unref()
child.on('exit', (code, signal) => process.exit(code ?? 128 + (signal ? constants.signals[signal] : 1)))
