import type { Call, FaultList } from '../faults/fault-list.ts'
import { createPersonaApp } from './api/persona-app.ts'
import { type EmitInput, type Emitted, emitRow } from './emit.ts'
import { createEnvironment, type EnvironmentOptions, type PersonaEnvironment } from './environment.ts'
import { ENVIRONMENTS, type Environment } from './keys.ts'
import { type KnownStories, listKnown } from './known.ts'

/** The fake Persona: what the control plane and the HTTP surface need of it. */
export type Persona = {
  fetch(request: Request, call: Call): Promise<Response>
  setRateLimit(environment: Environment | undefined, limit: number): void
  emit(row: EmitInput): Emitted
  known(): Readonly<Record<Environment, KnownStories>>
}

export type PersonaOptions = EnvironmentOptions & { readonly now: () => number; readonly faults: FaultList }

export function createPersona({ now, faults, ...options }: PersonaOptions): Persona {
  const environments: Readonly<Record<Environment, PersonaEnvironment>> = {
    sandbox: createEnvironment('sandbox', options),
    production: createEnvironment('production', options),
  }
  const app = createPersonaApp({ environments, now, faults })
  return {
    fetch: async (request, call) => app.fetch(request, { call }),
    setRateLimit(environment, limit) {
      for (const name of environment === undefined ? ENVIRONMENTS : [environment]) {
        environments[name].rate.setLimit(limit)
      }
    },
    emit: ({ environment = 'sandbox', ...row }) => emitRow(environments[environment].world, now(), row),
    known: () => ({
      get sandbox() {
        return listKnown(environments.sandbox.world)
      },
      get production() {
        return listKnown(environments.production.world)
      },
    }),
  }
}
