/** Who may do what: the one table. The relay goes by it; the surfaces say by it what there is no use in asking. */

export const ROLES = ['agent', 'investigator', 'auditor', 'admin'] as const
export type Role = (typeof ROLES)[number]

/**
 * `know-oneself`: who one is, and what the extension needs to work. `read`: the providers' lists and objects. `take`:
 * copy and export what was read. `reveal`: sensitive fields, with a reason. `read-record`: its lines. `keep-record`:
 * say that lines are safe elsewhere, so that they may go. `see-gate`: how it stands with the providers.
 * The bootstrap token is no role: it may manage agents, nothing else.
 */
export type Act =
  | 'know-oneself'
  | 'read'
  | 'take'
  | 'reveal'
  | 'read-record'
  | 'keep-record'
  | 'see-gate'
  | 'list-agents'
  | 'manage-agents'

export type Standing = Role | 'bootstrap'

/** Nobody has all: who manages agents reveals nothing, who reads the record manages nobody. */
const ACTS: Readonly<Record<Standing, readonly Act[]>> = {
  agent: ['know-oneself', 'read', 'take'],
  investigator: ['know-oneself', 'read', 'take', 'reveal'],
  auditor: ['know-oneself', 'read-record', 'keep-record', 'see-gate', 'list-agents'],
  admin: [
    'know-oneself',
    'read',
    'take',
    'read-record',
    'keep-record',
    'see-gate',
    'list-agents',
    'manage-agents',
  ],
  bootstrap: ['list-agents', 'manage-agents'],
}

export const mayRole = (role: Standing, act: Act): boolean => ACTS[role].includes(act)
