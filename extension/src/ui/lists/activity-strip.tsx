/** When the cases were last active: bars of which a span can be chosen, by hand or by keys, and the same as a table. */
import { CASE_GROUPS, type CaseGroup } from '@inquiry-lens/shared/domain/case-group.ts'
import { currentLanguage } from '@inquiry-lens/shared/lib/catalogue.ts'
import { type Signal, useSignal } from '@preact/signals'
import type { RefObject } from 'preact'
import { useEffect, useId, useMemo, useRef, useState } from 'preact/hooks'
import { listWords } from '../../locales/lists.ts'
import { panelWords } from '../../locales/panel.ts'
import { commonWords } from '../../locales/surface.ts'
import {
  describeAll,
  describeBar,
  describeBasis,
  describeSpan,
  formatTimeSpan,
} from '../format/activity-messages.ts'
import { formatNumber } from '../format/time.ts'
import { drawIcon } from '../primitives/icons.tsx'
import { useSurface } from '../primitives/surface-context.ts'
import {
  type ActivityBars,
  type ActivityStrip,
  BARS,
  type Bar,
  type Move,
  PERIOD_NAMES,
  type Period,
} from '../state/lists/activity.ts'
import type { Late } from '../state/resource/resource.ts'
import { GROUPS } from './filters/filter-bar.tsx'
import { ActiveFilter } from './filters/filter-chips.tsx'

const TableIcon = drawIcon('table')

/** One case alone is no full bar. */
const MIN_SCALE = 3

interface StripViewProps {
  strip: Late<ActivityStrip>
  /** Shown alone. */
  group: CaseGroup | undefined
  /** Facets or words are set, which the bars do not follow. */
  isNarrowed: boolean
}

export function StripView({ strip: { value, load }, ...props }: StripViewProps) {
  useEffect(() => void load(), [load])
  const strip = value.value
  return strip ? <Loaded strip={strip} {...props} /> : null
}

/** By their indexes; the second is where the hand is. */
type Drag = readonly [begin: number, end: number]

function Loaded({ strip, group, isNarrowed }: Omit<StripViewProps, 'strip'> & { strip: ActivityStrip }) {
  const { announce, now } = useSurface()
  const box = useRef<HTMLDivElement>(null)
  const tableId = useId()
  const drag = useSignal<Drag | undefined>(undefined)
  const hovered = useSignal<number | undefined>(undefined)
  const [isTable, setIsTable] = useState(false)
  const counts = strip.counts.value
  const span = strip.span.value
  const before = useRef(span)
  useEffect(() => {
    if (before.current === span) return
    before.current = span
    const bars = strip.counts.peek()?.bars ?? []
    const isBar = bars.some(({ from, to }) => span?.from === from && span.to === to)
    // The list box says which bar it is at.
    if (isBar && document.activeElement === box.current) return
    announce(span ? describeSpan(span, strip.counts.peek(), now.peek()) : listWords.allCases)
  }, [span])
  const clear = () => {
    strip.clear()
    box.current?.focus()
  }
  return (
    <>
      <Bars strip={strip} group={group} drag={drag} hovered={hovered} box={box} />
      <div class="strip-foot">
        {span && !drag.value ? (
          <ActiveFilter text={formatTimeSpan(span, now.peek())} remove={clear} />
        ) : (
          <Note counts={counts} drag={drag} hovered={hovered} isNarrowed={isNarrowed} />
        )}
        <Periods chosen={strip.period} />
        <button
          type="button"
          class="icon-button"
          aria-label={panelWords.activity.table.show}
          title={panelWords.activity.table.show}
          aria-expanded={isTable}
          aria-controls={isTable ? tableId : undefined}
          onClick={() => setIsTable(!isTable)}
        >
          <TableIcon />
        </button>
      </div>
      {isTable && counts && (
        <div class="strip-table" id={tableId}>
          <Table strip={strip} counts={counts} />
        </div>
      )}
    </>
  )
}

interface BarsProps {
  strip: ActivityStrip
  group: CaseGroup | undefined
  drag: Signal<Drag | undefined>
  hovered: Signal<number | undefined>
  box: RefObject<HTMLDivElement | null>
}

const MOVES: Readonly<Record<string, Move>> = {
  ArrowLeft: 'previous',
  ArrowRight: 'next',
  Home: 'first',
  End: 'last',
  Enter: 'here',
  ' ': 'here',
}

/** A list box that lies on its side (WAI-ARIA APG): arrows choose a bar, with Shift all from the first to the last. */
function Bars({ strip, group, drag, hovered, box }: BarsProps) {
  const { now } = useSurface()
  const baseId = useId()
  const counts = strip.counts.value
  const span = strip.span.value
  const cursor = strip.cursor.value
  const bars = counts?.bars ?? []
  const labels = useMemo(() => bars.map((bar) => describeBar(bar, now.peek())), [counts, currentLanguage()])
  const scale = Math.max(MIN_SCALE, ...bars.map(({ sum }) => sum))
  const [from, to] = drag.value?.toSorted((a, b) => a - b) ?? []
  const isChosen = (bar: Bar, index: number): boolean =>
    from !== undefined && to !== undefined
      ? index >= from && index <= to
      : span !== undefined && bar.from < span.to && bar.to > span.from

  function indexAt({ clientX }: PointerEvent): number {
    const { left = 0, width = 1 } = box.current?.getBoundingClientRect() ?? {}
    return Math.max(0, Math.min(BARS - 1, Math.floor(((clientX - left) / width) * BARS)))
  }

  function endDrag(): void {
    const chosen = drag.peek()
    drag.value = undefined
    if (!chosen) return
    const [begin, end] = chosen
    const bar = bars[begin]
    const isSame = begin === end && bar && span?.from === bar.from && span.to === bar.to
    if (isSame) strip.clear()
    else strip.choose(begin, end)
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === 'Escape' && (span || drag.peek())) {
      event.stopPropagation()
      if (drag.peek()) drag.value = undefined
      else strip.clear()
      return
    }
    const move = MOVES[event.key]
    if (!move) return
    event.preventDefault()
    strip.move(move, event.shiftKey)
  }

  return (
    <div
      ref={box}
      class="strip"
      role="listbox"
      tabIndex={0}
      aria-label={panelWords.activity.title}
      aria-describedby={`${baseId}-summary`}
      aria-orientation="horizontal"
      aria-multiselectable="true"
      aria-activedescendant={bars.length > 0 ? `${baseId}-${cursor}` : undefined}
      aria-busy={counts === undefined}
      data-chosen={span !== undefined}
      onKeyDown={onKeyDown}
      // Or the bar would get the focus.
      onMouseDown={(event) => event.preventDefault()}
      onPointerDown={(event) => {
        if (event.button !== 0 || bars.length === 0) return
        box.current?.setPointerCapture(event.pointerId)
        box.current?.focus()
        const index = indexAt(event)
        drag.value = [index, index]
      }}
      onPointerMove={(event) => {
        const index = indexAt(event)
        hovered.value = index
        const dragged = drag.peek()
        if (dragged && dragged[1] !== index) drag.value = [dragged[0], index]
      }}
      onPointerUp={endDrag}
      onPointerCancel={() => {
        drag.value = undefined
      }}
      onPointerLeave={() => {
        hovered.value = undefined
      }}
    >
      {bars.map((bar, index) => (
        <div
          key={bar.from}
          id={`${baseId}-${index}`}
          class="strip-bar"
          role="option"
          tabIndex={-1}
          aria-selected={isChosen(bar, index)}
          aria-label={labels[index]}
          data-partial={bar.isPartial}
          data-active={index === cursor}
        >
          {CASE_GROUPS.map(
            (one) =>
              bar.of[one] > 0 && (
                <span
                  key={one}
                  class="strip-part"
                  data-group={one}
                  data-other={group !== undefined && group !== one}
                  style={{ height: `${(100 * bar.of[one]) / scale}%` }}
                />
              ),
          )}
        </div>
      ))}
      <span id={`${baseId}-summary`} hidden>
        {counts && describeAll(counts, strip.period.value, now.peek())}
      </span>
    </div>
  )
}

interface NoteProps extends Pick<BarsProps, 'drag' | 'hovered'> {
  counts: ActivityBars | undefined
  isNarrowed: boolean
}

/** What the hand points at; otherwise over what was counted. */
function Note({ counts, drag, hovered, isNarrowed }: NoteProps) {
  const { now } = useSurface()
  const [begin, end] = drag.value ?? [hovered.value, hovered.value]
  const first = counts?.bars[Math.min(begin ?? -1, end ?? -1)]
  const last = counts?.bars[Math.max(begin ?? -1, end ?? -1)]
  return (
    <p class="strip-note">
      {first && last
        ? describeSpan({ from: first.from, to: last.to }, counts, now.peek())
        : counts &&
          describeBasis(counts, now.peek()) + (isNarrowed ? `; ${panelWords.activity.unfiltered}` : '')}
    </p>
  )
}

function Periods({ chosen }: { chosen: Signal<Period> }) {
  return (
    <fieldset class="strip-periods" aria-label={panelWords.activity.period}>
      {PERIOD_NAMES.map((period) => (
        <label key={period} class="segment" data-on={chosen.value === period}>
          <input
            class="visually-hidden"
            type="radio"
            name="period"
            checked={chosen.value === period}
            onChange={() => (chosen.value = period)}
          />
          {panelWords.activity.periods[period]}
        </label>
      ))}
    </fieldset>
  )
}

/** The bars that have cases, newest first, and in one row those of which nothing is known. */
function Table({ strip, counts }: { strip: ActivityStrip; counts: ActivityBars }) {
  const now = useSurface().now.peek()
  const rows = mergeUnknown(counts.bars).toReversed()
  return (
    <table>
      <caption>
        {describeAll(counts, strip.period.value, now)} {panelWords.activity.table.others}
      </caption>
      <thead>
        <tr>
          <th scope="col">{panelWords.activity.table.time}</th>
          {CASE_GROUPS.map((group) => {
            const { tone, Shape } = GROUPS[group]
            return (
              <th key={group} scope="col" data-tone={tone} title={commonWords.groups[group]}>
                <Shape />
                <span class="visually-hidden">{commonWords.groups[group]}</span>
              </th>
            )
          })}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ bar, first, last }) => (
          <tr key={first}>
            <th scope="row">
              <button type="button" onClick={() => strip.choose(first, last)}>
                {formatTimeSpan(bar, now)}
              </button>
            </th>
            {bar.sum === 0 ? (
              <td colSpan={CASE_GROUPS.length} class="quiet">
                {panelWords.activity.unknown}
              </td>
            ) : (
              CASE_GROUPS.map((group) => (
                <td key={group}>
                  {formatNumber(bar.of[group])}
                  {bar.isPartial && '+'}
                </td>
              ))
            )}
          </tr>
        ))}
        {rows.length === 0 && (
          <tr>
            <td colSpan={1 + CASE_GROUPS.length}>{panelWords.activity.table.empty}</td>
          </tr>
        )}
      </tbody>
    </table>
  )
}

interface TableRow {
  bar: Bar
  /** Indexes. */
  first: number
  last: number
}

function mergeUnknown(bars: readonly Bar[]): TableRow[] {
  const rows: TableRow[] = []
  for (const [index, bar] of bars.entries()) {
    if (bar.sum === 0 && !bar.isPartial) continue
    const above = rows.at(-1)
    if (bar.sum === 0 && above?.bar.sum === 0 && above.last === index - 1) {
      above.bar = { ...above.bar, to: bar.to }
      above.last = index
    } else rows.push({ bar, first: index, last: index })
  }
  return rows
}
