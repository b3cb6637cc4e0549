/** The marks in the order of the page, whichever trees they are in. */
import type { Mark } from './marks.ts'
import { hostOf } from './tree.ts'

export const inOrder = (marks: readonly Mark[]): Mark[] => marks.toSorted(comparePlaces)

function comparePlaces(a: Mark, b: Mark): number {
  if (a.node === b.node) return a.start - b.start
  const [pathA, pathB] = [pathTo(a.node), pathTo(b.node)]
  const fork = pathA.findIndex((node, i) => node !== pathB[i])
  const [nodeA, nodeB] = [pathA[fork], pathB[fork]]
  if (!nodeA || !nodeB) return pathA.length - pathB.length
  return nodeA.compareDocumentPosition(nodeB) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1
}

/** From the document's own tree down to this node, through the hosts of the shadow trees that it is in. */
function pathTo(node: Node): Node[] {
  const host = hostOf(node)
  return host ? [...pathTo(host), node] : [node]
}
