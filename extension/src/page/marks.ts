/**
 * The IDs of this frame, each marked by one entry in the page's registry of highlights. No element is made for it. The
 * registry is the page's as much as ours: it may read and clear it, so the mark says nothing but that an ID is there.
 */
import { isOffLimits } from './off-limits.ts'

/** The rule for it stands in the style sheet of the content script, which the page can neither see nor remove. */
const HIGHLIGHT = 'inquiry-lens'

/** Where something stands in a text that is to be marked. */
export interface Found {
  id: string
  start: number
  end: number
  /** Absent: it is a provider's ID. */
  isReference?: true
}

export interface Mark extends Readonly<Found> {
  readonly node: Text
  /** Static: a live range is a handle by which the page could move our mark to another text. */
  readonly range: StaticRange
  /** As it stood there when it was found, with whatever is unseen in it. */
  readonly written: string
}

export interface Marks {
  /** All that there is in this node now. */
  put(node: Text, found: readonly Found[]): void
  /** Takes away what is no longer there, or now belongs to an editor. */
  prune(): void
  /** Puts back what the page has cleared. */
  restore(): void
  all(): Mark[]
  /** Whose range this is; the page may have put others among ours. */
  of(range: AbstractRange): Mark | undefined
  /** How many different ones there are. */
  count(): number
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
      const marks = found.map((one) => {
        const { start, end } = one
        const range = new StaticRange({
          startContainer: node,
          startOffset: start,
          endContainer: node,
          endOffset: end,
        })
        const mark: Mark = { ...one, node, range, written: node.data.slice(start, end) }
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
    count: () => new Set([...byRange.values()].map(({ id }) => id)).size,
  }
}

/** None of the company's own numbers. */
export const idsOf = (marks: readonly Mark[]): string[] =>
  marks.flatMap(({ id, isReference }) => (isReference ? [] : [id]))

const isStanding = ({ node, start, end, written }: Mark): boolean => node.data.slice(start, end) === written

const isSame = (mark: Mark, found: Found | undefined): boolean =>
  mark.id === found?.id &&
  mark.isReference === found.isReference &&
  mark.start === found.start &&
  isStanding(mark)
