/** The kept head of the record, for those who look at it or have seen to its alarm. */
import { type Result, succeed } from '../../messages/failure.ts'
import type { AccountKeeper } from './account.ts'
import type { RecordWitness } from './audit-checkpoint.ts'
import type { Heads } from './audit-checkpoints.ts'

export interface WitnessDeskParts {
  account: Pick<AccountKeeper, 'use'>
  heads: Pick<Heads, 'find' | 'beginAnew'>
}

export function createWitnessDesk({ account, heads }: WitnessDeskParts) {
  return {
    /** Of the relay that the agent is signed in to. */
    find: (): Promise<Result<RecordWitness | null>> =>
      account.use(async ({ relay }) => succeed((await heads.find(relay)) ?? null)),

    beginAnew: (): Promise<Result<null>> =>
      account.use(async ({ relay }) => {
        await heads.beginAnew(relay)
        return succeed(null)
      }),
  }
}
