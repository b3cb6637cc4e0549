/**
 * The IDs of this frame, marked by one entry in the page's highlight registry, without any element. The page can read
 * and clear that registry, so a mark carries no state.
 */
import type { Box } from './card/boxes.ts'
import { onEnd } from './lifetime.ts'
import { textOf } from './scan.ts'
import { elementOf } from './tree.ts'

/** Styled by the content script's style sheet, which the page can neither see nor remove. */
const HIGHLIGHT = 'inquiry-lens'

export interface Found {
  id: string
  start: number
  end: number
  /** Absent: a provider's ID. */
  isReference?: true
}

/** Its positions are in the joined text of these nodes, and it begins in the first. */
export interface FoundMark extends Found {
  nodes: readonly Text[]
}

/** What a card stands over: a mark, or one in a frame within this one. */
export interface Anchor {
  readonly id: string
  readonly isReference?: true
  /** Its first text, or the frame. */
  readonly node: Node
  /** `false` if it is no mark any more: another text stands there now. */
  isStanding(): boolean
  /** The boxes of the texts and elements in it; none if it stands no more. */
  boxes(): Box[]
  /** Its texts, or the frame; none if it is out of view there. */
  readonly nodes: readonly Node[]
  /** Of a frame within: the pointer is on it there. */
  isPointedAt?: () => boolean
}

export interface Mark extends Anchor, Readonly<FoundMark> {
  readonly node: Text
  readonly nodes: readonly Text[]
  /** Static: with a live range the page could move our mark to another text. */
  readonly range: StaticRange
  /** The text as found, with the letter before and after it. */
  readonly written: string
  /** `false` in a hidden part of the page: help desks keep other tickets there. */
  isShown(): boolean
}

export interface Marks {
  put(node: Text, found: readonly FoundMark[]): void
  /** Removes marks whose text has gone. */
  prune(): void
  isAny(): boolean
  /** Restores what the page has cleared. */
  restore(): void
  /** Marks whose text is unchanged. */
  all(isWanted?: (mark: Mark) => boolean): Mark[]
}

export function createMarks(abort: AbortSignal): Marks {
  const highlight = new Highlight()
  const byNode = new Map<Text, Mark[]>()
  const ranges = new Set<StaticRange>()

  function put(node: Text, found: readonly FoundMark[]): void {
    const before = byNode.get(node) ?? []
    const gone = new Set(before)
    const marks = found.map((one, i) => {
      const same = before[i]
      if (!same || !isSame(same, one)) return mark(node, one)
      gone.delete(same)
      return same
    })
    for (const { range } of gone) {
      highlight.delete(range)
      ranges.delete(range)
    }
    if (marks.length > 0) byNode.set(node, marks)
    else byNode.delete(node)
  }

  function mark(node: Text, found: FoundMark): Mark {
    const range = new StaticRange({
      startContainer: node,
      startOffset: found.start,
      endContainer: found.nodes.at(-1) ?? node,
      endOffset: found.end - textOf(found.nodes.slice(0, -1)).length,
    })
    highlight.add(range)
    ranges.add(range)
    const written = textAt(found)
    const isStanding = () =>
      ranges.has(range) &&
      found.nodes.every((one) => one.isConnected && one.ownerDocument === document) &&
      textAt(found) === written
    const boxes = () => {
      if (!isStanding()) return []
      const live = document.createRange()
      live.setStart(node, range.startOffset)
      live.setEnd(range.endContainer, range.endOffset)
      return [...live.getClientRects()].filter(({ width }) => width > 0)
    }
    return {
      ...found,
      node,
      range,
      written,
      isStanding,
      boxes,
      isShown: () => elementOf(node)?.checkVisibility() || boxes().length > 0,
    }
  }

  onEnd(abort, () => {
    // By then it may belong to a newer script in this page.
    if (CSS.highlights.get(HIGHLIGHT) === highlight) CSS.highlights.delete(HIGHLIGHT)
  })

  return {
    put,
    prune() {
      for (const [node, marks] of byNode)
        if (!marks.every((one) => one.isStanding()) || document.designMode === 'on') put(node, [])
    },
    isAny: () => byNode.size > 0,
    restore() {
      if (CSS.highlights.get(HIGHLIGHT) !== highlight) CSS.highlights.set(HIGHLIGHT, highlight)
      if (highlight.size === ranges.size) return
      highlight.clear()
      for (const range of ranges) highlight.add(range)
    },
    all: (isWanted = () => true) =>
      [...byNode.values()].flat().filter((mark) => isWanted(mark) && mark.isStanding()),
  }
}

/** Without customer numbers. */
export const idsOf = (marks: readonly Mark[]): string[] =>
  marks.flatMap(({ id, isReference }) => (isReference ? [] : [id]))

export const uniqueIds = (marks: readonly Mark[]): string[] => [...new Set(marks.map(({ id }) => id))]

/** With its neighbours: one more letter makes another ID. */
const textAt = ({ nodes, start, end }: FoundMark): string =>
  textOf(nodes).slice(Math.max(0, start - 1), end + 1)

const isSame = (mark: Mark, found: FoundMark): boolean =>
  mark.start === found.start &&
  mark.written === textAt(found) &&
  found.nodes.every((node, i) => node === mark.nodes[i])
