/**
 * `npm start`: fake providers, relay and extension on this machine, signed in, on a sample ticket. `npm run dev` (`--watch`)
 * also reloads each saved change; wrangler reloads the relay.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { PROVIDER_IDS } from '@inquiry-lens/shared/providers/registry.ts'
import { watch } from 'chokidar'
import * as v from 'valibot'
import { webhooksTo } from '../test/fake-providers/webhooks/webhooks.ts'
import { type HarnessBrowser, launchBrowser } from '../test/harness/browser.ts'
import { bindRelay, letSiteIn, pairInOptions } from '../test/harness/harness.ts'
import { serveTicket } from '../test/pages/serve-ticket.ts'
import { readArguments, stopWith } from './command-line.ts'
import { findFreePort, type LocalRelay, ROOT, startLocalRelay } from './relay/local-relay.ts'
import { createRelayAdmin } from './relay/relay-client.ts'

const SETTLE_MS = 50

const ChangedSchema = v.picklist(['nothing', 'pages', 'extension'])
const BuiltSchema = v.union([v.object({ changed: ChangedSchema }), v.object({ error: v.string() })])

const KnownSchema = v.object({
  persona: v.object({ sandbox: v.record(v.string(), v.object({ inquiry: v.string() })) }),
})

const { values } = readArguments('Usage: npm start, or npm run dev', {
  options: { watch: { type: 'boolean', default: false } },
})
const isDev = values.watch === true
const { DISPLAY, WAYLAND_DISPLAY, HEADED } = process.env
const hasDisplay = Boolean(DISPLAY || WAYLAND_DISPLAY || process.platform === 'darwin')
const hasWindow = HEADED ? HEADED === '1' : hasDisplay
if (hasWindow && !hasDisplay) stopWith('HEADED=1 needs a display: set DISPLAY or WAYLAND_DISPLAY.')

const folder = await mkdtemp(join(tmpdir(), 'inquiry-lens-start-'))
let builder: Builder | undefined
let relay: LocalRelay | undefined
let browser: HarnessBrowser | undefined
let isClosing = false
// `once`: a second Ctrl-C ends the process immediately.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => close(0))

await start().catch((error: Error) => {
  if (!isClosing) console.error(error.message)
  return close(1)
})

async function start(): Promise<void> {
  console.log('Starting the fake providers, the relay and the extension …')
  const extension = join(folder, 'extension')
  const building = startBuilder(extension, isDev)
  builder = building
  const providers = await startProviders()
  let isReady = false
  const [startedRelay, ticket] = await Promise.all([
    startLocalRelay({
      port: 0,
      bindings: bindRelay(PROVIDER_IDS, providers.url),
      folder,
      isDev,
      onOutput: (text) => isDev && isReady && printAs('relay', text),
    }),
    serveTicket((await providers.known()).persona.sandbox),
    building.build(),
  ])
  relay = startedRelay
  relay.shareToken()
  await providers.sendWebhooksTo(relay.url)

  const inspectorPort = isDev || !hasWindow ? await findFreePort() : undefined
  const launched = await launchBrowser({
    extension,
    headless: !hasWindow,
    ...(inspectorPort !== undefined && { inspectorPort }),
  })
  browser = launched
  browser.context.on('close', () => close(0))
  const admin = createRelayAdmin(relay.url, relay.bootstrapToken)
  const options = await pairInOptions({ admin, browser, relay }, 'you@example.com')
  if (isDev) await letSiteIn(options, ticket.url)
  await options.goto(ticket.url)

  if (isDev) {
    await followChanges(['extension/src', 'shared/src'], async (files) => {
      const changed = await building.build(files)
      if (changed === 'pages') await launched.reloadPages()
      if (changed === 'extension') await launched.reloadExtension()
      return changed === 'nothing' ? 'nothing to reload' : `${changed} reloaded`
    })
    await followChanges(['test/fake-providers'], async () => {
      await providers.restart()
      return 'providers restarted'
    })
  } else building.stop()

  if (!hasWindow)
    console.log(`Chromium runs without a window${hasDisplay ? '' : ', since there is no display'}.`)
  console.log(`  providers  ${providers.url}`)
  console.log(`  relay      ${relay.url}`)
  console.log(`  ticket     ${ticket.url}`)
  console.log(`  extension  chrome-extension://${browser.extensionId}`)
  if (inspectorPort !== undefined) {
    const ofRelay = isDev ? `, relay at ${relay.inspector}` : ''
    console.log(`  inspect    browser at 127.0.0.1:${inspectorPort}${ofRelay}`)
  }
  console.log(`ready: signed in as you@example.com at ${relay.url}, ticket at ${ticket.url} (Ctrl-C ends it)`)
  isReady = true

  await relay.exited
  if (!isClosing) throw new Error(`The relay ended. Its last output:\n${relay.output().trim().slice(-2000)}`)
}

async function close(code: number): Promise<void> {
  if (isClosing) return
  isClosing = true
  builder?.stop()
  await browser?.close().catch(() => {})
  await relay?.stop()
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  process.exit(code)
}

interface Builder {
  /** Rebuilds after a change of these files; resolves to what changed in the folder. */
  build(files?: readonly string[]): Promise<v.InferOutput<typeof ChangedSchema>>
  stop(): void
}

/** `isReadable`: with source maps. */
function startBuilder(folder: string, isReadable: boolean): Builder {
  const child = fork(
    join(ROOT, 'extension/build-service.ts'),
    [folder, ...(isReadable ? ['readable'] : [])],
    {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      env: { ...process.env, NODE_ENV: 'production', NO_COLOR: '1' },
    },
  )
  let printed = ''
  child.stderr?.on('data', (chunk) => {
    printed = `${printed}${chunk}`.slice(-2_000)
  })
  const exited = once(child, 'exit').then(() => [
    { error: `The build has ended. It printed last:\n${printed}` },
  ])
  return {
    async build(files = []) {
      if (child.connected) child.send({ files })
      const [message] = await Promise.race([once(child, 'message'), exited])
      const reply = v.parse(BuiltSchema, message)
      if ('error' in reply) throw new Error(reply.error)
      return reply.changed
    },
    stop: () => void child.kill('SIGKILL'),
  }
}

interface RestartableProviders {
  url: string
  known(): Promise<v.InferOutput<typeof KnownSchema>>
  /** Each change is sent to this relay, also after a restart. */
  sendWebhooksTo(relay: string): Promise<void>
  /** Loads the changed code; address and customers stay. */
  restart(): Promise<void>
}

async function startProviders(): Promise<RestartableProviders> {
  const port = await findFreePort()
  const url = `http://127.0.0.1:${port}`

  async function serve(): Promise<Worker> {
    const thread = new Worker(join(ROOT, 'test/fake-providers/serve.ts'), {
      argv: ['--port', String(port)],
      stdout: true,
    })
    thread.on('error', console.error)
    const exited = once(thread, 'exit').then(() => {
      throw new Error('The fake providers have ended.')
    })
    await Promise.race([once(thread.stdout, 'data'), exited])
    return thread
  }

  let thread = await serve()
  let toldTo: string | undefined
  async function sendWebhooksTo(relay: string): Promise<void> {
    toldTo = relay
    const tell = (what: string, body: object) =>
      fetch(`${url}/__providers/${what}`, { method: 'POST', body: JSON.stringify(body) })
    await tell('webhooks', webhooksTo(relay))
    // The relay goes by webhooks from the first one of each provider on.
    await Promise.all([tell('emit', {}), tell('emit-session', {})])
  }
  return {
    sendWebhooksTo,
    url,
    known: async () => v.parse(KnownSchema, await (await fetch(`${url}/__providers/known`)).json()),
    async restart() {
      await thread.terminate()
      thread = await serve()
      if (toldTo !== undefined) await sendWebhooksTo(toldTo)
    },
  }
}

/** Runs one update at a time and prints its outcome; files saved during one lead to the next. Resolves when it watches. */
async function followChanges(
  folders: readonly string[],
  update: (files: string[]) => Promise<string>,
): Promise<void> {
  const saved = new Set<string>()
  let savedAt = 0
  let isRunning = false

  async function run() {
    if (isRunning) return
    isRunning = true
    while (saved.size > 0) {
      const since = savedAt
      await sleep(SETTLE_MS)
      const files = [...saved]
      saved.clear()
      const outcome = await update(files).catch((error: Error) => `failed: ${error.message}`)
      const seconds = ((performance.now() - since) / 1000).toFixed(1)
      const names = files.map((file) => relative(ROOT, file)).join(', ')
      printAs('change', `${names}: ${outcome} (${seconds} s)`)
    }
    isRunning = false
  }

  const paths = folders.map((folder) => join(ROOT, folder))
  const watcher = watch(paths, { ignoreInitial: true }).on('all', (_, file) => {
    if (saved.size === 0) savedAt = performance.now()
    saved.add(file)
    void run()
  })
  await once(watcher, 'ready')
}

function printAs(name: string, text: string): void {
  for (const line of text.trimEnd().split('\n')) console.log(`${name.padEnd(6)} │ ${line}`)
}
