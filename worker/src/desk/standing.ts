/** Who one is and how the relay stands: nothing about anybody else, and no line. */
import type { Me } from '@inquiry-lens/shared/api.ts'
import type { GateReport } from '@inquiry-lens/shared/gate-api.ts'
import { mayRole } from '@inquiry-lens/shared/roles.ts'
import type { ProviderConfiguration } from '../provider-configuration.ts'
import type { Visitor } from './door.ts'
import type { Gates } from './gates.ts'
import { accept, type Outcome, type Refused, refuse } from './outcome.ts'
import type { Recorder } from './record.ts'
import { expiryOf } from './tokens.ts'

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
