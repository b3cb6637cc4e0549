import { itemAt } from '../../common/item-at.ts'
import type { Feed } from '../../feed/feed.ts'
import {
  CHAPTER_SPAN,
  type Chapter,
  countChapters,
  findTale,
  type Layout,
  layChapter,
  measureChapter,
} from './chapter.ts'
import { readBeat, readOwner, readPart } from './numbers.ts'
import type { Tale } from './tale.ts'

export type SessionPlace = { readonly tale: Tale; readonly index: number }
export type EventPlace = { readonly tale: Tale; readonly beat: number }

/** The rows that exist at start. Numbers stand for IDs; nothing here is kept but a few chapters. */
export type ToldWorld = {
  readonly inquiries: Feed<Tale>
  readonly sessions: Feed<SessionPlace>
  readonly events: Feed<EventPlace>
  findTale(owner: number): Tale | undefined
}

export type NumberReader = (id: string) => number | undefined

const KEPT_CHAPTERS = 12

export function createToldWorld(
  layout: Layout,
  read: { readonly inquiry: NumberReader; readonly session: NumberReader; readonly event: NumberReader },
): ToldWorld {
  const chapterCount = countChapters(layout)
  const starts = { inquiries: [0], sessions: [0], events: [0] }
  for (let chapter = 0; chapter < chapterCount; chapter++) {
    const size = measureChapter(layout, chapter)
    starts.inquiries.push(itemAt(starts.inquiries, chapter) + size.inquiries)
    starts.sessions.push(itemAt(starts.sessions, chapter) + size.sessions)
    starts.events.push(itemAt(starts.events, chapter) + size.events)
  }
  const chapterAt = keepRecent(KEPT_CHAPTERS, (chapter) => layChapter(layout, chapter))
  const taleOf = (owner: number) => {
    const { chapter, member } = readOwner(owner)
    return findTale(layout, chapter, member)
  }
  function makeFeed<Entry>(
    bounds: readonly number[],
    entriesOf: (chapter: Chapter) => readonly Entry[],
    find: (id: string) => { readonly at: number; readonly is: (entry: Entry) => boolean } | undefined,
  ): Feed<Entry> {
    return {
      length: itemAt(bounds, chapterCount),
      at(place) {
        const chapter = findChapter(bounds, place)
        return itemAt(entriesOf(chapterAt(chapter)), place - itemAt(bounds, chapter))
      },
      placeOf(id) {
        const found = find(id)
        if (found === undefined) return undefined
        const chapter = Math.ceil((layout.newest - found.at) / CHAPTER_SPAN) - 1
        const offset = entriesOf(chapterAt(chapter)).findIndex(found.is)
        return offset < 0 ? undefined : itemAt(bounds, chapter) + offset
      },
    }
  }
  return {
    findTale: taleOf,
    inquiries: makeFeed(
      starts.inquiries,
      (chapter) => chapter.inquiries,
      (id) => {
        const tale = mapDefined(read.inquiry(id), taleOf)
        const at = tale?.told[0]?.at
        return at === undefined ? undefined : { at, is: (entry) => entry.owner === tale?.owner }
      },
    ),
    sessions: makeFeed(
      starts.sessions,
      (chapter) => chapter.sessions,
      (id) => {
        const part = mapDefined(read.session(id), readPart)
        const at = mapDefined(part?.owner, taleOf)?.told[0]?.at
        if (part === undefined || at === undefined) return undefined
        return { at, is: ({ tale, index }) => tale.owner === part.owner && index === part.part }
      },
    ),
    events: makeFeed(
      starts.events,
      (chapter) => chapter.events,
      (id) => {
        const place = mapDefined(read.event(id), readBeat)
        if (place === undefined) return undefined
        const at = taleOf(place.owner)?.told[place.beat]?.at
        if (at === undefined) return undefined
        return { at, is: ({ tale, beat }) => tale.owner === place.owner && beat === place.beat }
      },
    ),
  }
}

/** The last chapter that begins at or before a place. */
function findChapter(bounds: readonly number[], place: number): number {
  let low = 0
  let high = bounds.length - 2
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (itemAt(bounds, middle) <= place) low = middle
    else high = middle - 1
  }
  return low
}

function keepRecent<Value>(most: number, make: (key: number) => Value): (key: number) => Value {
  const kept = new Map<number, Value>()
  return (key) => {
    const value = kept.get(key) ?? make(key)
    kept.delete(key)
    kept.set(key, value)
    for (const oldest of kept.keys()) {
      if (kept.size <= most) break
      kept.delete(oldest)
    }
    return value
  }
}

function mapDefined<From, To>(value: From | undefined, map: (value: From) => To): To | undefined {
  return value === undefined ? undefined : map(value)
}
