/** Names in the record, as an auditor knows them. */

import type { AuditAction } from '@inquiry-lens/shared/audit/chain.ts'
import { classifyObjectId } from '@inquiry-lens/shared/domain/object-id.ts'
import { PROVIDER_IDS, type ProviderId } from '@inquiry-lens/shared/providers/registry.ts'

/** What each action is, for choosing among them. */
export const ACTION_MESSAGES: Readonly<Record<AuditAction, string>> = {
  list: 'Listed',
  mark: 'Looked up',
  open: 'Opened',
  reveal: 'Revealed',
  copy: 'Copied',
  export: 'Exported',
  admin: 'Managed',
  denied: 'Refused',
}

const PERMISSIONS: ReadonlyMap<string, string> = new Map([
  ['self:read', 'to learn who they are'],
  ['read', 'to read'],
  ['case:copy', 'to copy or export'],
  ['reveal', 'to reveal a field'],
  ['audit:read', 'to read the record'],
  ['audit:export', 'to confirm a copy of the record'],
  ['gateway:read', 'to see the gate'],
  ['agents:list', 'to list the agents'],
  ['agents:manage', 'to manage agents'],
])

export const nameAct = (permission: string): string =>
  PERMISSIONS.get(permission) ?? `to ${permission || 'do something'}`

/** `inquiry`, from the ID itself; of an ID that says nothing, `object`. */
export const nameKind = (id: string): string => classifyObjectId(id)?.kind ?? 'object'

/** `ip-address` → `IP address`. */
export const nameField = (field: string): string =>
  field.replaceAll('-', ' ').replace(/\b(ip|isp|gps|id)\b/g, (word) => word.toUpperCase())

export const isProvider = (text: string): text is ProviderId =>
  PROVIDER_IDS.some((provider) => provider === text)

const MAX_NAMED = 3

/** A few by name, of more the number: the raw line has them all. */
export const nameSome = (names: readonly string[]): string =>
  names.length <= MAX_NAMED
    ? names.join(', ')
    : `${names.slice(0, MAX_NAMED).join(', ')} and ${names.length - MAX_NAMED} more`
