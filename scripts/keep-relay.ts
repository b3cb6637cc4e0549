/**
 * Runs the relay’s server for as long as the process that started it lives. Standard input is a pipe from there: however that
 * process ends, the pipe closes, and everything in this process group ends too. The group is its own (`detached`), so
 * that Ctrl-C reaches the starter alone.
 */
import { spawn } from 'node:child_process'
import { rmSync } from 'node:fs'

const END_WITHIN_MS = 3_000

/** What must not stay behind, then the server’s file and words. */
const [sharedToken = '', ...words] = process.argv.slice(2)

const hintGroup = (name: NodeJS.Signals) => process.kill(-process.pid, name)

// A signal to the group is for the server and workerd: this process ends last.
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => {})

const child = spawn(process.execPath, words, { stdio: ['ignore', 'inherit', 'inherit'] })
child.once('exit', () => {
  rmSync(sharedToken, { force: true })
  // Workerd outlives a server that was killed. This ends the group, and so this process.
  hintGroup('SIGKILL')
})

let isEnding = false
function end(): void {
  if (isEnding) return
  isEnding = true
  rmSync(sharedToken, { force: true })
  hintGroup('SIGTERM')
  setTimeout(() => hintGroup('SIGKILL'), END_WITHIN_MS)
}
process.stdin.on('end', end).on('error', end).resume()
