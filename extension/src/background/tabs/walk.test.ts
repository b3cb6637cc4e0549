import fc from 'fast-check'
import { beforeEach, expect, it } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import type { Steps } from '../../page/background-port.ts'
import { pageSender } from '../fixtures.ts'
import { createPageDocuments } from './documents.ts'
import { createWalk } from './walk.ts'

/** Frames as `page/walk.ts` makes them: each with a place of its own among its IDs. */
async function setUp(...counts: number[]) {
  await fakeBrowser.storage.session.clear()
  const documents = createPageDocuments({ commands: { list: async () => undefined } })
  const places = new Map<string, number | undefined>()
  const visited: string[] = []
  for (const [index, count] of counts.entries())
    await documents.note(pageSender({ frameId: index, documentId: `D${index}` }), count)
  const walk = createWalk({
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

it('goes through all frames, and begins anew behind the last', async () => {
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
