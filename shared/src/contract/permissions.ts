/** Who may do what: the one table. The relay goes by it; the surfaces say by it what there is no use in asking. */

// ---- contract/permissions.ts
export const ROLES = ['agent', 'investigator', 'auditor', 'admin'] as const
export type Role = (typeof ROLES)[number]

/**
 * `self:read`: who one is, and what the extension needs to work. `read`: the providers' lists and objects. `case:copy`:
 * copy and export what was read. `reveal`: sensitive fields, with a reason. `audit:read`: its lines. `audit:export`:
 * say that lines are safe elsewhere, so that they may go. `gateway:read`: how it stands with the providers.
 * The bootstrap token is no role: it may manage agents, nothing else.
 */
export type Permission =
  | 'self:read'
  | 'read'
  | 'case:copy'
  | 'reveal'
  | 'audit:read'
  | 'audit:export'
  | 'gateway:read'
  | 'agents:list'
  | 'agents:manage'

export type AccessLevel = Role | 'bootstrap'

/** Nobody has all: who manages agents reveals nothing, who reads the record manages nobody. */
const PERMISSIONS: Readonly<Record<AccessLevel, readonly Permission[]>> = {
  agent: ['self:read', 'read', 'case:copy'],
  investigator: ['self:read', 'read', 'case:copy', 'reveal'],
  auditor: ['self:read', 'audit:read', 'audit:export', 'gateway:read', 'agents:list'],
  admin: [
    'self:read',
    'read',
    'case:copy',
    'audit:read',
    'audit:export',
    'gateway:read',
    'agents:list',
    'agents:manage',
  ],
  bootstrap: ['agents:list', 'agents:manage'],
}

export const can = (role: AccessLevel, permission: Permission): boolean =>
  PERMISSIONS[role].includes(permission)

/** How long a surface may show what was revealed. */
export const REVEAL_SECONDS = 60

export const REASON_LENGTH = { min: 4, max: 300 } as const

const ONE_LINE = new RegExp(`^[^\\p{Cc}\\p{Zl}\\p{Zp}]{${REASON_LENGTH.min},${REASON_LENGTH.max}}$`, 'u')

/** Without white space around it. */
export const isReason = (text: string): boolean => ONE_LINE.test(text)
