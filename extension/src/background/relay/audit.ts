/** The record, as whoever looks after it reads it. Reading it is a line in it, so nothing here is asked by itself. */

import { CHECKPOINT_HEADER, parseCheckpoint } from '@inquiry-lens/shared/audit/checkpoint.ts'
import { type AuditPage, AuditPageSchema, AuditSegmentsSchema } from '@inquiry-lens/shared/contract/audit.ts'
import { ok, type Result } from '../../messages/failure.ts'
import type { AuditSearch, AuditStatus } from '../../messages/messages.ts'
import { readValue } from './decode.ts'
import type { Credentials, RelayHttp } from './http.ts'

export interface AuditClient {
  searchRecord(credentials: Credentials, search: AuditSearch): Promise<Result<AuditPage>>
  /** The closed days, how full it is, and its newest line as the relay has signed it. */
  auditStatus(credentials: Credentials): Promise<Result<AuditStatus>>
}

export const createAuditClient = ({ read }: RelayHttp): AuditClient => ({
  searchRecord: (credentials, { viewed, actions, ...search }) =>
    read({
      ...credentials,
      call: (api) =>
        api.v1.audit.$get({
          query: {
            ...search,
            action: actions,
            viewed: viewed ? 'true' : undefined,
          },
        }),
      read: (response) => readValue(response, AuditPageSchema),
    }),

  auditStatus: (credentials) =>
    read({
      ...credentials,
      call: (api) => api.v1.audit.segments.$get(),
      async read(response) {
        const days = await readValue(response, AuditSegmentsSchema)
        if (!days.ok) return days
        const head = parseCheckpoint(response.headers.get(CHECKPOINT_HEADER))
        return ok({ ...days.value, head: head ?? null })
      },
    }),
})
