/** The kept head of the record, for those who look at it or have seen to its alarm. */
import { ok, type Result } from '../../messages/failure.ts'
import type { AccountKeeper } from './account.ts'
import type { AuditWitness } from './audit-checkpoint.ts'
import type { AuditCheckpoints } from './audit-checkpoints.ts'

export interface CheckpointStoreParts {
  account: Pick<AccountKeeper, 'use'>
  heads: Pick<AuditCheckpoints, 'find' | 'beginAnew'>
}

export function createCheckpointStore({ account, heads }: CheckpointStoreParts) {
  return {
    /** Of the relay that the agent is signed in to. */
    find: (): Promise<Result<AuditWitness | null>> =>
      account.use(async ({ relay }) => ok((await heads.find(relay)) ?? null)),

    beginAnew: (): Promise<Result<null>> =>
      account.use(async ({ relay }) => {
        await heads.beginAnew(relay)
        return ok(null)
      }),
  }
}
