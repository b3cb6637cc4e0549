import { createCallLog } from './control/call-log.ts'
import { checkInput } from './control/check-input.ts'
import { createClock } from './control/clock.ts'
import {
  ClockSchema,
  type Control,
  EmitSchema,
  EmitSessionSchema,
  FaultsSchema,
  ScenarioSchema,
} from './control/control.ts'
import { createControlRoutes } from './control/control-routes.ts'
import { createDeepidv, type Deepidv } from './deepidv/deepidv.ts'
import { createFaultList } from './faults/fault-list.ts'
import { readCall } from './faults/read-call.ts'
import { disturbTransport } from './faults/transport-faults.ts'
import { createPersona, type Persona } from './persona/persona.ts'
import { createDeliveries, createWebhookWriter, WebhooksSchema } from './webhooks/webhooks.ts'

export { CANARY, CANARY_NUMBERS } from './common/canary.ts'
export type { Control } from './control/control.ts'
export { ControlError } from './control/control-error.ts'
export { FAKE_DEEPIDV_PRODUCTION_KEY, FAKE_DEEPIDV_SANDBOX_KEY } from './deepidv/keys.ts'
export { DOCUMENTED_ID as DEEPIDV_DOCUMENTED_ID } from './deepidv/resource/documented.ts'
export { FAKE_PERSONA_PRODUCTION_KEY, FAKE_PERSONA_SANDBOX_KEY } from './persona/keys.ts'
export { REFERENCE_FORM, REFERENCE_PATTERN } from './persona/story/reference.ts'

export type ProviderOptions = {
  readonly seed?: number | undefined
  /** milliseconds since the epoch */
  readonly now?: (() => number) | undefined
  /** what webhooks are sent by */
  readonly send?: ((request: Request) => Promise<Response>) | undefined
  /** inquiries in each world of Persona's, sessions in each of deepidv's */
  readonly rows?: number | undefined
}

export type Providers = { fetch(request: Request): Promise<Response>; readonly control: Control }

export const DEFAULT_SEED = 1
export const DEFAULT_ROWS = 400

/** The fake providers, in this process. The worlds end at the time of this call and are laid out backwards. */
export function createProviders(options: ProviderOptions = {}): Providers {
  const base = options.now ?? Date.now
  const newest = base()
  const start = { seed: options.seed ?? DEFAULT_SEED, rows: options.rows ?? DEFAULT_ROWS }
  const calls = createCallLog()
  const clock = createClock(base)
  const faults = createFaultList()
  const deliveries = createDeliveries({ send: options.send ?? fetch, now: clock.now })
  let scenario = start
  let { persona, deepidv } = buildWorlds()

  function buildWorlds(): { persona: Persona; deepidv: Deepidv } {
    const { seed = DEFAULT_SEED, rows = DEFAULT_ROWS } = checkInput(ScenarioSchema, scenario)
    const options = { seed, rows, newest, now: clock.now, faults }
    return { persona: createPersona(options), deepidv: createDeepidv(options) }
  }

  const writeWebhook = createWebhookWriter((request) => {
    const { pathname } = new URL(request.url)
    const call = readCall(request.method, pathname)
    return (pathname.startsWith('/v1/') ? deepidv : persona).fetch(request, call)
  })

  const control: Control = {
    writeWebhook,
    webhooks: (input) => deliveries.set(checkInput(WebhooksSchema, input)),
    calls: calls.list,
    callsNaming: calls.countNaming,
    reset() {
      calls.reset()
      faults.replace([])
      deliveries.reset()
      clock.reset()
      scenario = start
      ;({ persona, deepidv } = buildWorlds())
    },
    faults(list) {
      faults.replace(checkInput(FaultsSchema, { faults: [...list] }).faults)
    },
    scenario(change) {
      const { seed, rows, rateLimit, dailyQuota, environment } = checkInput(ScenarioSchema, change)
      if (seed !== undefined || rows !== undefined) {
        scenario = { seed: seed ?? scenario.seed, rows: rows ?? scenario.rows }
        ;({ persona, deepidv } = buildWorlds())
      }
      if (rateLimit !== undefined) persona.setRateLimit(environment, rateLimit)
      if (dailyQuota !== undefined) deepidv.setDailyQuota(environment, dailyQuota)
      return scenario
    },
    clock(move) {
      clock.move(checkInput(ClockSchema, move))
      return { now: clock.now() }
    },
    emit(row) {
      const emitted = persona.emit(checkInput(EmitSchema, row))
      const { event } = emitted
      if (event !== null) tell('persona', () => writeWebhook.persona(event, row.environment))
      return emitted
    },
    emitSession(row) {
      const emitted = deepidv.emit(checkInput(EmitSessionSchema, row))
      tell('deepidv', () => writeWebhook.deepidv(emitted.session, row.session === undefined, row.environment))
      return emitted
    },
    // What is not read is not laid out: most tests read one world.
    known: () => ({ persona: persona.known(), deepidv: deepidv.known() }),
  }
  const routes = createControlRoutes(control)

  function tell(provider: 'persona' | 'deepidv', write: () => Promise<string | undefined>): void {
    if (!deliveries.wants(provider)) return
    void write().then((body) => (body === undefined ? undefined : deliveries.send({ provider, body })))
  }

  return {
    control,
    async fetch(request) {
      const { pathname, search } = new URL(request.url)
      if (pathname.startsWith('/__providers/')) return routes.fetch(request)
      const call = readCall(request.method, pathname)
      calls.count(`${call.method} ${call.pattern}`, search)
      return disturbTransport(call, faults, request.signal, () =>
        (pathname.startsWith('/v1/') ? deepidv : persona).fetch(request, call),
      )
    },
  }
}
