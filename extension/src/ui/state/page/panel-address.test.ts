import { CASE_GROUPS } from '@inquiry-lens/shared/domain/case-group.ts'
import { signal } from '@preact/signals'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FACETS } from '../lists/facets.ts'
import { followAddress, type PanelFilters, showAddress, writeAddress } from './saved-views.ts'

const open = (): PanelFilters => ({
  tab: signal('cases'),
  provider: signal(undefined),
  caseGroup: signal(undefined),
  span: signal(undefined),
  facets: signal({}),
  words: signal(''),
  eventNames: signal([]),
  sessionFilters: signal({}),
})
const valuesOf = (panel: PanelFilters) =>
  Object.fromEntries(Object.entries(panel).map(([name, { value }]) => [name, value]))

const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 3 })
const filters = fc.record({
  tab: fc.constantFrom('cases', 'sessions', 'events'),
  provider: fc.constantFrom(undefined, 'persona', 'deepidv'),
  caseGroup: fc.constantFrom(undefined, ...CASE_GROUPS),
  span: fc.option(
    fc
      .tuple(fc.integer({ min: 1e12, max: 2e12 }), fc.integer({ min: 1, max: 1e9 }))
      .map(([from, length]) => ({
        from,
        to: from + length,
      })),
    { nil: undefined },
  ),
  facets: fc.dictionary(fc.constantFrom(...FACETS), fc.uniqueArray(text, { minLength: 1, maxLength: 2 }), {
    noNullPrototype: true,
  }),
  words: fc.constantFrom('', 'selfie failed', 'Côte d’Ivoire', '自撮り 失敗'),
  eventNames: fc.subarray(['inquiry.created', 'verification.failed']),
  sessionFilters: fc.constantFrom(
    {},
    { scope: 'key-owner' as const },
    { workflow: 'wf-1', from: '2026-11-21T00:00:00.000Z', to: '2026-11-22T00:00:00.000Z' },
  ),
})

it('is read as it was written', () => {
  fc.assert(
    fc.property(filters, (wanted) => {
      const panel = open()
      for (const [name, value] of Object.entries(wanted))
        Reflect.set(Reflect.get(panel, name), 'value', value)
      const again = open()
      showAddress(again, writeAddress(panel))
      expect(valuesOf(again)).toEqual(valuesOf(panel))
    }),
  )
})

it('is empty for a panel that filters nothing', () => {
  expect(writeAddress(open())).toBe('')
})

describe('names no person', () => {
  it.each([
    'inq_97JUPNEXfCLZtNTSie9mnkUy',
    'about inq_97JUPNEX',
    'iqse_abc',
    '0190f0c4-5a44-7d2e-9ae2-2b7f5b1f6a11',
    'cust-700123',
    'ada@example.com',
  ])('by the words %s', (words) => {
    const panel = { ...open(), words: signal(words) }
    expect(writeAddress(panel)).toBe('')
    showAddress(panel, new URLSearchParams({ words }).toString())
    expect(panel.words.value).toBe('')
  })

  it('by a filter of sessions', () => {
    const sessionFilters = signal({ inquiry: 'inq_97JUPNEXfCLZtNTSie9mnkUy', externalId: 'cust-700123' })
    const panel = { ...open(), sessionFilters }
    expect(writeAddress(panel)).toBe('')
    showAddress(panel, 'inquiry=inq_97JUPNEXfCLZtNTSie9mnkUy&externalId=cust-700123')
    expect(panel.sessionFilters.value).toEqual({})
  })
})

it('shows what it can of an odd one, and throws at none', () => {
  const panel = open()
  showAddress(
    panel,
    'tab=nothing&group=us&provider=toString&span=5-1&country=PT&country=PT&event=<b>&event=a.b&from=x',
  )
  expect(valuesOf(panel)).toEqual({
    ...valuesOf(open()),
    caseGroup: 'us',
    facets: { country: ['PT'] },
    eventNames: ['a.b'],
  })
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.webQueryParameters()), (address) => {
      showAddress(open(), address)
    }),
  )
})

it('is short, whatever is filtered', () => {
  const many = Array.from({ length: 500 }, (_, nth) => `value number ${nth}`)
  const panel = { ...open(), facets: signal({ country: many, device: ['x'.repeat(5_000)] }) }
  expect(writeAddress(panel).length).toBeLessThanOrEqual(2_000)
})

it('follows the filters without a step in the history', () => {
  const panel = open()
  const said: unknown[] = []
  const location = { hash: '', pathname: '/sidepanel.html', search: '' }
  const history = {
    state: null,
    replaceState: (_state: unknown, _: string, url?: string | URL | null) => void said.push(url),
  }
  const abort = new AbortController()
  const bar = { location, history, addEventListener() {} }
  followAddress({ ...panel, closeAll() {} }, bar, abort.signal)
  panel.caseGroup.value = 'us'
  location.hash = '#group=us'
  panel.caseGroup.value = undefined
  abort.abort()
  panel.caseGroup.value = 'done'
  expect(said).toEqual(['#group=us', '/sidepanel.html'])
})

it('that is put there is shown, in place of an open case, and written as the panel would', () => {
  const panel = open()
  const said: unknown[] = []
  let closed = 0
  const location = { hash: '', pathname: '/sidepanel.html', search: '' }
  const history = {
    state: null,
    replaceState(_state: unknown, _: string, url?: string | URL | null) {
      said.push(url)
      location.hash = ''
    },
  }
  const bar = Object.assign(new EventTarget(), { location, history })
  followAddress({ ...panel, closeAll: () => void closed++ }, bar, new AbortController().signal)
  for (const hash of ['#group=us&country=PT', '', '#nothing=here']) {
    location.hash = hash
    bar.dispatchEvent(new Event('hashchange'))
    said.push([panel.caseGroup.value, panel.facets.value, closed])
  }
  expect(said).toEqual([
    ['us', { country: ['PT'] }, 1],
    [undefined, {}, 2],
    '/sidepanel.html',
    [undefined, {}, 3],
  ])
})
