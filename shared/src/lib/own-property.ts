/** Reads a table's own property by an untrusted key: ignores inherited ones such as `constructor`. */
export const own = <TValue>(table: Readonly<Record<string, TValue>>, key: string): TValue | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined
