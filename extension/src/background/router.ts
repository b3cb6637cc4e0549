/** Brings each message to its handler: known by name, from an asker who may, with a payload that fits. */
import * as v from 'valibot'
import { err, type Failure, type Result } from '../messages/failure.ts'
import { MESSAGES, type MessageName, type Payload, type Replies } from '../messages/messages.ts'
import type {
  AppSender,
  CardSender,
  PageSender,
  Sender,
  SenderKind,
  TrustedSender,
} from '../platform/sender.ts'
import { localFailure } from './relay/failures.ts'
import { cutFailure, type PageFailure } from './tabs/page-requests.ts'

type SenderOf<TName extends MessageName> = TName extends `page:${string}`
  ? PageSender
  : TName extends `card:${string}`
    ? CardSender
    : AppSender

export type Handlers = {
  [TName in MessageName]: (
    payload: Payload<TName>,
    sender: SenderOf<TName>,
  ) => Promise<Result<Replies[TName]>>
}

const EnvelopeSchema = v.object({ name: v.string(), payload: v.optional(v.unknown()) })

export interface RouterParts {
  handlers: Handlers
  /**
   * What must be done while the browser still counts the message as the asker's click: before the first `await`, and so
   * before it is known whether the asker may.
   */
  inGesture: ReadonlyMap<string, (sender: PageSender | CardSender) => void>
  classify: (sender: Sender) => TrustedSender | undefined
  /** What the sender's class alone does not say: whether the page is one we may be in, or the card one of ours. */
  admits: (sender: TrustedSender, payload: unknown) => Promise<boolean>
  /** For whoever looks at the console: an error's own words must not reach a page. */
  report: (error: unknown) => void
}

export type Reply = Result<unknown> | { ok: false; error: PageFailure }
export type Router = (message: unknown, from: Sender) => Promise<Reply>

export function createRouter({ handlers, inGesture, classify, admits, report }: RouterParts): Router {
  async function handle<TName extends MessageName>(
    name: TName,
    payload: unknown,
    sender: SenderOf<TName>,
  ): Promise<Result<Replies[TName]>> {
    const parsed = v.safeParse(MESSAGES[name], payload)
    if (!parsed.success) return err(refusal(`“${name}” came with a payload that does not fit.`))
    return await handlers[name](parsed.output, sender)
  }

  async function dispatch(sender: TrustedSender, name: string, payload: unknown): Promise<Result<unknown>> {
    if (sender.kind === 'app' && isMessageOf('app', name)) return handle(name, payload, sender)
    if (sender.kind === 'page' && isMessageOf('page', name)) return handle(name, payload, sender)
    if (sender.kind === 'card' && isMessageOf('card', name)) return handle(name, payload, sender)
    return err(refusal(`There is no message “${name.slice(0, 60)}”.`))
  }

  async function answer(
    sender: TrustedSender | undefined,
    name: string,
    payload: unknown,
  ): Promise<Result<unknown>> {
    // Before anything is said of the name: a stranger learns nothing of what there is to ask.
    if (!sender || !name.startsWith(`${sender.kind}:`)) return err(NOT_YOURS)
    if (sender.kind !== 'app') inGesture.get(name)?.(sender)
    try {
      if (!(await admits(sender, payload))) return err(NOT_YOURS)
      return await dispatch(sender, name, payload)
    } catch (error) {
      report(error)
      return err(refusal(`“${name.slice(0, 60)}” failed unexpectedly.`))
    }
  }

  return async function route(message, from) {
    const envelope = v.safeParse(EnvelopeSchema, message)
    if (!envelope.success) return err(refusal('A message came without a name.'))
    const { name, payload } = envelope.output
    const sender = classify(from)
    const reply = await answer(sender, name, payload)
    return reply.ok || sender?.kind !== 'page' ? reply : { ok: false, error: cutFailure(reply.error) }
  }
}

const isMessageOf = <TKind extends SenderKind>(
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
  (message: unknown, from: Sender, sendResponse: (reply: unknown) => void): true => {
    void route(message, from).then(sendResponse)
    return true
  }
