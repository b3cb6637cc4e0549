/** The names of workflows, which change once in a while: held for hours, so that a case does not ask each time. */
import * as v from 'valibot'
import type { Projection } from '../projection.ts'
import type { Fetched } from '../provider.ts'
import type { ShowName } from '../shown-names.ts'
import { takeFields } from './take-fields.ts'
import { IdSchema, WorkflowSchema } from './wire.ts'

const HELD_MS = 4 * 60 * 60_000
const MAX_HELD_ROWS = 200

type Find = (
  id: string,
  read: (body: unknown) => Projection<string> | undefined,
) => Promise<Fetched<string | null>>

export function createWorkflowNames(now: () => number, showName: ShowName) {
  const held = new Map<string, { name: string | null; at: number }>()
  return {
    /** `null`: it has none, or there was no answer; a case is told without. */
    async find(id: string | undefined, find: Find): Promise<string | null> {
      // deepidv's own word for it becomes part of a path, and `..` would be a way out of ours.
      if (!v.is(IdSchema, id)) return null
      const known = held.get(id)
      if (known && now() - known.at < HELD_MS) return known.name
      const fetched = await find(id, (body) => readName(body, id, showName))
      if (!fetched.ok) return known?.name ?? null
      held.delete(id)
      held.set(id, { name: fetched.value, at: now() })
      for (const oldest of held.keys()) {
        if (held.size <= MAX_HELD_ROWS) break
        held.delete(oldest)
      }
      return fetched.value
    },
  }
}

function readName(body: unknown, asked: string, showName: ShowName): Projection<string> | undefined {
  const read = v.safeParse(WorkflowSchema, body)
  if (!read.success) return undefined
  const { id } = read.output
  if (typeof id === 'string' && id.toLowerCase() !== asked.toLowerCase()) return undefined
  const { taken, unknown } = takeFields('deepidv.workflow', read.output, ['basic'])
  return { item: showName(taken.name), dropped: unknown }
}
