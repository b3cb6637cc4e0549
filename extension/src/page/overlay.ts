/**
 * Draws a state's shape beside each visible ID. Covered or clipped IDs get no shape. Positions are read after layout, a few
 * milliseconds in a frame, and only while something in the page moves.
 */

import { MAX_IDS_AT_ONCE } from './background-port.ts'
import type { Box } from './card/boxes.ts'
import type { Host } from './host.ts'
import { createLayoutTask, createTimer, listen, onEnd } from './lifetime.ts'
import type { Mark, Marks } from './marks.ts'
import { drawShape, type StateShape } from './shapes.ts'
import { elementOf, isSeen } from './tree.ts'

/** Raised like an index figure, so a colon or the next word stays readable. */
const RIGHT_PX = -5
const UP_PX = 8
/** How often positions are read while the page may move, and for how long after it last did. */
const PULSE_MS = 500
const RESTLESS_MS = 1500
/** Of one frame. What is left is read in the next one. */
const ROUND_MS = 4
/** Of more marks in one text, those in view are searched for: each position costs a walk through its lines. */
const MAX_READ_SINGLY = 16

/** What may move a text without any event that tells where. */
const STIRRING = [
  'load',
  'transitionend',
  'animationend',
  'toggle',
  'input',
  'keydown',
  'pointerover',
] as const
const STIRRING_ATTRIBUTES = ['class', 'style', 'hidden', 'open', 'src', 'width', 'height']

export interface OverlayParts {
  marks: Marks
  host: Host
  stateOf: (id: string) => StateShape | undefined
  now: () => number
  onView: (seen: readonly Mark[]) => void
  /** A part of the page may have been shown or hidden. */
  onNear: () => unknown
  abort: AbortSignal
}

export interface Overlay {
  attend(): void
  isNear(mark: Mark): boolean
  /** The marks that can be seen. */
  seen(): Iterable<Mark>
  /** Something may have moved or become known. */
  refresh(): void
}

interface Point {
  left: number
  top: number
}

interface Drawn {
  svg: SVGElement
  shown: StateShape
  at: Point
  /** Where its element was then. */
  element: Element | null
  origin: Point
}

export function createOverlay({ marks, host, stateOf, now, onView, onNear, abort }: OverlayParts): Overlay {
  /** By their elements, in the page's order; no layout is read for those out of view. */
  let attended = new Map<Element | null, Mark[]>()
  const near = new Set<Element | null>()
  const drawn = new Map<Mark, Drawn>()
  /** Of the round under way. */
  let unread: Mark[] = []
  const seen = new Set<Mark>()
  let isStale = false
  let restlessUntil = 0
  /** Other elements are in view since the last pulse. */
  let isNearOther = false

  const askToRead = createLayoutTask(read, abort)

  const observer = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      // An element without a box can't be observed.
      if (isIntersecting || getComputedStyle(target).display === 'contents') near.add(target)
      else near.delete(target)
    }
    isNearOther = true
    stir()
    refresh()
  })

  function refresh(): void {
    isStale = true
    askToRead()
  }

  /** Reads all of its turn, then writes. */
  function read(): void {
    const end = now() + ROUND_MS
    follow()
    if (unread.length === 0 && isStale) {
      isStale = false
      seen.clear()
      const inNodes = Map.groupBy(
        [...near].flatMap((element) => attended.get(element) ?? []),
        ({ node }) => node,
      )
      unread = [...inNodes.values()].flatMap(pickInView)
    }
    const places = new Map<Mark, Point>()
    let mark: Mark | undefined
    while (seen.size < MAX_IDS_AT_ONCE && now() < end) {
      mark = unread.shift()
      if (!mark) break
      const at = findPlace(mark)
      if (!at) continue
      places.set(mark, at)
      seen.add(mark)
    }
    if (seen.size === MAX_IDS_AT_ONCE) unread = []
    const origins = new Map([...places.keys()].map((one) => [one, originOf(elementOf(one.node))]))
    if (unread.length === 0) onView([...seen])
    for (const [one, at] of places) drawMark(one, at, origins.get(one) ?? at)
    for (const [one, { svg }] of drawn) {
      if (stateOf(one.id) && (unread.length > 0 ? one.isStanding() : seen.has(one))) continue
      svg.remove()
      drawn.delete(one)
    }
    if (unread.length > 0 || isStale) askToRead()
  }

  function findPlace(mark: Mark): Point | undefined {
    const box = mark.boxes().at(-1)
    if (!box) return undefined
    return isSeen(mark.nodes, box.right - 2, (box.top + box.bottom) / 2)
      ? { left: box.right + RIGHT_PX, top: box.top - UP_PX }
      : undefined
  }

  function drawMark(mark: Mark, at: Point, origin: Point): void {
    const shown = stateOf(mark.id)
    const before = drawn.get(mark)
    if (!shown) return
    const svg = before?.shown === shown ? before.svg : drawShape(shown)
    if (svg !== before?.svg) {
      before?.svg.remove()
      host.layer.prepend(svg)
    }
    const hasMoved = !before || before.at.left !== at.left || before.at.top !== at.top
    if (hasMoved || svg !== before?.svg) move(svg, at)
    drawn.set(mark, { svg, shown, at, element: elementOf(mark.node), origin })
    // A moving element may go on moving.
    if (before && hasMoved) refresh()
  }

  /** Shapes move with their elements, also those whose own place is read later. */
  function follow(): void {
    const origins = new Map<Element | null, Point>()
    for (const { element } of drawn.values())
      if (!origins.has(element)) origins.set(element, originOf(element))
    for (const one of drawn.values()) {
      const origin = origins.get(one.element) ?? one.origin
      const [x, y] = [origin.left - one.origin.left, origin.top - one.origin.top]
      if (x === 0 && y === 0) continue
      one.at = { left: one.at.left + x, top: one.at.top + y }
      one.origin = origin
      move(one.svg, one.at)
    }
  }

  const pulse = createTimer(() => {
    observeAttributes()
    refresh()
    if (isNearOther) onNear()
    isNearOther = false
    if (now() < restlessUntil && !document.hidden) pulse.set(PULSE_MS)
  }, abort)

  function stir(): void {
    restlessUntil = now() + RESTLESS_MS
    if (!pulse.isSet() && !document.hidden) pulse.set(PULSE_MS)
  }

  // The next change is heard at the next pulse: some pages make thousands a second.
  const attributes = new MutationObserver(() => {
    attributes.disconnect()
    stir()
  })
  function observeAttributes(): void {
    for (const root of new Set([...attended.keys()].flatMap((element) => element?.getRootNode() ?? [])))
      attributes.observe(root, { subtree: true, attributeFilter: STIRRING_ATTRIBUTES })
  }
  const size = new ResizeObserver(stir)
  size.observe(document.documentElement)
  for (const type of ['scroll', 'resize'] as const) listen(window, type, refresh, abort)
  listen(document, 'visibilitychange', stir, abort)
  for (const type of STIRRING) listen(window, type, stir, abort)
  onEnd(abort, () => {
    observer.disconnect()
    attributes.disconnect()
    size.disconnect()
  })

  return {
    attend() {
      const before = attended
      attended = Map.groupBy(marks.all(), ({ node }) => elementOf(node))
      for (const element of before.keys()) {
        if (!element || attended.has(element)) continue
        observer.unobserve(element)
        near.delete(element)
      }
      for (const element of attended.keys()) if (element && !before.has(element)) observer.observe(element)
      stir()
      refresh()
    },
    isNear: ({ node }) => near.has(elementOf(node)),
    seen: () => seen,
    refresh,
  }
}

const move = (svg: SVGElement, { left, top }: Point): void => {
  svg.style.transform = `translate(${left}px,${top}px)`
}

/** Moves as the element's text does. */
function originOf(element: Element | null): Point {
  if (!element) return { left: 0, top: 0 }
  const { left, top } = element.getBoundingClientRect()
  return { left: left - element.scrollLeft, top: top - element.scrollTop }
}

/** Of marks in the order of one text. */
function pickInView(marks: readonly Mark[]): readonly Mark[] {
  if (marks.length <= MAX_READ_SINGLY) return marks
  const first = findFirst(marks, ({ bottom }) => bottom >= 0)
  return marks.slice(
    first,
    findFirst(marks, ({ top }) => top > innerHeight),
  )
}

/** By halving: of text that goes on downwards. */
function findFirst(marks: readonly Mark[], isThere: (box: Box) => boolean): number {
  let [from, to] = [0, marks.length]
  while (from < to) {
    const middle = Math.floor((from + to) / 2)
    const mark = marks[middle]
    const box = mark?.boxes().at(-1)
    if (box && isThere(box)) to = middle
    else from = middle + 1
  }
  return from
}
