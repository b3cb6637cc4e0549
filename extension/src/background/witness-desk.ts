/** The kept head of the record, for those who look at it or have seen to its alarm. */
import { type Result, succeed } from '../failure.ts'
import type { RecordWitness } from '../record-witness.ts'
import type { AccountKeeper } from './account.ts'
import type { Heads } from './heads.ts'

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
