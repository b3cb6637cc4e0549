/** The relay's `/v1/agents` and `/access/pair`, as scripts use them. Throws an `Error` with the problem's own words. */
import {
  type AddAgent,
  type AddedAgent,
  AddedAgentSchema,
  type Agents,
  AgentsSchema,
  type RevokedCount,
  RevokedCountSchema,
} from '@inquiry-lens/shared/contract/admin.ts'
import { type Paired, PairedSchema } from '@inquiry-lens/shared/contract/config.ts'
import type { Role } from '@inquiry-lens/shared/contract/permissions.ts'
import * as v from 'valibot'
import { createRelayCall } from './relay-call.ts'

export interface RelayAdmin {
  /** Without a role an agent keeps theirs. `confirmed`: without it no role changes, and no revoked agent gets a code. */
  add(email: string, role?: Role, confirmed?: Pick<AddAgent, 'changeRole' | 'letBackIn'>): Promise<AddedAgent>
  list(): Promise<Agents>
  revoke(email: string): Promise<void>
  /** Every sign-in there is; how many that were. */
  revokeAll(): Promise<RevokedCount>
  /** Pairs with a code; for scripts that need a bearer token. */
  pair(code: string): Promise<Paired>
}

const NEXT_STEPS = {
  'signed-out': 'BOOTSTRAP_TOKEN must be the one that this relay was deployed with.',
  'not-found': 'To see who there is: npm run agents -- list',
  'role-not-confirmed':
    'To change it: npm run agents -- add EMAIL --role ROLE --change-role. Without --role they keep theirs.',
  'agent-revoked': 'To let them back in with that role: npm run agents -- add EMAIL --let-back-in',
}

export function createRelayAdmin(relay: string, token: string): RelayAdmin {
  const call = createRelayCall(relay, token, NEXT_STEPS)
  return {
    add: async (email, role, confirmed) =>
      v.parse(AddedAgentSchema, await call('POST', '/v1/agents', { email, role, ...confirmed })),
    list: async () => v.parse(AgentsSchema, await call('GET', '/v1/agents')),
    revoke: async (email) => {
      await call('DELETE', `/v1/agents/${encodeURIComponent(email)}`)
    },
    revokeAll: async () => v.parse(RevokedCountSchema, await call('DELETE', '/v1/agents')),
    pair: async (code) => v.parse(PairedSchema, await call('POST', '/access/pair', { code })),
  }
}
