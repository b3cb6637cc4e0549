/** The background’s socket against a relay that answers late, loses frames and goes away. */
import { LIVE_CLOSED } from '@inquiry-lens/shared/contract/live.ts'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { LiveKey, LiveState } from '../../stored.ts'
import { ACCOUNT, RELAY, TOKEN } from '../fixtures.ts'
import { createLive } from './live.ts'

const CASE = 'case inq_ABC123'
const LISTS = 'lists persona'
const SECOND = 1000

class FakeSocket extends EventTarget {
  readonly sent: unknown[] = []
  readonly url: string
  readonly protocols: string[]
  isClosed = false
  constructor(url: string, protocols: string[]) {
    super()
    this.url = url
    this.protocols = protocols
  }
  send(text: string) {
    this.sent.push(text.startsWith('{') ? JSON.parse(text) : text)
  }
  close() {
    if (!this.isClosed) this.end(1000)
  }
  end(code: number) {
    this.isClosed = true
    this.dispatchEvent(new CloseEvent('close', { code }))
  }
  open() {
    this.dispatchEvent(new Event('open'))
  }
  say(frame: object | string) {
    const data = typeof frame === 'string' ? frame : JSON.stringify(frame)
    this.dispatchEvent(new MessageEvent('message', { data }))
  }
}

function start() {
  const sockets: FakeSocket[] = []
  const stored: (LiveState | undefined)[] = []
  const signIn = new AbortController()
  const refreshWatches = vi.fn(async (_hasChanged: boolean) => {})
  const refreshMarks = vi.fn(async (_caseIds: readonly string[]) => {})
  let inView: readonly string[] = []
  const live = createLive({
    open(url, protocols) {
      const socket = new FakeSocket(url, protocols)
      sockets.push(socket)
      return socket
    },
    state: {
      set: async (value) => void stored.push(structuredClone(value)),
      remove: async () => void stored.push(undefined),
    },
    refreshMarks,
    refreshWatches,
    listMarks: async () => inView,
    now: Date.now,
    random: () => 0.5,
    after(milliseconds, run, abort) {
      const timer = setTimeout(run, milliseconds)
      abort.addEventListener('abort', () => clearTimeout(timer))
    },
    report: (error) => {
      throw error
    },
  })
  const follow = (topic: LiveKey = CASE, key = topic) =>
    live.follow({ relay: RELAY, token: TOKEN, abort: signIn.signal }, ACCOUNT, topic, key)
  const mark = (...ids: string[]) =>
    live.followMarks(
      { relay: RELAY, token: TOKEN, abort: signIn.signal },
      ACCOUNT,
      ids.map((id) => ({ id, caseId: id })),
    )
  const socketAt = (index: number) => {
    const socket = sockets.at(index)
    if (!socket) throw new Error('There is no such socket')
    return socket
  }
  return {
    live,
    refreshMarks,
    refreshWatches,
    sockets,
    stored,
    signIn,
    follow,
    mark,
    show: (...ids: string[]) => (inView = ids),
    socketAt,
    /** The state that surfaces see. */
    shown: () => stored.at(-1),
    /** A socket that is open, and has heard its first frame. */
    openLast(seq = 7) {
      const socket = socketAt(-1)
      socket.open()
      socket.say({ seq, changed: [] })
      return socket
    },
  }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('the socket', () => {
  it('is one for all topics, with the token in the subprotocol alone', () => {
    const { follow, sockets, openLast } = start()
    follow()
    follow(LISTS)
    const socket = openLast()
    expect(sockets).toHaveLength(1)
    expect(socket.url).toBe(`${RELAY.replace('http', 'ws')}/v1/live`)
    expect(socket.protocols).toEqual(['lens.1', TOKEN])
    expect(socket.sent).toEqual([{ hello: { sinceMs: 12_000 }, topics: { 0: 'watches', 1: CASE, 2: LISTS } }])
  })

  it('is none for samples, nor after the sign-in has ended', () => {
    const { live, follow, sockets, signIn } = start()
    const abort = new AbortController().signal
    live.follow({ relay: 'sample:', token: TOKEN, abort }, { ...ACCOUNT, relay: 'sample:' }, CASE, CASE)
    signIn.abort()
    follow()
    expect(sockets).toEqual([])
  })

  it('takes a topic that comes later, and asks whether it changed in between', () => {
    const { follow, openLast } = start()
    follow()
    const socket = openLast(7)
    follow(LISTS)
    expect(socket.sent.slice(1)).toEqual([{ add: { 2: LISTS }, drop: [] }, { since: 7 }])
  })

  it('takes a topic that comes between its first frame and the relay’s', () => {
    const { follow, socketAt } = start()
    follow()
    socketAt(-1).open()
    follow(LISTS)
    socketAt(-1).say({ seq: 7, changed: [] })
    expect(socketAt(-1).sent.slice(1)).toEqual([{ add: { 2: LISTS }, drop: [] }, { since: 7 }])
    follow(LISTS)
    expect(socketAt(-1).sent).toHaveLength(3)
  })

  it('closes with the last topic that is held, 90 s after it was asked for', async () => {
    const { follow, openLast, shown } = start()
    follow()
    follow(LISTS)
    const socket = openLast()
    for (let round = 0; round < 4; round++) {
      await vi.advanceTimersByTimeAsync(20 * SECOND)
      socket.say('q7')
    }
    follow()
    await vi.advanceTimersByTimeAsync(20 * SECOND)
    socket.say('q7')
    expect(socket.sent).toContainEqual({ add: {}, drop: [2] })
    expect(socket.isClosed).toBe(false)
    for (let round = 0; round < 4; round++) {
      await vi.advanceTimersByTimeAsync(20 * SECOND)
      socket.say('q7')
    }
    expect(socket.isClosed).toBe(true)
    expect(shown()).toBeUndefined()
  })

  it.each([
    ['the sign-in ends', ({ signIn }: ReturnType<typeof start>) => signIn.abort()],
    ['everything is forgotten', ({ live }: ReturnType<typeof start>) => live.stop()],
  ])('closes when %s, and leaves no trace', async (_, end) => {
    const started = start()
    started.follow()
    const socket = started.openLast()
    await end(started)
    expect(socket.isClosed).toBe(true)
    expect(started.shown()).toBeUndefined()
    await vi.advanceTimersByTimeAsync(120 * SECOND)
    expect(started.sockets).toHaveLength(1)
  })
})

describe('surfaces see', () => {
  it('what the relay tells of, by the ID that each of them asked for', () => {
    const { follow, openLast, shown } = start()
    follow(CASE, 'case iqse_ABC123')
    follow(CASE, 'case inq_ABC123')
    expect(shown()).toBeUndefined()
    openLast()
    expect(Object.keys(shown()?.changed ?? {})).toEqual(['case iqse_ABC123', 'case inq_ABC123'])
  })

  it('another number for what changed, and the same for the rest', () => {
    const { follow, openLast, shown } = start()
    follow()
    follow(LISTS)
    const socket = openLast()
    const before = shown()?.changed ?? {}
    socket.say({ seq: 8, changed: [1] })
    expect(shown()?.changed[CASE]).not.toBe(before[CASE])
    expect(shown()?.changed[LISTS]).toBe(before[LISTS])
  })

  it('marks again, where a case has changed, and no list', () => {
    const { follow, openLast, refreshMarks } = start()
    follow()
    follow(LISTS)
    const socket = openLast()
    socket.say({ seq: 8, changed: [2] })
    expect(refreshMarks).not.toHaveBeenCalled()
    socket.say({ seq: 9, changed: [1, 2] })
    expect(refreshMarks).toHaveBeenCalledTimes(1)
  })

  it('nothing of numbers that the relay cannot know', () => {
    const { follow, openLast, stored } = start()
    follow()
    const socket = openLast()
    const before = stored.at(-1)
    socket.say({ seq: 8, changed: [99] })
    expect(stored.at(-1)).toEqual(before)
  })
})

describe('nothing is missed', () => {
  it('where a frame got lost: the next ping shows it', async () => {
    const { follow, openLast, shown } = start()
    follow()
    const socket = openLast(7)
    const before = shown()?.changed[CASE]
    await vi.advanceTimersByTimeAsync(20 * SECOND)
    expect(socket.sent.at(-1)).toBe('p')
    socket.say('q9')
    expect(socket.sent.at(-1)).toEqual({ since: 7 })
    socket.say({ seq: 9, changed: [1] })
    expect(shown()?.changed[CASE]).not.toBe(before)
    await vi.advanceTimersByTimeAsync(20 * SECOND)
    socket.say('q9')
    expect(socket.sent.at(-1)).toBe('p')
  })

  it('where the relay restarted: the next socket asks from the last number on, and no surface polls', async () => {
    const { follow, sockets, openLast, shown } = start()
    follow()
    openLast(7).end(1006)
    const before = shown()?.changed[CASE]
    expect(shown()).toEqual({ downSince: Date.now(), changed: { [CASE]: before } })
    await vi.advanceTimersByTimeAsync(8 * SECOND)
    expect(sockets).toHaveLength(2)
    const socket = openLast(7)
    expect(socket.sent[0]).toEqual({ hello: 7, topics: { 0: 'watches', 1: CASE } })
    expect(shown()).toEqual({ changed: { [CASE]: before } })
    await vi.advanceTimersByTimeAsync(16 * SECOND)
    expect(shown()).toEqual({ changed: { [CASE]: before } })
  })

  it('where the relay has forgotten what happened since: all is asked for', async () => {
    const { follow, socketAt, openLast, shown } = start()
    follow()
    openLast(7).end(1006)
    await vi.advanceTimersByTimeAsync(8 * SECOND)
    const before = shown()?.changed[CASE]
    socketAt(-1).open()
    socketAt(-1).say({ seq: 2, changed: [], reset: true })
    expect(shown()?.changed[CASE]).not.toBe(before)
    socketAt(-1).say({ seq: 3, changed: [1] })
    await vi.advanceTimersByTimeAsync(20 * SECOND)
    socketAt(-1).say('q3')
    expect(socketAt(-1).sent.at(-1)).toBe('p')
  })

  it('where the network has gone: a ping without an answer ends the socket', async () => {
    const { follow, openLast, shown, sockets } = start()
    follow()
    const socket = openLast()
    await vi.advanceTimersByTimeAsync(40 * SECOND)
    expect(socket.isClosed).toBe(true)
    expect(shown()?.downSince).toBe(Date.now())
    await vi.advanceTimersByTimeAsync(8 * SECOND)
    expect(sockets).toHaveLength(2)
    // Surfaces poll again.
    await vi.advanceTimersByTimeAsync(15 * SECOND)
    expect(shown()?.changed).toEqual({})
  })

  it('of a provider that sends the relay no webhooks: surfaces poll it, and hear of what answers show', () => {
    const { follow, socketAt, shown } = start()
    follow()
    follow('lists deepidv')
    socketAt(-1).open()
    socketAt(-1).say({ seq: 7, changed: [], quiet: [2] })
    expect(shown()).toEqual({ changed: { [CASE]: 0 }, found: { 'lists deepidv': 0 } })
    follow('lists deepidv')
    socketAt(-1).say({ seq: 8, changed: [1, 2] })
    expect(shown()).toEqual({ changed: { [CASE]: 2 }, found: { 'lists deepidv': 2 } })
  })

  it('until the relay says that it sends some, with a change or without', () => {
    const { follow, socketAt, shown } = start()
    follow()
    follow('lists deepidv')
    const socket = socketAt(-1)
    socket.open()
    socket.say({ seq: 7, changed: [], quiet: [1, 2] })
    expect(shown()).toEqual({ changed: {}, found: { [CASE]: 0, 'lists deepidv': 0 } })
    socket.say({ seq: 8, changed: [1], quiet: [2] })
    expect(shown()).toEqual({ changed: { [CASE]: 2 }, found: { 'lists deepidv': 0 } })
    socket.say({ seq: 8, changed: [], quiet: [] })
    expect(shown()).toEqual({ changed: { [CASE]: 2, 'lists deepidv': 0 } })
  })

  it('once it sends some: the relay is asked again before ten minutes are over', async () => {
    const { follow, socketAt, shown } = start()
    follow()
    const socket = socketAt(-1)
    socket.open()
    socket.say({ seq: 7, changed: [], quiet: [1] })
    const askedAgain = () => socket.sent.filter((frame) => JSON.stringify(frame) === '{"since":7}').length
    for (let second = 0; second < 561; second++) {
      if (second % 30 === 0) follow()
      await vi.advanceTimersByTimeAsync(SECOND)
      if (socket.sent.at(-1) === 'p') socket.say('q7')
    }
    expect([askedAgain(), shown()]).toEqual([1, { changed: {}, found: { [CASE]: 0 } }])
    for (let second = 0; second < 60; second++) {
      await vi.advanceTimersByTimeAsync(SECOND)
      if (socket.sent.at(-1) === 'p') socket.say('q7')
    }
    socket.say({ seq: 7, changed: [] })
    expect(shown()).toEqual({ changed: { [CASE]: 0 } })
  })
})

describe('a relay that does not let it in', () => {
  it('is asked again later and later, a minute at most, while topics are held', async () => {
    const { follow, socketAt, sockets } = start()
    const times: number[] = []
    for (let step = 0; step < 400; step++) {
      follow()
      if (times.length < sockets.length) {
        times.push(Date.now())
        socketAt(-1).end(1006)
      }
      await vi.advanceTimersByTimeAsync(SECOND)
    }
    const waits = times.slice(1).map((time, index) => (time - (times[index] ?? 0)) / SECOND)
    expect(waits.slice(0, 4)).toEqual([8, 15, 30, 30])
    expect(Math.max(...waits)).toBe(30)
  })

  it('because the sign-in has ended is not asked again until a surface asks', async () => {
    const { follow, openLast, sockets, shown } = start()
    follow()
    openLast().end(LIVE_CLOSED.signedOut)
    expect(shown()).toBeUndefined()
    await vi.advanceTimersByTimeAsync(300 * SECOND)
    expect(sockets).toHaveLength(1)
    follow()
    expect(sockets).toHaveLength(2)
  })

  it('and talks nonsense is left', () => {
    const { follow, openLast } = start()
    follow()
    const socket = openLast()
    socket.say({ seq: 8, changed: [1], name: 'inquiry.approved' })
    expect(socket.isClosed).toBe(true)
  })
})

it('each socket hears of the agent’s list of watches, also of what it missed', () => {
  const { follow, openLast, refreshWatches, shown } = start()
  follow()
  const socket = openLast(7)
  refreshWatches.mockClear()
  socket.say({ seq: 8, changed: [0] })
  expect(refreshWatches).toHaveBeenCalledOnce()
  expect(shown()).toEqual({ changed: { [CASE]: 0 } })
  socket.say({ seq: 9, changed: [], reset: true })
  expect(refreshWatches).toHaveBeenCalledTimes(2)
})

it('the first socket has the list of watches looked at, and one that follows it hears of changes', () => {
  const { follow, openLast, refreshWatches, sockets, socketAt } = start()
  follow()
  openLast(7)
  expect(refreshWatches.mock.calls).toEqual([[false]])
  socketAt(0).end(1006)
  vi.advanceTimersByTime(15 * SECOND)
  openLast(8).say({ seq: 9, changed: [0] })
  expect(sockets).toHaveLength(2)
  expect(refreshWatches.mock.calls).toEqual([[false], [true]])
})

describe('marks in a page', () => {
  const ID = 'inq_ABC123'
  const idsFrom = (from: number, count: number) =>
    Array.from({ length: count }, (_, nth) => `inq_${from + nth}`)

  it('open the socket, and say of which cases they must be asked for again; no surface learns of it', () => {
    const { mark, openLast, refreshMarks, shown } = start()
    mark(ID, 'inq_DEF456')
    const socket = openLast(7)
    expect(socket.sent).toEqual([
      { hello: { sinceMs: 12_000 }, topics: { 0: 'watches', 1: CASE, 2: 'case inq_DEF456' } },
    ])
    socket.say({ seq: 8, changed: [2] })
    expect(refreshMarks.mock.calls).toEqual([[['inq_DEF456']]])
    expect(shown()).toEqual({ changed: {} })
  })

  it('that come into view together are one frame, which asks for all that changed since they were looked up', async () => {
    const { mark, follow, openLast } = start()
    follow(LISTS)
    const socket = openLast(7)
    mark(ID)
    socket.say({ seq: 9, changed: [1] })
    mark('inq_DEF456', ID)
    expect(socket.sent).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(2 * SECOND)
    expect(socket.sent.slice(1)).toEqual([{ add: { 2: CASE, 3: 'case inq_DEF456' }, drop: [] }, { since: 7 }])
    mark(ID)
    await vi.advanceTimersByTimeAsync(2 * SECOND)
    expect(socket.sent).toHaveLength(3)
  })

  it('are held while they are in view, and let go 90 s after', async () => {
    const { mark, show, openLast, sockets } = start()
    mark(ID, 'inq_DEF456')
    show(ID)
    const socket = openLast()
    const pass = async (seconds: number) => {
      for (let second = 0; second < seconds; second++) {
        await vi.advanceTimersByTimeAsync(SECOND)
        if (socket.sent.at(-1) === 'p') socket.say('q7')
      }
    }
    await pass(600)
    expect(socket.isClosed).toBe(false)
    expect(socket.sent).toContainEqual({ add: {}, drop: [2] })
    show()
    await pass(130)
    expect(socket.isClosed).toBe(true)
    expect(sockets).toHaveLength(1)
  })

  it('that were in view before an hour’s sleep hear what changed once the network is back, and go if they no longer are', async () => {
    const { mark, show, openLast, socketAt, sockets, refreshMarks } = start()
    mark(ID)
    show(ID)
    openLast()
    await vi.advanceTimersByTimeAsync(SECOND)
    vi.setSystemTime(Date.now() + 3_600 * SECOND)
    socketAt(0).end(1006)
    await vi.advanceTimersByTimeAsync(15 * SECOND)
    const socket = socketAt(1)
    socket.open()
    expect(socket.sent).toEqual([{ hello: 7, topics: { 0: 'watches', 1: CASE } }])
    socket.say({ seq: 9, changed: [1] })
    expect(refreshMarks.mock.calls).toEqual([[[ID]]])
    show()
    for (let second = 0; second < 60; second++) {
      await vi.advanceTimersByTimeAsync(SECOND)
      if (socket.sent.at(-1) === 'p') socket.say('q9')
    }
    expect(socket.isClosed).toBe(true)
    expect(sockets).toHaveLength(2)
  })

  it('are never more than the relay takes, however far the agent scrolls', async () => {
    const { mark, follow, openLast } = start()
    follow()
    const socket = openLast()
    const held = new Set<string>()
    for (let turn = 0; turn < 60; turn++) {
      mark(...idsFrom(turn * 40, 40))
      await vi.advanceTimersByTimeAsync(SECOND / 2)
      if (socket.sent.at(-1) === 'p') socket.say('q7')
    }
    for (const frame of socket.sent) {
      if (typeof frame !== 'object' || frame === null || !('add' in frame)) continue
      const { add, drop }: Record<string, unknown> = { drop: [], ...frame }
      for (const number of Array.isArray(drop) ? drop : []) held.delete(String(number))
      for (const number of Object.keys(add ?? {})) held.add(number)
      expect(held.size).toBeLessThanOrEqual(200)
    }
    expect(held.size).toBeGreaterThan(50)
    // The relay takes 120 in a minute.
    expect(socket.sent.length).toBeLessThan(40)
  })

  it('leave the case of a surface as it is held', async () => {
    const { mark, follow, openLast, shown } = start()
    mark(ID)
    follow()
    openLast().say({ seq: 8, changed: [1] })
    expect(shown()).toEqual({ changed: { [CASE]: 2 } })
  })
})
