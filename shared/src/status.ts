/** What a provider's status means to the agent in front of the customer. */
import type { ProviderId } from './providers/registry.ts'

export const MEANINGS = {
  'not-opened': { word: 'Not opened', tone: 'idle' },
  'in-progress': { word: 'In progress', tone: 'active' },
  'waiting-on-us': { word: 'Waiting on us', tone: 'attention' },
  approved: { word: 'Approved', tone: 'good' },
  declined: { word: 'Declined', tone: 'bad' },
  expired: { word: 'Expired', tone: 'idle' },
  failed: { word: 'Failed', tone: 'bad' },
  voided: { word: 'Voided', tone: 'idle' },
  redacted: { word: 'Redacted', tone: 'idle' },
  unknown: { word: 'Unknown', tone: 'idle' },
} as const

export type Meaning = keyof typeof MEANINGS
export type Tone = (typeof MEANINGS)[Meaning]['tone']

type StatusTable = Readonly<Record<string, Meaning>>

/** A session lives and ends; whether the customer passed is said by its inquiry. */
const SESSION: Readonly<Record<ProviderId, StatusTable>> = {
  persona: { new: 'not-opened', active: 'in-progress', expired: 'expired', canceled: 'voided' },
}

const lookUp = (table: StatusTable, status: string): Meaning =>
  (Object.hasOwn(table, status) ? table[status] : undefined) ?? 'unknown'

export const meaningOfSession = (provider: ProviderId, status: string): Meaning =>
  lookUp(SESSION[provider], status)
