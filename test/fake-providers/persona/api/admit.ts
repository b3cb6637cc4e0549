import type { Call, FaultList } from '../../faults/fault-list.ts'
import type { PersonaEnvironment } from '../environment.ts'
import { type Environment, findEnvironment } from '../keys.ts'
import { PersonaError } from './persona-error.ts'

/** A 401 has no `Request-Id` and no rate headers: the caller is unknown. https://docs.withpersona.com/authentication */
export function admitKey(
  authorization: string | undefined,
  environments: Readonly<Record<Environment, PersonaEnvironment>>,
  call: Call,
  faults: FaultList,
): PersonaEnvironment {
  const key = /^Bearer (.+)$/.exec(authorization ?? '')?.[1]
  if (key === undefined) throw new PersonaError(401, 'Must be authenticated to access this endpoint')
  const name = findEnvironment(key)
  const isRefused = faults.take('key-refused', call, ({ status }) => status === 401) !== undefined
  if (name === undefined || isRefused) throw new PersonaError(401, 'Token is invalid')
  return environments[name]
}

/** Both rate limits come before everything else. https://docs.withpersona.com/rate-limiting */
export function admitRequest(
  environment: PersonaEnvironment,
  call: Call,
  faults: FaultList,
  now: number,
  headers: Headers,
): void {
  if (faults.take('storm', call) !== undefined) environment.rate.drain(now)
  const forced = faults.take('429', call)
  const { allowed, limit, remaining, reset } = environment.rate.take(now)
  headers.set('Request-Id', environment.nextRequestId())
  headers.set('Persona-Environment-Id', environment.id)
  headers.set('Persona-Organization-Id', environment.organizationId)
  headers.set('RateLimit-Limit', String(limit))
  headers.set('RateLimit-Remaining', String(forced === undefined ? remaining : 0))
  headers.set('RateLimit-Reset', String(forced?.reset ?? reset))
  if (!allowed || forced !== undefined) {
    throw new PersonaError(
      429,
      'Rate limit exceeded',
      `You have hit your rate limit of ${limit} requests / min.`,
    )
  }
  if (faults.take('key-refused', call, ({ status }) => status === 403) !== undefined) {
    throw new PersonaError(403, 'Forbidden', 'IP address is not permitted access to current environment')
  }
  const failure = faults.take('5xx', call)
  if (failure !== undefined) throw new PersonaError(failure.status, 'Service unavailable')
}
