import { afterEach, describe, expect, it, vi } from 'vitest'
import { type FromCard, joinChannel, openChannel, type ToCard } from './card-channel.ts'

const ORIGIN = 'chrome-extension://abc'
const end = new AbortController()
afterEach(() => vi.restoreAllMocks())

/** As much of a window as messages need; whatever is posted to it comes from its parent, or from whom the test says. */
function makeCardWindow() {
  const parent = {}
  const listeners: ((event: MessageEvent) => void)[] = []
  const deliver = (data: unknown, ports: Transferable[], source: unknown = parent) => {
    const event = new MessageEvent('message', { data })
    Object.defineProperties(event, { source: { value: source }, ports: { value: ports } })
    for (const listener of listeners) listener(event)
  }
  const postMessage = vi.fn((data: unknown, _origin: string, ports: Transferable[]) => deliver(data, ports))
  const addEventListener = (_: 'message', listener: (event: MessageEvent) => void) =>
    void listeners.push(listener)
  return { card: { parent, postMessage, addEventListener }, deliver, postMessage }
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 20))

describe('the channel between a page’s script and its card', () => {
  it('carries what each says to the other, by a port of their own', async () => {
    const { card, postMessage } = makeCardWindow()
    const heardByCard: ToCard[] = []
    const heardByPage: FromCard[] = []
    const joined = joinChannel(card, {
      cardToken: 't',
      hear: (message) => heardByCard.push(message),
      abort: end.signal,
    })
    const page = openChannel(card, {
      cardToken: 't',
      origin: ORIGIN,
      hear: (message) => heardByPage.push(message),
    })
    const cardEnd = await joined
    page.tell({ do: 'show', id: 'inq_1', isReference: false, takeFocus: true })
    page.tell({ do: 'hide' })
    cardEnd.tell({ do: 'resize', height: 120 })
    cardEnd.tell({ do: 'close' })
    await settle()
    expect(heardByCard).toEqual([
      { do: 'show', id: 'inq_1', isReference: false, takeFocus: true },
      { do: 'hide' },
    ])
    expect(heardByPage).toEqual([{ do: 'resize', height: 120 }, { do: 'close' }])
    // Of the ID nothing passes where a page could hear it, and nothing at all but to our own origin.
    expect(postMessage).toHaveBeenCalledExactlyOnceWith({ cardToken: 't' }, ORIGIN, [expect.any(MessagePort)])
    page.close()
  })

  it.each([
    ['another card token', { cardToken: 'guess' }],
    ['no card token', {}],
    ['nothing', null],
    ['an ID', { do: 'show', id: 'inq_1' }],
  ])('does not begin with %s', async (_, data) => {
    const { card, deliver } = makeCardWindow()
    const joined = vi.fn()
    void joinChannel(card, { cardToken: 't', hear: joined, abort: end.signal }).then(joined)
    const { port1, port2 } = new MessageChannel()
    deliver(data, [port2])
    await settle()
    expect(joined).not.toHaveBeenCalled()
    port1.close()
  })

  it('does not begin without a port, or with another window than the card’s parent', async () => {
    const { card, deliver } = makeCardWindow()
    const joined = vi.fn()
    void joinChannel(card, { cardToken: 't', hear: joined, abort: end.signal }).then(joined)
    const { port1, port2 } = new MessageChannel()
    deliver({ cardToken: 't' }, [])
    deliver({ cardToken: 't' }, [port2], {})
    await settle()
    expect(joined).not.toHaveBeenCalled()
    port1.close()
  })

  it('passes over what it does not understand', async () => {
    const { card } = makeCardWindow()
    const heard: unknown[] = []
    const ports: MessagePort[] = []
    card.addEventListener('message', (event) => void ports.push(...event.ports))
    const page = openChannel(card, { cardToken: 't', origin: ORIGIN, hear: (message) => heard.push(message) })
    for (const data of [null, 'close', { do: 'resize' }, { do: 'resize', height: '9' }, { do: 'open' }])
      ports[0]?.postMessage(data)
    ports[0]?.postMessage({ do: 'close', more: true })
    await settle()
    expect(heard).toEqual([{ do: 'close' }])
    page.close()
  })
})
