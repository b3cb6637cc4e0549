import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import type { Steps } from '../../page/background-port.ts'
import { pageSender } from '../fixtures.ts'
import { createPageDocuments, createTabWalk, pageCommands, pageDocuments } from './documents.ts'

describe('documents', () => {
  /** What each document says of itself; one that is not here has gone. */
  const lists = new Map<string, string[] | undefined>()
  const hidden = new Map<string, string[]>()

  /** As the background finds it each time it wakes. */
  const wake = () =>
    createPageDocuments({
      commands: {
        async list({ documentId }) {
          const ids = lists.get(documentId)
          if (!ids) return lists.has(documentId) ? undefined : 'gone'
          return { ids, hidden: hidden.get(documentId) ?? [] }
        },
      },
    })

  const top = pageSender()
  const frame = pageSender({ frameId: 9, documentId: 'D9' })
  const idsOf = (documents: { documentId: string }[]) => documents.map(({ documentId }) => documentId)

  beforeEach(() => {
    fakeBrowser.reset()
    lists.clear()
  })

  describe('what is noted', () => {
    it('is there in the order of the frames, after the background was stopped too', async () => {
      await wake().note(frame, 2)
      await wake().note(top, 1)
      await wake().note(pageSender({ tabId: 5, documentId: 'elsewhere' }), 1)
      expect(await wake().inTab(4)).toMatchObject([
        { frameId: 0, count: 1 },
        { frameId: 9, count: 2 },
      ])
      expect(await wake().everywhere()).toHaveLength(3)
    })

    it('counts once for each document, as it said last', async () => {
      const documents = wake()
      await Promise.all([documents.note(top, 1), documents.note(top, 5)])
      expect(await documents.inTab(4)).toMatchObject([{ documentId: 'D0', count: 5 }])
    })

    it('goes with the document', async () => {
      const documents = wake()
      await documents.note(top, 3)
      await documents.note(top, 0)
      expect(await documents.inTab(4)).toEqual([])
    })

    it('goes with the next document of the frame, and a late goodbye does not take that one', async () => {
      const documents = wake()
      await documents.note(top, 3)
      await documents.note(pageSender({ documentId: 'D1' }), 2)
      expect(idsOf(await documents.inTab(4))).toEqual(['D1'])
      await documents.note(top, 0)
      expect(idsOf(await documents.inTab(4))).toEqual(['D1'])
    })

    it('goes with the tab, all of it', async () => {
      const documents = wake()
      await documents.note(top, 3)
      await documents.noteScanned(4, ['D0'])
      await documents.noteWalk(4, 'D0')
      await documents.forgetTab(4)
      expect(await pageDocuments.get()).toEqual({ found: [], scanned: [], walked: [] })
    })
  })

  describe('listFinds', () => {
    it('names the different IDs of all frames, in their order', async () => {
      lists.set('D9', ['inq_Fictional2', 'inq_Fictional1'])
      lists.set('D0', ['inq_Fictional1', 'iqse_Fictional3'])
      const documents = wake()
      await documents.note(frame, 2)
      await documents.note(top, 2)
      expect(await documents.listFinds(4)).toMatchObject({
        ids: ['inq_Fictional1', 'iqse_Fictional3', 'inq_Fictional2'],
      })
    })

    it('names apart what is hidden in every frame', async () => {
      lists.set('D0', ['inq_Fictional1'])
      lists.set('D9', ['inq_Fictional2'])
      hidden.set('D0', ['inq_Fictional2', 'inq_Fictional3'])
      const documents = wake()
      await documents.note(frame, 1)
      await documents.note(top, 1)
      expect(await documents.listFinds(4)).toMatchObject({
        ids: ['inq_Fictional1', 'inq_Fictional2'],
        hidden: ['inq_Fictional3'],
      })
      hidden.clear()
    })

    it('takes nothing for an ID that is none: it may be a number, and no longer than one', async () => {
      lists.set('D0', ['cust-700001', 'x'.repeat(65), 'inq_Fictional1'])
      const documents = wake()
      await documents.note(top, 3)
      expect(await documents.listFinds(4)).toEqual({
        ids: ['inq_Fictional1'],
        hidden: [],
        numbers: ['cust-700001'],
      })
    })

    it('keeps a document that is only slow to answer', async () => {
      lists.set('D0', undefined)
      const documents = wake()
      await documents.note(top, 1)
      expect(await documents.listFinds(4)).toMatchObject({ ids: [] })
      expect(idsOf(await documents.inTab(4))).toEqual(['D0'])
    })

    it('forgets a document that has gone', async () => {
      lists.set('D0', ['inq_Fictional1'])
      const documents = wake()
      await documents.note(top, 1)
      await documents.note(frame, 1)
      expect(await documents.listFinds(4)).toMatchObject({ ids: ['inq_Fictional1'] })
      expect(idsOf(await documents.inTab(4))).toEqual(['D0'])
    })
  })

  it('knows which documents were scanned, and nothing of others', async () => {
    await wake().noteScanned(4, ['D0', 'D9'])
    const documents = wake()
    expect(await documents.isScanned(frame)).toBe(true)
    expect(await documents.isScanned(pageSender({ tabId: 5 }))).toBe(false)
    expect(await documents.isScanned(pageSender({ documentId: 'D1' }))).toBe(false)
  })

  it('remembers where the walk is', async () => {
    await wake().noteWalk(4, 'D0')
    await wake().noteWalk(4, 'D9')
    expect(await wake().walkedIn(4)).toBe('D9')
    expect(await wake().walkedIn(5)).toBeUndefined()
  })
})

describe('page commands', () => {
  const send = vi.fn(async (): Promise<unknown> => null)
  const PLACE = { tabId: 4, documentId: 'D0' }

  beforeEach(() => {
    send.mockReset().mockResolvedValue(null)
    vi.stubGlobal('chrome', { ...fakeBrowser, tabs: { ...fakeBrowser.tabs, sendMessage: send } })
  })
  afterEach(() => void vi.stubGlobal('chrome', fakeBrowser))

  describe('an order', () => {
    it('goes to one document, by the name that it has there', async () => {
      const list = { ids: ['inq_Fictional1'], hidden: [] }
      send.mockResolvedValueOnce(list)
      expect(await pageCommands.list(PLACE)).toEqual(list)
      expect(send).toHaveBeenLastCalledWith(4, { name: 'to-page:list', payload: null }, { documentId: 'D0' })

      send.mockResolvedValueOnce(true)
      expect(await pageCommands.walk(PLACE, { to: 'next', enter: false })).toBe(true)
      expect(send).toHaveBeenLastCalledWith(
        4,
        { name: 'to-page:walk', payload: { to: 'next', enter: false } },
        { documentId: 'D0' },
      )
      await pageCommands.apply(PLACE, { states: 'on-hover' })
      expect(send).toHaveBeenLastCalledWith(
        4,
        { name: 'to-page:settings', payload: { states: 'on-hover' } },
        { documentId: 'D0' },
      )
    })

    it('goes to every frame of a tab, of which not all may be known', async () => {
      const toTab = vi.spyOn(fakeBrowser.tabs, 'sendMessage').mockResolvedValueOnce()
      await pageCommands.requestAccess(4)
      expect(toTab).toHaveBeenLastCalledWith(4, { name: 'to-page:access', payload: null })
    })

    it.each([null, 'inq_Fictional1', [7], { length: 1 }])('takes %j for no list', async (reply) => {
      send.mockResolvedValueOnce(reply)
      expect(await pageCommands.list(PLACE)).toBeUndefined()
    })

    it('resolves to `gone` if our script has left the frame', async () => {
      send.mockRejectedValue(new Error('Could not establish connection.'))
      expect(await pageCommands.list(PLACE)).toBe('gone')
      expect(await pageCommands.walk(PLACE, { to: 'next', enter: true })).toBe(false)
      vi.spyOn(fakeBrowser.tabs, 'sendMessage').mockRejectedValueOnce(
        new Error('Could not establish connection.'),
      )
      await pageCommands.requestAccess(4)
    })

    it('waits two seconds for a frame that hangs, and no longer', async () => {
      const limit = new AbortController()
      const timeout = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(limit.signal)
      send.mockReturnValueOnce(new Promise(() => {}))
      const listed = pageCommands.list(PLACE)
      limit.abort()
      expect(await listed).toBeUndefined()
      expect(timeout).toHaveBeenCalledExactlyOnceWith(2_000)
    })
  })
})

describe('walk', () => {
  /** Frames as `page/walk.ts` makes them: each with a place of its own among its IDs. */
  async function setUp(...counts: number[]) {
    await fakeBrowser.storage.session.clear()
    const documents = createPageDocuments({ commands: { list: async () => undefined } })
    const places = new Map<string, number | undefined>()
    const visited: string[] = []
    for (const [index, count] of counts.entries())
      await documents.note(pageSender({ frameId: index, documentId: `D${index}` }), count)
    const walk = createTabWalk({
      documents,
      commands: {
        async walk({ documentId }, { to, enter }: Steps) {
          const count = counts[Number(documentId.slice(1))] ?? 0
          const before = enter ? undefined : places.get(documentId)
          const place =
            before === undefined ? (to === 'next' ? 0 : count - 1) : before + (to === 'next' ? 1 : -1)
          const isThere = place >= 0 && place < count
          places.set(documentId, isThere ? place : undefined)
          if (isThere) visited.push(`${documentId}.${place}`)
          return isThere
        },
      },
    })
    return { walk, visited, documents }
  }

  beforeEach(() => fakeBrowser.reset())

  it('goes through all frames, and starts again after the last', async () => {
    const { walk, visited } = await setUp(2, 1)
    for (let step = 0; step < 4; step++) expect(await walk(4, 'next')).toBe(true)
    expect(visited).toEqual(['D0.0', 'D0.1', 'D1.0', 'D0.0'])
  })

  it('goes back the same way', async () => {
    const { walk, visited } = await setUp(2, 1)
    for (const to of ['next', 'next', 'next', 'previous', 'previous', 'previous'] as const) await walk(4, to)
    expect(visited).toEqual(['D0.0', 'D0.1', 'D1.0', 'D0.1', 'D0.0', 'D1.0'])
  })

  it('goes round in a single frame', async () => {
    const { walk, visited } = await setUp(2)
    for (let step = 0; step < 3; step++) await walk(4, 'next')
    expect(visited).toEqual(['D0.0', 'D0.1', 'D0.0'])
  })

  it('says that there is nowhere to go', async () => {
    expect(await (await setUp()).walk(4, 'next')).toBe(false)
    expect(await (await setUp(0, 0)).walk(4, 'previous')).toBe(false)
  })

  it('reaches every ID in as many steps as there are, in either direction', async () => {
    const counts = fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 4 })
    await fc.assert(
      fc.asyncProperty(counts, fc.constantFrom('next', 'previous'), async (frames, to) => {
        const { walk, visited } = await setUp(...frames)
        const all = frames.reduce((sum, count) => sum + count, 0)
        for (let step = 0; step < all; step++) expect(await walk(4, to)).toBe(true)
        expect(new Set(visited).size).toBe(all)
      }),
      { numRuns: 40 },
    )
  })
})
