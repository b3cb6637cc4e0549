/** The record as those see it who look after it. That they looked, and what they said of it, is a line too. */
import type {
  RecordCopied,
  RecordCopy,
  RecordPage,
  RecordQuery,
} from '@inquiry-lens/shared/contract/audit.ts'
import { accept, type Outcome, refuse } from '../result.ts'
import type { Visitor } from '../with-authorization.ts'
import type { Recorder } from './audit-log.ts'

export type RecordRoom = ReturnType<typeof createRecordRoom>

export function createRecordRoom(record: Recorder) {
  const writeAdmin = (
    { email: agent, requestId }: Visitor,
    about: Parameters<Recorder['write']>[0]['about'],
  ) => record.write({ agent, action: 'admin', requestId, about })

  return {
    search(visitor: Visitor, query: RecordQuery): Outcome<RecordPage> {
      const page = record.search(query)
      const { agent: whose, id, action: actions, viewed, from, to, order } = query
      writeAdmin(visitor, {
        what: 'read-record',
        ...{ whose, id, actions, viewed, from, to, order },
        firstLine: page.items[0]?.seq ?? null,
        lastLine: page.items.at(-1)?.seq ?? null,
        count: page.items.length,
      })
      return accept(page)
    },

    noteCopy(visitor: Visitor, copy: RecordCopy): Outcome<RecordCopied> {
      const copied = record.noteCopy(copy)
      if ('code' in copied) return refuse(copied)
      const { first, last } = copy
      writeAdmin(visitor, { what: 'copied-out', first: first.seq, last: last.seq, days: copied.days })
      record.tidy()
      return accept(copied)
    },
  }
}
