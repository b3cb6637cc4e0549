/**
 * A state's shape beside each ID that can be seen, moved in animation frames. What the page covers or clips has no shape:
 * its mark alone stands for it.
 */

import { MAX_IDS_AT_ONCE } from './background-port.ts'
import { boxesOf } from './boxes.ts'
import type { Host } from './host.ts'
import { listen, onEnd } from './listen.ts'
import type { Mark, Marks } from './marks.ts'
import { drawShape, type StateShape } from './shapes.ts'
import { coverOf, elementOf } from './tree.ts'

/** Above the small letters at the end of the ID, like an index figure: a colon or the next word stands beside it. */
const RIGHT_PX = -5
const UP_PX = 8
/** Layout can change without a word to us: an image loads, a class folds something up. */
const PULSE_MS = 250

export interface OverlayParts {
  marks: Marks
  host: Host
  stateOf: (id: string) => StateShape | undefined
  /** The marks that can be seen, each time they are looked at. */
  onView: (seen: readonly Mark[]) => void
  /** Other elements are in view: a part of the page may have been shown or hidden. */
  onNear: () => unknown
  abort: AbortSignal
}

export interface Overlay {
  /** There may be new marks. */
  attend(): void
  /** Whether its element is in view. */
  isNear(mark: Mark): boolean
  /** Something may have moved, or be known by now. */
  refresh(): void
}

interface Drawn {
  svg: SVGElement
  shown: StateShape
  place: string
}

export function createOverlay({ marks, host, stateOf, onView, onNear, abort }: OverlayParts): Overlay {
  /** Elements in view that have, or had, marks. Nobody has to ask where all the others are. */
  const near = new Set<Element | null>()
  const drawn = new Map<Mark, Drawn>()
  let frame = 0

  const observer = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      // Without a box of its own, nothing tells where it is.
      if (isIntersecting || getComputedStyle(target).display === 'contents') near.add(target)
      else near.delete(target)
    }
    onNear()
    refresh()
  })

  function refresh(): void {
    if (frame === 0 && !abort.aborted) frame = requestAnimationFrame(draw)
  }

  /** All reading before all writing, or each shape would cost a layout. */
  function draw(): void {
    frame = 0
    const seen = new Map<Mark, string>()
    for (const mark of marks.all()) {
      const box = near.has(elementOf(mark.node)) && boxesOf(mark).at(-1)
      if (!box) continue
      // What is at the ID's end: nothing else tells of clipping, covers and dialogs alike.
      const cover = coverOf(mark.node, box.right - 2, (box.top + box.bottom) / 2)
      if (cover === undefined || host.is(cover))
        seen.set(mark, `translate(${box.right + RIGHT_PX}px,${box.top - UP_PX}px)`)
      if (seen.size === MAX_IDS_AT_ONCE) break
    }
    onView([...seen.keys()])
    for (const [mark, place] of seen) drawMark(mark, place)
    for (const [mark, { svg }] of drawn) {
      if (seen.has(mark) && stateOf(mark.id)) continue
      svg.remove()
      drawn.delete(mark)
    }
  }

  function drawMark(mark: Mark, place: string): void {
    const shown = stateOf(mark.id)
    const before = drawn.get(mark)
    if (!shown || (before?.shown === shown && before.place === place)) return
    const svg = before?.shown === shown ? before.svg : drawShape(shown)
    if (svg !== before?.svg) {
      before?.svg.remove()
      host.layer.prepend(svg)
    }
    svg.style.transform = place
    drawn.set(mark, { svg, shown, place })
    // What moves may go on moving.
    if (before) refresh()
  }

  const pulse = setInterval(refresh, PULSE_MS)
  for (const type of ['scroll', 'resize'] as const) listen(window, type, refresh, abort)
  onEnd(abort, () => {
    clearInterval(pulse)
    cancelAnimationFrame(frame)
    observer.disconnect()
  })

  return {
    attend() {
      for (const { node } of marks.all()) {
        const element = elementOf(node)
        if (element) observer.observe(element)
      }
      refresh()
    },
    isNear: ({ node }) => near.has(elementOf(node)),
    refresh,
  }
}
