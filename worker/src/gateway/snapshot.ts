/** How the gate stands, for its admins: numbers and kinds, and no word about anybody. */
import type { ProviderState } from '@inquiry-lens/shared/contract/api.ts'
import type { GatewayState } from '@inquiry-lens/shared/contract/gateway.ts'
import type { MetricsState } from './metrics.ts'

export interface SnapshotParts extends Pick<GatewayState, 'budget' | 'breaker' | 'held'> {
  state: ProviderState
  metrics: MetricsState
}

export function snapshotGateway({ state, metrics, ...standing }: SnapshotParts): GatewayState {
  const dropped = Object.entries(metrics.dropped)
  return {
    ...state,
    ...standing,
    since: new Date(metrics.since).toISOString(),
    answers: { ...metrics.answers },
    upstream: { calls: metrics.calls, repeated: metrics.repeated, failed: { ...metrics.failed } },
    droppedRows: Object.fromEntries(dropped.filter(([name]) => !isField(name))),
    drift: dropped.filter(([name]) => isField(name)).map(([name, count]) => ({ ...splitField(name), count })),
  }
}

/** As the projection names them: `persona.session: new-field` for a field, `session row: unreadable` for a row. */
const isField = (name: string): boolean => /^\w+\.[\w-]+: /.test(name)

function splitField(name: string): { object: string; field: string } {
  const [object = '', ...field] = name.split(': ')
  return { object, field: field.join(': ') }
}
