/** The record as it stands in the desk's storage, without the line that reading it through the relay would leave. */
import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { type AuditEntry, AuditEntrySchema } from '@inquiry-lens/shared/audit/chain.ts'
import * as v from 'valibot'

const StoredLineSchema = v.pipe(v.string(), v.parseJson(), AuditEntrySchema)

export const accessControl = () => env.ACCESS_CONTROL.getByName('access-control')

/** Oldest first; those after `after`. */
export const readAuditLog = (after = 0): Promise<AuditEntry[]> =>
  runInDurableObject(accessControl(), (_, { storage }) =>
    storage.sql
      .exec<{ line: string }>('SELECT line FROM lines WHERE seq > ? ORDER BY seq', after)
      .toArray()
      .map(({ line }) => v.parse(StoredLineSchema, line)),
  )

/** Without what sign-ins and agents left. */
export const readLines = async (): Promise<AuditEntry[]> =>
  (await readAuditLog()).filter(({ action }) => action !== 'admin')
