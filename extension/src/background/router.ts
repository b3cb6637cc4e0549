/** Routes each message to its handler: a known name, from a sender that may use it, with a valid payload and its guards. */
import * as v from 'valibot'
import { err, type Failure, ok, type Result } from '../messages/failure.ts'
import type { MessageName, Payload, RelayedName, Replies } from '../messages/messages.ts'
import { MESSAGES, type MessageGuard } from '../messages/table.ts'
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

type HandledName = Exclude<MessageName, RelayedName>

export type Handlers = {
  [TName in HandledName]: (
    payload: Payload<TName>,
    sender: SenderOf<TName>,
  ) => Promise<Result<Replies[TName]>>
}

const EnvelopeSchema = v.object({ name: v.string(), payload: v.optional(v.unknown()) })

export interface RouterParts {
  handlers: Handlers
  /** Answers the messages that have a route instead of a handler. */
  forward: <TName extends RelayedName>(name: TName, payload: Payload<TName>) => Promise<Result<unknown>>
  /**
   * What must run while the browser still counts the message as the sender's click: before the first `await`, and so
   * before the sender is checked further.
   */
  inGesture: ReadonlyMap<string, (sender: PageSender | CardSender) => void>
  classify: (sender: Sender) => TrustedSender | undefined
  /** Whether the page is one where marking is allowed, or the card one of ours. */
  isAllowed: (sender: TrustedSender, payload: unknown) => Promise<boolean>
  checkGuards: (guards: readonly MessageGuard[]) => Promise<Failure | undefined>
  /** Writes to the console: an error's own words must not reach a page. */
  report: (error: unknown) => void
}

export type Router = (
  message: unknown,
  from: Sender,
) => Promise<Result<unknown> | { ok: false; error: PageFailure }>

export function createRouter(parts: RouterParts): Router {
  const { handlers, forward, inGesture, classify, isAllowed, checkGuards, report } = parts

  async function check<TName extends MessageName>(
    name: TName,
    payload: unknown,
  ): Promise<Result<Payload<TName>>> {
    const { payload: schema, guards } = MESSAGES[name]
    const parsed = v.safeParse(schema, payload)
    if (!parsed.success) return err(refusal(`The payload of “${name}” is not valid.`))
    const refused = await checkGuards(guards)
    return refused ? err(refused) : ok(parsed.output)
  }

  async function handle<TName extends HandledName>(
    name: TName,
    payload: unknown,
    sender: SenderOf<TName>,
  ): Promise<Result<unknown>> {
    const checked = await check(name, payload)
    return checked.ok ? handlers[name](checked.value, sender) : checked
  }

  async function forwardToRelay<TName extends RelayedName>(
    name: TName,
    payload: unknown,
  ): Promise<Result<unknown>> {
    const checked = await check(name, payload)
    return checked.ok ? forward(name, checked.value) : checked
  }

  async function dispatch(sender: TrustedSender, name: string, payload: unknown): Promise<Result<unknown>> {
    if (sender.kind === 'app' && isRelayed(name)) return forwardToRelay(name, payload)
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
    // Before the name is looked up: an untrusted sender can't learn which messages exist.
    if (!sender || !name.startsWith(`${sender.kind}:`)) return err(NOT_ALLOWED)
    if (sender.kind !== 'app') inGesture.get(name)?.(sender)
    try {
      return (await isAllowed(sender, payload)) ? await dispatch(sender, name, payload) : err(NOT_ALLOWED)
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
): name is Extract<HandledName, `${TKind}:${string}`> =>
  name.startsWith(`${kind}:`) && isMessage(name) && !isRelayed(name)

const isMessage = (name: string): name is MessageName => Object.hasOwn(MESSAGES, name)
const isRelayed = (name: string): name is RelayedName => isMessage(name) && 'route' in MESSAGES[name]

const refusal = (detail: string): Failure => localFailure('extension-error', detail)
const NOT_ALLOWED = refusal('The sender may not ask that.')

/** `sendResponse` and `true` is the one form that both Chrome and the fake browser of the tests understand. */
export const listenerOf =
  (route: Router) =>
  (message: unknown, from: Sender, sendResponse: (reply: unknown) => void): true => {
    void route(message, from).then(sendResponse)
    return true
  }
