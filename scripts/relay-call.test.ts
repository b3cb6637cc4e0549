import { expect, it, vi } from 'vitest'
import { fetchRelay } from './relay-call.ts'

const send = vi.fn(async (_url: string, _init: RequestInit) => new Response('{}'))

it.each([
  'http://127.0.0.2:8787',
  'http://lens.example.com',
  'http://192.0.2.1',
  'http://localhost.example.com',
])('sends nothing to %s: anyone on the way could read it', async (address) => {
  send.mockClear()
  await expect(fetchRelay(new URL('/v1/agents', address), { token: 't' }, send)).rejects.toThrow(
    'is not https',
  )
  await expect(fetchRelay(new URL('/access/pair', address), { body: '{}' }, send)).rejects.toThrow(
    'is not https',
  )
  expect(send).not.toHaveBeenCalled()
})

it.each(['https://lens.example.com', 'http://127.0.0.1:8787', 'http://localhost:8787', 'http://[::1]:8787'])(
  'sends the token to %s, and to no address that it redirects to',
  async (address) => {
    send.mockClear()
    await fetchRelay(new URL('/v1/agents', address), { token: 't' }, send)
    expect(send.mock.calls[0]?.[1]).toMatchObject({
      headers: { Authorization: 'Bearer t' },
      redirect: 'error',
    })
  },
)
