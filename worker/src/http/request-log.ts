/** Our own line for each request, instead of the platform's: no path, no query, no header, since they hold IDs. */
import { createMiddleware } from 'hono/factory'
import { routePath } from 'hono/route'
import type { AppEnv } from './app-env.ts'

export const logRequest = createMiddleware<AppEnv>(async (c, next) => {
  const beganAt = Date.now()
  await next()
  console.log(
    JSON.stringify({
      requestId: c.get('requestId'),
      method: c.req.method,
      route: routePath(c, -1),
      status: c.res.status,
      ms: Date.now() - beganAt,
    }),
  )
})
