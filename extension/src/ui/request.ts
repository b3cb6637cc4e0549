/** How a page of ours asks the background. Whatever happens to the background meanwhile, the answer is a value. */
import { err, type Failure, pageFailure, type Result } from '../messages/failure.ts'
import type { MessageName, Payload, Replies } from '../messages/messages.ts'
import { browser } from '../platform/browser.ts'

export interface Envelope<TName extends MessageName> {
  name: TName
  payload: Payload<TName>
}

/** With an aborted signal the answer is a failure that nobody needs to see: look at the signal first. */
export type SendRequest = <TName extends MessageName>(
  name: TName,
  payload: Payload<TName>,
  abort?: AbortSignal,
) => Promise<Result<Replies[TName]>>

/** Nobody but our own background can answer, so that to tell an answer from none is enough. */
const isReply = <TValue>(reply: Result<TValue> | undefined): reply is Result<TValue> =>
  typeof reply === 'object' && typeof reply.ok === 'boolean' && (reply.ok ? 'value' : 'error') in reply

/** The browser was between two lives of the background: nobody has read the message. */
const NOT_DELIVERED = /receiving end does not exist/i
/** The background ended after it was handed the message; what it did with it is unknown. */
const CUT_OFF = /(port|channel) (is )?closed/i
/** The extension was updated or removed under this page, which can ask nothing any more. */
const ORPHANED = /context invalidated/i

/** Each of these makes or uses up something, or leaves a line: whether to try again is for a person to say. */
const NOT_TWICE: ReadonlySet<MessageName> = new Set([
  'app:account.pair',
  'app:agents.add',
  'app:reveal',
  'app:copy.record',
  'card:copy.record',
])

export const requestBackground: SendRequest = async (name, payload, abort) => {
  if (abort?.aborted) return err(unwanted())
  const first = await send({ name, payload }, abort)
  if (first.ok) return first.reply
  const isWorthASecondTry =
    NOT_DELIVERED.test(first.reason) || (CUT_OFF.test(first.reason) && !NOT_TWICE.has(name))
  if (!isWorthASecondTry || abort?.aborted) return err(explain(first.reason))
  const second = await send({ name, payload }, abort)
  return second.ok ? second.reply : err(explain(second.reason))
}

type Sent<TName extends MessageName> =
  | { ok: true; reply: Result<Replies[TName]> }
  | { ok: false; reason: string }

async function send<TName extends MessageName>(
  envelope: Envelope<TName>,
  abort: AbortSignal | undefined,
): Promise<Sent<TName>> {
  try {
    const reply = await orAborted(
      browser.runtime.sendMessage<Envelope<TName>, Result<Replies[TName]> | undefined>(envelope),
      abort,
    )
    // The worker can end between taking a message and answering it; some browsers then answer with nothing.
    return isReply(reply) ? { ok: true, reply } : { ok: false, reason: 'port closed' }
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) }
  }
}

/** A message cannot be called back, but nobody has to wait for its answer. */
function orAborted<T>(answer: Promise<T>, abort: AbortSignal | undefined): Promise<T> {
  if (!abort) return answer
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(abort.reason)
    abort.addEventListener('abort', onAbort, { once: true })
    answer.then(resolve, reject).finally(() => abort.removeEventListener('abort', onAbort))
  })
}

const unwanted = (): Failure => pageFailure('extension-error', 'The question was taken back.')

function explain(reason: string): Failure {
  if (ORPHANED.test(reason)) {
    return {
      ...pageFailure('extension-error', 'Inquiry Lens was updated while this page was open.'),
      nextStep: 'Close this page and open it again.',
    }
  }
  return pageFailure(
    'extension-error',
    'The part of Inquiry Lens that runs in the background did not answer.',
  )
}
