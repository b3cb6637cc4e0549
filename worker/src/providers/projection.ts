/** What a projection through the field table makes of one of a provider's objects. */
export interface Projection<TItem> {
  /** `null`: nothing of it may be shown, or can be read. */
  item: TItem | null
  /** Names for the relay's count of what it left out; never a value. */
  dropped: string[]
}

/** Both by the name of what was dropped. */
export const isUnreadable = (name: string): boolean => name.endsWith(' row: unreadable')
export const isHidden = (name: string): boolean => / row: (closed family|screening)$/.test(name)

/** Of kinds that may be hidden, what can't be read may be: a count that anybody can ask for would tell of the row. */
export const isSecret = (name: string): boolean =>
  isHidden(name) || /^(event|session) row: (unreadable|too large)$/.test(name)

/**
 * Rows came and none can be read: the answer is no list, rather than an empty one. A hidden row makes no difference, else
 * the list would tell of it.
 */
export function isUnreadableList(rows: readonly Pick<Projection<unknown>, 'dropped'>[]): boolean {
  const visible = rows.filter(({ dropped }) => !dropped.some(isHidden))
  return visible.length > 0 && visible.every(({ dropped }) => dropped.some(isUnreadable))
}
