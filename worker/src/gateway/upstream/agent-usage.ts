/** What each agent has taken of the provider's limits, by an opaque key. Survives an eviction. */
import * as v from 'valibot'
import { NO_USE, type Use } from './fair-shares.ts'

export interface UseBook {
  read(asker: string): Use
  write(asker: string, use: Use): void
  /** Deletes what has left every window. */
  sweep(): void
}

/** In memory; storage holds the others. */
const MAX_HELD = 500
const LONGEST_WINDOW_MS = 30 * 60 * 60_000

const Windows = v.array(v.array(v.object({ beganAt: v.number(), calls: v.number() })))
const UseSchema = v.pipe(v.string(), v.parseJson(), v.object({ calls: Windows, misses: Windows }))

export function openUseBook(sql: SqlStorage, now: () => number): UseBook {
  sql.exec(
    'CREATE TABLE IF NOT EXISTS use_by_agent (asker TEXT PRIMARY KEY, use TEXT NOT NULL, used_at INTEGER NOT NULL) WITHOUT ROWID',
  )
  const held = new Map<string, Use>()

  function hold(asker: string, use: Use) {
    held.delete(asker)
    held.set(asker, use)
    for (const oldest of held.keys()) {
      if (held.size <= MAX_HELD) break
      held.delete(oldest)
    }
    return use
  }

  function load(asker: string): Use {
    const [row] = sql.exec<{ use: string }>('SELECT use FROM use_by_agent WHERE asker = ?', asker)
    const read = v.safeParse(UseSchema, row?.use)
    return read.success ? read.output : NO_USE
  }

  return {
    read: (asker) => held.get(asker) ?? hold(asker, load(asker)),

    write(asker, use) {
      hold(asker, use)
      sql.exec('INSERT OR REPLACE INTO use_by_agent VALUES (?, ?, ?)', asker, JSON.stringify(use), now())
    },

    sweep: () => void sql.exec('DELETE FROM use_by_agent WHERE used_at < ?', now() - LONGEST_WINDOW_MS),
  }
}
