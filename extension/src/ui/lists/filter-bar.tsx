/** The provider switch, the counts of cases, and a removable chip for each filter. */

import { CASE_GROUPS, type CaseGroup } from '@inquiry-lens/shared/domain/case-group.ts'
import type { ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import type { ReadonlySignal, Signal } from '@preact/signals'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { common } from '../../locales/common.ts'
import { listWords } from '../../locales/lists.ts'
import { nameProvider, shortenId } from '../format/source.ts'
import { formatDate } from '../format/spans.ts'
import { describeCounts } from '../format/time.ts'
import {
  CheckRingIcon,
  CloseIcon,
  DiamondIcon,
  drawIcon,
  HalfRingIcon,
  TriangleIcon,
} from '../primitives/icons.tsx'
import { useSurface } from '../primitives/surface-context.ts'
import type { CaseGroups } from '../state/lists/case-groups.ts'
import type { SessionFilters } from '../state/lists/lists.ts'
import type { PanelTab } from '../state/page/panel.ts'

interface ProviderFilterProps {
  providers: readonly ProviderId[]
  /** `undefined`: all. */
  chosen: Signal<ProviderId | undefined>
}

export function ProviderFilter({ providers, chosen }: ProviderFilterProps) {
  return (
    <fieldset class="provider-filter" aria-label={listWords.whose}>
      {[undefined, ...providers].map((provider) => (
        <label key={provider ?? 'all'} class="segment" data-on={chosen.value === provider}>
          <input
            class="visually-hidden"
            type="radio"
            name="provider"
            checked={chosen.value === provider}
            onChange={() => (chosen.value = provider)}
          />
          {provider === undefined ? listWords.all : nameProvider(provider)}
        </label>
      ))}
    </fieldset>
  )
}

export const GROUPS = {
  customer: { tone: 'active', Shape: HalfRingIcon },
  us: { tone: 'attention', Shape: DiamondIcon },
  'ended-badly': { tone: 'bad', Shape: TriangleIcon },
  done: { tone: 'good', Shape: CheckRingIcon },
} as const satisfies Record<CaseGroup, unknown>

/** Of when cases were last active. */
export interface StripToggle {
  isShown: ReadonlySignal<boolean>
  toggle(): void
}

interface GroupFilterProps {
  groups: CaseGroups
  strip: StripToggle
}

const BarsIcon = drawIcon('bars')

/** Counts that are filters: a press shows one group alone, the next all again. */
export function GroupFilter({ groups: { chosen, counts }, strip }: GroupFilterProps) {
  const { announce, now } = useSurface()
  const { of } = counts.value
  const choose = (group: CaseGroup) => {
    chosen.value = chosen.value === group ? undefined : group
    announce(chosen.value ? `${common.groups[group]}: ${of[group]}` : listWords.allCases)
  }
  return (
    <div class="groups">
      <fieldset class="group-filter" aria-label={listWords.groupFilter}>
        {CASE_GROUPS.map((group) => {
          const { tone, Shape } = GROUPS[group]
          return (
            <button
              key={group}
              type="button"
              class="group"
              data-tone={tone}
              aria-pressed={chosen.value === group}
              onClick={() => choose(group)}
            >
              <Shape />
              <span class="group-label">{common.groups[group]}</span>
              <span class="group-count">{of[group]}</span>
            </button>
          )
        })}
      </fieldset>
      <div class="group-foot">
        <p class="group-note">{describeCounts(counts.value, now.value)}</p>
        <button
          type="button"
          class="icon-button"
          aria-label={listWords.strip}
          title={listWords.strip}
          aria-expanded={strip.isShown.value}
          aria-controls={strip.isShown.value ? 'activity' : undefined}
          onClick={strip.toggle}
        >
          <BarsIcon />
        </button>
      </div>
    </div>
  )
}

/** Of one group or span: what may be missing from it. */
export function describeGroupEnd({ chosen, counts, isCut }: CaseGroups): string {
  const { all, counted } = counts.value
  if (chosen.value && all > counted) return listWords.groupEnd.unknown(all - counted)
  return isCut.value ? listWords.groupEnd.more : listWords.groupEnd.all
}

const FILTERS = [
  ['inquiry', (id: string) => listWords.chips.inquiry(shortenId(id))],
  ['externalId', (id: string) => listWords.chips.customer(id)],
  ['workflow', (id: string) => listWords.chips.workflow(id)],
  ['scope', () => listWords.chips.keyOwner],
  ['from', (iso: string) => listWords.chips.from(formatDate(Date.parse(iso)))],
  ['to', (iso: string) => listWords.chips.to(formatDate(Date.parse(iso)))],
] as const

export function FilterChips({
  sessionFilters,
  tab,
}: {
  sessionFilters: Signal<SessionFilters>
  tab: PanelTab
}) {
  const chips = FILTERS.flatMap(([filter, describe]) => {
    const value = sessionFilters.value[filter]
    const remove = () => {
      const { [filter]: _, ...rest } = sessionFilters.value
      sessionFilters.value = rest
    }
    return value === undefined ? [] : { key: filter, text: describe(value), remove }
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
    announce(summary === '' ? listWords.noFilter : listWords.filterIs(summary))
    // The pressed element went with the rows that the filter replaced.
    if (document.activeElement === document.body) list.current?.querySelector('button')?.focus()
  }, [summary])
  const shown = chips.filter(isShown)
  if (shown.length === 0) return null
  return (
    <ul ref={list} class="filter-chips" aria-label={listWords.filters}>
      {shown.map(({ key, text, remove }) => (
        <li key={key} class="filter-chip">
          <span>{text}</span>
          <button
            type="button"
            class="icon-button"
            aria-label={listWords.removeFilterOf(text)}
            title={listWords.removeFilter}
            onClick={remove}
          >
            <CloseIcon />
          </button>
        </li>
      ))}
    </ul>
  )
}
