/**
 * The IDs of this frame, marked by one entry in the page's highlight registry, without any element. The page can read
 * and clear that registry, so a mark carries no state.
 */
import { onEnd } from './lifetime.ts'
import { isEditable } from './tree.ts'

/** Styled by the content script's style sheet, which the page can neither see nor remove. */
const HIGHLIGHT = 'inquiry-lens'

export interface FoundMark {
  id: string
  start: number
  end: number
  /** Absent: a provider's ID. */
  isReference?: true
}

export interface Mark extends Readonly<FoundMark> {
  readonly node: Text
  /** Static: with a live range the page could move our mark to another text. */
  readonly range: StaticRange
  /** The text as found, with the letter before and after it. */
  readonly written: string
}

export interface Marks {
  put(node: Text, found: readonly FoundMark[]): void
  /** Removes marks whose text has gone or is now editable. */
  prune(): void
  /** Restores what the page has cleared. */
  restore(): void
  /** Marks whose text is unchanged. */
  all(): Mark[]
  /** The mark of one of our ranges; the page may have added others. */
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
    // By then it may belong to a newer script in this page.
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

/** Without customer numbers. */
export const idsOf = (marks: readonly Mark[]): string[] =>
  marks.flatMap(({ id, isReference }) => (isReference ? [] : [id]))

/** With its neighbours: one more letter makes another ID. */
const textAt = ({ data }: Text, { start, end }: FoundMark): string =>
  data.slice(Math.max(0, start - 1), end + 1)

export const isStanding = (mark: Mark): boolean =>
  mark.node.isConnected && mark.node.ownerDocument === document && textAt(mark.node, mark) === mark.written

const isSame = (mark: Mark, found: FoundMark | undefined): boolean =>
  mark.id === found?.id &&
  mark.isReference === found.isReference &&
  mark.start === found.start &&
  isStanding(mark)
