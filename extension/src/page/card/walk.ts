/** Moves from ID to ID by keyboard, in the order of the page. */
import { readSteps, type Steps } from '../background-port.ts'
import type { Mark, Marks } from '../marks.ts'
import { closestAcross, elementOf, hostOf } from '../tree.ts'

export interface WalkParts {
  marks: Marks
  open: (mark: Mark) => void
}

export interface Walk {
  /** `false`: no further ID in this direction. */
  step(steps: unknown): boolean
}

export function createWalk({ marks, open }: WalkParts): Walk {
  let last: Mark | undefined

  return {
    step(steps) {
      const { to, enter } = readSteps(steps)
      const next = pickNext(inOrder(marks.all()).filter(isReachable), enter ? undefined : last, {
        to,
        enter,
        isInView,
      })
      last = next
      if (!next) return false
      bringIntoView(next)
      open(next)
      return true
    },
  }
}

interface Choice<TMark> extends Steps {
  isInView: (mark: TMark) => boolean
}

/** The ID after the last one; at first, the first in view. */
export function pickNext<TMark>(
  marks: readonly TMark[],
  last: TMark | undefined,
  { to, enter, isInView }: Choice<TMark>,
): TMark | undefined {
  const ordered = to === 'next' ? marks : marks.toReversed()
  const place = last === undefined ? -1 : ordered.indexOf(last)
  if (place >= 0) return ordered[place + 1]
  return (enter ? undefined : ordered.find(isInView)) ?? ordered[0]
}

/** Visible, and not made inert by a modal dialog. */
function isReachable(mark: Mark): boolean {
  const modal = [...document.querySelectorAll('dialog:modal')].at(-1)
  const isBehind = modal !== undefined && closestAcross(elementOf(mark.node), 'dialog:modal') !== modal
  return !isBehind && mark.boxes().length > 0
}

function isInView(mark: Mark): boolean {
  const box = mark.boxes().at(-1)
  return box !== undefined && box.top >= 0 && box.bottom <= innerHeight
}

function bringIntoView(mark: Mark): void {
  if (isInView(mark)) return
  mark.node.parentElement?.scrollIntoView({ block: 'center', behavior: 'instant' })
  const box = mark.boxes().at(-1)
  // An ID far down in a long paragraph needs its own scrolling.
  if (box && !isInView(mark)) window.scrollBy({ top: box.top - innerHeight / 2, behavior: 'instant' })
}

export const inOrder = (marks: readonly Mark[]): Mark[] => marks.toSorted(comparePlaces)

function comparePlaces(a: Mark, b: Mark): number {
  if (a.node === b.node) return a.start - b.start
  const [pathA, pathB] = [pathTo(a.node), pathTo(b.node)]
  const fork = pathA.findIndex((node, i) => node !== pathB[i])
  const [nodeA, nodeB] = [pathA[fork], pathB[fork]]
  if (!nodeA || !nodeB) return pathA.length - pathB.length
  return nodeA.compareDocumentPosition(nodeB) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1
}

/** From the document down to this node, through the hosts of its shadow trees. */
function pathTo(node: Node): Node[] {
  const host = hostOf(node)
  return host ? [...pathTo(host), node] : [node]
}
