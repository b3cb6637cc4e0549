/** Calls the LiveHub. */
import type { Jurisdiction } from '../config/bindings.ts'
import { inJurisdiction } from '../config/jurisdiction-pin.ts'
import { lossOf } from '../http/lost-object.ts'
import type { LiveHub } from './live-hub.ts'

export const liveHubOf = (env: Pick<Env, 'LIVE_HUB'>, jurisdiction: Jurisdiction | null) =>
  inJurisdiction(env.LIVE_HUB, jurisdiction).getByName('live-hub')

/** Repeated once at an object that has ended. */
export async function tellHub(
  open: () => DurableObjectStub<LiveHub>,
  tell: (hub: DurableObjectStub<LiveHub>) => Promise<void>,
): Promise<void> {
  try {
    await tell(open())
  } catch (error) {
    if (lossOf(error) !== 'ended') throw error
    await tell(open())
  }
}
