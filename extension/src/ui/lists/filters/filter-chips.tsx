/** A removable chip for each filter; a button with all facets of the cases at hand, their values and a box for words. */

import { useComputed, useSignal } from '@preact/signals'
import { useEffect, useId, useLayoutEffect, useMemo, useRef } from 'preact/hooks'
import { findingWords, panelWords } from '../../../locales/panel.ts'
import { commonWords } from '../../../locales/surface.ts'
import { shortenId } from '../../format/source.ts'
import { formatDate } from '../../format/spans.ts'
import { formatNumber } from '../../format/time.ts'
import { Popover } from '../../primitives/dialog.tsx'
import { CloseIcon, drawIcon } from '../../primitives/icons.tsx'
import { useKey, useSurface } from '../../primitives/surface-context.ts'
import type { SearchBoxState } from '../../state/case/search-box.ts'
import { type CaseGroups, rowsOf } from '../../state/lists/case-groups.ts'
import {
  type CaseFinder,
  FACETS,
  type FacetName,
  NOT_KNOWN,
  nameValue,
  toggleValue,
} from '../../state/lists/facets.ts'
import type { SessionFilters } from '../../state/lists/lists.ts'
import type { Panel, PanelTab } from '../../state/page/panel.ts'

const FILTERS = [
  ['inquiry', (id: string) => findingWords.chips.inquiry(shortenId(id))],
  ['externalId', (id: string) => findingWords.chips.customer(id)],
  ['workflow', (id: string) => findingWords.chips.workflow(id)],
  ['scope', () => findingWords.chips.keyOwner],
  ['from', (iso: string) => findingWords.chips.from(formatDate(Date.parse(iso)))],
  ['to', (iso: string) => findingWords.chips.to(formatDate(Date.parse(iso)))],
] as const

interface FilterChipsProps {
  /** By value: the chips have to be there before the focus is looked for. */
  filters: SessionFilters
  onChange(filters: SessionFilters): void
  tab: PanelTab
}

export function FilterChips({ filters, onChange, tab }: FilterChipsProps) {
  const chips = FILTERS.flatMap(([filter, describe]) => {
    const { [filter]: value, ...rest } = filters
    return value === undefined ? [] : { key: filter, text: describe(value), remove: () => onChange(rest) }
  })
  // Events have an inquiry in common with sessions, and nothing else.
  return <ChipList chips={chips} isShown={({ key }) => tab === 'sessions' || key === 'inquiry'} />
}

interface FilterChip {
  key: string
  text: string
  remove(): void
}

interface ChipListProps {
  chips: readonly FilterChip[]
  /** Announced when it is not, too. */
  isShown?(chip: FilterChip): boolean
}

function ChipList({ chips, isShown = () => true }: ChipListProps) {
  const { announce } = useSurface()
  const list = useRef<HTMLUListElement>(null)
  const summary = chips.map(({ text }) => text).join(', ')
  const before = useRef(summary)
  useLayoutEffect(() => {
    if (before.current === summary) return
    before.current = summary
    announce(summary === '' ? findingWords.noFilter : findingWords.filterIs(summary))
    // The pressed element went with the rows that the filter replaced.
    if (document.activeElement === document.body) list.current?.querySelector('button')?.focus()
  }, [summary])
  const shown = chips.filter(isShown)
  if (shown.length === 0) return null
  return (
    <ul ref={list} class="filter-chips" aria-label={findingWords.filters}>
      {shown.map(({ key, ...chip }) => (
        <li key={key}>
          <ActiveFilter {...chip} />
        </li>
      ))}
    </ul>
  )
}

export function ActiveFilter({ text, remove }: Omit<FilterChip, 'key'>) {
  const label = findingWords.removeFilterOf(text)
  return (
    <span class="filter-chip">
      <span>{text}</span>
      <button type="button" class="icon-button" aria-label={label} title={label} onClick={remove}>
        <CloseIcon />
      </button>
    </span>
  )
}

const FilterIcon = drawIcon('filter')

interface FacetFilterProps {
  panel: Panel
  groups: CaseGroups
  finder: CaseFinder
  /** Finds what is typed and is no word, such as an ID. */
  search: Pick<SearchBoxState, 'over'>
}

export function FacetFilter({ panel, groups, finder, search }: FacetFilterProps) {
  const { facets, words } = panel
  const typed = useMemo(() => search.over(words), [search, words])
  const finds = typed.finds.value.value
  const described = finds?.described.value
  const { announce } = useSurface()
  const id = useId()
  const isOpen = useSignal(false)
  const cases = panel.cases.value
  useEffect(() => {
    const gone = new AbortController()
    finder.prepare(rowsOf(cases), gone.signal)
    return () => gone.abort()
  }, [finder, cases.data.value])
  const count = listChips(panel).length
  const label = count > 0 ? panelWords.facets.filterCount(count) : panelWords.facets.filter
  const toggle = (facet: FacetName, value: string) => {
    facets.value = toggleValue(facets.value, facet, value)
    announce(panelWords.facets.showing(rowsOf(groups.shown).length))
  }
  return (
    <Popover
      id={id}
      label={panelWords.facets.title}
      onBeforeToggle={(isOpening) => {
        isOpen.value = isOpening
      }}
      button={
        <button
          type="button"
          class="button"
          popovertarget={id}
          data-on={count > 0}
          aria-label={label}
          {...useKey('f', label)}
        >
          <FilterIcon /> {count > 0 && <span>{count}</span>}
        </button>
      }
    >
      <div class="choices-head">
        <input
          type="text"
          autofocus
          aria-label={panelWords.facets.words.label}
          aria-describedby={`${id}-found`}
          placeholder={panelWords.facets.words.placeholder}
          autocomplete="off"
          spellcheck={false}
          value={words.value}
          onInput={(event) => {
            words.value = event.currentTarget.value
            void typed.finds.load()
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return
            // Or the same key press would reach what has the focus then.
            event.preventDefault()
            // The beginning of an ID is a word like others.
            if (described?.isProblem || !typed.go(panel.focus)) return
            words.value = ''
            event.currentTarget.closest<HTMLElement>('[popover]')?.hidePopover()
          }}
        />
        <button
          type="button"
          class="button"
          aria-disabled={count === 0}
          onClick={() => {
            facets.value = {}
            words.value = ''
          }}
        >
          {commonWords.clear}
        </button>
      </div>
      <p id={`${id}-found`} class="find-message" role="status">
        {finds?.leadsTo.value && !described?.isProblem && described?.text}
      </p>
      {isOpen.value && <FacetChoices panel={panel} groups={groups} finder={finder} onToggle={toggle} />}
    </Popover>
  )
}

type Filtered = Pick<Panel, 'facets' | 'words'>

/** One for the typed words, and one for each value. */
export const FacetChips = ({ panel }: { panel: Filtered }) => <ChipList chips={listChips(panel)} />

function listChips({ facets, words }: Filtered): FilterChip[] {
  const set = FACETS.flatMap((facet) => (facets.value[facet] ?? []).map((value) => ({ facet, value })))
  return [
    ...(words.value === ''
      ? []
      : [
          { key: 'words', text: panelWords.facets.words.chip(words.value), remove: () => (words.value = '') },
        ]),
    ...set.map(({ facet, value }) => ({
      key: `${facet} ${value}`,
      text: panelWords.facets.chip(panelWords.facets.names[facet], nameValue(facet, value)),
      remove: () => (facets.value = toggleValue(facets.value, facet, value)),
    })),
  ]
}

interface FacetChoicesProps extends Omit<FacetFilterProps, 'search'> {
  onToggle(facet: FacetName, value: string): void
}

/** Counted while they are in sight. */
function FacetChoices({ panel, groups, finder, onToggle }: FacetChoicesProps) {
  const { facets } = panel
  const counted = useComputed(() => finder.count(groups.within.value))
  const { all, counts } = counted.value
  const isProviderOpen = panel.provider.value === undefined && (panel.providers.value?.length ?? 0) > 1
  // What is known of no case is no choice.
  const shown = FACETS.filter(
    (facet) =>
      (facet !== 'provider' || isProviderOpen) && counts[facet].some(({ value }) => value !== NOT_KNOWN),
  )
  return (
    <div class="choices" tabIndex={-1}>
      {shown.map((facet) => (
        <fieldset key={facet}>
          <legend>{panelWords.facets.names[facet]}</legend>
          {counts[facet].map(({ value, count }) => (
            <label key={value} class="choice">
              <input
                type="checkbox"
                checked={facets.value[facet]?.includes(value) ?? false}
                onChange={() => onToggle(facet, value)}
              />
              <span class="facet-value">{nameValue(facet, value)}</span>
              <span class="facet-count">{formatNumber(count)}</span>
            </label>
          ))}
        </fieldset>
      ))}
      <p class="choices-note">{panelWords.facets.basis(all)}</p>
    </div>
  )
}
