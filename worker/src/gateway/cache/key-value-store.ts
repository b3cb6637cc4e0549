/** Small things that the gate must know again after an eviction: one JSON text by name. */
export interface KeyValueStore {
  read(name: string): unknown
  write(name: string, value: unknown): void
}

export function openKeyValueStore(sql: SqlStorage): KeyValueStore {
  sql.exec('CREATE TABLE IF NOT EXISTS notes (name TEXT PRIMARY KEY, content TEXT NOT NULL) WITHOUT ROWID')
  return {
    read(name) {
      const [row] = sql.exec<{ content: string }>('SELECT content FROM notes WHERE name = ?', name)
      return row && JSON.parse(row.content)
    },
    write: (name, value) =>
      void sql.exec('INSERT OR REPLACE INTO notes VALUES (?, ?)', name, JSON.stringify(value)),
  }
}

/** For as long as the process lives. */
export function createKeyValueStore(): KeyValueStore {
  const notes = new Map<string, unknown>()
  return { read: (name) => notes.get(name), write: (name, value) => void notes.set(name, value) }
}
