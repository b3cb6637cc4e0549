import type { Copied } from '@inquiry-lens/shared/contract/audit.ts'
import { expect, it, vi } from 'vitest'
import { err, ok, type Result } from '../../messages/failure.ts'
import type { InsertOutcome } from '../../page/background-port.ts'
import type { Feature } from '../../platform/policy.ts'
import { localFailure } from '../relay/failures.ts'
import { createReplyInserter } from './documents.ts'

const REPLY = { text: 'Please try again.', ids: ['inq_A'] }

function setUp({
  off = [],
  canInsert = true,
  recorded = ok(null),
}: {
  off?: Feature[]
  canInsert?: boolean
  recorded?: Result<null>
} = {}) {
  const happened: unknown[] = []
  const run = vi.fn(async (_tabId: number, documentId = 'TOP'): Promise<string | undefined> => documentId)
  const insert = createReplyInserter({
    commands: {
      canInsert: async () => canInsert,
      async insert({ documentId }, text): Promise<InsertOutcome> {
        happened.push([documentId, text])
        return 'inserted'
      },
    },
    run,
    async recordCopy(copied: Copied) {
      happened.push(copied)
      return recorded
    },
    readManaged: async () => ({ off }),
  })
  return { insert, run, happened }
}

const ENTRY = { action: 'copy', form: 'inserted-reply', ids: ['inq_A'] }

it('records a reply before it inserts it, into the document that is named', async () => {
  const { insert, happened } = setUp()
  expect(await insert({ tabId: 1, documentId: 'D1' }, REPLY)).toEqual(ok('inserted'))
  expect(happened).toEqual([ENTRY, ['D1', REPLY.text]])
})

it('inserts into the page itself where no document is named', async () => {
  const { insert, happened } = setUp()
  await insert({ tabId: 1 }, REPLY)
  expect(happened).toEqual([ENTRY, ['TOP', REPLY.text]])
})

it('inserts nothing that was not recorded', async () => {
  const failure = localFailure('relay-timeout')
  const { insert, happened } = setUp({ recorded: err(failure) })
  expect(await insert({ tabId: 1 }, REPLY)).toEqual(err(failure))
  expect(happened).toEqual([ENTRY])
})

it('records nothing without an editor, or without a page', async () => {
  const without = setUp({ canInsert: false })
  expect(await without.insert({ tabId: 1 }, REPLY)).toEqual(ok('no-editor'))
  const closed = setUp()
  closed.run.mockRejectedValue(new Error('Cannot access contents of the page'))
  expect(await closed.insert({ tabId: 1 }, REPLY)).toEqual(ok('no-editor'))
  expect([...without.happened, ...closed.happened]).toEqual([])
})

it('touches no page where a policy switches it off', async () => {
  const { insert, run, happened } = setUp({ off: ['insert'] })
  expect(await insert({ tabId: 1 }, REPLY)).toMatchObject({ ok: false, error: { code: 'switched-off' } })
  expect(run).not.toHaveBeenCalled()
  expect(happened).toEqual([])
})
