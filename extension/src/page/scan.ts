/** Finds IDs in a page's text, in slices that nobody feels. Reads only: not a node, not an attribute is touched. */
import type { FoundMark } from './marks.ts'
import { isEditable } from './off-limits.ts'
import { isText } from './tree.ts'

/** Of ten that nobody feels: some hits on the last nodes, or the garbage collector, may come on top. */
const SLICE_MS = 5
/** Reading the clock costs more than looking at a node. */
const NODES_PER_LOOK_AT_THE_CLOCK = 64

export interface ScanParts {
  /** Whether a text is worth looking at: asked of a whole page's at once, and then of each node's. */
  mayHold: (text: string) => boolean
  find: (node: Text) => FoundMark[]
  report: (node: Text, found: FoundMark[]) => void
  now: () => number
  /** Lets everything else have its turn. */
  pause: () => Promise<void>
  abort: AbortSignal
}

/** Resolves to those roots that the page took apart meanwhile, and that have to be scanned again. */
export async function scan(
  roots: Iterable<Node>,
  { mayHold, find, report, now, pause, abort }: ScanParts,
): Promise<Node[]> {
  const torn: Node[] = []
  let sliceEnd = now() + SLICE_MS

  async function takeTurns(): Promise<void> {
    if (now() < sliceEnd) return
    await pause()
    sliceEnd = now() + SLICE_MS
  }

  for (const root of roots) {
    await takeTurns()
    // All text at once is asked ten times faster than node by node (measured: 3 ms for 50,000).
    if (!mayHold(root.textContent ?? '')) continue
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
    let node: Node | null = root
    for (let looked = 1; node; node = walker.nextNode(), looked++) {
      if (isText(node) && mayHold(node.data) && !isEditable(node)) report(node, find(node))
      if (looked % NODES_PER_LOOK_AT_THE_CLOCK > 0) continue
      await takeTurns()
      if (abort.aborted) return []
      if (root.contains(node)) continue
      torn.push(root)
      break
    }
  }
  return torn
}
