/** `GET /v1/live`: a WebSocket, see `shared/src/contract/live.ts`. */
import { LIVE_PROTOCOL } from '@inquiry-lens/shared/contract/live.ts'
import { Hono } from 'hono/tiny'
import { accessControlOf, callerOf, setAccessHeaders } from '../http/answers.ts'
import { reportLosses } from '../http/lost-object.ts'
import type { AppEnv } from '../http/middleware.ts'
import { problemResponse } from '../http/problem-response.ts'
import { liveHubOf } from '../live/hub.ts'
import { OWNER_HEADER } from '../live/live-hub.ts'

export const live = new Hono<AppEnv>().get('/', async (c) => {
  const accessControl = accessControlOf(c)
  if (c.req.header('Upgrade')?.toLowerCase() !== 'websocket') {
    const asked = await accessControl.authorize(callerOf(c), 'read')
    setAccessHeaders(c, asked)
    if (!asked.ok) return problemResponse(c, asked.problem)
    c.header('Upgrade', 'websocket')
    return problemResponse(c, { code: 'upgrade-required', detail: 'The request is none for a WebSocket.' })
  }
  const [protocol, token] = (c.req.header('Sec-WebSocket-Protocol') ?? '').split(',').map((one) => one.trim())
  // A browser can send the token in no header of its own, and an address stands in logs.
  const caller = {
    ...callerOf(c),
    token: protocol === LIVE_PROTOCOL ? token : undefined,
    isUnattended: true,
  } as const
  const owner = await accessControl.openSocket(caller)
  setAccessHeaders(c, owner)
  if (!owner.ok) return problemResponse(c, owner.problem)
  const hub = reportLosses(liveHubOf(c.env, c.get('configuration').jurisdiction))
  return hub.fetch('https://live-hub/', {
    headers: { Upgrade: 'websocket', [OWNER_HEADER]: JSON.stringify(owner.value) },
  })
})
