import { isSecret } from './projection.ts'
import type { Dropped } from './provider.ts'

export interface DroppedCount {
  all: Dropped
  add(names: readonly string[]): void
}

export function countDropped(): DroppedCount {
  const all: Record<string, number> = {}
  return {
    all,
    add(names) {
      for (const name of names) if (!isSecret(name)) all[name] = (all[name] ?? 0) + 1
    },
  }
}
