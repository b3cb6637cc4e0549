/** `GET /v1/gateway`: how the relay stands with each provider, in kinds and numbers. For admins and auditors. */
import * as v from 'valibot'
import { ProviderStateSchema, QuotaSchema } from './api.ts'

const Count = v.number()
const CountsSchema = v.record(v.string(), Count)

export const GatewayStateSchema = v.object({
  ...ProviderStateSchema.entries,
  /** Since when the counts below are kept. */
  since: v.string(),
  /**
   * Answers by how they came about: `fresh` from what was held; `revalidating`, the same while it is asked for anew;
   * `stale`, held and shown since the provider could not be asked; `collapsed`, by a call that another asker had begun;
   * `fetched` by a call of their own; `refused`, with nothing to show.
   */
  answers: v.object({
    fresh: Count,
    revalidating: Count,
    stale: Count,
    collapsed: Count,
    fetched: Count,
    refused: Count,
  }),
  /** Calls that were sent to the provider. `failed`: by a problem's code. */
  upstream: v.object({ calls: Count, repeated: Count, failed: CountsSchema }),
  /** By the provider's own count or the relay's, whichever is the poorer. */
  budget: QuotaSchema,
  breaker: v.picklist(['closed', 'open', 'half-open']),
  /** What is kept in storage. `events`: of the list without a filter, row by row. */
  held: v.object({ answers: Count, bytes: Count, events: Count }),
  /** Rows that were left out, by kind: unreadable, too large. Hidden ones are not counted, which would tell of them. */
  droppedRows: CountsSchema,
  /** Fields that the provider has added since the field table was written, and that were left out. */
  drift: v.array(v.object({ object: v.string(), field: v.string(), count: Count })),
})

export const GatewaySnapshotSchema = v.object({ items: v.array(GatewayStateSchema) })

export type GatewayState = v.InferOutput<typeof GatewayStateSchema>
export type GatewaySnapshot = v.InferOutput<typeof GatewaySnapshotSchema>
