import { INQUIRY_ID } from '@inquiry-lens/shared/testing/made-rows.ts'
import { signal } from '@preact/signals'
import { expect, it } from 'vitest'
import { ok } from '../../../messages/failure.ts'
import type { Account, CaseView } from '../../../messages/messages.ts'
import { accountKey, type RecentCase } from '../../../stored.ts'
import { madeCase, stubRequest } from '../testing.ts'
import type { Case } from './case.ts'
import { followRecents } from './recents.ts'

const ACCOUNT: Account = {
  relay: 'https://lens.example.com',
  email: 'ada@example.com',
  role: 'agent',
  expiresAt: '2027-01-01T00:00:00.000Z',
  keepSignedIn: false,
}
type Kept = { owner: string; cases: readonly RecentCase[] }

const caseOf = (view: CaseView | undefined): Case => {
  const known = signal(view)
  const nothing = signal(undefined)
  return {
    id: 'what was pasted',
    data: known,
    source: nothing,
    asOf: nothing,
    error: nothing,
    retryAt: nothing,
    isFetching: signal(false),
    refresh() {},
  }
}

const keep = (email = ACCOUNT.email): Kept => ({
  owner: accountKey({ ...ACCOUNT, email }),
  cases: [
    {
      id: INQUIRY_ID,
      provider: 'persona',
      environment: 'sandbox',
      caseState: 'approved',
      asOf: 1,
      openedAt: 2,
    },
  ],
})

function setUp(held?: Kept) {
  const opened = signal<Case | undefined>(undefined)
  const ended = new AbortController()
  const { request, asked } = stubRequest({
    'app:recents.note': () => ok(null),
    'app:recents.clear': () => ok(null),
  })
  let tell: (value: Kept | undefined) => void = () => {}
  const kept = {
    get: async () => held,
    watch: (listener: typeof tell) => {
      tell = listener
    },
  }
  const recents = followRecents({ request, stored: kept, opened, abort: ended.signal }, ACCOUNT)
  return { recents, opened, asked, ended, tell: (value: Kept | undefined) => tell(value) }
}

it('tells of a case once it is known, by the ID of what it is about, and of every change to it', () => {
  const { opened, asked } = setUp()
  const one = caseOf(undefined)
  opened.value = one
  expect(asked).toEqual([])
  const view = signal<CaseView | undefined>(madeCase({ status: 'pending' }, 7))
  opened.value = { ...one, data: view }
  view.value = madeCase({ status: 'approved' }, 9)
  expect(asked.map(({ payload }) => payload)).toEqual([
    {
      id: INQUIRY_ID,
      provider: 'persona',
      environment: 'sandbox',
      caseState: 'in-progress',
      asOf: 7,
      isOpening: true,
    },
    expect.objectContaining({ caseState: 'approved', asOf: 9, isOpening: false }),
  ])
})

it('reports nothing after the end', () => {
  const { opened, asked, ended } = setUp()
  ended.abort()
  opened.value = caseOf(madeCase())
  expect(asked).toEqual([])
})

it('shows what is kept for this account, and follows it', async () => {
  const { recents, tell } = setUp(keep())
  await Promise.resolve()
  expect(recents.cases.value.map(({ id }) => id)).toEqual([INQUIRY_ID])
  tell(keep('bob@example.com'))
  expect(recents.cases.value).toEqual([])
  tell(keep())
  expect(recents.cases.value).toHaveLength(1)
  tell(undefined)
  expect(recents.cases.value).toEqual([])
})

it('has them cleared', () => {
  const { recents, asked } = setUp()
  recents.clear()
  expect(asked).toEqual([{ name: 'app:recents.clear', payload: null }])
})
