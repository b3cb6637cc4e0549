/** Reveals sensitive fields: writes the intent before the provider is asked, and the outcome before anything is shown. */
import type { Revealed, RevealRequest } from '@inquiry-lens/shared/contract/reveals.ts'
import { classifyObjectId } from '@inquiry-lens/shared/domain/ids/object-id.ts'
import type { ProviderConfiguration } from '../config/providers.ts'
import { err, ok, type Result } from '../result.ts'
import type { Viewers } from './access-control.ts'
import type { AuditLog, NewEntry } from './audit/audit-log.ts'
import type { AuthContext } from './authenticate.ts'
import type { Gateways } from './gateways.ts'
import type { CheckVelocity } from './limits/velocity-limit.ts'

export const createReveals =
  (gateways: Gateways, auditLog: AuditLog, checkVelocity: CheckVelocity, viewers: Viewers) =>
  async (
    by: AuthContext,
    provider: ProviderConfiguration,
    { id, fields, reason }: RevealRequest,
  ): Promise<Result<Revealed>> => {
    const kind = classifyObjectId(id)?.kind
    if (kind !== 'session' && kind !== 'inquiry')
      return err({ code: 'invalid-body', parameter: 'id', detail: 'This object has nothing to reveal.' })
    const object = { kind, provider: provider.id, environment: provider.environment, id }
    const write = (facts: NewEntry['about']) =>
      auditLog.writeAtOnce({
        ...{ agent: by.email, action: 'reveal', requestId: by.requestId },
        about: { ...object, ...facts },
      })
    const intent = write({ phase: 'intent', fields, reason })
    const writeOutcome = (outcome: string, shown: readonly string[]) =>
      write({ phase: 'outcome', intent: intent.seq, outcome, fields: shown })
    const refuse = (refusal: Result<never>) => {
      if (!refusal.ok) writeOutcome(refusal.problem.code, [])
      return refusal
    }

    const answer = await gateways.reveal(provider, { provider: provider.id, kind, id, fields }, by.email)
    const endProblem = by.findEnd()
    if (endProblem) return refuse(err(endProblem))
    if (!answer.ok) return refuse(answer)
    const { inquiryId, values } = answer.revealed
    const person = kind === 'session' ? (inquiryId ?? id) : id
    const throttled = checkVelocity(by, [{ key: person, related: [id] }], 'reveal')
    if (throttled) return refuse(throttled)
    const revealed = fields.map((field) => ({ field, value: values[field] ?? null }))
    const shown = revealed.filter(({ value }) => value !== null).map(({ field }) => field)
    writeOutcome('shown', shown)
    viewers.add(by.email, [person])
    return ok({ provider: provider.id, id, values: revealed })
  }
