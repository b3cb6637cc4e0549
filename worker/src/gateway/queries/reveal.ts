/** A reveal: asked of the provider each time, and held by nobody. It is given no memory, so that it cannot be. */
import type { RevealAnswer, RevealQuery } from '../query.ts'
import { LOOKUP_DEADLINE_MS } from '../upstream/priority.ts'
import type { Upstream } from '../upstream/upstream.ts'

export const createRevealer =
  (upstream: Upstream) =>
  async ({ kind, id, fields }: RevealQuery, sender: string): Promise<RevealAnswer> => {
    const told = await upstream.request(
      { priority: 'lookup', sender, deadlineMs: LOOKUP_DEADLINE_MS },
      (provider, line) => provider.findSensitive(kind, id, fields, line),
      (found) => found === null,
    )
    if (!told.ok) return { ok: false, problem: told.problem }
    return told.value === null
      ? { ok: false, problem: upstream.missing() }
      : { ok: true, revealed: told.value }
  }
