/** How the gate stands, for its admins: numbers and kinds, and no word about anybody. */
import type { ProviderState } from '@inquiry-lens/shared/contract/api.ts'
import type { GateState } from '@inquiry-lens/shared/contract/gateway.ts'
import type { TallyState } from './metrics.ts'

export interface ReportParts extends Pick<GateState, 'budget' | 'breaker' | 'held'> {
  state: ProviderState
  tally: TallyState
}

export function describeGate({ state, tally, ...standing }: ReportParts): GateState {
  const dropped = Object.entries(tally.dropped)
  return {
    ...state,
    ...standing,
    since: new Date(tally.since).toISOString(),
    answers: { ...tally.answers },
    upstream: { calls: tally.calls, repeated: tally.repeated, failed: { ...tally.failed } },
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
