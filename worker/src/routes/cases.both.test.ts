import { CHECKPOINT_HEADER } from '@inquiry-lens/shared/audit/checkpoint.ts'
import { parseCheckpoint } from '@inquiry-lens/shared/contract/headers.ts'
import { DEEPIDV_DOCUMENTED_ID } from '@inquiry-lens/test/fake-providers/app.ts'
import { expect, it } from 'vitest'
import { readAuditLog } from '../../testing/read-audit-log.ts'
import { json, openRelay } from '../../testing/relay-under-test.ts'

it.each(['persona', 'deepidv'])('sends the newest checkpoint, also where %s answers last', async (slow) => {
  const relay = openRelay()
  const token = await relay.signIn()
  const { fetch } = relay.providers
  relay.providers.fetch = async (request) => {
    const isPersona = new URL(request.url).pathname.startsWith('/api/v1/')
    if (isPersona === (slow === 'persona')) await waitForEntry()
    return fetch(request)
  }
  const waitForEntry = async () => {
    // In a turn of its own: the entry is written after all that has arrived.
    while (!(await readAuditLog()).some(({ action }) => action === 'mark')) await scheduler.wait(0)
  }
  const ids = ['inq_ABC123', DEEPIDV_DOCUMENTED_ID]
  const answer = await relay.request('/v1/lookups', { token, ...json({ ids }) })
  const marks = (await readAuditLog()).filter(({ action }) => action === 'mark')
  expect(marks).toHaveLength(2)
  expect(parseCheckpoint(answer.headers.get(CHECKPOINT_HEADER))?.seq).toBe(marks.at(-1)?.seq)
})
