/** The one table of permissions: the relay enforces it, the surfaces hide by it what would fail. */

export const ROLES = ['agent', 'investigator', 'auditor', 'admin'] as const
export type Role = (typeof ROLES)[number]

/**
 * `self:read`: one's own account and the settings. `read`: the providers' lists and objects. `watch`: to
 * be told when a case has ended. `case:copy`: to the clipboard. `case:export`: rows as a file. `reveal`: sensitive fields, with a reason. `audit:read`: the log's entries. `audit:export`: confirm an export,
 * so that its segments can be purged. `gateway:read`: state of the providers.
 * The bootstrap token has no role: it manages agents and does nothing else.
 */
export type Permission =
  | 'self:read'
  | 'read'
  | 'watch'
  | 'case:copy'
  | 'case:export'
  | 'reveal'
  | 'audit:read'
  | 'audit:export'
  | 'gateway:read'
  | 'agents:list'
  | 'agents:manage'

export type AccessLevel = Role | 'bootstrap'

/** No role has all permissions: admins reveal nothing, auditors manage no agents. */
const PERMISSIONS: Readonly<Record<AccessLevel, readonly Permission[]>> = {
  agent: ['self:read', 'read', 'watch', 'case:copy'],
  investigator: ['self:read', 'read', 'watch', 'case:copy', 'case:export', 'reveal'],
  auditor: ['self:read', 'audit:read', 'audit:export', 'gateway:read', 'agents:list'],
  admin: [
    'self:read',
    'read',
    'watch',
    'case:copy',
    'case:export',
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

/** How long a surface may show a revealed value. */
export const REVEAL_SECONDS = 60

export const REASON_LENGTH = { min: 4, max: 300 } as const

const ONE_LINE = new RegExp(`^[^\\p{Cc}\\p{Zl}\\p{Zp}]{${REASON_LENGTH.min},${REASON_LENGTH.max}}$`, 'u')

/** Without white space around it. */
export const isReason = (text: string): boolean => ONE_LINE.test(text)
