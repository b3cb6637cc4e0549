/** The relay with a clock that a test can move. Nothing that ships imports this file. */
import relay from '../src/index.ts'

export { AccessControl, JurisdictionPin, LiveHub, ProviderGateway } from '../src/index.ts'

const realNow = Date.now
let offset = 0
Date.now = () => realNow() + offset

export default {
  async fetch(request, env, ctx) {
    if (new URL(request.url).pathname !== '/__clock') return relay.fetch(request, env, ctx)
    // Milliseconds.
    offset += Number(await request.text())
    return new Response(null, { status: 204 })
  },
} satisfies ExportedHandler<Env>
