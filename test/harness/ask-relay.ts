/** A sign-in without a browser: each request has reached the relay and been answered when it returns. */
import type { Role } from '@inquiry-lens/shared/contract/permissions.ts'
import type { Harness } from './harness.ts'

export type RequestRelay = (path: string, init?: { method: string; body?: string }) => Promise<Response>

export async function pairWithRelay(
  { admin, relay }: Pick<Harness, 'admin' | 'relay'>,
  email: string,
  role: Role = 'agent',
): Promise<RequestRelay> {
  const { code } = await admin.add(email, role)
  const { token } = await admin.pair(code)
  const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' }
  return (path, init) => fetch(`${relay.url}${path}`, { ...init, headers })
}
