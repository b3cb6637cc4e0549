/** Stand-ins for tests: a `SendRequest` that gives fixed answers and records what was asked, and a case. */
import type { Inquiry } from '@inquiry-lens/shared/domain/model.ts'
import { madeInquiry, madeInquiryCase } from '@inquiry-lens/shared/testing/made-rows.ts'
import type { Result } from '../../messages/failure.ts'
import type { InquiryCaseView, MessageName, Payload, Replies } from '../../messages/messages.ts'
import type { SendRequest } from '../request.ts'

type Answers = {
  [TName in MessageName]?: (
    payload: Payload<TName>,
  ) => Result<Replies[TName]> | Promise<Result<Replies[TName]>>
}

export function stubRequest(answers: Answers): {
  request: SendRequest
  asked: { name: MessageName; payload: unknown }[]
} {
  const asked: { name: MessageName; payload: unknown }[] = []
  const request: SendRequest = async (name, payload) => {
    asked.push({ name, payload })
    const answer = answers[name]
    if (!answer) throw new Error(`Unexpected request: ${name}`)
    return answer(payload)
  }
  return { request, asked }
}

export const madeCase = (fields: Partial<Inquiry> = {}, asOf = 0): InquiryCaseView => ({
  ...madeInquiryCase({ inquiry: madeInquiry(fields) }),
  source: { provider: 'persona', environment: 'sandbox', state: 'fresh' },
  asOf,
})
