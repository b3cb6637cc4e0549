import { summarizeInquiry } from '@inquiry-lens/shared/domain/summary.ts'
import { madeInquiry } from '@inquiry-lens/shared/testing/made-rows.ts'
import { signal } from '@preact/signals'
import { expect, it, vi } from 'vitest'
import { ok } from '../../../messages/failure.ts'
import type { CustomerView } from '../../../messages/messages.ts'
import type { Origin } from '../../../stored.ts'
import { createFeed } from '../lists/feed.ts'
import { createList } from '../lists/list.ts'
import type { Frame } from '../lists/lists.ts'
import { createPanel, type Focus } from './panel.ts'

const BOTH: readonly Origin[] = [
  { provider: 'persona', environment: 'sandbox' },
  { provider: 'deepidv', environment: 'production' },
]

const found = (...ids: string[]): CustomerView => ({
  matches: ids.map((id) => ({
    environment: 'sandbox',
    lookup: { id, outcome: 'found', summary: summarizeInquiry(madeInquiry({ id })) },
  })),
  isMore: false,
  asOf: 0,
  asked: [{ provider: 'persona', environment: 'sandbox' }],
  failures: [],
})

function setUp(
  first: Focus = { list: 'sessions' },
  known: readonly Origin[] | null = BOTH,
  isWide = signal(false),
) {
  const answers: Record<string, CustomerView> = { one: found('a'), two: found('a', 'b') }
  const made: { list: string; providers?: readonly unknown[]; filter: unknown; frame: Frame }[] = []
  const make =
    (list: string) => (question: { providers: readonly unknown[]; filter: unknown }, frame: Frame) => {
      made.push({ list, ...question, frame })
      const only = createList<never>({
        ...frame,
        fetchPage: () => new Promise(() => {}),
        readRemembered: async () => undefined,
        now: () => 0,
        random: () => 0,
        online: signal(true),
      })
      return createFeed<never>([{ provider: undefined, list: only }], frame.abort)
    }
  const providers = signal(known ?? undefined)
  const panel = createPanel({
    makeSessions: make('sessions'),
    makeEvents: make('events'),
    makeCase: (id, frame) => {
      const unknown = signal(undefined)
      const isRefreshing = signal(false)
      made.push({ list: 'case', filter: id, frame })
      return {
        id,
        data: unknown,
        source: unknown,
        asOf: unknown,
        error: unknown,
        retryAt: unknown,
        isFetching: isRefreshing,
        refresh() {},
      }
    },
    fetchReference: async (reference) => ok(answers[reference] ?? found()),
    visible: signal(true),
    isWide,
    providers,
    first,
    abort: new AbortController().signal,
  })
  const last = (list: string) => made.findLast((one) => one.list === list)
  /** The lists from which the cases are made. */
  const ofCases = () => made.filter(({ list }) => list !== 'case').slice(0, 2)
  return { panel, providers, made, last, ofCases }
}

it('lets only the list that is looked at ask, and the cases ask both', () => {
  const { panel, last, ofCases } = setUp({ list: 'cases' })
  const areActive = () => ofCases().map(({ frame }) => frame.active.value)
  expect(areActive()).toEqual([true, true])
  panel.tab.value = 'sessions'
  expect(areActive()).toEqual([false, false])
  expect(last('sessions')?.frame.active.value).toBe(true)
  expect(last('events')?.frame.active.value).toBe(false)
  panel.tab.value = 'events'
  expect(last('events')?.frame.active.value).toBe(true)
})

it('filters both lists by inquiry, and ends the lists it replaces', () => {
  const { panel, made, last, ofCases } = setUp()
  const before = made.slice(2).map(({ frame }) => frame.abort)
  panel.sessionFilters.value = { inquiry: 'inq_abcd' }
  expect(last('sessions')?.filter).toEqual({ inquiry: 'inq_abcd' })
  expect(last('events')?.filter).toEqual({ objects: ['inq_abcd'] })
  expect(before.map((ended) => ended.aborted)).toEqual([true, true])
  expect(ofCases().map(({ frame, filter }) => [frame.abort.aborted, filter])).toEqual([
    [false, {}],
    [false, {}],
  ])
  expect(last('sessions')?.frame.abort.aborted).toBe(false)
})

it('leaves the sessions alone when only the kinds of events change', () => {
  const { panel, made } = setUp()
  const sessions = panel.sessions.value
  panel.eventNames.value = ['inquiry.expired']
  expect(panel.sessions.value).toBe(sessions)
  expect(made.at(-1)?.filter).toEqual({ names: ['inquiry.expired'] })
})

it('begins with, and goes to, what another surface wants to be seen', () => {
  const { panel, last } = setUp({ list: 'events' })
  expect(panel.tab.value).toBe('events')
  panel.sessionFilters.value = { inquiry: 'inq_abcd' }
  panel.eventNames.value = ['inquiry.expired']
  panel.focus({ list: 'sessions' })
  expect(panel.tab.value).toBe('sessions')
  expect(last('sessions')?.filter).toEqual({})
  expect(last('events')?.filter).toEqual({})
})

it('puts a case in place of the lists, which rest, and come back as they were', () => {
  const { panel, made, last } = setUp({ list: 'events' })
  const { events } = panel
  const before = events.value
  panel.openCase('inq_efgh')
  expect(panel.opened.value?.id).toBe('inq_efgh')
  expect(panel.current.value).toBe(panel.opened.value)
  expect(last('events')?.frame.active.value).toBe(false)
  panel.closeCase()
  expect(panel.current.value).toBe(before)
  expect(last('events')?.frame.active.value).toBe(true)
  expect(made.map((one) => one.list).slice(2)).toEqual(['sessions', 'events', 'case'])
  expect(last('case')?.frame.abort.aborted).toBe(true)
})

it('lets a list beside a case go on, and rest where the case lies over it', () => {
  const isWide = signal(true)
  const { panel, made, last } = setUp({ case: 'inq_abcd' }, BOTH, isWide)
  panel.tab.value = 'sessions'
  const lists = panel.sessions.value
  expect(last('sessions')?.frame.active.value).toBe(true)
  expect(last('events')?.frame.active.value).toBe(false)
  expect(panel.answers.value).toEqual([panel.opened.value, ...lists.streams.map(({ list }) => list)])
  expect(panel.origins.value).toEqual(BOTH)
  isWide.value = false
  expect(last('sessions')?.frame.active.value).toBe(false)
  expect(panel.answers.value).toEqual([panel.opened.value])
  isWide.value = true
  expect(last('sessions')?.frame.active.value).toBe(true)
  expect(panel.sessions.value).toBe(lists)
  expect(panel.opened.value?.id).toBe('inq_abcd')
  expect(made.map((one) => one.list)).toEqual(['case', 'sessions', 'events', 'sessions', 'events'])
})

it('refreshes both the case and the lists beside it', () => {
  const { panel } = setUp({ case: 'inq_abcd' }, BOTH, signal(true))
  const refreshed = vi.fn()
  Object.assign(panel.opened.value ?? {}, { refresh: () => refreshed('case') })
  Object.assign(panel.cases.value, { refresh: () => refreshed('list') })
  panel.current.value.refresh()
  expect(refreshed.mock.calls).toEqual([['case'], ['list']])
})

it('goes to a case that another surface wants to be seen, and from it to a list', () => {
  const { panel } = setUp({ case: 'inq_abcd' })
  expect(panel.opened.value?.id).toBe('inq_abcd')
  panel.focus({ case: 'inq_efgh' })
  expect(panel.opened.value?.id).toBe('inq_efgh')
  panel.focus({ list: 'events' })
  expect(panel.opened.value).toBeUndefined()
  expect(panel.tab.value).toBe('events')
})

it('narrows to the rows that belong to a case, which gives way where it lies over them', () => {
  const isWide = signal(true)
  const { panel, last } = setUp({ list: 'events' }, BOTH, isWide)
  panel.provider.value = 'deepidv'
  panel.eventNames.value = ['inquiry.expired']
  panel.openCase('inq_abcd')
  panel.narrow({ inquiry: 'inq_abcd' })
  expect([panel.tab.value, panel.provider.value, panel.opened.value?.id]).toEqual([
    'events',
    undefined,
    'inq_abcd',
  ])
  expect(last('events')).toMatchObject({ providers: ['persona'], filter: { objects: ['inq_abcd'] } })
  expect(last('sessions')).toMatchObject({ providers: ['persona'], filter: { inquiry: 'inq_abcd' } })
  isWide.value = false
  // Of a provider that tells of no events.
  panel.narrow({ externalId: 'A-1' })
  expect([panel.tab.value, panel.opened.value]).toEqual(['sessions', undefined])
  expect(last('sessions')).toMatchObject({ providers: ['deepidv'], filter: { externalId: 'A-1' } })
  expect(last('events')?.filter).toEqual({})
  panel.clearFilters()
  expect(last('sessions')).toMatchObject({ providers: ['persona', 'deepidv'], filter: {} })
})

it('uses all providers that have the list and its filters', () => {
  const { panel, last } = setUp()
  expect(last('sessions')?.providers).toEqual(['persona', 'deepidv'])
  expect(last('events')?.providers).toEqual(['persona'])
  panel.sessionFilters.value = { inquiry: 'inq_abcd' }
  expect(last('sessions')?.providers).toEqual(['persona'])
  panel.sessionFilters.value = {}
  panel.provider.value = 'deepidv'
  expect(last('sessions')?.providers).toEqual(['deepidv'])
  expect(last('events')?.providers).toEqual([])
  panel.sessionFilters.value = { externalId: 'A-1' }
  expect(last('sessions')?.filter).toEqual({ externalId: 'A-1' })
})

it('waits for the providers, and asks without one if they are unknown', () => {
  const { providers, last } = setUp({ list: 'sessions' }, null)
  expect(last('sessions')?.providers).toEqual([])
  providers.value = []
  expect(last('sessions')?.providers).toEqual([undefined])
})

const settle = () => new Promise((resolve) => setTimeout(resolve))

it('opens the only case of a number, and goes back to the lists from it', async () => {
  const { panel, ofCases } = setUp({ reference: 'one' })
  const areActive = () => ofCases().map(({ frame }) => frame.active.value)
  expect(panel.opened.value).toBeUndefined()
  expect(areActive()).toEqual([false, false])
  await settle()
  expect([panel.opened.value?.id, panel.customer.value?.reference]).toEqual(['a', 'one'])
  panel.closeCase()
  expect([panel.opened.value, panel.customer.value]).toEqual([undefined, undefined])
  expect(areActive()).toEqual([true, true])
})

it('leaves the choice where there are several, and comes back to it', async () => {
  const { panel } = setUp()
  panel.focus({ reference: 'two' })
  await settle()
  expect(panel.opened.value).toBeUndefined()
  panel.openCase('b')
  expect([panel.opened.value?.id, panel.customer.value?.reference]).toEqual(['b', 'two'])
  panel.closeCase()
  expect([panel.opened.value, panel.customer.value?.reference]).toEqual([undefined, 'two'])
  panel.openCase('another')
  expect([panel.opened.value?.id, panel.customer.value]).toEqual(['another', undefined])
})

it('opens nothing where there is none', async () => {
  const { panel } = setUp({ reference: 'none' })
  await settle()
  expect(panel.opened.value).toBeUndefined()
  expect(panel.customer.value?.data.value?.matches).toEqual([])
  expect(panel.origins.value).toEqual([{ provider: 'persona', environment: 'sandbox' }])
})

it('from a case to others of the same person and back, one by one, and then to the lists', () => {
  const { panel } = setUp({ case: 'a' })
  panel.openOther('b')
  panel.openOther('c')
  expect([panel.opened.value?.id, panel.depth.value, panel.cameFrom.value]).toEqual(['c', 2, undefined])
  panel.closeCase()
  expect([panel.opened.value?.id, panel.depth.value, panel.cameFrom.value]).toEqual(['b', 1, 'c'])
  // The one before stands among the others of this one, too.
  panel.openOther('a')
  expect([panel.opened.value?.id, panel.depth.value, panel.cameFrom.value]).toEqual(['a', 0, 'b'])
  panel.closeCase()
  expect([panel.opened.value, panel.cameFrom.value]).toEqual([undefined, undefined])
})

it('what is chosen elsewhere is not come back from', () => {
  const { panel } = setUp({ case: 'a' })
  panel.openOther('b')
  panel.openCase('c')
  expect(panel.depth.value).toBe(0)
  panel.closeCase()
  expect(panel.opened.value).toBeUndefined()
})

it('back to the only case of a number, and from there to the lists', async () => {
  const { panel } = setUp({ reference: 'one' })
  await expect.poll(() => panel.opened.value?.id).toBe('a')
  panel.openOther('b')
  expect(panel.opened.value?.id).toBe('b')
  panel.closeCase()
  expect([panel.opened.value?.id, panel.customer.value?.reference]).toEqual(['a', 'one'])
  panel.closeCase()
  expect([panel.opened.value, panel.customer.value]).toEqual([undefined, undefined])
})
