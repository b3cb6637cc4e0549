import { PREFIX } from './ids.ts'
import { DOCUMENTED } from './resource/documented.ts'
import { makeEventRow, makeSessionRow } from './resource/rows.ts'
import { foldInquiry } from './story/states.ts'
import { isSessionOpening, type Tale } from './story/tale.ts'
import type { World } from './world.ts'

/** A story that a tour or a test page can point at by its name. IDs are newest first. */
export type KnownStory = {
  readonly title: string
  readonly inquiry: string
  readonly status: string
  readonly account: string
  readonly sessions: readonly string[]
  readonly events: readonly string[]
}

export type KnownStories = Readonly<Record<string, KnownStory>>

/** A day and more of rows: what runs out after a day has run out within them. */
const SEARCHED = 320

/** Stories that are worth finding in one state only; the others in whatever state they are. */
const WANTED_STATUS: Readonly<Record<string, string>> = {
  'never-opened': 'created',
  'expired-midway': 'expired',
  'in-review': 'needs_review',
}

/** The newest tale of each story, in a state that is worth showing. */
export function listKnown(world: World): KnownStories {
  const known: Record<string, KnownStory> = {}
  for (let place = 0; place < Math.min(world.inquiries.length, SEARCHED); place++) {
    const { tale } = world.inquiries.at(place)
    const name = tale === undefined ? undefined : nameTale(tale)
    if (tale !== undefined && name !== undefined && !(name in known)) known[name] = describe(world, tale)
  }
  if (world.inquiries.placeOf(DOCUMENTED.inquiries.at(0).id) !== undefined) known.documented = documented()
  return known
}

function nameTale(tale: Tale): string | undefined {
  const { name } = tale.story
  const { status } = foldInquiry(tale, tale.told)
  if (name === 'expired-midway' && status === 'pending') return 'in-progress'
  if (name === 'added' || (WANTED_STATUS[name] ?? status) !== status) return undefined
  return name
}

function describe(world: World, tale: Tale): KnownStory {
  const naming = { ids: world.ids }
  const told = tale.told.map((beat, index) => ({ beat, index })).reverse()
  return {
    title: tale.story.title,
    inquiry: world.ids.write(PREFIX.inquiry, tale.owner),
    status: foldInquiry(tale, tale.told).status,
    account: world.ids.write(PREFIX.account, tale.account),
    sessions: told
      .filter(({ beat }) => isSessionOpening(beat))
      .map(({ beat }) => makeSessionRow(tale, beat.subject.index, naming).id),
    events: told.filter(({ beat }) => !beat.silent).map(({ index }) => makeEventRow(tale, index, naming).id),
  }
}

function documented(): KnownStory {
  return {
    title: 'The example of Persona’s own pages',
    inquiry: DOCUMENTED.inquiries.at(0).id,
    status: DOCUMENTED.inquiries.at(0).status,
    account: DOCUMENTED.inquiries.at(0).accountId,
    sessions: [DOCUMENTED.sessions.at(0).id],
    events: [DOCUMENTED.events.at(0).id],
  }
}
