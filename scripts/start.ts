/** `npm start`: everything on this machine, ready to be clicked: providers, relay, extension, signed in, on a ticket. */
import { PROVIDER_IDS } from '@inquiry-lens/shared/providers/registry.ts'
import { openStage, pairInOptions } from '../test/stage/stage.ts'

const hasDisplay = Boolean(
  process.env.DISPLAY || process.env.WAYLAND_DISPLAY || process.platform === 'darwin',
)

console.log('Starting the fake providers, the relay and the extension …')
const stage = await openStage({
  headless: !hasDisplay,
  configured: PROVIDER_IDS,
}).catch((error: Error) => {
  console.error(error.message)
  process.exit(1)
})
stage.relay.shareToken()
const options = await pairInOptions(stage, 'you@example.com')
await options.goto(stage.ticket.url)
if (!hasDisplay) console.log('There is no display, so Chromium runs without a window.')
console.log(`  providers  ${stage.providers.url}`)
console.log(`  relay      ${stage.relay.url}`)
console.log(`  ticket     ${stage.ticket.url}`)
console.log(`  extension  chrome-extension://${stage.browser.extensionId}`)
console.log(
  `ready: signed in as you@example.com at ${stage.relay.url}, ticket at ${stage.ticket.url} (Ctrl-C ends it)`,
)

let isClosing = false
async function close(code: number) {
  if (isClosing) return
  isClosing = true
  await stage.close()
  process.exit(code)
}
process.on('SIGINT', () => close(0))
process.on('SIGTERM', () => close(0))
stage.browser.context.on('close', () => close(0))
await stage.relay.ended
if (!isClosing) {
  console.error(`The relay has ended. It printed last:\n${stage.relay.output().trim().slice(-2000)}`)
  await close(1)
}
