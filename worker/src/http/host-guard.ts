/**
 * Admin routes answer under the relay's own name alone: a page that points its own name at this machine (DNS rebinding)
 * is stopped here. Over https the certificate has said whose name it is; over http the only name is this machine's.
 */
import { createMiddleware } from 'hono/factory'
import { isLoopback } from '../config/binding-schemas.ts'
import type { AppEnv } from './app-env.ts'
import { problemResponse } from './problem-response.ts'

export const refuseForeignHost = createMiddleware<AppEnv>(async (c, next) => {
  const url = new URL(c.req.url)
  const { hosts } = c.get('configuration')
  const isSaidTwice = (c.req.header('Host') ?? url.host) !== url.host
  const isOwn =
    isLoopback(url.hostname) || (hosts.length > 0 ? hosts.includes(url.host) : url.protocol === 'https:')
  if (isOwn && !isSaidTwice) return next()
  return problemResponse(c, {
    code: 'host-refused',
    detail: 'Agents and the record are managed under the relay’s own address alone (RELAY_HOSTS).',
  })
})
