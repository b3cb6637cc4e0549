/** Draws a state's shape beside each visible ID, in animation frames. Covered or clipped IDs get no shape. */

import { MAX_IDS_AT_ONCE } from './background-port.ts'
import { boxesOf } from './boxes.ts'
import type { Host } from './host.ts'
import { listen, onEnd } from './lifetime.ts'
import type { Mark, Marks } from './marks.ts'
import { drawShape, type StateShape } from './shapes.ts'
import { coverOf, elementOf } from './tree.ts'

/** Raised like an index figure, so a colon or the next word stays readable. */
const RIGHT_PX = -5
const UP_PX = 8
/** Layout changes without an event when an image loads or a class folds something. */
const PULSE_MS = 250

export interface OverlayParts {
  marks: Marks
  host: Host
  stateOf: (id: string) => StateShape | undefined
  onView: (seen: readonly Mark[]) => void
  /** A part of the page may have been shown or hidden. */
  onNear: () => unknown
  abort: AbortSignal
}

export interface Overlay {
  attend(): void
  isNear(mark: Mark): boolean
  /** Something may have moved or become known. */
  refresh(): void
}

interface Drawn {
  svg: SVGElement
  shown: StateShape
  place: string
}

export function createOverlay({ marks, host, stateOf, onView, onNear, abort }: OverlayParts): Overlay {
  /** Elements in view with marks; no layout is read for the others. */
  const near = new Set<Element | null>()
  const drawn = new Map<Mark, Drawn>()
  let frame = 0

  const observer = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      // An element without a box can't be observed.
      if (isIntersecting || getComputedStyle(target).display === 'contents') near.add(target)
      else near.delete(target)
    }
    onNear()
    refresh()
  })

  function refresh(): void {
    if (frame === 0 && !abort.aborted) frame = requestAnimationFrame(draw)
  }

  /** Reads all, then writes all, to force one layout only. */
  function draw(): void {
    frame = 0
    const seen = new Map<Mark, string>()
    for (const mark of marks.all()) {
      const box = near.has(elementOf(mark.node)) && boxesOf(mark).at(-1)
      if (!box) continue
      // A hit test at the ID's end covers clipping, covers and dialogs alike.
      const cover = coverOf(mark.nodes.at(-1) ?? mark.node, box.right - 2, (box.top + box.bottom) / 2)
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
    // A moving element may go on moving.
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
