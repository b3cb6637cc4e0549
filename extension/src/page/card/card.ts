/** The card and its triggers: a resting pointer, and the keys that walk from ID to ID. */
import type { AboveReply, PagePort } from '../background-port.ts'
import type { Host } from '../host.ts'
import type { Anchor, Mark, Marks } from '../marks.ts'
import { hostOf, isSeen } from '../tree.ts'
import { holds } from './boxes.ts'
import { createCardAbove, createGuest } from './card-above.ts'
import { createCardController, type Point } from './card-controller.ts'
import { createCardFrame } from './card-frame.ts'
import { createHover, followPointer } from './hover.ts'
import { createWalk } from './walk.ts'

export interface PageCardParts {
  marks: Marks
  host: Host
  request: PagePort['request']
  now: () => number
  /** Marks in view: of those, covers may hide one from the browser's own search. */
  seen: () => Iterable<Mark>
  pointer: PointerEvent | undefined
  onOpen: (mark: Mark) => void
  abort: AbortSignal
}

export interface Card {
  current(): Anchor | undefined
  step(steps: unknown): boolean
  /** Draws the card of a frame within. */
  drawAbove(told: unknown): AboveReply
}

export type CreateCard = (parts: PageCardParts) => Card

export const createCard: CreateCard = ({ marks, host, request, now, seen, pointer, onOpen, abort }) => {
  const frame = createCardFrame({
    host,
    admit: async (cardToken) => (await request('page:card', { cardToken })).ok === true,
    onClose: () => hover.dismiss(),
    onEnter() {
      reading.noteFocus()
      guest.enter()
    },
    // Perhaps into a frame, from which no move is heard here.
    onLeave: () => hover.leave(),
    onRelease: () => reading.release(),
    onPin: (isPinned) => reading.pin(isPinned),
    isOnPage: (id) =>
      marks.all().some((mark) => mark.id === id && mark.isShown()) || guest.current()?.id === id,
    abort,
  })
  const openPanel = ({ id, isReference }: Anchor) =>
    void request('page:open-panel', { id, isReference: isReference === true })
  const reading = createCardController({
    host,
    frame,
    onFocusLost: openPanel,
    onEscape: () => hover.dismiss(),
    abort,
  })
  const above = createCardAbove({
    request,
    onRefused: (mark, at) => at === 'keys' && openPanel(mark),
    onClosed: () => hover.dismiss(),
    onLeave: () => hover.leave(),
    abort,
  })
  const guest = createGuest({ reading, now, onLeave: () => hover.leave(), abort })

  /** Without an origin of its own, a frame can hold no card. */
  function open(mark: Mark, at: Point | 'keys'): void {
    if (reading.isPinned() && at !== 'keys') return
    onOpen(mark)
    if (origin === 'null' || !reading.open(mark, at)) above.open(mark, at)
    else above.close()
  }

  const walk = createWalk({ marks, open: (mark) => open(mark, 'keys') })
  const hover = createHover<Mark>({
    markAt: (x, y) => markAt(marks, seen(), x, y),
    current: () => reading.current() ?? above.current(),
    covers: (x, y) => reading.covers(x, y) || above.covers(x, y),
    open: (mark, ...at) => open(mark, at),
    close() {
      reading.close()
      above.leave()
    },
    onBack: above.comeBack,
    abort,
  })
  if (pointer) hover.move(pointer.clientX, pointer.clientY, pointer.buttons)
  followPointer(hover, abort)
  if (origin !== 'null') frame.prepare()

  return {
    current: reading.current,
    step: walk.step,
    drawAbove: guest.draw,
  }
}

declare global {
  /** Missing in TypeScript's library: https://drafts.csswg.org/css-highlight-api-1/#interacting-with-highlights */
  interface HighlightRegistry {
    highlightsFromPoint(
      x: number,
      y: number,
      options?: { shadowRoots?: ShadowRoot[] },
    ): { highlight: Highlight; ranges: AbstractRange[] }[]
  }
}

export function markAt(marks: Marks, seen: Iterable<Mark>, x: number, y: number): Mark | undefined {
  const all = marks.all()
  // `highlightsFromPoint` searches only the shadow trees that it gets.
  const shadowRoots = [...new Set(all.flatMap(({ node }) => shadowRootsAround(node)))]
  const pointedAt = CSS.highlights.highlightsFromPoint(x, y, { shadowRoots }).flatMap(({ ranges }) => ranges)
  // The page may have ranges of its own there.
  const hit = all.find((mark) => pointedAt.includes(mark.range))
  const under = hit ?? [...seen].find((mark) => mark.boxes().some((box) => holds(box, x, y)))
  return under && isSeen(under.nodes, x, y) ? under : undefined
}

function shadowRootsAround(node: Node): ShadowRoot[] {
  const root = node.getRootNode()
  const host = hostOf(node)
  return root instanceof ShadowRoot && host ? [root, ...shadowRootsAround(host)] : []
}
