/** Which mark is under a point. */
import type { Mark, Marks } from './marks.ts'
import { coverOf, hostOf } from './tree.ts'

declare global {
  /** Not in the library's types yet: https://drafts.csswg.org/css-highlight-api-1/#interacting-with-highlights */
  interface HighlightRegistry {
    highlightsFromPoint(
      x: number,
      y: number,
      options?: { shadowRoots?: ShadowRoot[] },
    ): { highlight: Highlight; ranges: AbstractRange[] }[]
  }
}

export function markAt(marks: Marks, x: number, y: number): Mark | undefined {
  // It looks into no shadow tree that it is not given.
  const shadowRoots = [...new Set(marks.all().flatMap(({ node }) => shadowRootsAround(node)))]
  return CSS.highlights
    .highlightsFromPoint(x, y, { shadowRoots })
    .flatMap(({ ranges }) => ranges.flatMap((range) => marks.of(range) ?? []))
    .find(({ node }) => coverOf(node, x, y) === undefined)
}

function shadowRootsAround(node: Node): ShadowRoot[] {
  const root = node.getRootNode()
  const host = hostOf(node)
  return root instanceof ShadowRoot && host ? [root, ...shadowRootsAround(host)] : []
}
