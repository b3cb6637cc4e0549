import { beforeEach, describe, expect, it } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { pageSender } from '../fixtures.ts'
import { createPageDocuments } from './documents.ts'
import { pageDocuments } from './stored-pages.ts'

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
    await documents.admitScanned(4, ['D0'])
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
  await wake().admitScanned(4, ['D0', 'D9'])
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
