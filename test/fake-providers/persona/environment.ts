import { createRateWindow, type RateWindow } from './api/rate-window.ts'
import { createIds, type Ids, PREFIX } from './ids.ts'
import type { Environment } from './keys.ts'
import { createWorld, type World } from './world.ts'

/** What a key opens: a world of its own and a rate window of its own. */
export type PersonaEnvironment = {
  readonly name: Environment
  readonly world: World
  readonly rate: RateWindow
  readonly id: string
  readonly organizationId: string
  nextRequestId(): string
}

export type EnvironmentOptions = { readonly seed: number; readonly newest: number; readonly rows: number }

export function createEnvironment(name: Environment, options: EnvironmentOptions): PersonaEnvironment {
  const world = createWorld({ ...options, environment: name })
  const organization: Ids = createIds(options.seed)
  let requests = 0
  return {
    name,
    world,
    rate: createRateWindow(),
    id: world.ids.write(PREFIX.environment, 1),
    organizationId: organization.write(PREFIX.organization, 1),
    nextRequestId: () => world.ids.write(PREFIX.request, ++requests),
  }
}
