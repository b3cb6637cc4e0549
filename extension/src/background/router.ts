/** Brings each message to its handler: known by name, from an asker who may, with a payload that fits. */
import * as v from 'valibot'
import { type Failure, fail, type Result } from '../messages/failure.ts'
import { MESSAGES, type MessageName, type Payload, type Replies } from '../messages/messages.ts'
import type { AppAsker, Asker, AskerKind, CardAsker, PageAsker, Sender } from '../platform/sender.ts'
import { localFailure } from './relay/local-failure.ts'
import { cutFailure, type PageFailure } from './tabs/page-answer.ts'

type AskerOf<TName extends MessageName> = TName extends `page:${string}`
  ? PageAsker
  : TName extends `card:${string}`
    ? CardAsker
    : AppAsker

export type Handlers = {
  [TName in MessageName]: (payload: Payload<TName>, asker: AskerOf<TName>) => Promise<Result<Replies[TName]>>
}

const EnvelopeSchema = v.object({ name: v.string(), payload: v.optional(v.unknown()) })

export interface RouterParts {
  handlers: Handlers
  /**
   * What must be done while the browser still counts the message as the asker's click: before the first `await`, and so
   * before it is known whether the asker may.
   */
  inGesture: ReadonlyMap<string, (asker: PageAsker | CardAsker) => void>
  classify: (sender: Sender) => Asker | undefined
  /** What the sender's class alone does not say: whether the page is one we may be in, or the card one of ours. */
  admits: (asker: Asker, payload: unknown) => Promise<boolean>
  /** For whoever looks at the console: an error's own words must not reach a page. */
  report: (error: unknown) => void
}

export type Reply = Result<unknown> | { ok: false; error: PageFailure }
export type Router = (message: unknown, sender: Sender) => Promise<Reply>

export function createRouter({ handlers, inGesture, classify, admits, report }: RouterParts): Router {
  async function handle<TName extends MessageName>(
    name: TName,
    payload: unknown,
    asker: AskerOf<TName>,
  ): Promise<Result<Replies[TName]>> {
    const parsed = v.safeParse(MESSAGES[name], payload)
    if (!parsed.success) return fail(refusal(`“${name}” came with a payload that does not fit.`))
    return await handlers[name](parsed.output, asker)
  }

  async function dispatch(asker: Asker, name: string, payload: unknown): Promise<Result<unknown>> {
    if (asker.kind === 'app' && isMessageOf('app', name)) return handle(name, payload, asker)
    if (asker.kind === 'page' && isMessageOf('page', name)) return handle(name, payload, asker)
    if (asker.kind === 'card' && isMessageOf('card', name)) return handle(name, payload, asker)
    return fail(refusal(`There is no message “${name.slice(0, 60)}”.`))
  }

  async function answer(asker: Asker | undefined, name: string, payload: unknown): Promise<Result<unknown>> {
    // Before anything is said of the name: a stranger learns nothing of what there is to ask.
    if (!asker || !name.startsWith(`${asker.kind}:`)) return fail(NOT_YOURS)
    if (asker.kind !== 'app') inGesture.get(name)?.(asker)
    try {
      if (!(await admits(asker, payload))) return fail(NOT_YOURS)
      return await dispatch(asker, name, payload)
    } catch (error) {
      report(error)
      return fail(refusal(`“${name.slice(0, 60)}” failed unexpectedly.`))
    }
  }

  return async function route(message, sender) {
    const envelope = v.safeParse(EnvelopeSchema, message)
    if (!envelope.success) return fail(refusal('A message came without a name.'))
    const { name, payload } = envelope.output
    const asker = classify(sender)
    const reply = await answer(asker, name, payload)
    return reply.ok || asker?.kind !== 'page' ? reply : { ok: false, error: cutFailure(reply.error) }
  }
}

const isMessageOf = <TKind extends AskerKind>(
  kind: TKind,
  name: string,
): name is Extract<MessageName, `${TKind}:${string}`> =>
  name.startsWith(`${kind}:`) && Object.hasOwn(MESSAGES, name)

const refusal = (detail: string): Failure => localFailure('extension-error', detail)
const NOT_YOURS = refusal('The sender may not ask that.')

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
