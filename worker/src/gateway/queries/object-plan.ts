/** One session or event by its ID. */

import { freshnessOfRow, type Row, summarizeRow } from '../cache/row.ts'
import type { Memory } from '../cache/row-cache.ts'
import type { ObjectQuestion } from '../query.ts'
import type { Upstream } from '../upstream/upstream.ts'
import { render } from './answer.ts'
import type { ObjectFetch } from './object-fetch.ts'
import type { Plan } from './plan.ts'

export interface ObjectPlannerParts {
  memory: Memory
  upstream: Upstream
  fetch: ObjectFetch
}

export const createObjectPlanner =
  ({ memory, upstream, fetch }: ObjectPlannerParts) =>
  ({ kind, id }: ObjectQuestion): Plan<Row | null> => ({
    lane: 'lookup',
    held: memory.object(id),
    freshnessOf: ({ content }) => freshnessOfRow(content),
    fetch: (asking) => fetch.one(kind, id, asking),
    render: ({ content }) =>
      content === null
        ? upstream.missing()
        : render(content.item, { inquiry: summarizeRow(content).inquiryId }),
  })
