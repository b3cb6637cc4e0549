/**
 * What one part of the extension may ask of the background: a name, the payload's schema, the reply's type.
 * Names begin with who may ask. `app:` is our own pages alone: popup, side panel, options.
 */
import type { Config, ProviderState, Role } from '@inquiry-lens/shared/api.ts'
import type { Page, ProviderEvent, Session, Source } from '@inquiry-lens/shared/model.ts'
import * as v from 'valibot'
import type { Failure } from './failure.ts'

/** Who is signed in, and where. Never the token: that stays in the background. */
export interface Account {
  /** The relay's origin. */
  relay: string
  email: string
  role: Role
  /** ISO 8601: when the sign-in ends at the latest. */
  expiresAt: string
  keepSignedIn: boolean
}

/** A page of a list with what is known of its freshness. */
export interface Listing<TItem> extends Page<TItem> {
  source: Source
  /** Milliseconds since the epoch: when the provider said this. */
  asOf: number
}

/** What the test button says: the relay and each provider apart, since different people mend them. */
export interface ConnectionReport {
  relay: { ok: true; address: string; build: string } | { ok: false; error: Failure }
  /** Of each configured provider: a real read that the relay made just now. Absent while the relay itself fails. */
  providers: (
    | { provider: ProviderState['provider']; environment: ProviderState['environment']; ok: true }
    | {
        provider: ProviderState['provider']
        environment: ProviderState['environment']
        ok: false
        error: Failure
      }
  )[]
}

export interface Replies {
  'app:account.pair': Account
  'app:account.sign-out': null
  'app:relay.check': { address: string; build: string }
  'app:connection.test': ConnectionReport
  'app:config.get': Config
  'app:sessions.list': Listing<Session>
  'app:events.list': Listing<ProviderEvent>
}

const ListPayload = {
  /** Absent: the newest page. */
  cursor: v.optional(v.string()),
  limit: v.optional(v.number()),
  /** Ask the provider anew, as far as its budget allows. */
  fresh: v.optional(v.boolean()),
}

export const MESSAGES = {
  'app:account.pair': v.object({ relay: v.string(), code: v.string(), keepSignedIn: v.boolean() }),
  'app:account.sign-out': v.null(),
  'app:relay.check': v.object({ relay: v.string() }),
  'app:connection.test': v.null(),
  'app:config.get': v.null(),
  'app:sessions.list': v.object({ ...ListPayload, inquiry: v.optional(v.string()) }),
  'app:events.list': v.object({
    ...ListPayload,
    names: v.optional(v.array(v.string())),
    objects: v.optional(v.array(v.string())),
  }),
} as const satisfies Record<keyof Replies, v.GenericSchema>

export type MessageName = keyof Replies
export type Payload<TName extends MessageName> = v.InferOutput<(typeof MESSAGES)[TName]>

/** The list messages, and the row that each of them lists. */
export interface ListRows {
  'app:sessions.list': Session
  'app:events.list': ProviderEvent
}
export type ListName = keyof ListRows
export type ListFilter<TName extends ListName> = Omit<Payload<TName>, 'cursor' | 'limit' | 'fresh'>
