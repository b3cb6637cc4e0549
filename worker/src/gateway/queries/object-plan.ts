/** One session or event by its ID. */

import { freshnessOfRow, type Row, summarizeRow } from '../cache/row.ts'
import type { RowCache } from '../cache/row-cache.ts'
import type { ObjectQuery } from '../query.ts'
import type { Upstream } from '../upstream/upstream.ts'
import { render } from './answer.ts'
import type { ObjectFetch } from './object-fetch.ts'
import type { Plan } from './plan.ts'

export interface ObjectPlannerParts {
  memory: RowCache
  upstream: Upstream
  fetch: ObjectFetch
}

export const createObjectPlanner =
  ({ memory, upstream, fetch }: ObjectPlannerParts) =>
  ({ kind, id }: ObjectQuery): Plan<Row | null> => ({
    priority: 'lookup',
    held: memory.object(id),
    freshnessOf: ({ content }) => freshnessOfRow(content),
    fetch: (asking) => fetch.one(kind, id, asking),
    render: ({ content }) =>
      content === null
        ? upstream.missing()
        : render(content.item, { inquiry: summarizeRow(content).inquiryId }),
  })
