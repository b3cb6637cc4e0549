/** The card, and the ways to it: the pointer that rests on an ID, and the keys that walk from one to the next. */

import type { PagePort } from './background-port.ts'
import { isShown } from './boxes.ts'
import { createCardController } from './card-controller.ts'
import { createCardFrame } from './card-frame.ts'
import { markAt } from './hit-test.ts'
import type { Host } from './host.ts'
import { createHover, followPointer } from './hover.ts'
import type { Mark, Marks } from './marks.ts'
import { createWalk } from './walk.ts'

export interface PageCardParts {
  marks: Marks
  host: Host
  request: PagePort['request']
  /** Where the pointer was last, if it was anywhere. */
  pointer: PointerEvent | undefined
  onOpen: (mark: Mark) => void
  abort: AbortSignal
}

export interface Card {
  /** What it is open over. */
  current(): Mark | undefined
  /** As ordered by the background. */
  step(steps: unknown): boolean
}

export type CreateCard = (parts: PageCardParts) => Card

export const createCard: CreateCard = ({ marks, host, request, pointer, onOpen, abort }) => {
  const frame = createCardFrame({
    host,
    admit: async (ticket) => (await request('page:card', { ticket })).ok,
    onClose: () => reading.close(),
    onEnter: () => reading.noteFocus(),
    onRelease: () => reading.release(),
    isOnPage: (id) => marks.all().some((mark) => mark.id === id && isShown(mark)),
    abort,
  })
  const reading = createCardController({
    marks,
    host,
    frame,
    onOpen,
    onNoRoom: ({ id, isReference = false }) => void request('page:open-panel', { id, isReference }),
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
