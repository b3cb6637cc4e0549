/** Nothing is written or read while the relay is told to keep its data elsewhere than where it is. */
import { createMiddleware } from 'hono/factory'
import type { AppEnv } from '../http/app-env.ts'
import { tellLosses } from '../http/lost-object.ts'
import { answerProblem } from '../http/problem-response.ts'
import { type Place, RESIDENCE } from './jurisdiction-pin.ts'

export function createResidenceGuard() {
  /** What has been settled does not change, so each isolate asks once. */
  let settled: string | undefined

  return createMiddleware<AppEnv>(async (c, next) => {
    const place: Place = c.get('configuration').jurisdiction ?? 'none'
    settled ??= await tellLosses(c.env.RESIDENCE.getByName(RESIDENCE)).settle(place)
    if (settled === place) return next()
    return answerProblem(c, {
      code: 'relay-not-configured',
      detail: `JURISDICTION says ${place}, but this relay’s data is in ${settled}: set it back. To move, deploy under another name.`,
    })
  })
}
