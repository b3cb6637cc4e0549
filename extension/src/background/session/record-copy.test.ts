import type { Taken } from '@inquiry-lens/shared/contract/audit.ts'
import { expect, it, vi } from 'vitest'
import { fail, succeed } from '../../messages/failure.ts'
import { ACCOUNT, INQUIRY_ID, RELAY, TICKET, TOKEN } from '../fixtures.ts'
import type { RelayClient } from '../relay/client.ts'
import { problemFailure } from '../relay/problem-failure.ts'
import { createTakenNoter } from './record-copy.ts'

it('has the relay write down what is taken, and nothing of who asked', async () => {
  const noteTaken = vi.fn<RelayClient['noteTaken']>(async () => succeed(null))
  const credentials = { relay: RELAY, token: TOKEN, signal: new AbortController().signal }
  const note = createTakenNoter({
    account: { use: (ask) => ask(credentials, ACCOUNT) },
    relay: { noteTaken },
  })
  const taken: Taken = { action: 'copy', form: 'reply', ids: [INQUIRY_ID] }
  const fromCard = { ...taken, ticket: TICKET }
  expect(await note(fromCard)).toEqual(succeed(null))
  expect(noteTaken).toHaveBeenCalledExactlyOnceWith(credentials, taken)

  noteTaken.mockResolvedValueOnce(fail(problemFailure('record-full')))
  expect(await note(taken)).toMatchObject({ ok: false, error: { code: 'record-full' } })
})
