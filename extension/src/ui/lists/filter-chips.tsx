/** A removable chip for each filter. */
import { useLayoutEffect, useRef } from 'preact/hooks'
import { findingWords } from '../../locales/panel.ts'
import { shortenId } from '../format/source.ts'
import { formatDate } from '../format/spans.ts'
import { CloseIcon } from '../primitives/icons.tsx'
import { useSurface } from '../primitives/surface-context.ts'
import type { SessionFilters } from '../state/lists/lists.ts'
import type { PanelTab } from '../state/page/panel.ts'

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

export interface FilterChip {
  key: string
  text: string
  remove(): void
}

interface ChipListProps {
  chips: readonly FilterChip[]
  /** Announced when it is not, too. */
  isShown?(chip: FilterChip): boolean
}

export function ChipList({ chips, isShown = () => true }: ChipListProps) {
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
