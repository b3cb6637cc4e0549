/** The relay's `/v1/record`, as scripts use it, and a way in for who has the bootstrap token but no sign-in. */
import {
  RECORD_LIMIT,
  type RecordCopied,
  RecordCopiedSchema,
  type RecordCopy,
  type RecordDays,
  RecordDaysSchema,
  type RecordPage,
  RecordPageSchema,
} from '@inquiry-lens/shared/contract/audit.ts'
import * as v from 'valibot'
import { createRelayAdmin } from './relay-admin.ts'
import { createRelayCall } from './relay-call.ts'

/** As the query of `GET /v1/record` names them. */
export type RecordFilter = Partial<Record<'agent' | 'id' | 'action' | 'from' | 'to', string>>

export interface RelayRecord {
  /** Oldest first, page by page; up to where the record ends when the first is asked for. */
  pages(filter: RecordFilter): AsyncGenerator<RecordPage['items']>
  days(): Promise<RecordDays>
  noteCopy(copy: RecordCopy): Promise<RecordCopied>
  signOut(): Promise<void>
}

export function createRelayRecord(relay: string, token: string): RelayRecord {
  const call = createRelayCall(relay, token)
  return {
    async *pages(filter) {
      const query = new URLSearchParams({ order: 'oldest', limit: String(RECORD_LIMIT.most) })
      for (const [name, value] of Object.entries(filter)) if (value !== undefined) query.set(name, value)
      for (;;) {
        const { items, next } = v.parse(RecordPageSchema, await call('GET', `/v1/record?${query}`))
        yield items
        if (next === null) return
        query.set('cursor', next)
      }
    },
    days: async () => v.parse(RecordDaysSchema, await call('GET', '/v1/record/days')),
    noteCopy: async (copy) => v.parse(RecordCopiedSchema, await call('POST', '/v1/record/copies', copy)),
    signOut: async () => {
      await call('POST', '/access/sign-out')
    },
  }
}

/**
 * Signs in as this person, who is made an auditor where there is no such agent. Whoever is an agent already keeps their
 * role, and is refused by the relay where it does not read the record.
 */
export async function signInForRecord(relay: string, bootstrapToken: string, email: string): Promise<string> {
  const admin = createRelayAdmin(relay, bootstrapToken)
  const { items } = await admin.list()
  const known = items.find((agent) => agent.email === email)
  if (known && known.revokedAt !== null) throw new Error(`${email} was revoked: let them back in first.`)
  const { code } = await admin.add(email, known ? undefined : 'auditor')
  return (await admin.pair(code)).token
}
