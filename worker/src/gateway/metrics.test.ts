/** What admins read of new fields and codes: names, numbers and since when. */
import { expect, it } from 'vitest'
import { openMetrics } from './metrics.ts'

const FIRST = Date.parse('2026-11-21T08:00:00Z')

function createStore() {
  const stored = new Map<string, string>()
  return {
    read: (key: string): unknown => JSON.parse(stored.get(key) ?? 'null'),
    write: (key: string, value: unknown) => void stored.set(key, JSON.stringify(value)),
    stored,
  }
}

it('says what is new at the provider, how often, and since when, over evictions', () => {
  const store = createStore()
  const metrics = openMetrics(store, () => FIRST)
  metrics.countDropped({ 'persona.session: shoe-size': 2, 'session row: too large': 1 }, FIRST)
  metrics.store()
  const again = openMetrics(store, () => FIRST + 60_000)
  again.countDropped(
    { 'persona.session: shoe-size': 1, 'deepidv.step: failure_reason: HAT': 1 },
    FIRST + 60_000,
  )
  expect(again.snapshot()).toMatchObject({
    droppedRows: { 'session row: too large': 1 },
    drift: [
      { object: 'persona.session', field: 'shoe-size', count: 3, since: '2026-11-21T08:00:00.000Z' },
      {
        object: 'deepidv.step',
        field: 'failure_reason',
        code: 'HAT',
        count: 1,
        since: '2026-11-21T08:01:00.000Z',
      },
    ],
  })
})

it('reads counts from before it knew since when', () => {
  const store = createStore()
  openMetrics(store, () => FIRST).store()
  const old = JSON.parse(store.stored.get('metrics') ?? '{}')
  const { droppedSince: _, ...before } = old
  store.write('metrics', { ...before, dropped: { 'persona.session: shoe-size': 7 } })
  expect(openMetrics(store, () => FIRST + 60_000).snapshot().drift).toEqual([
    { object: 'persona.session', field: 'shoe-size', count: 7 },
  ])
})
