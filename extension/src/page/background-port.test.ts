import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { type CommandHandlers, createPagePort } from './background-port.ts'

type Listener = (message: unknown, sender: { id?: string }, reply: (value: unknown) => void) => boolean

const sendMessage = vi.fn()
const listeners = new Set<Listener>()
const runtime: { id: string | undefined } & Record<string, unknown> = {
  id: 'ours',
  sendMessage,
  onMessage: {
    addListener: (listener: Listener) => listeners.add(listener),
    removeListener: (listener: Listener) => listeners.delete(listener),
  },
}

let end: AbortController
beforeEach(() => {
  end = new AbortController()
  listeners.clear()
  sendMessage.mockReset()
  runtime.id = 'ours'
  vi.stubGlobal('chrome', { runtime })
})
afterEach(() => void vi.stubGlobal('chrome', fakeBrowser))

describe('asking', () => {
  it('names the question, and hands on what was answered', async () => {
    sendMessage.mockResolvedValue({ ok: true, value: { items: [] } })
    const answer = await createPagePort(end.signal).request('page:lookup', { ids: ['inq_1'] })
    expect(sendMessage).toHaveBeenCalledExactlyOnceWith({ name: 'page:lookup', payload: { ids: ['inq_1'] } })
    expect(answer).toMatchObject({ ok: true, value: { items: [] } })
  })

  it('hands on a failure as it is, and does not repeat the question', async () => {
    sendMessage.mockResolvedValue({ ok: false, error: { code: 'signed-out' } })
    expect(await createPagePort(end.signal).request('page:found', { count: 1 })).toMatchObject({
      ok: false,
      error: { code: 'signed-out' },
    })
    expect(sendMessage).toHaveBeenCalledOnce()
  })

  it.each([
    ['rejects', () => sendMessage.mockRejectedValueOnce(new Error('The message channel closed'))],
    ['answers nothing', () => sendMessage.mockResolvedValueOnce(undefined)],
  ])('asks once more when the browser %s: the background had just ended', async (_, fail) => {
    fail()
    sendMessage.mockResolvedValueOnce({ ok: true, value: null })
    expect(await createPagePort(end.signal).request('page:load-card', null)).toMatchObject({ ok: true })
    expect(sendMessage).toHaveBeenCalledTimes(2)
  })

  it('returns a failure when no background listens, also when the browser throws', async () => {
    sendMessage.mockImplementation(() => {
      throw new Error('Extension context invalidated.')
    })
    expect(await createPagePort(end.signal).request('page:load-card', null)).toEqual({ ok: false })
    expect(sendMessage).toHaveBeenCalledTimes(2)
  })

  it('knows when the extension has gone', () => {
    const port = createPagePort(end.signal)
    expect(port.isAlive()).toBe(true)
    runtime.id = undefined
    expect(port.isAlive()).toBe(false)
    vi.stubGlobal('chrome', {})
    expect(port.isAlive()).toBe(false)
  })
})

describe('obeying', () => {
  const orders = {
    'to-page:walk': vi.fn<CommandHandlers['to-page:walk']>(async () => true),
    'to-page:list': vi.fn<CommandHandlers['to-page:list']>(async () => ({ ids: ['inq_1'], hidden: [] })),
    'to-page:settings': vi.fn<CommandHandlers['to-page:settings']>(),
    'to-page:hints': vi.fn(),
    'to-page:access': vi.fn<CommandHandlers['to-page:access']>(),
  }
  const send = (message: unknown, id = 'ours') =>
    new Promise((resolve) => {
      const isTaken = [...listeners].map((listener) => listener(message, { id }, resolve))
      if (!isTaken.includes(true)) resolve('not taken')
    })

  it('follows each order, and replies when it is done', async () => {
    createPagePort(end.signal).obey(orders)
    expect(await send({ name: 'to-page:walk', payload: { to: 'next' } })).toBe(true)
    expect(orders['to-page:walk']).toHaveBeenCalledExactlyOnceWith({ to: 'next' })
    expect(await send({ name: 'to-page:list', payload: null })).toEqual({ ids: ['inq_1'], hidden: [] })
    await send({ name: 'to-page:access' })
    expect(orders['to-page:access']).toHaveBeenCalledOnce()
  })

  it.each([null, 'to-page:access', {}, { name: 7 }, { name: 'toString' }, { name: 'page:lookup' }])(
    'leaves alone what is no order: %j',
    async (message) => {
      createPagePort(end.signal).obey(orders)
      expect(await send(message)).toBe('not taken')
    },
  )

  it('takes orders from our own extension alone, and none after its end', async () => {
    createPagePort(end.signal).obey(orders)
    expect(await send({ name: 'to-page:list' }, 'other')).toBe('not taken')
    end.abort()
    expect(listeners.size).toBe(0)
  })
})
