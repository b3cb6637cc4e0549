/**
 * The IDs of this frame, each marked by one entry in the page's registry of highlights. No element is made for it. The
 * registry is the page's as much as ours: it may read and clear it, so the mark says nothing but that an ID is there.
 */
import { onEnd } from './listen.ts'
import { isEditable } from './off-limits.ts'

/** The rule for it stands in the style sheet of the content script, which the page can neither see nor remove. */
const HIGHLIGHT = 'inquiry-lens'

/** Where something stands in a text that is to be marked. */
export interface FoundMark {
  id: string
  start: number
  end: number
  /** Absent: it is a provider's ID. */
  isReference?: true
}

export interface Mark extends Readonly<FoundMark> {
  readonly node: Text
  /** Static: a live range is a handle by which the page could move our mark to another text. */
  readonly range: StaticRange
  /** As it stood there when it was found, with the letter before and after it. */
  readonly written: string
}

export interface Marks {
  /** All that there is in this node now. */
  put(node: Text, found: readonly FoundMark[]): void
  /** Takes away what is no longer there, or now belongs to an editor. */
  prune(): void
  /** Puts back what the page has cleared. */
  restore(): void
  /** Those whose text stands there now: the page may have changed since the last look. */
  all(): Mark[]
  /** Of a range of ours whose text stands there now; the page may have put others among ours. */
  of(range: AbstractRange): Mark | undefined
}

export function createMarks(abort: AbortSignal): Marks {
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

  const all = () => [...byRange.values()].filter(isStanding)

  onEnd(abort, () => {
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
        const mark: Mark = { ...one, node, range, written: textAt(node, one) }
        byRange.set(range, mark)
        highlight.add(range)
        return mark
      })
      if (marks.length > 0) byNode.set(node, marks)
    },
    prune() {
      for (const [node, marks] of byNode) if (!marks.every(isStanding) || isEditable(node)) drop(node)
    },
    restore,
    all,
    of(range) {
      const mark = byRange.get(range)
      return mark && isStanding(mark) ? mark : undefined
    },
  }
}

/** None of the company's own numbers. */
export const idsOf = (marks: readonly Mark[]): string[] =>
  marks.flatMap(({ id, isReference }) => (isReference ? [] : [id]))

/** With its neighbours: a letter more beside an ID makes another ID of it. */
const textAt = ({ data }: Text, { start, end }: FoundMark): string =>
  data.slice(Math.max(0, start - 1), end + 1)

export const isStanding = (mark: Mark): boolean =>
  mark.node.isConnected && mark.node.ownerDocument === document && textAt(mark.node, mark) === mark.written

const isSame = (mark: Mark, found: FoundMark | undefined): boolean =>
  mark.id === found?.id &&
  mark.isReference === found.isReference &&
  mark.start === found.start &&
  isStanding(mark)
