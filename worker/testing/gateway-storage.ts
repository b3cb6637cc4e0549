/** The storage of a gate that nobody asks anything, for tests of what is kept there. */
import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'

let drawn = 0

/** Each call has one of its own, and it ends with the test's storage. */
export const withGatewayStorage = <TResult>(run: (sql: SqlStorage) => TResult): Promise<TResult> =>
  runInDurableObject(env.PROVIDER_GATEWAY.getByName(`storage under test ${drawn++}`), (_, { storage }) =>
    run(storage.sql),
  )
