/** The card and its triggers: a resting pointer, and the keys that walk from ID to ID. */
import type { PagePort } from '../background-port.ts'
import type { Host } from '../host.ts'
import type { Mark, Marks } from '../marks.ts'
import { coverOf, hostOf } from '../tree.ts'
import { createCardController } from './card-controller.ts'
import { createCardFrame } from './card-frame.ts'
import { createHover, followPointer } from './hover.ts'
import { createWalk } from './walk.ts'

export interface PageCardParts {
  marks: Marks
  host: Host
  request: PagePort['request']
  pointer: PointerEvent | undefined
  onOpen: (mark: Mark) => void
  abort: AbortSignal
}

export interface Card {
  current(): Mark | undefined
  step(steps: unknown): boolean
}

export type CreateCard = (parts: PageCardParts) => Card

export const createCard: CreateCard = ({ marks, host, request, pointer, onOpen, abort }) => {
  const frame = createCardFrame({
    host,
    admit: async (cardToken) => (await request('page:card', { cardToken })).ok === true,
    onClose: () => hover.dismiss(),
    onEnter: () => reading.noteFocus(),
    onRelease: () => reading.release(),
    isOnPage: (id) => marks.all().some((mark) => mark.id === id && mark.isShown()),
    abort,
  })
  const reading = createCardController({
    marks,
    host,
    frame,
    onOpen,
    onNoRoom: ({ id, isReference = false }) => void request('page:open-panel', { id, isReference }),
    onEscape: () => hover.dismiss(),
    abort,
  })
  const walk = createWalk({ marks, open: reading.openForKeys })
  const hover = createHover<Mark>({
    markAt: (x, y) => markAt(marks, x, y),
    current: reading.current,
    isCached: reading.isCached,
    open: reading.openForPointer,
    close: reading.close,
    abort,
  })
  if (pointer) hover.move(pointer.clientX, pointer.clientY, pointer.buttons)
  followPointer(hover, abort)
  frame.prepare()

  return {
    current: reading.current,
    step: walk.step,
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

export function markAt(marks: Marks, x: number, y: number): Mark | undefined {
  const all = marks.all()
  // `highlightsFromPoint` searches only the shadow trees that it gets.
  const shadowRoots = [...new Set(all.flatMap(({ node }) => shadowRootsAround(node)))]
  const pointedAt = CSS.highlights.highlightsFromPoint(x, y, { shadowRoots }).flatMap(({ ranges }) => ranges)
  // The page may have ranges of its own there.
  return all
    .filter(({ range }) => pointedAt.includes(range))
    .find(({ nodes }) => nodes.some((node) => coverOf(node, x, y) === undefined))
}

function shadowRootsAround(node: Node): ShadowRoot[] {
  const root = node.getRootNode()
  const host = hostOf(node)
  return root instanceof ShadowRoot && host ? [root, ...shadowRootsAround(host)] : []
}
