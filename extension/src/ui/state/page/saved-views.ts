/**
 * The panel's filters as its address has them, so that a view can be reloaded, named and sent to a colleague. No ID, and no
 * typed words that may hold one or a customer's number, since addresses end in histories and chats. The agent’s named views are
 * the same in every window of this browser; the policy has others.
 */
import { CASE_GROUPS } from '@inquiry-lens/shared/domain/case-group.ts'
import { recognise } from '@inquiry-lens/shared/domain/ids/object-id.ts'
import { PROVIDERS, type ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import { batch, computed, type ReadonlySignal, signal } from '@preact/signals'
import type { Policy } from '../../../platform/policy.ts'
import type { StoredItem } from '../../../platform/storage.ts'
import { MAX_SAVED_VIEWS, MAX_VIEW_NAME, type OwnedViews, type SavedView } from '../../../stored.ts'
import { FACETS, type FacetName } from '../lists/facets.ts'
import { NO_FILTERS, type SessionFilters } from '../lists/lists.ts'
import { effectUntil, followStored } from '../resource/resource.ts'
import type { Panel, PanelTab } from './panel.ts'

/** What an address can hold of a panel. */
export type PanelFilters = Pick<
  Panel,
  'tab' | 'provider' | 'caseGroup' | 'span' | 'facets' | 'words' | 'eventNames' | 'sessionFilters'
>

const MAX_LENGTH = 2_000
const MAX_VALUES = 20
const MAX_VALUE_LENGTH = 100
const TABS = ['cases', 'sessions', 'events'] as const satisfies readonly PanelTab[]
const EVENT_NAME = /^[a-z][\w/-]*\.[a-z][\w-]*$/
const WORKFLOW = /^[\w-]{1,80}$/

/** An ID, or a number that may be a customer's. */
const mayName = (typed: string): boolean => {
  const { ids, doubts } = recognise(typed)
  return ids.length > 0 || doubts.length > 0 || /\d{4}|@/.test(typed)
}

/** Empty where nothing is filtered. */
export function writeAddress(panel: PanelFilters): string {
  const { scope, from, to, workflow } = panel.sessionFilters.value
  const words = panel.words.value.trim()
  const span = panel.span.value
  const parts: [string, string | undefined][] = [
    ['tab', panel.tab.value === 'cases' ? undefined : panel.tab.value],
    ['provider', panel.provider.value],
    ['group', panel.caseGroup.value],
    ['span', span && `${span.from}-${span.to}`],
    ...FACETS.flatMap((facet) =>
      (panel.facets.value[facet] ?? []).map((value): [string, string] => [
        facet === 'provider' ? 'of' : facet,
        value,
      ]),
    ),
    ['words', words === '' || mayName(words) ? undefined : words],
    ...panel.eventNames.value.map((name): [string, string] => ['event', name]),
    ['scope', scope],
    ['from', from],
    ['to', to],
    ['with', workflow],
  ]
  const query = new URLSearchParams()
  for (const [name, value] of parts) {
    if (value === undefined || value.length > MAX_VALUE_LENGTH) continue
    query.append(name, value)
    if (query.toString().length <= MAX_LENGTH) continue
    query.delete(name, value)
    break
  }
  return query.toString()
}

/** What is odd in an address is left out, piece by piece. */
export function showAddress(panel: PanelFilters, address: string): void {
  const query = new URLSearchParams(address.slice(0, MAX_LENGTH))
  const all = (name: string): string[] =>
    [...new Set(query.getAll(name))].filter((value) => value.length <= MAX_VALUE_LENGTH).slice(0, MAX_VALUES)
  const pick = <TValue extends string>(name: string, known: readonly TValue[]): TValue | undefined =>
    known.find((one) => one === query.get(name))
  const facets = FACETS.flatMap((facet): [FacetName, string[]][] => {
    const values = all(facet === 'provider' ? 'of' : facet)
    return values.length > 0 ? [[facet, values]] : []
  })
  const [words = ''] = all('words')
  batch(() => {
    panel.tab.value = pick('tab', TABS) ?? 'cases'
    panel.provider.value = pick('provider', listProviders())
    panel.caseGroup.value = pick('group', CASE_GROUPS)
    panel.span.value = readSpan(query.get('span') ?? '')
    panel.facets.value = Object.fromEntries(facets)
    panel.words.value = mayName(words) ? '' : words.trim()
    panel.eventNames.value = all('event').filter((name) => EVENT_NAME.test(name))
    panel.sessionFilters.value = readSessionFilters(query)
  })
}

/** As the panel itself would write it; `undefined` where some of it means nothing here. */
function tidyAddress(address: string): string | undefined {
  const panel: PanelFilters = {
    tab: signal('cases'),
    provider: signal(undefined),
    caseGroup: signal(undefined),
    span: signal(undefined),
    facets: signal({}),
    words: signal(''),
    eventNames: signal([]),
    sessionFilters: signal(NO_FILTERS),
  }
  showAddress(panel, address)
  const tidy = writeAddress(panel)
  const wanted = new URLSearchParams(address)
  wanted.delete('tab', 'cases')
  return tidy !== '' && new URLSearchParams(tidy).size === wanted.size ? tidy : undefined
}

const listProviders = (): ProviderId[] =>
  Object.keys(PROVIDERS).filter((id): id is ProviderId => Object.hasOwn(PROVIDERS, id))

function readSpan(text: string): { from: number; to: number } | undefined {
  const [, from, to] = /^(\d{12,14})-(\d{12,14})$/.exec(text) ?? []
  return from !== undefined && to !== undefined && Number(from) < Number(to)
    ? { from: Number(from), to: Number(to) }
    : undefined
}

/** As the form offers them: one provider's sessions, by one of these and by time. */
function readSessionFilters(query: URLSearchParams): SessionFilters {
  const time = (name: string): Partial<SessionFilters> => {
    const at = Date.parse(query.get(name) ?? '')
    return Number.isNaN(at) ? {} : { [name]: new Date(at).toISOString() }
  }
  const workflow = query.get('with') ?? ''
  return {
    ...NO_FILTERS,
    ...(query.get('scope') === 'key-owner'
      ? { scope: 'key-owner' }
      : WORKFLOW.test(workflow) && { workflow }),
    ...time('from'),
    ...time('to'),
  }
}

interface AddressBar {
  location: Pick<Location, 'hash' | 'pathname' | 'search'>
  history: Pick<History, 'state' | 'replaceState'>
  addEventListener(name: 'hashchange', run: () => void, options: { signal: AbortSignal }): void
}

type ShownPanel = PanelFilters & Pick<Panel, 'closeAll'>

/** Keeps the address of the page that of its filters, without a new entry in the history; one that is put there is shown. */
export function followAddress(panel: ShownPanel, view: AddressBar, abort: AbortSignal): void {
  const { location, history } = view
  const write = () => {
    const address = writeAddress(panel)
    if (address === location.hash.slice(1)) return
    history.replaceState(
      history.state,
      '',
      address === '' ? location.pathname + location.search : `#${address}`,
    )
  }
  effectUntil(abort, write)
  const show = () => {
    panel.closeAll()
    showAddress(panel, location.hash.slice(1))
    write()
  }
  view.addEventListener('hashchange', show, { signal: abort })
}

export interface SavedViews {
  all: ReadonlySignal<readonly SavedView[]>
  /** The administrator’s, which have no keys. */
  presets: ReadonlySignal<readonly SavedView[]>
  isFull: ReadonlySignal<boolean>
  /** Which of them the panel shows. */
  shown: ReadonlySignal<SavedView | undefined>
  /** Whether there is something to name. */
  isFiltered: ReadonlySignal<boolean>
  /** In place of an open case. */
  show(view: Pick<SavedView, 'address'>): void
  /** Saves the present filters. The same name again replaces its view. */
  save(name: string): void
  remove(view: SavedView): void
  /** Of the present filters. */
  link: ReadonlySignal<string>
}

export interface SavedViewsParts {
  /** `accountKey` of the agent. */
  owner: string
  panel: ShownPanel
  stored: Pick<StoredItem<unknown>, 'get' | 'set' | 'watch'>
  policy: ReadonlySignal<Pick<Policy, 'views'>>
  /** Of the panel's page. */
  page: AddressBar & { location: Pick<Location, 'origin'> }
  abort: AbortSignal
}

const MAX_PRESETS = 20

/** `misread`: names, or the place in the list, of those that name nothing to filter by. */
export function readPresets(raw: unknown): { views: SavedView[]; misread: string[] } {
  const views: SavedView[] = []
  const misread: string[] = []
  for (const [nth, one] of (Array.isArray(raw) ? raw : []).entries()) {
    const { name, filters }: Partial<Record<string, unknown>> = one ?? {}
    const title = typeof name === 'string' ? name.trim() : ''
    const address =
      typeof filters === 'string' ? tidyAddress(filters.trim().replace(/^[^#]*#/, '')) : undefined
    const isKnown = views.some((view) => view.name === title)
    const isFit = title !== '' && title.length <= MAX_VIEW_NAME && !isKnown && views.length < MAX_PRESETS
    if (isFit && address !== undefined) views.push({ name: title, address })
    else misread.push(`views: ${title.slice(0, MAX_VIEW_NAME) || nth + 1}`)
  }
  return { views, misread }
}

const isSavedView = (raw: unknown): raw is SavedView => {
  const { name, address }: Partial<Record<keyof SavedView, unknown>> = raw ?? {}
  return typeof name === 'string' && name !== '' && typeof address === 'string'
}

/** None of another agent's, and none where anything is odd. */
function readOwn(raw: unknown, owner: string): readonly SavedView[] {
  const { owner: theirs, views }: Partial<Record<keyof OwnedViews, unknown>> = raw ?? {}
  const isSound = Array.isArray(views) && views.length <= MAX_SAVED_VIEWS && views.every(isSavedView)
  return isSound && theirs === owner ? views : []
}

export function followSavedViews(parts: SavedViewsParts): SavedViews {
  const { owner, panel, stored, policy, page, abort } = parts
  const all = signal<readonly SavedView[]>([])
  followStored(stored, (kept) => (all.value = readOwn(kept, owner)), abort)
  followAddress(panel, page, abort)
  const address = computed(() => writeAddress(panel))
  const presets = computed(() => readPresets(policy.value.views).views)
  const isFull = computed(() => all.value.length >= MAX_SAVED_VIEWS)
  const change = (views: readonly SavedView[]) => {
    all.value = views
    const owned: OwnedViews = { owner, views }
    void stored.set(owned)
  }
  return {
    all,
    presets,
    isFull,
    shown: computed(() => [...all.value, ...presets.value].find((view) => view.address === address.value)),
    isFiltered: computed(() => address.value !== ''),
    show(view) {
      panel.closeAll()
      showAddress(panel, view.address)
    },
    save(typed) {
      const name = typed.trim().slice(0, MAX_VIEW_NAME)
      const view = { name, address: address.peek() }
      const at = all.peek().findIndex((one) => one.name === name)
      if (name === '' || view.address === '') return
      if (at >= 0) change(all.peek().with(at, view))
      else if (!isFull.peek()) change([...all.peek(), view])
    },
    remove: (view) => change(all.peek().filter((one) => one !== view)),
    link: computed(() => `${page.location.origin}${page.location.pathname}#${address.value}`),
  }
}
