import { itemAt } from '../../common/item-at.ts'
import type { JsonObject } from '../../common/json.ts'
import { hash } from '../../common/random.ts'
import type { Feed } from '../../feed/feed.ts'
import { PREFIX } from '../ids.ts'
import type { Naming } from '../resource/resource.ts'
import { FIRST_ADDED_OWNER, MAX_ADDED_STEPS, numberBeat, numberPart } from './numbers.ts'
import { AT_DESKTOP } from './scenes.ts'
import { MAX_SESSIONS } from './stories.ts'
import type { Story } from './story.ts'
import type { EventSubject } from './subject.ts'
import { isSessionOpening, type Tale, type Told } from './tale.ts'

/** What happened while the provider ran: new tales, and old ones that went on. Newest first, in front of all. */
export type AddedStories = {
  readonly inquiries: Feed<number>
  readonly sessions: Feed<{ readonly owner: number; readonly index: number }>
  readonly events: Feed<{ readonly owner: number; readonly beat: number }>
  findTale(owner: number): Tale | undefined
  getTale(owner: number): Tale
  /** `account`: a returning customer; else a new one */
  addInquiry(at: number, chosen: JsonObject | undefined, account?: number): Tale
  ownersOf(account: number): readonly number[]
  /** undefined: the inquiry has as many sessions as Persona allows */
  addSession(tale: Tale, at: number, chosen: JsonObject | undefined): number | undefined
  addEvent(tale: Tale, event: AddedEvent): number
  /** attributes of an inquiry that is there already */
  addChoice(tale: Tale, at: number, chosen: JsonObject): void
  /** of all rows, seeded or added */
  newestTime(): number
}

export type AddedEvent = {
  readonly name: string
  readonly subject: EventSubject
  readonly at: number
  readonly chosen: JsonObject | undefined
  /** how many of the added events stand in front of it */
  readonly behind: number
}

const ADDED: Story = {
  name: 'added',
  title: 'Added while the provider ran',
  sessions: [],
  verifications: ['government-id', 'selfie'],
  reviewer: 'workflow-run',
  beats: [],
}

export function createAddedStories(
  { ids }: Naming,
  layout: { readonly seed: number; readonly newest: number },
  findTold: (owner: number) => Tale | undefined,
): AddedStories {
  const tales = new Map<number, Tale>()
  let newest = layout.newest
  const inquiries: number[] = []
  const sessions: { readonly owner: number; readonly index: number }[] = []
  const events: { readonly owner: number; readonly beat: number }[] = []

  function getTale(owner: number): Tale {
    const tale = tales.get(owner) ?? findTold(owner)
    if (tale === undefined) throw new RangeError(`no tale ${owner}`)
    return tale
  }

  function append(owner: number, told: Told): number {
    const tale = getTale(owner)
    if (tale.told.length >= MAX_ADDED_STEPS) throw new RangeError('this inquiry is full: take another')
    tales.set(owner, { ...tale, told: [...tale.told, told] })
    newest = Math.max(newest, told.at)
    return tale.told.length
  }

  return {
    getTale,
    findTale: (owner) => tales.get(owner),
    inquiries: newestFirst(inquiries, (owner) => ids.write(PREFIX.inquiry, owner)),
    sessions: newestFirst(sessions, ({ owner, index }) =>
      ids.write(PREFIX['inquiry-session'], numberPart(owner, index)),
    ),
    events: newestFirst(events, ({ owner, beat }) => ids.write(PREFIX.event, numberBeat(owner, beat))),
    ownersOf: (account) => inquiries.filter((owner) => tales.get(owner)?.account === account),
    addInquiry(at, chosen, returning) {
      const owner = FIRST_ADDED_OWNER + inquiries.length
      const own = hash(layout.seed, 'added', owner)
      const subject: EventSubject = { kind: 'inquiry', index: 0 }
      const told: Told = { name: 'inquiry.created', subject, at, silent: true, subjectSet: chosen }
      const tale = {
        owner,
        account: returning ?? owner,
        accountSeed: returning === undefined ? own : getTale(returning).accountSeed,
        seed: own,
        story: ADDED,
        sessions: [],
        told: [told],
      }
      tales.set(owner, tale)
      inquiries.push(owner)
      newest = Math.max(newest, at)
      return tale
    },
    addSession({ owner }, at, chosen) {
      const tale = getTale(owner)
      const index = tale.told.filter(isSessionOpening).length
      if (index >= MAX_SESSIONS) return undefined
      tales.set(owner, { ...tale, sessions: [...tale.sessions, AT_DESKTOP] })
      const subject: EventSubject = { kind: 'inquiry-session', index }
      append(owner, { name: 'inquiry-session.created', subject, at, silent: true, subjectSet: chosen })
      sessions.push({ owner, index })
      return index
    },
    addEvent({ owner }, { name, subject, at, chosen, behind }) {
      const beat = append(owner, { name, subject, at, silent: false, eventSet: chosen })
      events.splice(Math.max(0, events.length - behind), 0, { owner, beat })
      return beat
    },
    addChoice({ owner }, at, chosen) {
      const subject: EventSubject = { kind: 'inquiry', index: 0 }
      append(owner, { name: 'inquiry.changed', subject, at, silent: true, subjectSet: chosen })
    },
    newestTime: () => newest,
  }
}

/** The list grows at its end, so a place counts from there. */
function newestFirst<Entry>(entries: readonly Entry[], writeId: (entry: Entry) => string): Feed<Entry> {
  return {
    get length() {
      return entries.length
    },
    at: (place) => itemAt(entries, entries.length - 1 - place),
    placeOf(id) {
      const index = entries.findLastIndex((entry) => writeId(entry) === id)
      return index < 0 ? undefined : entries.length - 1 - index
    },
  }
}
