/** The record, as whoever looks after it reads it. Reading it is a line in it, so nothing here is asked by itself. */

import { parseRecordHead, RECORD_HEAD_HEADER } from '@inquiry-lens/shared/audit/checkpoint.ts'
import { RecordDaysSchema, type RecordPage, RecordPageSchema } from '@inquiry-lens/shared/contract/audit.ts'
import { type Result, succeed } from '../../messages/failure.ts'
import type { RecordSearch, RecordStanding } from '../../messages/messages.ts'
import { readValue } from './decode.ts'
import type { Credentials, RelayExchange } from './http.ts'

export interface RecordClient {
  searchRecord(credentials: Credentials, search: RecordSearch): Promise<Result<RecordPage>>
  /** The closed days, how full it is, and its newest line as the relay has signed it. */
  recordStanding(credentials: Credentials): Promise<Result<RecordStanding>>
}

export const createRecordClient = ({ read }: RelayExchange): RecordClient => ({
  searchRecord: (credentials, { viewed, actions, ...search }) =>
    read({
      ...credentials,
      call: (api) =>
        api.v1.record.$get({
          query: {
            ...search,
            action: actions,
            viewed: viewed ? 'true' : undefined,
          },
        }),
      read: (response) => readValue(response, RecordPageSchema),
    }),

  recordStanding: (credentials) =>
    read({
      ...credentials,
      call: (api) => api.v1.record.days.$get(),
      async read(response) {
        const days = await readValue(response, RecordDaysSchema)
        if (!days.ok) return days
        const head = parseRecordHead(response.headers.get(RECORD_HEAD_HEADER))
        return succeed({ ...days.value, head: head ?? null })
      },
    }),
})
