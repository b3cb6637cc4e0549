import { itemAt } from '../../common/item-at.ts'
import { createRandom, hash } from '../../common/random.ts'
import { numberOwner } from './numbers.ts'
import { layOffice, OFFICE_BEATS } from './office.ts'
import { CAST, RARE } from './stories.ts'
import type { Story } from './story.ts'
import { DAY, isSessionOpening, type Tale, timeBeats } from './tale.ts'

/**
 * The world is laid out backwards from `newest` in chapters of four hours. A chapter's stories begin and end in it,
 * save for what happens a day later, which falls in the chapter six newer. So how many rows each chapter has is
 * known without laying it out, and a page anywhere costs one or two chapters.
 */
export type Layout = { readonly seed: number; readonly newest: number; readonly rows: number }

export const CHAPTER_SPAN = 4 * 60 * 60 * 1000
const LATE_CHAPTERS = DAY / CHAPTER_SPAN
export const CAST_SIZE = CAST.length
const OFFICE_MEMBER = CAST_SIZE
const RARE_EVERY = 32

/** Comes back to an account that another member of the chapter made. */
const RETURNING = { member: 38, account: 36 }

export type Chapter = {
  readonly inquiries: readonly Tale[]
  readonly sessions: readonly { readonly tale: Tale; readonly index: number }[]
  readonly events: readonly { readonly tale: Tale; readonly beat: number }[]
}

export type ChapterSize = { readonly inquiries: number; readonly sessions: number; readonly events: number }

export function countChapters(layout: Layout): number {
  return Math.ceil(layout.rows / CAST_SIZE)
}

export function measureChapter(layout: Layout, chapter: number): ChapterSize {
  const stories = storiesOf(layout, chapter)
  const late = storiesOf(layout, chapter + LATE_CHAPTERS)
  return {
    inquiries: stories.length,
    sessions: sum(stories, (story) => story.sessions.length),
    events:
      OFFICE_BEATS +
      sum(stories, (story) => eventCounts.get(story)?.early ?? 0) +
      sum(late, (story) => eventCounts.get(story)?.late ?? 0),
  }
}

export function layChapter(layout: Layout, chapter: number): Chapter {
  const own = storiesOf(layout, chapter).map((_, member) => layTale(layout, chapter, member))
  const earlier = storiesOf(layout, chapter + LATE_CHAPTERS).map((_, member) =>
    layTale(layout, chapter + LATE_CHAPTERS, member),
  )
  const office = layOfficeOf(layout, chapter)
  const sessions = own.flatMap((tale) =>
    tale.told
      .filter(isSessionOpening)
      .map((told) => ({ at: told.at, owner: tale.owner, tale, index: told.subject.index })),
  )
  const events = [
    ...own.flatMap((tale) => listBeats(tale, false)),
    ...earlier.flatMap((tale) => listBeats(tale, true)),
    ...listBeats(office, false),
  ]
  return {
    inquiries: own.toSorted((a, b) => startOf(b) - startOf(a) || b.owner - a.owner),
    sessions: sessions.sort((a, b) => b.at - a.at || b.owner - a.owner || b.index - a.index),
    events: events.sort((a, b) => b.at - a.at || b.tale.owner - a.tale.owner || b.beat - a.beat),
  }
}

/** undefined: the world does not go back that far */
export function findTale(layout: Layout, chapter: number, member: number): Tale | undefined {
  if (chapter < 0 || chapter >= countChapters(layout)) return undefined
  if (member === OFFICE_MEMBER) return layOfficeOf(layout, chapter)
  return member < storiesOf(layout, chapter).length ? layTale(layout, chapter, member) : undefined
}

/** The members of a chapter whose events may be about one account. */
export function listAccountMembers(member: number): readonly number[] {
  return member === RETURNING.account ? [member, RETURNING.member] : [member]
}

export function layTale(layout: Layout, chapter: number, member: number): Tale {
  const story = storyOf(chapter, member)
  const seed = hash(layout.seed, 'tale', chapter, member)
  const times = timeBeats(story, seed)
  const room = CHAPTER_SPAN - Math.max(...times.map((time) => (time < DAY ? time : time - DAY))) - 1
  const begin = Math.floor(((slotOf(layout, chapter, member) + createRandom(seed).next()) / CAST_SIZE) * room)
  const startAt = beginningOf(layout, chapter) + begin
  const told = story.beats
    .map(({ name, subject, silent }, index) => ({ name, subject, silent, at: startAt + (times[index] ?? 0) }))
    .filter((beat) => beat.at <= layout.newest)
  const account = numberOwner(chapter, member === RETURNING.member ? RETURNING.account : member)
  return {
    owner: numberOwner(chapter, member),
    account,
    accountSeed: hash(layout.seed, 'account', account),
    seed,
    story,
    sessions: story.sessions,
    told,
  }
}

function layOfficeOf(layout: Layout, chapter: number): Tale {
  const owner = numberOwner(chapter, OFFICE_MEMBER)
  return layOffice(layout.seed, chapter, owner, beginningOf(layout, chapter), CHAPTER_SPAN)
}

function storiesOf(layout: Layout, chapter: number): readonly Story[] {
  const size = Math.max(0, Math.min(CAST_SIZE, layout.rows - chapter * CAST_SIZE))
  return Array.from({ length: size }, (_, member) => storyOf(chapter, member))
}

function storyOf(chapter: number, member: number): Story {
  if (chapter % RARE_EVERY === 0 && member === CAST_SIZE - 1) return RARE
  return itemAt(CAST, member)
}

/** A different order of the same cast in each chapter. */
function slotOf(layout: Layout, chapter: number, member: number): number {
  const mixed = hash(layout.seed, 'order', chapter)
  const strides = [1, 3, 7, 9, 11, 13, 17, 19, 21, 23, 27, 29, 31, 33, 37, 39]
  const stride = strides[mixed % strides.length] ?? 1
  return (member * stride + (mixed >>> 8)) % CAST_SIZE
}

function beginningOf(layout: Layout, chapter: number): number {
  return layout.newest - (chapter + 1) * CHAPTER_SPAN
}

function startOf(tale: Tale): number {
  return tale.told[0]?.at ?? 0
}

function listBeats(tale: Tale, late: boolean) {
  return tale.told.flatMap(({ at, silent }, beat) => {
    const isLate = tale.story.beats[beat]?.late ?? false
    return silent || isLate !== late ? [] : [{ at, tale, beat }]
  })
}

const eventCounts = new Map(
  [...CAST, RARE].map((story) => [
    story,
    {
      early: story.beats.filter((beat) => !beat.silent && !beat.late).length,
      late: story.beats.filter((beat) => !beat.silent && beat.late).length,
    },
  ]),
)

function sum<T>(list: readonly T[], measure: (item: T) => number): number {
  return list.reduce((total, item) => total + measure(item), 0)
}
