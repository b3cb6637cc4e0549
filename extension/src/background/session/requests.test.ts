import type { Copied } from '@inquiry-lens/shared/contract/audit.ts'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { err, ok } from '../../messages/failure.ts'
import { NO_POLICY } from '../../platform/policy.ts'
import { ACCOUNT, CARD_TOKEN, INQUIRY_ID, RELAY, TOKEN } from '../fixtures.ts'
import type { RelayClient } from '../relay/client.ts'
import { problemFailure } from '../relay/failures.ts'
import type { AccountKeeper } from './account.ts'
import { createRecordCopy, createRevealer } from './requests.ts'

describe('record copy', () => {
  it('has the relay write down what is taken, and nothing of who asked', async () => {
    const recordCopy = vi.fn<RelayClient['recordCopy']>(async () => ok(null))
    const credentials = { relay: RELAY, token: TOKEN, abort: new AbortController().signal }
    const account: Pick<AccountKeeper, 'use'> = { use: (request) => request(credentials, ACCOUNT) }
    const record = createRecordCopy(account, { recordCopy }, async () => NO_POLICY)
    const taken: Copied = { action: 'copy', form: 'reply', ids: [INQUIRY_ID] }
    const fromCard = { ...taken, cardToken: CARD_TOKEN }
    expect(await record(fromCard)).toEqual(ok(null))
    expect(recordCopy).toHaveBeenCalledExactlyOnceWith(credentials, taken)

    recordCopy.mockResolvedValueOnce(err(problemFailure('audit-full')))
    expect(await record(taken)).toMatchObject({ ok: false, error: { code: 'audit-full' } })
  })

  it('has no entry written of what the policy has switched off', async () => {
    const recordCopy = vi.fn<RelayClient['recordCopy']>(async () => ok(null))
    const credentials = { relay: RELAY, token: TOKEN, abort: new AbortController().signal }
    const account: Pick<AccountKeeper, 'use'> = { use: (request) => request(credentials, ACCOUNT) }
    const record = createRecordCopy(account, { recordCopy }, async () => ({ off: ['export'] }))
    const taken: Copied = { action: 'export', form: 'rows', ids: [INQUIRY_ID] }
    expect(await record(taken)).toMatchObject({ ok: false, error: { code: 'switched-off' } })
    expect(await record({ ...taken, action: 'copy' })).toEqual(ok(null))
    expect(recordCopy).toHaveBeenCalledExactlyOnceWith(credentials, { ...taken, action: 'copy' })
  })
})

describe('reveals', () => {
  const REQUEST = { id: INQUIRY_ID, fields: ['note', 'tags'], reason: 'Customer asks for it' }
  const REVEALED = {
    provider: 'persona' as const,
    id: INQUIRY_ID,
    values: [{ field: 'note', value: 'a secret' }],
  }

  function setUp(answer: Awaited<ReturnType<RelayClient['reveal']>>) {
    const asked: unknown[] = []
    const reveal = createRevealer(
      {
        use: (request) =>
          request({ relay: RELAY, token: TOKEN, abort: new AbortController().signal }, ACCOUNT),
      },
      {
        reveal: async (_credentials, request) => {
          asked.push(request)
          return answer
        },
      },
    )
    return { reveal, asked }
  }

  beforeEach(() => fakeBrowser.reset())

  it('hands on what the relay reveals, asks each time, and keeps nothing', async () => {
    const { reveal, asked } = setUp(ok(REVEALED))
    expect(await reveal(REQUEST)).toEqual(ok(REVEALED))
    expect(await reveal(REQUEST)).toEqual(ok(REVEALED))
    expect(asked).toEqual([REQUEST, REQUEST])
    expect(await fakeBrowser.storage.session.get()).toEqual({})
    expect(await fakeBrowser.storage.local.get()).toEqual({})
  })

  it.each([
    ['another object', { ...REVEALED, id: 'inq_Another1' }],
    ['a field that was not requested', { ...REVEALED, values: [{ field: 'reviewer-comment', value: 'x' }] }],
  ])('does not show %s', async (_, answer) => {
    expect(await setUp(ok(answer)).reveal(REQUEST)).toMatchObject({ error: { code: 'relay-unreadable' } })
  })

  it('says why there is nothing to show', async () => {
    const refused = err(problemFailure('role-refused'))
    expect(await setUp(refused).reveal(REQUEST)).toEqual(refused)
  })
})
