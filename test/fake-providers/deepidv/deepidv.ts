import type { Call, FaultList } from '../faults/fault-list.ts'
import { ENVIRONMENTS, type Environment } from '../persona/keys.ts'
import { createDeepidvApp, type DeepidvEnvironment } from './api/deepidv-app.ts'
import { createQuota } from './api/quota.ts'
import { type EmitSessionInput, type EmittedSession, emitSession } from './emit.ts'
import { type KnownSessions, listKnownSessions } from './known.ts'
import { createWorld, type WorldOptions } from './world.ts'

/** The fake deepidv: what the control plane and the HTTP surface need of it. */
export type Deepidv = {
  fetch(request: Request, call: Call): Promise<Response>
  setDailyQuota(environment: Environment | undefined, calls: number): void
  emit(row: EmitSessionInput): EmittedSession
  known(): Readonly<Record<Environment, KnownSessions>>
}

export type DeepidvOptions = WorldOptions & { readonly now: () => number; readonly faults: FaultList }

export function createDeepidv({ now, faults, ...options }: DeepidvOptions): Deepidv {
  const open = (name: Environment): DeepidvEnvironment => ({
    name,
    world: createWorld(options, name),
    quota: createQuota(),
  })
  const environments = { sandbox: open('sandbox'), production: open('production') }
  const app = createDeepidvApp({ environments, now, faults })
  return {
    fetch: async (request, call) => app.fetch(request, { call }),
    setDailyQuota(environment, calls) {
      for (const name of environment === undefined ? ENVIRONMENTS : [environment]) {
        environments[name].quota.setDaily(calls)
      }
    },
    emit: ({ environment = 'sandbox', ...row }) => emitSession(environments[environment].world, now(), row),
    known: () => ({
      get sandbox() {
        return listKnownSessions(environments.sandbox.world, 'sandbox')
      },
      get production() {
        return listKnownSessions(environments.production.world, 'production')
      },
    }),
  }
}
