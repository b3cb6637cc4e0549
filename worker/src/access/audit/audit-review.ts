/** The record as those see it who look after it. That they looked, and what they said of it, is a line too. */
import type {
  AuditExport,
  AuditPage,
  AuditQuery,
  ExportedSegments,
} from '@inquiry-lens/shared/contract/audit.ts'
import { err, ok, type Result } from '../result.ts'
import type { AuthContext } from '../with-authorization.ts'
import type { AuditLog } from './audit-log.ts'

export type AuditReview = ReturnType<typeof createAuditReview>

export function createAuditReview(record: AuditLog) {
  const writeAdmin = (
    { email: agent, requestId }: AuthContext,
    about: Parameters<AuditLog['write']>[0]['about'],
  ) => record.write({ agent, action: 'admin', requestId, about })

  return {
    search(visitor: AuthContext, query: AuditQuery): Result<AuditPage> {
      const page = record.search(query)
      const { agent: whose, id, action: actions, viewed, from, to, order } = query
      writeAdmin(visitor, {
        what: 'audit:read',
        ...{ whose, id, actions, viewed, from, to, order },
        firstLine: page.items[0]?.seq ?? null,
        lastLine: page.items.at(-1)?.seq ?? null,
        count: page.items.length,
      })
      return ok(page)
    },

    noteCopy(visitor: AuthContext, copy: AuditExport): Result<ExportedSegments> {
      const copied = record.noteCopy(copy)
      if ('code' in copied) return err(copied)
      const { first, last } = copy
      writeAdmin(visitor, { what: 'copied-out', first: first.seq, last: last.seq, days: copied.days })
      record.tidy()
      return ok(copied)
    },
  }
}
