/** Where a frame stands in the frame around it. */
import type { Box } from './boxes.ts'

/**
 * Which child of its parent each frame is, from the top down: all that a frame can say of its place. -1: one in a shadow
 * tree. Refers to nothing outside of itself, since the background runs it alone, too.
 */
export function findFramePath(): number[] {
  const path: number[] = []
  for (let at: Window = window; at !== at.parent; at = at.parent) {
    let index = at.parent.length - 1
    while (index >= 0 && at.parent[index] !== at) index--
    path.unshift(index)
  }
  return path
}

/** A box in a frame within, and how wide that frame is to itself. */
export interface Inner {
  box: Box
  width: number
}

/** That box here, cut to what the frame shows. Refers to nothing outside of itself, as above. */
export function placeInFrame(index: number, { box, width }: Inner, known?: Element): Inner | undefined {
  const frames = document.querySelectorAll<HTMLIFrameElement>('iframe,frame')
  const frame = known ?? [...frames].find(({ contentWindow }) => contentWindow === window[index])
  if (!(frame instanceof HTMLElement)) return undefined
  const outer = frame.getBoundingClientRect()
  const { paddingLeft, paddingRight, paddingTop, paddingBottom } = getComputedStyle(frame)
  const [left, right, top, bottom] = [paddingLeft, paddingRight, paddingTop, paddingBottom].map(
    Number.parseFloat,
  )
  const drawn = outer.width / frame.offsetWidth
  const x = outer.left + (frame.clientLeft + (left ?? 0)) * drawn
  const y = outer.top + (frame.clientTop + (top ?? 0)) * drawn
  const wide = (frame.clientWidth - (left ?? 0) - (right ?? 0)) * drawn
  const high = (frame.clientHeight - (top ?? 0) - (bottom ?? 0)) * drawn
  const scale = wide / width
  const within = {
    left: Math.max(x, x + box.left * scale),
    top: Math.max(y, y + box.top * scale),
    right: Math.min(x + wide, x + box.right * scale),
    bottom: Math.min(y + high, y + box.bottom * scale),
  }
  return within.left < within.right && within.top < within.bottom
    ? { box: within, width: innerWidth }
    : undefined
}

/** In a shadow tree, a frame has no index: the one under the pointer, or the only one. */
export function findFrame(index: number): Element | undefined {
  const all = index < 0 ? findInShadows(document) : framesIn(document)
  if (index < 0)
    return all.find((frame) => frame.matches(':hover')) ?? (all.length === 1 ? all[0] : undefined)
  return all.find(({ contentWindow }) => contentWindow === window[index])
}

const framesIn = (root: ParentNode) => [...root.querySelectorAll<HTMLIFrameElement>('iframe,frame')]

const findInShadows = (root: ParentNode): HTMLIFrameElement[] =>
  [...root.querySelectorAll('*')].flatMap(({ shadowRoot }) =>
    shadowRoot ? [...framesIn(shadowRoot), ...findInShadows(shadowRoot)] : [],
  )
