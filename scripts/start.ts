/**
 * `npm start`: everything on this machine, ready to be clicked: providers, relay, extension, signed in, on a ticket.
 * `npm run dev`, which is this with `--watch`: the same, and each saved change is seen at once. Wrangler reloads the relay.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PROVIDER_IDS } from '@inquiry-lens/shared/providers/registry.ts'
import { type HarnessBrowser, launchBrowser } from '../test/harness/browser.ts'
import { bindRelay, letSiteIn, pairInOptions } from '../test/harness/harness.ts'
import { serveTicket } from '../test/pages/serve-ticket.ts'
import { readArguments, stopWith } from './command-line.ts'
import { findFreePort, type LocalRelay, startLocalRelay } from './local-relay.ts'
import { createRelayAdmin } from './relay-admin.ts'
import { type Builder, followChanges, printAs, startBuilder, startProviders } from './reloading.ts'

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
// Once: a second Ctrl-C ends it at once.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => close(0))

await start().catch((error: Error) => {
  if (!isClosing) console.error(error.message)
  return close(1)
})

async function start(): Promise<void> {
  console.log('Starting the fake providers, the relay and the extension …')
  // Of its own: tests may be loading what this checkout has built for them.
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

  const inspectorPort = isDev ? await findFreePort() : undefined
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
    await followChanges(['test/providers'], async () => {
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
  if (isDev) console.log(`  inspect    browser at 127.0.0.1:${inspectorPort}, relay at ${relay.inspector}`)
  console.log(`ready: signed in as you@example.com at ${relay.url}, ticket at ${ticket.url} (Ctrl-C ends it)`)
  isReady = true

  await relay.ended
  if (!isClosing)
    throw new Error(`The relay has ended. It printed last:\n${relay.output().trim().slice(-2000)}`)
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
