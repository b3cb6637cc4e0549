/** What a look-up's summary means, whatever kind of object it is of; `undefined` for an event, which has no state. */
import type { Summary } from '@inquiry-lens/shared/model.ts'
import { type Meaning, meaningOfInquiry, meaningOfSession } from '@inquiry-lens/shared/status.ts'

export function meaningOfSummary({ provider, kind, status, redacted, flow }: Summary): Meaning | undefined {
  if (redacted) return 'redacted'
  if (status === null) return undefined
  if (kind === 'session') return meaningOfSession({ provider, status, flow })
  return kind === 'inquiry' ? meaningOfInquiry(provider, { status, redactedAt: null }) : undefined
}
