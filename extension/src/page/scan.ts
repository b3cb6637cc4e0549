/** Finds IDs in a page's text, in slices of a few milliseconds. Changes nothing in the page. */
import type { Found, FoundMark } from './marks.ts'
import { isEditable, isText } from './tree.ts'
import { REACH, SPACE, textOf, textsBeside } from './words.ts'

/** Of a budget of ten; hits on the last nodes or the garbage collector may add to it. */
const SLICE_MS = 5
/** Reading the clock costs more than checking a node, and so does a check of each. */
const TEXTS_AT_ONCE = 128

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

  const range = document.createRange()

  /** What begins in this text. Whether it goes on beside it is asked of styles, so only if it makes a difference. */
  function findFrom(node: Text, behind: string): FoundMark[] {
    const { data } = node
    const first = data.slice(0, REACH).split(SPACE)[0] ?? ''
    const last = data.slice(-REACH).split(SPACE).at(-1) ?? ''
    const isOpenBefore = mayHold(first, data.slice(first.length, REACH) + behind)
    const before = isOpenBefore ? textOf(textsBeside(node, true, true).reverse()) : ''
    const line = [node, ...(mayHold(last, behind) ? textsBeside(node, false, true) : [])]
    return find(before + textOf(line), node).flatMap((one) => {
      const [start, end] = [one.start - before.length, one.end - before.length]
      if (start < 0 || start >= node.length) return []
      const nodes: Text[] = []
      for (const text of line) if (textOf(nodes).length < end) nodes.push(text)
      return nodes.some(isEditable) ? [] : { ...one, start, end, nodes }
    })
  }

  function look(texts: readonly Text[], behind: string): void {
    const [first, last] = [texts[0], texts.at(-1)]
    if (!first || !last) return
    // Three times faster than text by text.
    range.setStart(first, 0)
    range.setEnd(last, last.length)
    if (!mayHold(range.toString(), behind)) return
    if (first === last) {
      report(first, findFrom(first, behind))
      return
    }
    const half = Math.ceil(texts.length / 2)
    const rest = texts.slice(half)
    look(texts.slice(0, half), (textOf(rest) + behind).slice(0, REACH))
    look(rest, behind)
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
      const last = texts.at(-1)
      if (last) look(texts, textOf(textsBeside(last, false)))
      texts = []
      await takeTurns()
      if (abort.aborted) return
    } while (node)
  }
}
