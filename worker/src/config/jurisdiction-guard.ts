/** Nothing is written or read while the relay is told to keep its data elsewhere than where it is. */
import { createMiddleware } from 'hono/factory'
import type { AppEnv } from '../http/app-env.ts'
import { reportLosses } from '../http/lost-object.ts'
import { problemResponse } from '../http/problem-response.ts'
import { JURISDICTION_PIN_NAME, type Jurisdictions } from './jurisdiction-pin.ts'

export function createJurisdictionGuard() {
  /** What has been settled does not change, so each isolate asks once. */
  let settled: string | undefined

  return createMiddleware<AppEnv>(async (c, next) => {
    const place: Jurisdictions = c.get('configuration').jurisdiction ?? 'none'
    settled ??= await reportLosses(c.env.JURISDICTION_PIN.getByName(JURISDICTION_PIN_NAME)).settle(place)
    if (settled === place) return next()
    return problemResponse(c, {
      code: 'relay-not-configured',
      detail: `JURISDICTION says ${place}, but this relay’s data is in ${settled}: set it back. To move, deploy under another name.`,
    })
  })
}
