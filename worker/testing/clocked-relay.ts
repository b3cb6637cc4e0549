/**
 * The relay as it ships, under a clock that a test can move, since five minutes' outage need not take five minutes, and with
 * a provider gateway that a test can end in mid-flight, as the platform does whenever it likes.
 */
import relay, { ProviderGateway as ShippedGateway } from '../src/index.ts'

export { AccessControl, JurisdictionPin } from '../src/index.ts'

/** Asked by nothing but what is below. */
export class ProviderGateway extends ShippedGateway {
  override async fetch(): Promise<Response> {
    this.ctx.abort('ended by a test')
    return new Response(null, { status: 204 })
  }
}

const realNow = Date.now
let offset = 0
Date.now = () => realNow() + offset

/** On this machine alone: nothing that ships imports this file. */
const PROVOCATIONS: Readonly<Record<string, (body: string, env: Env) => unknown>> = {
  /** With a number of milliseconds. */
  '/__clock': (body) => {
    offset += Number(body)
  },
  /** With a gateway’s name. */
  '/__end-gateway': (body, env) =>
    env.PROVIDER_GATEWAY.getByName(body)
      .fetch('https://gateway.invalid')
      .catch(() => undefined),
}

export default {
  async fetch(request, env, ctx) {
    const provoke = PROVOCATIONS[new URL(request.url).pathname]
    if (!provoke) return relay.fetch(request, env, ctx)
    await provoke(await request.text(), env)
    return new Response(null, { status: 204 })
  },
} satisfies ExportedHandler<Env>
