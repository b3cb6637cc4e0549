/** A relay without webhook secrets tells nothing, and says so: surfaces go on polling. */
import {
  LIVE_PROTOCOL,
  RelayFrameSchema,
  topicOfCase,
  topicOfLists,
} from '@inquiry-lens/shared/contract/live.ts'
import * as v from 'valibot'
import { expect, it, onTestFinished, vi } from 'vitest'
import { ORIGIN, openRelay } from '../../testing/relay-under-test.ts'

it('says of each topic that no notice will come', async () => {
  const relay = openRelay()
  const token = await relay.signIn()
  const { webSocket: socket } = await relay.request('/v1/live', {
    headers: {
      Upgrade: 'websocket',
      Origin: ORIGIN,
      'Sec-WebSocket-Protocol': `${LIVE_PROTOCOL}, ${token}`,
    },
  })
  if (!socket) throw new Error('There is no socket')
  const heard: string[] = []
  socket.addEventListener('message', ({ data }) => void heard.push(String(data)))
  socket.accept()
  onTestFinished(() => socket.close())
  socket.send(
    JSON.stringify({
      hello: { sinceMs: 0 },
      topics: { 1: topicOfCase('inq_ABC123'), 2: topicOfLists('persona') },
    }),
  )
  await vi.waitFor(() => expect(heard).toHaveLength(1))
  expect(v.parse(RelayFrameSchema, JSON.parse(heard[0] ?? ''))).toEqual({
    seq: 0,
    changed: [],
    quiet: [1, 2],
  })
})
