/**
 * A list of any length that draws only the rows in sight (5,000 rows: first frame after 8.5 ms instead of 893). One row at a
 * time shows its details. New rows at the head never move the rows being read; a button says how many there are.
 */
import type { ComponentChildren } from 'preact'
import { useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import { listWords } from '../../locales/lists.ts'
import { ChevronIcon, drawIcon } from '../primitives/icons.tsx'
import { useSurface } from '../primitives/surface-context.ts'

export interface RowLayout {
  count: number
  rowHeight: number
  /** The row with open details, and their height. */
  opened?: { index: number; height: number } | undefined
}

/** Rows drawn above and below the viewport. */
const SPARE = 6

export const topOfRow = ({ rowHeight, opened }: RowLayout, index: number): number =>
  index * rowHeight + (opened && index > opened.index ? opened.height : 0)

export const heightOfRows = (layout: RowLayout): number => topOfRow(layout, layout.count)

export function rowAt({ count, rowHeight, opened }: RowLayout, y: number): number {
  const inRows = opened && y > topOfRow({ count, rowHeight }, opened.index + 1) ? y - opened.height : y
  const index = Math.floor(inRows / rowHeight)
  const least = opened && inRows !== y ? opened.index : 0
  return Math.max(least, Math.min(count - 1, index), 0)
}

export function visibleRows(
  layout: RowLayout,
  scrollTop: number,
  viewport: number,
): { first: number; last: number } {
  return {
    first: Math.max(0, rowAt(layout, scrollTop) - SPARE),
    last: Math.min(layout.count - 1, rowAt(layout, scrollTop + viewport) + SPARE),
  }
}

/** The nearest scroll position that shows the row. */
export function scrollToRow(layout: RowLayout, index: number, scrollTop: number, viewport: number): number {
  const top = topOfRow(layout, index)
  const bottom = top + layout.rowHeight
  if (top < scrollTop) return top
  return bottom > scrollTop + viewport ? bottom - viewport : scrollTop
}

export const UpIcon = drawIcon('up')

interface Row {
  id: string
}

interface WindowedListProps<TRow extends Row> {
  label: string
  rows: readonly TRow[]
  rowHeight: number
  isComplete: boolean
  /** The action of a row; without one, its details open. */
  open(row: TRow): (() => void) | undefined
  isCurrent(row: TRow): boolean
  summary(row: TRow): ComponentChildren
  details(row: TRow): ComponentChildren
  /** The row was opened or its case was. */
  onSee(row: TRow): void
  /** The agent wants to come back to the row, or no longer. */
  onKeep(row: TRow): void
  /** The agent wants to know when the row’s case ends, or no longer. */
  onWatch(row: TRow): void
  /** Below the last row. */
  footer: ComponentChildren
  onNearEnd(): void
  /** Whether rows must stay where they are. */
  onReading(isReading: boolean): void
}

/** Now, and whenever it changes. */
function watchSize(box: Element, measure: () => void): () => void {
  const observer = new ResizeObserver(measure)
  observer.observe(box)
  measure()
  return () => observer.disconnect()
}

const NEAR_END_ROWS = 8

const NOTHING: RowLayout = { count: 0, rowHeight: 1 }

export function WindowedList<TRow extends Row>(props: WindowedListProps<TRow>) {
  const { label, rows, rowHeight, isComplete, open, isCurrent, summary, details } = props
  const { footer, onSee, onKeep, onWatch, onNearEnd, onReading } = props
  const { areKeysOn } = useSurface()
  const scroller = useRef<HTMLDivElement>(null)
  const opening = useRef<HTMLDivElement>(null)
  const baseId = useId()
  const [scrollTop, setScrollTop] = useState(0)
  const [viewport, setViewport] = useState(0)
  const [openId, setOpenId] = useState<string>()
  const [openHeight, setOpenHeight] = useState(0)
  const [activeId, setActiveId] = useState<string>()
  const mustFocus = useRef(false)
  const hasFocus = useRef(false)
  /** The rows in the document. */
  const drawn = useRef<{ rows: readonly TRow[]; layout: RowLayout }>({ rows: [], layout: NOTHING })
  /** The row at the top edge and its offset: kept in place when rows arrive above. */
  const anchor = useRef<{ id: string | undefined; past: number }>({ id: undefined, past: 0 })
  /** The newest row that has been in sight. */
  const [seenId, setSeenId] = useState<string>()

  // Read at every frame of a scroll.
  const indexes = useMemo(() => new Map(rows.map(({ id }, index) => [id, index])), [rows])
  const indexOf = (id: string | undefined): number => (id === undefined ? -1 : (indexes.get(id) ?? -1))
  const openIndex = indexOf(openId)
  /** The next row takes the place of an active row that is gone. */
  const lastActive = useRef(0)
  const found = indexOf(activeId)
  const activeIndex = found === -1 ? Math.max(0, Math.min(lastActive.current, rows.length - 1)) : found
  lastActive.current = activeIndex
  const layout: RowLayout = {
    count: rows.length,
    rowHeight,
    opened: openIndex === -1 ? undefined : { index: openIndex, height: openHeight },
  }
  if (drawn.current.rows !== rows) anchor.current = findAnchor()
  drawn.current = { rows, layout }
  const newCount = scrollTop > 0 ? Math.max(0, indexOf(seenId)) : 0

  const isKeyboardInFooter = (): boolean =>
    scroller.current?.querySelector('.rows ~ * :focus-visible, .rows ~ :focus-visible') != null

  const isReading = (): boolean => {
    const box = scroller.current
    return box !== null && (box.scrollTop > 0 || openIndex !== -1 || box.contains(document.activeElement))
  }

  /** Reads the element, whose last scroll event may be outstanding. */
  function findAnchor(): { id: string | undefined; past: number } {
    const { rows: before, layout: from } = drawn.current
    const at = scroller.current?.scrollTop ?? 0
    const top = rowAt(from, at)
    return { id: before[top]?.id, past: at - topOfRow(from, top) }
  }

  function updateScroll(): void {
    const box = scroller.current
    if (!box) return
    if (box.scrollTop === 0) setSeenId(rows[0]?.id)
    setScrollTop(box.scrollTop)
    onReading(isReading())
  }

  // Before paint: the row at the top edge stays there.
  useLayoutEffect(() => {
    const box = scroller.current
    if (!box) return
    const { id, past } = anchor.current
    const index = indexOf(id)
    // The footer's button stays in sight when rows arrive above it.
    if (isKeyboardInFooter()) box.scrollTop = box.scrollHeight
    else if (id !== undefined && index === -1) box.scrollTop = 0
    else if (index > 0 && isReading()) box.scrollTop = topOfRow(layout, index) + past
    if (hasFocus.current && !box.contains(document.activeElement)) mustFocus.current = true
    updateScroll()
  }, [rows])

  useLayoutEffect(() => {
    const box = scroller.current
    if (!box) return
    // What comes and goes above moves no row that is read. 0: it is hidden.
    let top = 0
    return watchSize(box, () => {
      const now = box.getBoundingClientRect().top
      if (box.scrollTop && top && now) box.scrollTop += now - top
      top = now
      setViewport(box.clientHeight)
    })
  }, [])

  useLayoutEffect(() => {
    const box = opening.current
    if (!box) return setOpenHeight(0)
    let isShown = false
    return watchSize(box, () => {
      setOpenHeight(box.offsetHeight)
      // Once: the code of the details may load after the row opened.
      if (!isShown && box.offsetHeight > 0) revealDetails(box.offsetHeight)
      isShown ||= box.offsetHeight > 0
    })
  }, [openId, openIndex === -1])

  // A distant row is drawn because it is active, and can be focused only then.
  useLayoutEffect(() => {
    if (!mustFocus.current) return
    mustFocus.current = false
    const row = rows[activeIndex]
    if (row) document.getElementById(`${baseId}-${row.id}`)?.focus({ preventScroll: true })
  })

  // From where nothing has the focus, j and k begin at the row where the agent was.
  useEffect(() => {
    const begin = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
      if (!areKeysOn.value || !['j', 'k'].includes(event.key) || event.target !== document.body) return
      if (scroller.current?.checkVisibility()) moveTo(activeIndex)
    }
    document.addEventListener('keydown', begin)
    return () => document.removeEventListener('keydown', begin)
  })

  useEffect(() => {
    const isNearEnd = scrollTop + viewport > heightOfRows(layout) - NEAR_END_ROWS * rowHeight
    // Not while the keyboard is on the footer's button: it would move away.
    if (viewport > 0 && isNearEnd && !isKeyboardInFooter()) onNearEnd()
  })

  /** Scrolls to the details as far as their row stays in sight. */
  function revealDetails(height: number): void {
    const box = scroller.current
    if (!box) return
    const top = topOfRow(layout, openIndex)
    const missing = top + rowHeight + height - (box.scrollTop + box.clientHeight)
    if (missing > 0) box.scrollTop = Math.min(top, box.scrollTop + missing)
  }

  function moveTo(index: number): void {
    const row = rows[Math.max(0, Math.min(rows.length - 1, index))]
    const box = scroller.current
    if (!row || !box) return
    box.scrollTop = scrollToRow(layout, rows.indexOf(row), box.scrollTop, box.clientHeight)
    mustFocus.current = true
    setActiveId(row.id)
  }

  function show(row: TRow): void {
    onSee(row)
    setOpenId(row.id)
  }

  /** Moves the focus from the details to their row. */
  function close(): void {
    mustFocus.current = true
    setActiveId(openId)
    setOpenId(undefined)
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Escape' && openId !== undefined) {
      event.stopPropagation()
      close()
      return
    }
    if (!(event.target instanceof Element) || !event.target.matches('.row, .row-more')) return
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const active = rows[activeIndex]
    if (active && (event.key === 'ArrowRight' || event.key === 'ArrowLeft')) {
      event.preventDefault()
      if (event.key === 'ArrowRight') show(active)
      else if (openId === active.id) close()
      return
    }
    if (active && areKeysOn.value && event.key === 'u') onKeep(active)
    if (active && areKeysOn.value && event.key === 'w') {
      // Not for the case beside the list.
      event.preventDefault()
      onWatch(active)
    }
    const page = Math.max(1, Math.floor(viewport / rowHeight) - 1)
    const to = {
      ...(areKeysOn.value && { j: activeIndex + 1, k: activeIndex - 1 }),
      ArrowDown: activeIndex + 1,
      ArrowUp: activeIndex - 1,
      PageDown: activeIndex + page,
      PageUp: activeIndex - page,
      Home: 0,
      End: rows.length - 1,
    }[event.key]
    if (to === undefined) return
    event.preventDefault()
    moveTo(to)
  }

  const { first, last } = visibleRows(layout, scrollTop, viewport || 600)
  const inSight = Array.from({ length: last - first + 1 }, (_, nth) => first + nth)
  const mounted = [...new Set([...inSight, activeIndex, openIndex])]
    .sort((a, b) => a - b)
    .flatMap((index) => {
      const row = rows[index]
      return row ? [{ row, index }] : []
    })

  return (
    <div class="windowed">
      <div class="scroller" ref={scroller} onScroll={updateScroll}>
        <ul
          class="rows"
          aria-label={label}
          style={{ height: `${heightOfRows(layout)}px` }}
          onFocusIn={() => {
            hasFocus.current = true
            onReading(true)
          }}
          onFocusOut={({ target }) => {
            // The focus of a removed row moves to the next one.
            queueMicrotask(() => {
              if (target instanceof Element && target.isConnected) hasFocus.current = false
            })
          }}
          onKeyDown={onKeyDown}
        >
          {mounted.map(({ row, index }) => {
            const isOpen = row.id === openId
            const id = `${baseId}-${row.id}`
            const press = open(row)
            const toggle = () => (isOpen ? setOpenId(undefined) : show(row))
            const lead = () => {
              onSee(row)
              press?.()
            }
            const disclosure = {
              'aria-expanded': isOpen,
              'aria-controls': isOpen ? `${id}-details` : undefined,
            }
            const shared = {
              tabIndex: index === activeIndex ? 0 : -1,
              onFocus: () => {
                lastActive.current = index
                setActiveId(row.id)
              },
            }
            return (
              <li
                key={row.id}
                class="row-item"
                data-open={isOpen}
                data-current={isCurrent(row)}
                aria-setsize={isComplete ? rows.length : -1}
                aria-posinset={index + 1}
                style={{ top: `${topOfRow(layout, index)}px` }}
              >
                <button
                  type="button"
                  id={id}
                  class="row"
                  style={{ height: `${rowHeight}px` }}
                  aria-current={isCurrent(row) || undefined}
                  {...shared}
                  {...(press ? { onClick: lead } : { ...disclosure, onClick: toggle })}
                >
                  {summary(row)}
                </button>
                {press && (
                  <button
                    type="button"
                    class="row-more"
                    aria-label={listWords.details}
                    title={listWords.detailsHere}
                    {...disclosure}
                    {...shared}
                    onClick={toggle}
                  >
                    <ChevronIcon />
                  </button>
                )}
                {isOpen && (
                  <div id={`${id}-details`} class="details" ref={opening}>
                    {details(row)}
                  </div>
                )}
              </li>
            )
          })}
        </ul>
        {footer}
      </div>
      {newCount > 0 && (
        <button type="button" class="newer" onClick={() => moveTo(0)}>
          <UpIcon /> {listWords.countNew(newCount)}
        </button>
      )}
    </div>
  )
}
