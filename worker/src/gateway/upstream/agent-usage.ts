/** What each agent has taken of the provider's limits, by an opaque key. Survives an eviction. */
import * as v from 'valibot'
import { type AgentUse, NO_USE } from './fair-shares.ts'

export interface AgentUsage {
  read(sender: string): AgentUse
  write(sender: string, use: AgentUse): void
  /** Deletes what has left every window. */
  sweep(): void
}

/** In memory; storage holds the others. */
const MAX_HELD = 500
const MAX_WINDOW_MS = 30 * 60 * 60_000

const Windows = v.array(v.array(v.object({ beganAt: v.number(), calls: v.number() })))
const UseSchema = v.pipe(v.string(), v.parseJson(), v.object({ calls: Windows, misses: Windows }))

export function openAgentUsage(sql: SqlStorage, now: () => number): AgentUsage {
  sql.exec(
    'CREATE TABLE IF NOT EXISTS use_by_agent (asker TEXT PRIMARY KEY, use TEXT NOT NULL, used_at INTEGER NOT NULL) WITHOUT ROWID',
  )
  const held = new Map<string, AgentUse>()

  function hold(sender: string, use: AgentUse) {
    held.delete(sender)
    held.set(sender, use)
    for (const oldest of held.keys()) {
      if (held.size <= MAX_HELD) break
      held.delete(oldest)
    }
    return use
  }

  function load(sender: string): AgentUse {
    const [row] = sql.exec<{ use: string }>('SELECT use FROM use_by_agent WHERE asker = ?', sender)
    const read = v.safeParse(UseSchema, row?.use)
    return read.success ? read.output : NO_USE
  }

  return {
    read: (sender) => held.get(sender) ?? hold(sender, load(sender)),

    write(sender, use) {
      hold(sender, use)
      sql.exec('INSERT OR REPLACE INTO use_by_agent VALUES (?, ?, ?)', sender, JSON.stringify(use), now())
    },

    sweep: () => void sql.exec('DELETE FROM use_by_agent WHERE used_at < ?', now() - MAX_WINDOW_MS),
  }
}
