/** Brings each message to its handler: known by name, from a sender who may, with a payload that fits. */
import * as v from 'valibot'
import { type Failure, fail, localFailure, type Result } from '../failure.ts'
import { MESSAGES, type MessageName, type Payload, type Replies } from '../messages.ts'
import type { Sender, SenderClass } from '../platform/sender.ts'

export type Handlers = {
  [TName in MessageName]: (payload: Payload<TName>) => Promise<Result<Replies[TName]>>
}

const EnvelopeSchema = v.object({ name: v.string(), payload: v.optional(v.unknown()) })

export interface RouterParts {
  handlers: Handlers
  classify: (sender: Sender) => SenderClass
  /** For whoever looks at the console: an error's own words must not reach a page. */
  report: (error: unknown) => void
}

export type Router = (message: unknown, sender: Sender) => Promise<Result<unknown>>

export function createRouter({ handlers, classify, report }: RouterParts): Router {
  async function handle<TName extends MessageName>(
    name: TName,
    payload: unknown,
  ): Promise<Result<Replies[TName]>> {
    const parsed = v.safeParse(MESSAGES[name], payload)
    if (!parsed.success) return fail(refusal(`“${name}” came with a payload that does not fit.`))
    return await handlers[name](parsed.output)
  }

  return async function route(message, sender) {
    const envelope = v.safeParse(EnvelopeSchema, message)
    if (!envelope.success) return fail(refusal('A message came without a name.'))
    const { name, payload } = envelope.output
    // Before anything is said of the name: a stranger learns nothing of what there is to ask.
    const who = classify(sender)
    if (who === 'stranger' || !name.startsWith(`${who}:`))
      return fail(refusal('The sender may not ask that.'))
    if (!isMessageName(name)) return fail(refusal(`There is no message “${name.slice(0, 60)}”.`))
    try {
      return await handle(name, payload)
    } catch (error) {
      report(error)
      return fail(refusal(`“${name}” failed unexpectedly.`))
    }
  }
}

const isMessageName = (name: string): name is MessageName => Object.hasOwn(MESSAGES, name)

const refusal = (detail: string): Failure => localFailure('extension-error', detail)

/**
 * The listener that the browser wants. `sendResponse` and `true` is the only shape that both Chrome and the fake browser
 * of the tests understand.
 */
export const listenerOf =
  (route: Router) =>
  (message: unknown, sender: Sender, sendResponse: (reply: unknown) => void): true => {
    void route(message, sender).then(sendResponse)
    return true
  }
