/** The stored audit log, without the entry that reading it through the relay would leave. */
import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { type AuditEntry, AuditEntrySchema } from '@inquiry-lens/shared/audit/chain.ts'
import * as v from 'valibot'

const StoredEntrySchema = v.pipe(v.string(), v.parseJson(), AuditEntrySchema)

export const accessControl = () => env.ACCESS_CONTROL.getByName('access-control')

export const readAuditLog = (after = 0): Promise<AuditEntry[]> =>
  runInDurableObject(accessControl(), (_, { storage }) =>
    storage.sql
      .exec<{ entry: string }>('SELECT entry FROM entries WHERE seq > ? ORDER BY seq', after)
      .toArray()
      .map(({ entry }) => v.parse(StoredEntrySchema, entry)),
  )

export const readAgentEntries = async (): Promise<AuditEntry[]> =>
  (await readAuditLog()).filter(({ action }) => action !== 'admin')
