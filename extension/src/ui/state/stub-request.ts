/** An `Ask` for tests: what to answer to each message, and what was asked. */
import type { Result } from '../../messages/failure.ts'
import type { MessageName, Payload, Replies } from '../../messages/messages.ts'
import type { Ask } from '../request.ts'

type Answers = {
  [TName in MessageName]?: (
    payload: Payload<TName>,
  ) => Result<Replies[TName]> | Promise<Result<Replies[TName]>>
}

export function stubAsk(answers: Answers): { ask: Ask; asked: { name: MessageName; payload: unknown }[] } {
  const asked: { name: MessageName; payload: unknown }[] = []
  const ask: Ask = async (name, payload) => {
    asked.push({ name, payload })
    const answer = answers[name]
    if (!answer) throw new Error(`Nobody expected ${name}`)
    return answer(payload)
  }
  return { ask, asked }
}
