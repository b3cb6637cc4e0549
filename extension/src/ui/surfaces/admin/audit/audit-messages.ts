/** Names in the record, as an auditor knows them. */

import type { RecordAction } from '@inquiry-lens/shared/audit/chain.ts'
import { classifyObjectId } from '@inquiry-lens/shared/domain/object-id.ts'
import { PROVIDER_IDS, type ProviderId } from '@inquiry-lens/shared/providers/registry.ts'

/** What each action is, for choosing among them. */
export const ACTION_WORDS: Readonly<Record<RecordAction, string>> = {
  list: 'Listed',
  mark: 'Looked up',
  open: 'Opened',
  reveal: 'Revealed',
  copy: 'Copied',
  export: 'Exported',
  admin: 'Managed',
  denied: 'Refused',
}

const ACTS: ReadonlyMap<string, string> = new Map([
  ['know-oneself', 'to learn who they are'],
  ['read', 'to read'],
  ['take', 'to copy or export'],
  ['reveal', 'to reveal a field'],
  ['read-record', 'to read the record'],
  ['keep-record', 'to confirm a copy of the record'],
  ['see-gate', 'to see the gate'],
  ['list-agents', 'to list the agents'],
  ['manage-agents', 'to manage agents'],
])

export const nameAct = (act: string): string => ACTS.get(act) ?? `to ${act || 'do something'}`

/** `inquiry`, from the ID itself; of an ID that says nothing, `object`. */
export const nameKind = (id: string): string => classifyObjectId(id)?.kind ?? 'object'

/** `ip-address` → `IP address`. */
export const nameField = (field: string): string =>
  field.replaceAll('-', ' ').replace(/\b(ip|isp|gps|id)\b/g, (word) => word.toUpperCase())

export const isProvider = (text: string): text is ProviderId =>
  PROVIDER_IDS.some((provider) => provider === text)

const MOST_NAMED = 3

/** A few by name, of more the number: the raw line has them all. */
export const nameSome = (names: readonly string[]): string =>
  names.length <= MOST_NAMED
    ? names.join(', ')
    : `${names.slice(0, MOST_NAMED).join(', ')} and ${names.length - MOST_NAMED} more`
