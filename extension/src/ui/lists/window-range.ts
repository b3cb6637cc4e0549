/** Which rows a viewport shows, where rows are equally high and one may be open. Pure arithmetic. */

export interface RowLayout {
  count: number
  rowHeight: number
  /** The row with open details, and their height. */
  opened?: { index: number; height: number } | undefined
}

/** Rows drawn above and below the viewport. */
const SPARE = 6

export const topOfRow = ({ rowHeight, opened }: RowLayout, index: number): number =>
  index * rowHeight + (opened && index > opened.index ? opened.height : 0)

export const heightOfRows = (layout: RowLayout): number => topOfRow(layout, layout.count)

export function rowAt({ count, rowHeight, opened }: RowLayout, y: number): number {
  const inRows = opened && y > topOfRow({ count, rowHeight }, opened.index + 1) ? y - opened.height : y
  const index = Math.floor(inRows / rowHeight)
  const least = opened && inRows !== y ? opened.index : 0
  return Math.max(least, Math.min(count - 1, index), 0)
}

export function visibleRows(
  layout: RowLayout,
  scrollTop: number,
  viewport: number,
): { first: number; last: number } {
  return {
    first: Math.max(0, rowAt(layout, scrollTop) - SPARE),
    last: Math.min(layout.count - 1, rowAt(layout, scrollTop + viewport) + SPARE),
  }
}

/** The nearest scroll position that shows the row. */
export function scrollToRow(layout: RowLayout, index: number, scrollTop: number, viewport: number): number {
  const top = topOfRow(layout, index)
  const bottom = top + layout.rowHeight
  if (top < scrollTop) return top
  return bottom > scrollTop + viewport ? bottom - viewport : scrollTop
}
