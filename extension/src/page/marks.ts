/**
 * The IDs of this frame, each marked by one entry in the page's registry of highlights. No element is made for it. The
 * registry is the page's as much as ours: it may read and clear it, so the mark says nothing but that an ID is there.
 */
import type { FoundId } from '@inquiry-lens/shared/page-ids.ts'
import { isOffLimits } from './scan.ts'

/** The rule for it stands in the style sheet of the content script, which the page can neither see nor remove. */
const HIGHLIGHT = 'inquiry-lens'

export interface Mark {
  readonly id: string
  readonly node: Text
  /** Static: a live range is a handle by which the page could move our mark to another text. */
  readonly range: StaticRange
  /** As it stood there when it was found, with whatever is unseen in it. */
  readonly written: string
}

export interface Marks {
  /** All that there is in this node now. */
  put(node: Text, found: readonly FoundId[]): void
  /** Takes away what is no longer there, or now belongs to an editor. */
  prune(): void
  /** Puts back what the page has cleared. */
  restore(): void
  all(): Mark[]
  /** Whose range this is; the page may have put others among ours. */
  of(range: AbstractRange): Mark | undefined
  /** Once each, however often they stand there. */
  ids(): string[]
}

export function createMarks(signal: AbortSignal): Marks {
  const highlight = new Highlight()
  const byNode = new Map<Text, Mark[]>()
  const byRange = new Map<AbstractRange, Mark>()

  function drop(node: Text): void {
    for (const mark of byNode.get(node) ?? []) {
      highlight.delete(mark.range)
      byRange.delete(mark.range)
    }
    byNode.delete(node)
  }

  function restore(): void {
    if (CSS.highlights.get(HIGHLIGHT) !== highlight) CSS.highlights.set(HIGHLIGHT, highlight)
    if (highlight.size === byRange.size) return
    highlight.clear()
    for (const range of byRange.keys()) highlight.add(range)
  }

  signal.addEventListener('abort', () => {
    // By then it may be that of a newer script in this page.
    if (CSS.highlights.get(HIGHLIGHT) === highlight) CSS.highlights.delete(HIGHLIGHT)
  })

  return {
    put(node, found) {
      const before = byNode.get(node) ?? []
      if (before.length === found.length && before.every((mark, i) => isSame(mark, found[i]))) return
      drop(node)
      const marks = found.map(({ id, start, end }) => {
        const range = new StaticRange({
          startContainer: node,
          startOffset: start,
          endContainer: node,
          endOffset: end,
        })
        const mark: Mark = { id, node, range, written: node.data.slice(start, end) }
        byRange.set(range, mark)
        highlight.add(range)
        return mark
      })
      if (marks.length > 0) byNode.set(node, marks)
    },
    prune() {
      for (const [node, marks] of byNode)
        if (!node.isConnected || !marks.every(isStanding) || isOffLimits(node)) drop(node)
    },
    restore,
    all: () => [...byRange.values()],
    of: (range) => byRange.get(range),
    ids: () => [...new Set([...byRange.values()].map(({ id }) => id))],
  }
}

const isStanding = ({ node, range, written }: Mark): boolean =>
  node.data.slice(range.startOffset, range.endOffset) === written

const isSame = (mark: Mark, found: FoundId | undefined): boolean =>
  mark.id === found?.id && mark.range.startOffset === found.start && isStanding(mark)
