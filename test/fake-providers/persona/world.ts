import { hash } from '../common/random.ts'
import { type Feed, joinFeeds } from '../feed/feed.ts'
import { createIds, type Ids, PREFIX } from './ids.ts'
import { DOCUMENTED } from './resource/documented.ts'
import { linkSubject } from './resource/event-resource.ts'
import {
  type EventRow,
  type InquiryRow,
  makeEventRow,
  makeInquiryRow,
  makeSessionRow,
  type SessionRow,
} from './resource/rows.ts'
import { type AddedStories, createAddedStories } from './story/added.ts'
import { type Layout, listAccountMembers } from './story/chapter.ts'
import { numberOwner, readOwner, readPart } from './story/numbers.ts'
import { isSessionOpening, type Tale } from './story/tale.ts'
import { createToldWorld } from './story/told-world.ts'

/** One environment's objects. */
export type World = {
  readonly ids: Ids
  readonly inquiries: Feed<InquiryRow>
  readonly sessions: Feed<SessionRow>
  readonly events: Feed<EventRow>
  readonly added: AddedStories
  findTale(inquiryId: string): Tale | undefined
  writeAccountId(account: number): string
  listInquiryIdsOfAccount(accountId: string): readonly string[]
  listSessionIds(inquiryId: string): readonly string[]
  listEventIds(objectId: string): readonly string[]
}

export type WorldOptions = Layout & { readonly environment: string }

export function createWorld({ environment, ...options }: WorldOptions): World {
  const layout = { ...options, seed: hash(options.seed, environment) }
  const ids = createIds(layout.seed)
  const naming = { ids }
  const told = createToldWorld(layout, {
    inquiry: (id) => ids.read(PREFIX.inquiry, id),
    session: (id) => ids.read(PREFIX['inquiry-session'], id),
    event: (id) => ids.read(PREFIX.event, id),
  })
  const added = createAddedStories(naming, layout, told.findTale)
  const current = (owner: number) => added.findTale(owner) ?? told.findTale(owner)
  // An environment without rows is one that was just made, and the examples live in the sandbox.
  const examples = layout.rows > 0 && environment === 'sandbox'

  function findTale(inquiryId: string): Tale | undefined {
    const owner = ids.read(PREFIX.inquiry, inquiryId)
    const tale = owner === undefined ? undefined : current(owner)
    return tale?.story.name === 'office' ? undefined : tale
  }

  function listTalesOfAccount(account: number): readonly Tale[] {
    const { chapter, member } = readOwner(account)
    const owners = [
      account,
      ...listAccountMembers(member).map((other) => numberOwner(chapter, other)),
      ...added.ownersOf(account),
    ]
    return [...new Set(owners)].flatMap((owner) => {
      const tale = current(owner)
      return tale === undefined || tale.account !== account ? [] : [tale]
    })
  }

  function listInquiryIdsOfAccount(accountId: string): readonly string[] {
    const example = DOCUMENTED.inquiries.at(0)
    if (accountId === example.accountId) return [example.id]
    const account = ids.read(PREFIX.account, accountId)
    if (account === undefined) return []
    return listTalesOfAccount(account).map((tale) => ids.write(PREFIX.inquiry, tale.owner))
  }

  function listSessionIds(inquiryId: string): readonly string[] {
    const tale = findTale(inquiryId)
    if (tale === undefined)
      return inquiryId === DOCUMENTED.sessions.at(0).inquiryId ? [DOCUMENTED.sessions.at(0).id] : []
    return tale.told
      .filter(isSessionOpening)
      .map((beat) => makeSessionRow(tale, beat.subject.index, naming).id)
  }

  function listOwnersOf(objectId: string): readonly Tale[] {
    const prefix = objectId.slice(0, objectId.indexOf('_'))
    const number = ids.read(prefix, objectId)
    if (number === undefined) return []
    if (prefix === PREFIX.account) return listTalesOfAccount(number)
    const tale = current(prefix === PREFIX.inquiry ? number : readPart(number).owner)
    return tale === undefined ? [] : [tale]
  }

  function listEventIds(objectId: string): readonly string[] {
    const example = DOCUMENTED.events.at(0)
    if (example.objectId === objectId) return [example.id]
    return listOwnersOf(objectId).flatMap((tale) =>
      tale.told.flatMap((beat, index) => {
        const isAboutIt = !beat.silent && linkSubject(tale, beat, naming).id === objectId
        return isAboutIt ? [makeEventRow(tale, index, naming).id] : []
      }),
    )
  }

  return {
    ids,
    added,
    findTale,
    writeAccountId: (account) => ids.write(PREFIX.account, account),
    listInquiryIdsOfAccount,
    listSessionIds,
    listEventIds,
    inquiries: joinFeeds([
      mapFeed(added.inquiries, (owner) => makeInquiryRow(added.getTale(owner), naming)),
      mapFeed(told.inquiries, (tale) => makeInquiryRow(added.findTale(tale.owner) ?? tale, naming)),
      ...(examples ? [DOCUMENTED.inquiries] : []),
    ]),
    sessions: joinFeeds([
      mapFeed(added.sessions, ({ owner, index }) => makeSessionRow(added.getTale(owner), index, naming)),
      mapFeed(told.sessions, ({ tale, index }) =>
        makeSessionRow(added.findTale(tale.owner) ?? tale, index, naming),
      ),
      ...(examples ? [DOCUMENTED.sessions] : []),
    ]),
    events: joinFeeds([
      mapFeed(added.events, ({ owner, beat }) => makeEventRow(added.getTale(owner), beat, naming)),
      mapFeed(told.events, ({ tale, beat }) => makeEventRow(tale, beat, naming)),
      ...(examples ? [DOCUMENTED.events] : []),
    ]),
  }
}

function mapFeed<From, To>(feed: Feed<From>, map: (row: From) => To): Feed<To> {
  return {
    get length() {
      return feed.length
    },
    at: (place) => map(feed.at(place)),
    placeOf: (id) => feed.placeOf(id),
  }
}
