/** A map with at most `max` entries: each `get` and `set` counts as a use, and the least recently used entry goes first. */
export class LruMap<TKey, TValue> extends Map<TKey, TValue> {
  readonly #max: number

  constructor(max: number) {
    super()
    this.#max = max
  }

  override get(key: TKey): TValue | undefined {
    const value = super.get(key)
    if (value !== undefined) this.set(key, value)
    return value
  }

  /** No use. */
  peek(key: TKey): TValue | undefined {
    return super.get(key)
  }

  override set(key: TKey, value: TValue): this {
    this.delete(key)
    super.set(key, value)
    for (const oldest of this.keys()) {
      if (this.size <= this.#max) break
      this.delete(oldest)
    }
    return this
  }
}
