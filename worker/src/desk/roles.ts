/** Who may do what: the one table. */
import type { Role } from '@inquiry-lens/shared/api.ts'

/** `read`: the providers' lists and objects. The bootstrap token is no role: it may do the last two, nothing else. */
export type Act = 'read' | 'list-agents' | 'manage-agents'

const ACTS: Readonly<Record<Role | 'bootstrap', readonly Act[]>> = {
  agent: ['read'],
  investigator: ['read'],
  auditor: ['list-agents'],
  admin: ['read', 'list-agents', 'manage-agents'],
  bootstrap: ['list-agents', 'manage-agents'],
}

export const mayRole = (role: Role | 'bootstrap', act: Act): boolean => ACTS[role].includes(act)
