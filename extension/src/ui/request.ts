/** Requests of the extension's pages to the background. Always returns a value, also if the background stops. */
import { commonWords, translateFailure } from '../locales/surface.ts'
import { err, type Failure, pageFailure, type Result } from '../messages/failure.ts'
import type { MessageName, Payload, Replies } from '../messages/messages.ts'
import { browser } from '../platform/browser.ts'

export interface Envelope<TName extends MessageName> {
  name: TName
  payload: Payload<TName>
}

/** After an abort, the result is a failure to ignore: check `abort` first. */
export type SendRequest = <TName extends MessageName>(
  name: TName,
  payload: Payload<TName>,
  abort?: AbortSignal,
) => Promise<Result<Replies[TName]>>

/** Only our own background answers, so this only tells a reply from none. */
const isReply = <TValue>(reply: Result<TValue> | undefined): reply is Result<TValue> =>
  typeof reply === 'object' && typeof reply.ok === 'boolean' && (reply.ok ? 'value' : 'error') in reply

/** The background was not running: the message was not delivered. */
const NOT_DELIVERED = /receiving end does not exist/i
/** The background stopped after delivery; the result is unknown. */
const CUT_OFF = /(port|channel) (is )?closed/i
/** The extension was updated or removed under this page. */
const ORPHANED = /context invalidated/i

/** Not idempotent, or audited: a person decides whether to retry. */
const NOT_IDEMPOTENT: ReadonlySet<MessageName> = new Set([
  'app:account.pair',
  'app:agents.add',
  'app:reveal',
  'app:copy.record',
  'card:copy.record',
  'app:reply.insert',
  'card:reply.insert',
])

export const requestBackground: SendRequest = async (name, payload, abort) => {
  if (abort?.aborted) return err(cancelled())
  const first = await send({ name, payload }, abort)
  if (first.ok) return translate(first.reply)
  const canRetry =
    NOT_DELIVERED.test(first.reason) || (CUT_OFF.test(first.reason) && !NOT_IDEMPOTENT.has(name))
  if (!canRetry || abort?.aborted) return err(describeReason(first.reason))
  const second = await send({ name, payload }, abort)
  return second.ok ? translate(second.reply) : err(describeReason(second.reason))
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

/** A message can't be cancelled, but its reply can be ignored. */
function orAborted<T>(answer: Promise<T>, abort: AbortSignal | undefined): Promise<T> {
  if (!abort) return answer
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(abort.reason)
    abort.addEventListener('abort', onAbort, { once: true })
    answer.then(resolve, reject).finally(() => abort.removeEventListener('abort', onAbort))
  })
}

const translate = <TValue>(reply: Result<TValue>): Result<TValue> =>
  reply.ok ? reply : err(translateFailure(reply.error))

const extensionError = (detail: string): Failure => translateFailure(pageFailure('extension-error', detail))

const cancelled = (): Failure => extensionError(commonWords.request.cancelled)

function describeReason(reason: string): Failure {
  if (ORPHANED.test(reason)) {
    return {
      ...extensionError(commonWords.request.updated),
      nextStep: commonWords.request.reopen,
    }
  }
  return extensionError(commonWords.request.noAnswer)
}
