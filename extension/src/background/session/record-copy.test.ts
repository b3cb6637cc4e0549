import type { Copied } from '@inquiry-lens/shared/contract/audit.ts'
import { expect, it, vi } from 'vitest'
import { err, ok } from '../../messages/failure.ts'
import { ACCOUNT, INQUIRY_ID, RELAY, TICKET, TOKEN } from '../fixtures.ts'
import type { RelayClient } from '../relay/client.ts'
import { problemFailure } from '../relay/problem-failure.ts'
import { createRecordCopy } from './record-copy.ts'

it('has the relay write down what is taken, and nothing of who asked', async () => {
  const recordCopy = vi.fn<RelayClient['recordCopy']>(async () => ok(null))
  const credentials = { relay: RELAY, token: TOKEN, abort: new AbortController().signal }
  const note = createRecordCopy({
    account: { use: (request) => request(credentials, ACCOUNT) },
    relay: { recordCopy },
  })
  const taken: Copied = { action: 'copy', form: 'reply', ids: [INQUIRY_ID] }
  const fromCard = { ...taken, ticket: TICKET }
  expect(await note(fromCard)).toEqual(ok(null))
  expect(recordCopy).toHaveBeenCalledExactlyOnceWith(credentials, taken)

  recordCopy.mockResolvedValueOnce(err(problemFailure('audit-full')))
  expect(await note(taken)).toMatchObject({ ok: false, error: { code: 'audit-full' } })
})
