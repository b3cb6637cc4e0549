/** What a table has itself, by a key from outside: `constructor` is in none. */
export const own = <TValue>(table: Readonly<Record<string, TValue>>, key: string): TValue | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined
