/** The relay's `/v1/audit`, as scripts use it, and a way in for who has the bootstrap token but no sign-in. */
import {
  AUDIT_LIMIT,
  type AuditExport,
  type AuditPage,
  AuditPageSchema,
  type AuditSegments,
  AuditSegmentsSchema,
  type ExportedSegments,
  ExportedSegmentsSchema,
} from '@inquiry-lens/shared/contract/audit.ts'
import * as v from 'valibot'
import { createRelayAdmin } from './relay-admin.ts'
import { createRelayCall } from './relay-call.ts'

/** As the query of `GET /v1/audit` names them. */
export type RecordFilter = Partial<Record<'agent' | 'id' | 'action' | 'from' | 'to', string>>

export interface RelayAudit {
  /** Oldest first, page by page; up to where the record ends when the first is asked for. */
  pages(filter: RecordFilter): AsyncGenerator<AuditPage['items']>
  days(): Promise<AuditSegments>
  noteCopy(copy: AuditExport): Promise<ExportedSegments>
  signOut(): Promise<void>
}

export function createRelayAudit(relay: string, token: string): RelayAudit {
  const call = createRelayCall(relay, token)
  return {
    async *pages(filter) {
      const query = new URLSearchParams({ order: 'oldest', limit: String(AUDIT_LIMIT.max) })
      for (const [name, value] of Object.entries(filter)) if (value !== undefined) query.set(name, value)
      for (;;) {
        const { items, next } = v.parse(AuditPageSchema, await call('GET', `/v1/audit?${query}`))
        yield items
        if (next === null) return
        query.set('cursor', next)
      }
    },
    days: async () => v.parse(AuditSegmentsSchema, await call('GET', '/v1/audit/segments')),
    noteCopy: async (copy) => v.parse(ExportedSegmentsSchema, await call('POST', '/v1/audit/exports', copy)),
    signOut: async () => {
      await call('POST', '/access/sign-out')
    },
  }
}

/**
 * Signs in as this person, who is made an auditor where there is no such agent. Whoever is an agent already keeps their
 * role, and is refused by the relay where it does not read the record.
 */
export async function signInAsAuditor(relay: string, bootstrapToken: string, email: string): Promise<string> {
  const admin = createRelayAdmin(relay, bootstrapToken)
  const { items } = await admin.list()
  const known = items.find((agent) => agent.email === email)
  if (known && known.revokedAt !== null) throw new Error(`${email} was revoked: let them back in first.`)
  const { code } = await admin.add(email, known ? undefined : 'auditor')
  return (await admin.pair(code)).token
}
