/** For tests: a `SendRequest` that gives fixed answers and records what was asked, a case, and the panel's cases of Persona. */
import type { Inquiry } from '@inquiry-lens/shared/domain/model.ts'
import { PROVIDERS, type ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import { madeInquiry, madeInquiryCase } from '@inquiry-lens/shared/testing/made-rows.ts'
import { signal } from '@preact/signals'
import type { Result } from '../../messages/failure.ts'
import type { InquiryCaseView, MessageName, Payload, Person, Replies } from '../../messages/messages.ts'
import type { SendRequest } from '../request.ts'
import { followActivity } from './lists/activity.ts'
import { followCaseGroups, type TimeSpan } from './lists/case-groups.ts'
import { createCaseFeed, EVENTS_FOR_CASES } from './lists/cases.ts'
import { bindLists } from './lists/lists.ts'
import { createInquiryStates } from './lists/lookups.ts'

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

/** `active`: in sight; each time that begins, they are asked for where that is due. */
export function makeCases(
  request: SendRequest,
  account: Person,
  abort: AbortSignal,
  providers: readonly ProviderId[] = ['persona'],
) {
  const active = signal(true)
  const span = signal<TimeSpan | undefined>(undefined)
  const none = signal(undefined)
  const around = { now: Date.now, random: () => 0, online: signal(true) }
  const lists = bindLists({ ...around, request, readRemembered: async () => undefined }, account)
  const frame = { active, abort }
  const haveEvents = providers.filter((one) => PROVIDERS[one].lists.events !== null)
  const sessions = lists.makeSessions({ providers, filter: {} }, frame)
  const events = lists.makeEvents({ providers: haveEvents, filter: {}, limit: EVENTS_FOR_CASES }, frame)
  const feed = createCaseFeed(sessions, events, abort)
  const states = createInquiryStates({ request, visible: active, polls: signal(false), abort })
  const strip = followActivity({
    request,
    readRemembered: async () => undefined,
    cases: signal(feed),
    span,
    looked: states.count,
    now: Date.now,
    active,
    abort,
  })
  const groups = followCaseGroups({
    feed,
    states,
    chosen: signal(undefined),
    span,
    inSpan: strip.inSpan,
    only: none,
    passes: none,
    abort,
  })
  return { active, span, sessions, events, feed, states, strip, groups }
}
