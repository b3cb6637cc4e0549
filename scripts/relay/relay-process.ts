/**
 * The processes of a local relay. `serve` runs it in workerd; `keep` runs `serve` for as long as its own starter lives.
 * The keeper has a process group of its own (`detached`), so that Ctrl-C reaches the starter alone; its standard input is a
 * pipe from the starter, which closes however the starter ends, and then the whole group ends.
 */
import { spawn } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { flushCompileCache } from 'node:module'
import { dirname, join } from 'node:path'

const END_WITHIN_MS = 3_000
const ROOT = dirname(dirname(import.meta.dirname))

const [role, ...words] = process.argv.slice(2)
if (role === 'keep') keep(words)
else await serve(words)

/**
 * The file of what is added to wrangler.toml, port, storage folder, and the inspector's port for a debugger, which can
 * read every secret.
 */
async function serve([config = '', port = '', persist = '', inspectorPort]: string[]): Promise<void> {
  const { experimental_readRawConfig: readRawConfig, unstable_startWorker: startWorker } = await import(
    'wrangler'
  )
  const { rawConfig } = readRawConfig({ config: join(ROOT, 'wrangler.toml') })
  const added: object = JSON.parse(readFileSync(config, 'utf8'))
  writeFileSync(config, JSON.stringify({ ...rawConfig, main: join(ROOT, rawConfig.main ?? ''), ...added }))
  const hostname = '127.0.0.1'
  const worker = await startWorker({
    config,
    dev: {
      server: { hostname, port: Number(port) },
      inspector: inspectorPort === undefined ? false : { hostname, port: Number(inspectorPort) },
      persist,
      watch: inspectorPort !== undefined,
    },
  })
  await worker.ready
  flushCompileCache()
}

/** The file of the shared token, which must not stay behind, then the server's words. */
function keep([sharedToken = '', ...serverWords]: string[]): void {
  const signalGroup = (name: NodeJS.Signals) => process.kill(-process.pid, name)

  // Signals to the group are for the server and workerd: the keeper ends last.
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => {})

  const child = spawn(process.execPath, [import.meta.filename, 'serve', ...serverWords], {
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  child.once('exit', () => {
    rmSync(sharedToken, { force: true })
    // Workerd outlives a killed server. This ends the whole group, the keeper too.
    signalGroup('SIGKILL')
  })

  let isEnding = false
  function end(): void {
    if (isEnding) return
    isEnding = true
    rmSync(sharedToken, { force: true })
    signalGroup('SIGTERM')
    setTimeout(() => signalGroup('SIGKILL'), END_WITHIN_MS)
  }
  process.stdin.on('end', end).on('error', end).resume()
}
