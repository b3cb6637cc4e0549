/** Finds IDs in a page's text, in slices of a few milliseconds. Changes nothing in the page. */
import type { Found, FoundMark } from './marks.ts'
import { isEditable, isText } from './tree.ts'
import { REACH, textOf, textsBeside } from './words.ts'

/** Of a budget of ten; hits on the last nodes or the garbage collector may add to it. */
const SLICE_MS = 5
/** Reading the clock costs more than checking a node, and so does a check of each. */
const TEXTS_AT_ONCE = 64

export interface ScanParts {
  /** A quick check: whether something may begin in the text. It may end in what comes behind. */
  mayHold: (text: string, behind: string) => boolean
  /** In a text around this node. */
  find: (text: string, node: Text) => Found[]
  report: (node: Text, found: FoundMark[]) => void
  now: () => number
  /** Yields to other tasks. */
  pause: () => Promise<void>
  abort: AbortSignal
}

export async function scan(
  roots: Iterable<Node>,
  { mayHold, find, report, now, pause, abort }: ScanParts,
): Promise<void> {
  let sliceEnd = now() + SLICE_MS

  async function takeTurns(): Promise<void> {
    if (now() < sliceEnd) return
    await pause()
    sliceEnd = now() + SLICE_MS
  }

  /** What begins in this text. */
  function findFrom(node: Text): FoundMark[] {
    const before = textOf(textsBeside(node, true, true).reverse())
    const line = [node, ...textsBeside(node, false, true)]
    return find(before + textOf(line), node).flatMap((one) => {
      const [start, end] = [one.start - before.length, one.end - before.length]
      if (start < 0 || start >= node.length) return []
      const nodes: Text[] = []
      for (const text of line) if (textOf(nodes).length < end) nodes.push(text)
      return nodes.some(isEditable) ? [] : { ...one, start, end, nodes }
    })
  }

  function look(texts: readonly Text[]): void {
    const hits: Text[] = []
    let text = texts.at(-1)
    let behind = text ? textOf(textsBeside(text, false)) : ''
    if (!mayHold(textOf(texts), behind)) return
    for (text of texts.toReversed()) {
      if (mayHold(text.data, behind)) hits.unshift(text)
      behind = text.data + behind.slice(0, REACH)
    }
    for (const hit of hits) report(hit, findFrom(hit))
  }

  for (const root of roots) {
    await takeTurns()
    // What is before may go on in here.
    let texts = textsBeside(root, true).reverse()
    // Checking all text at once is ten times faster than node by node (3 ms for 50,000 nodes).
    if (!mayHold(textOf(texts) + root.textContent, textOf(textsBeside(root, false)))) continue
    // Survives what the page removes during the scan.
    const iterator = document.createNodeIterator(root, NodeFilter.SHOW_TEXT)
    let node: Node | null
    do {
      node = iterator.nextNode()
      if (node && isText(node) && texts.push(node) < TEXTS_AT_ONCE) continue
      look(texts)
      texts = []
      await takeTurns()
      if (abort.aborted) return
    } while (node)
  }
}
