import { effect, signal } from '@preact/signals'
import { expect, it } from 'vitest'
import type { SavedView } from '../../../stored.ts'
import { followSavedViews, type PanelFilters, readPresets } from './saved-views.ts'

const OWNER = 'ada@acme.example @ https://lens.example.com'

function setUp(...kept: SavedView[]) {
  const filters: PanelFilters = {
    tab: signal('cases'),
    provider: signal(undefined),
    caseGroup: signal(undefined),
    span: signal(undefined),
    facets: signal({}),
    words: signal(''),
    eventNames: signal([]),
    sessionFilters: signal({}),
  }
  const panel = { ...filters, closeAll() {} }
  const policy = signal<{ views: unknown }>({ views: undefined })
  const written: unknown[] = []
  let tell = (_: unknown): void => {}
  const views = followSavedViews({
    owner: OWNER,
    panel,
    stored: {
      get: async () => ({ owner: OWNER, views: kept }),
      set: async (owned) => void written.push(owned),
      watch: (listener) => {
        tell = listener
      },
    },
    page: {
      location: { hash: '', pathname: '/sidepanel.html', search: '', origin: 'chrome-extension://id' },
      history: { state: null, replaceState() {} },
      addEventListener() {},
    },
    policy,
    abort: new AbortController().signal,
  })
  return { panel, views, policy, written, tell: (owned: unknown) => tell(owned) }
}
const names = (all: readonly SavedView[]) => all.map(({ name }) => name)
const five = [1, 2, 3, 4, 5].map((nth) => ({ name: `View ${nth}`, address: `group=us&country=${nth}` }))

it('saves what is filtered under a name, and shows it again', () => {
  const { panel, views, written } = setUp()
  views.save('Nothing is filtered')
  expect([written, views.isFiltered.value]).toEqual([[], false])
  panel.caseGroup.value = 'us'
  panel.facets.value = { country: ['PT'] }
  views.save('  Ours, Portugal ')
  expect(written).toEqual([
    { owner: OWNER, views: [{ name: 'Ours, Portugal', address: 'group=us&country=PT' }] },
  ])
  const [view] = views.all.value
  expect(views.shown.value).toBe(view)
  panel.caseGroup.value = undefined
  expect(views.shown.value).toBeUndefined()
  if (view) views.show(view)
  expect([panel.caseGroup.value, panel.facets.value]).toEqual(['us', { country: ['PT'] }])
})

it('links to the filters of now, each time that they change', () => {
  const { panel, views } = setUp()
  const links: string[] = []
  effect(() => void links.push(views.link.value.replace(/^.*#/, '')))
  for (const group of ['ended-badly', 'done', 'us'] as const) panel.caseGroup.value = group
  panel.facets.value = { country: ['PT'] }
  expect(links).toEqual(['', 'group=ended-badly', 'group=done', 'group=us', 'group=us&country=PT'])
  expect(views.link.value).toBe('chrome-extension://id/sidepanel.html#group=us&country=PT')
})

it.each([
  ['of another agent', { owner: 'bob@acme.example @ https://lens.example.com', views: five }],
  ['of no agent', five],
  ['that are odd', { owner: OWNER, views: [...five.slice(1), { name: '', address: 'group=us' }] }],
])('shows no views %s, and leaves them until this one saves', (_what, kept) => {
  const { panel, views, written, tell } = setUp(...five.slice(0, 1))
  tell({ owner: OWNER, views: five })
  expect(views.all.value).toEqual(five)
  tell(kept)
  expect([views.all.value, views.isFull.value, written]).toEqual([[], false, []])
  panel.caseGroup.value = 'us'
  views.save('Mine')
  expect(written).toEqual([{ owner: OWNER, views: [{ name: 'Mine', address: 'group=us' }] }])
})

it('has five at most; a name that is taken is that view again', async () => {
  const { panel, views } = setUp(...five)
  await expect.poll(() => views.isFull.value).toBe(true)
  panel.caseGroup.value = 'done'
  views.save('A sixth')
  expect(names(views.all.value)).toEqual(names(five))
  views.save('View 2')
  expect(views.all.value[1]).toEqual({ name: 'View 2', address: 'group=done' })
  views.remove(views.all.value[0] ?? { name: '', address: '' })
  expect(names(views.all.value)).toEqual(['View 2', 'View 3', 'View 4', 'View 5'])
})

it('follows what another window saves', async () => {
  const { views, tell } = setUp()
  tell({ owner: OWNER, views: five.slice(0, 2) })
  expect(names(views.all.value)).toEqual(['View 1', 'View 2'])
  tell(undefined)
  expect(views.all.value).toEqual([])
})

it('shows a view of the policy beside the agent’s own, however its filters were written', () => {
  const { panel, views, policy } = setUp()
  const link = 'chrome-extension://id/sidepanel.html#country=DE&group=us'
  policy.value = { views: [{ name: ' Waiting, Germany ', filters: link }] }
  expect(views.presets.value).toEqual([{ name: 'Waiting, Germany', address: 'group=us&country=DE' }])
  const [preset] = views.presets.value
  if (preset) views.show(preset)
  expect([panel.caseGroup.value, panel.facets.value]).toEqual(['us', { country: ['DE'] }])
  expect([views.shown.value, views.all.value]).toEqual([preset, []])
  policy.value = { views: undefined }
  expect(views.shown.value).toBeUndefined()
})

it('names views of the policy that would show more than they say, and shows none of them', () => {
  const views = [
    { name: 'A word it does not know', filters: 'group=us&contry=DE' },
    { name: 'A group it does not know', filters: 'group=ours' },
    { name: 'One case', filters: 'words=inq_XGgNs5uVwDnzmTVP7rQz8kfL' },
    { name: 'All', filters: 'tab=cases' },
    { name: '', filters: 'group=us' },
    'group=us',
    null,
    { name: 'Events', filters: 'tab=events&event=inquiry.approved' },
    { name: 'Events', filters: 'tab=events' },
  ]
  expect(readPresets(views)).toEqual({
    views: [{ name: 'Events', address: 'tab=events&event=inquiry.approved' }],
    misread: [
      'views: A word it does not know',
      'views: A group it does not know',
      'views: One case',
      'views: All',
      'views: 5',
      'views: 6',
      'views: 7',
      'views: Events',
    ],
  })
  for (const odd of [undefined, null, 'group=us', {}])
    expect(readPresets(odd)).toEqual({ views: [], misread: [] })
})
