/** What a projection through the field table makes of one of a provider's objects. */
export interface Projection<TItem> {
  /** `null`: nothing of it may be shown, or can be read. */
  item: TItem | null
  /** Names for the relay's count of what it left out; never a value. */
  dropped: string[]
}
