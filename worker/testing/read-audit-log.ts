/** The record as it stands in the desk's storage, without the line that reading it through the relay would leave. */
import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { type RecordLine, RecordLineSchema } from '@inquiry-lens/shared/audit/chain.ts'
import * as v from 'valibot'

const StoredLineSchema = v.pipe(v.string(), v.parseJson(), RecordLineSchema)

export const desk = () => env.DESK.getByName('desk')

/** Oldest first; those after `after`. */
export const readRecord = (after = 0): Promise<RecordLine[]> =>
  runInDurableObject(desk(), (_, { storage }) =>
    storage.sql
      .exec<{ line: string }>('SELECT line FROM lines WHERE seq > ? ORDER BY seq', after)
      .toArray()
      .map(({ line }) => v.parse(StoredLineSchema, line)),
  )

/** Without what sign-ins and agents left. */
export const readLines = async (): Promise<RecordLine[]> =>
  (await readRecord()).filter(({ action }) => action !== 'admin')
