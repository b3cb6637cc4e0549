/** Reveals: the intent is written before the provider is asked, the outcome before anything is shown. */

import type { Revealed, RevealRequest } from '@inquiry-lens/shared/contract/reveals.ts'
import { classifyObjectId } from '@inquiry-lens/shared/domain/object-id.ts'
import type { ProviderConfiguration } from '../config/providers.ts'
import type { AuditLog } from './audit/audit-log.ts'
import type { Gateways } from './gateways.ts'
import type { CountCaseView } from './limits/case-views.ts'
import { err, ok, type Result } from './result.ts'
import type { AuthContext } from './with-authorization.ts'

export interface RevealsParts {
  gateways: Gateways
  record: AuditLog
  countOpening: CountCaseView
}

export const createReveals =
  ({ gateways, record, countOpening }: RevealsParts) =>
  async (
    visitor: AuthContext,
    provider: ProviderConfiguration,
    { id, fields, reason }: RevealRequest,
  ): Promise<Result<Revealed>> => {
    const kind = classifyObjectId(id)?.kind
    // The routes let nothing else through.
    if (kind !== 'session' && kind !== 'inquiry')
      return err({ code: 'invalid-body', parameter: 'id', detail: 'There is nothing to reveal of it.' })
    const what = { kind, provider: provider.id, environment: provider.environment, id, fields }
    const { email: agent, requestId } = visitor
    const intent = record.write({
      agent,
      action: 'reveal',
      requestId,
      about: { ...what, phase: 'intent', reason },
    })
    const writeOutcome = (outcome: string, shown: readonly string[], cases: readonly string[] = []) =>
      record.write(
        {
          agent,
          action: 'reveal',
          requestId,
          about: { ...what, phase: 'outcome', intent: intent.seq, outcome, fields: shown },
        },
        cases,
      )

    const answer = await gateways.reveal(provider, { provider: provider.id, kind, id, fields }, agent)
    const ended = visitor.findEnd()
    if (ended) {
      writeOutcome(ended.code, [])
      return err(ended)
    }
    if (!answer.ok) {
      writeOutcome(answer.problem.code, [])
      return answer
    }
    const { inquiryId, values } = answer.revealed
    const person = kind === 'session' ? (inquiryId ?? id) : id
    const slowed = countOpening(visitor, [{ key: person, related: [id] }], 'reveal')
    if (slowed) {
      writeOutcome(slowed.problem.code, [])
      return slowed
    }
    const asked = fields.map((field) => ({ field, value: values[field] ?? null }))
    const shown = asked.filter(({ value }) => value !== null).map(({ field }) => field)
    writeOutcome('shown', shown, [person])
    return ok({ provider: provider.id, id, values: asked })
  }
