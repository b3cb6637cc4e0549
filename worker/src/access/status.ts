/** Who one is and how the relay stands: nothing about anybody else, and no line. */
import type { Me } from '@inquiry-lens/shared/contract/api.ts'
import type { GatewaySnapshot } from '@inquiry-lens/shared/contract/gateway.ts'
import { can } from '@inquiry-lens/shared/contract/permissions.ts'
import type { ProviderConfiguration } from '../config/providers.ts'
import { expiryOf } from './agents/tokens.ts'
import type { AuditLog } from './audit/audit-log.ts'
import type { Gateways } from './gateways.ts'
import { type Err, err, ok, type Result } from './result.ts'
import type { AuthContext } from './with-authorization.ts'

export interface StatusParts {
  gateways: Gateways
  record: AuditLog
  providers: readonly ProviderConfiguration[]
}

export function createStatus({ gateways, record, providers }: StatusParts) {
  return {
    async describeOneself({ email, role, signIn }: AuthContext): Promise<Result<Me>> {
      if (!signIn || role === 'bootstrap') {
        return err({ code: 'role-refused', detail: 'The bootstrap token is nobody.' })
      }
      const states = allOf(await Promise.all(providers.map(gateways.health)))
      if (!states.ok) return states
      return ok({
        agent: { email, role },
        expiresAt: new Date(expiryOf(signIn)).toISOString(),
        providers: states.value,
        ...(can(role, 'audit:read') && { record: record.fill() }),
      })
    },

    async snapshotGateways(): Promise<Result<GatewaySnapshot>> {
      const snapshots = allOf(await Promise.all(providers.map(gateways.snapshot)))
      return snapshots.ok ? ok({ items: snapshots.value }) : snapshots
    },
  }
}

/** All of them, or why one is missing. */
function allOf<TValue extends object>(answers: readonly (TValue | Err)[]): Result<TValue[]> {
  const values: TValue[] = []
  for (const answer of answers) {
    if ('problem' in answer) return answer
    values.push(answer)
  }
  return ok(values)
}
