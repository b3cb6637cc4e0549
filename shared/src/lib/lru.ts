/**
 * A map with at most `max` entries: each `get` and `set` counts as a use, and the least recently used entry goes first. Uses
 * count once it is half full: before, none is about to go, and moving an entry costs far more than reading it.
 */
export class LruMap<TKey, TValue> extends Map<TKey, TValue> {
  readonly #max: number

  constructor(max: number) {
    super()
    this.#max = max
  }

  override get(key: TKey): TValue | undefined {
    const value = super.get(key)
    if (value !== undefined && 2 * this.size > this.#max) this.set(key, value)
    return value
  }

  /** No use. */
  peek(key: TKey): TValue | undefined {
    return super.get(key)
  }

  override set(key: TKey, value: TValue): this {
    if (2 * this.size > this.#max) this.delete(key)
    super.set(key, value)
    const [oldest] = this.size > this.#max ? this.keys() : []
    if (oldest !== undefined) this.delete(oldest)
    return this
  }
}
