/** An `Ask` for tests: what to answer to each message, and what was asked. */
import type { Result } from '../../messages/failure.ts'
import type { MessageName, Payload, Replies } from '../../messages/messages.ts'
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
    if (!answer) throw new Error(`Nobody expected ${name}`)
    return answer(payload)
  }
  return { request, asked }
}
