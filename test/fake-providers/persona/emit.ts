import * as v from 'valibot'
import type { JsonObject } from '../common/json.ts'
import { JsonObjectSchema } from '../common/json-schema.ts'
import { ControlError } from '../control/control-error.ts'
import { PREFIX } from './ids.ts'
import { ENVIRONMENTS } from './keys.ts'
import { makeEventRow, makeSessionRow } from './resource/rows.ts'
import { readPart } from './story/numbers.ts'
import { type EventSubject, SUBJECT_KINDS } from './story/subject.ts'
import type { Tale } from './story/tale.ts'
import type { World } from './world.ts'

/**
 * A row to add in front of all others. Without `inquiry` a new one is made, and `attributes` are its own; without
 * `session` and `event` both are added. An event's name changes what it is about: `inquiry.approved` approves.
 */
export const EmitSchema = v.strictObject({
  environment: v.optional(v.picklist(ENVIRONMENTS)),
  inquiry: v.optional(v.string()),
  /** an `act_…` that is there already: its holder comes back with a new inquiry */
  account: v.optional(v.string()),
  attributes: v.optional(JsonObjectSchema),
  session: v.optional(v.union([v.literal(true), JsonObjectSchema])),
  event: v.optional(
    v.strictObject({
      name: v.pipe(v.string(), v.nonEmpty()),
      /** an `iqse_…` of the same inquiry; else the session just added, or the inquiry, by the name */
      session: v.optional(v.string()),
      attributes: v.optional(JsonObjectSchema),
      /** it is filed late: this many of the emitted events stand in front of it */
      behind: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
    }),
  ),
})

export type EmitInput = v.InferOutput<typeof EmitSchema>

export type Emitted = {
  readonly inquiry: string
  readonly session: string | null
  readonly event: string | null
  readonly createdAt: string
}

export function emitRow(world: World, now: number, input: Omit<EmitInput, 'environment'>): Emitted {
  const { added, ids } = world
  // The clock may have been set back; the newest row is still the newest.
  const at = Math.max(now, added.newestTime() + 1)
  const asksBoth = input.session === undefined && input.event === undefined
  const tale =
    input.inquiry === undefined
      ? added.addInquiry(at, input.attributes, readAccount(world, input.account))
      : getTale(world, input.inquiry)
  if (input.inquiry !== undefined && input.attributes !== undefined) {
    added.addChoice(tale, at, input.attributes)
  }
  const session =
    asksBoth || input.session !== undefined ? addSession(world, tale, at, input.session) : undefined
  const event = asksBoth ? { name: 'inquiry-session.started', behind: 0 } : input.event
  const beat =
    event === undefined
      ? undefined
      : added.addEvent(tale, {
          name: event.name,
          subject: chooseSubject(world, event, session),
          at,
          chosen: 'attributes' in event ? event.attributes : undefined,
          behind: event.behind ?? 0,
        })
  return {
    inquiry: ids.write(PREFIX.inquiry, tale.owner),
    session: session === undefined ? null : makeSessionRow(tale, session, { ids }).id,
    event: beat === undefined ? null : makeEventRow(added.getTale(tale.owner), beat, { ids }).id,
    createdAt: new Date(at).toISOString(),
  }
}

function getTale(world: World, inquiryId: string): Tale {
  const tale = world.findTale(inquiryId)
  if (tale === undefined) throw new ControlError(`no inquiry ${inquiryId} that rows can be added to`)
  return tale
}

function readAccount(
  { ids, listInquiryIdsOfAccount }: World,
  accountId: string | undefined,
): number | undefined {
  if (accountId === undefined) return undefined
  const account = ids.read(PREFIX.account, accountId)
  if (account === undefined || listInquiryIdsOfAccount(accountId).length === 0)
    throw new ControlError(`no account ${accountId}`)
  return account
}

function addSession(world: World, tale: Tale, at: number, chosen: true | JsonObject | undefined): number {
  const index = world.added.addSession(tale, at, typeof chosen === 'object' ? chosen : undefined)
  if (index === undefined) throw new ControlError('this inquiry has its 25 sessions')
  return index
}

function chooseSubject(
  world: World,
  event: { readonly name: string; readonly session?: string | undefined },
  added: number | undefined,
): EventSubject {
  const family = event.name.slice(0, event.name.lastIndexOf('.'))
  const kind = SUBJECT_KINDS.find((known) => known === family.split('/')[0]) ?? 'other'
  if (kind !== 'inquiry-session') return { kind, index: 0 }
  const number =
    event.session === undefined ? undefined : world.ids.read(PREFIX['inquiry-session'], event.session)
  return { kind, index: number === undefined ? (added ?? 0) : readPart(number).part }
}
