/** The relay with a clock that a test can move, and with gateways that a test can end in mid-flight. */
import relay, { ProviderGateway as ShippedGateway } from '../src/index.ts'

export { AccessControl, JurisdictionPin } from '../src/index.ts'

/** `fetch` ends it; only the controls below call it. */
export class ProviderGateway extends ShippedGateway {
  override async fetch(): Promise<Response> {
    this.ctx.abort('ended by a test')
    return new Response(null, { status: 204 })
  }
}

const realNow = Date.now
let offset = 0
Date.now = () => realNow() + offset

/** For tests alone: nothing that ships imports this file. */
const CONTROLS: Readonly<Record<string, (body: string, env: Env) => unknown>> = {
  /** Body: milliseconds. */
  '/__clock': (body) => {
    offset += Number(body)
  },
  /** Body: the gateway’s name. */
  '/__end-gateway': (body, env) =>
    env.PROVIDER_GATEWAY.getByName(body)
      .fetch('https://gateway.invalid')
      .catch(() => undefined),
}

export default {
  async fetch(request, env, ctx) {
    const control = CONTROLS[new URL(request.url).pathname]
    if (!control) return relay.fetch(request, env, ctx)
    await control(await request.text(), env)
    return new Response(null, { status: 204 })
  },
} satisfies ExportedHandler<Env>
