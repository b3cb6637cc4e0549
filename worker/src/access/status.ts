/** Who one is and how the relay stands: nothing about anybody else, and no line. */
import type { Me } from '@inquiry-lens/shared/contract/api.ts'
import type { GateReport } from '@inquiry-lens/shared/contract/gateway.ts'
import { mayRole } from '@inquiry-lens/shared/contract/permissions.ts'
import type { ProviderConfiguration } from '../config/providers.ts'
import { expiryOf } from './agents/tokens.ts'
import type { Recorder } from './audit/audit-log.ts'
import type { Gates } from './gateways.ts'
import { accept, type Outcome, type Refused, refuse } from './result.ts'
import type { Visitor } from './with-authorization.ts'

export interface StandingParts {
  gates: Gates
  record: Recorder
  providers: readonly ProviderConfiguration[]
}

export function createStanding({ gates, record, providers }: StandingParts) {
  return {
    async describeOneself({ email, role, signIn }: Visitor): Promise<Outcome<Me>> {
      if (!signIn || role === 'bootstrap') {
        return refuse({ code: 'role-refused', detail: 'The bootstrap token is nobody.' })
      }
      const states = allOf(await Promise.all(providers.map(gates.health)))
      if (!states.ok) return states
      return accept({
        agent: { email, role },
        expiresAt: new Date(expiryOf(signIn)).toISOString(),
        providers: states.value,
        ...(mayRole(role, 'read-record') && { record: record.fill() }),
      })
    },

    async describeGates(): Promise<Outcome<GateReport>> {
      const reports = allOf(await Promise.all(providers.map(gates.report)))
      return reports.ok ? accept({ items: reports.value }) : reports
    },
  }
}

/** All of them, or why one is missing. */
function allOf<TValue extends object>(answers: readonly (TValue | Refused)[]): Outcome<TValue[]> {
  const values: TValue[] = []
  for (const answer of answers) {
    if ('problem' in answer) return answer
    values.push(answer)
  }
  return accept(values)
}
