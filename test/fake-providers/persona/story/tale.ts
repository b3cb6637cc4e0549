import type { JsonObject } from '../../common/json.ts'
import { createRandom, hash } from '../../common/random.ts'
import type { SessionSetting, Story } from './story.ts'
import type { EventSubject } from './subject.ts'

/** A scenario with its customer and time. */
export type Tale = {
  readonly owner: number
  /** whose account it is: a returning customer has one account and several tales */
  readonly account: number
  readonly accountSeed: number
  readonly seed: number
  readonly story: Story
  readonly sessions: readonly SessionSetting[]
  readonly told: readonly Told[]
}

/** A beat that has happened. The list of them is in the order of time, so a part of it is a moment in the past. */
export type Told = {
  readonly name: string
  readonly subject: EventSubject
  readonly at: number
  readonly silent: boolean
  /** attributes that a test chose for the subject, and for the event itself */
  readonly subjectSet?: JsonObject | undefined
  readonly eventSet?: JsonObject | undefined
}

export const DAY = 24 * 60 * 60 * 1000

/** Milliseconds from the beginning of the story to each of its beats. */
export function timeBeats(story: Story, seed: number): readonly number[] {
  const random = createRandom(hash(seed, 'pauses'))
  let at = 0
  let isLate = false
  return story.beats.map((beat, index) => {
    if (beat.late && !isLate) {
      at = DAY
      isLate = true
    }
    if (index > 0) at += random.between(beat.pause[0] * 1000, beat.pause[1] * 1000)
    return at
  })
}

export function isAbout(told: Told, subject: EventSubject): boolean {
  return told.subject.kind === subject.kind && told.subject.index === subject.index
}

export function isSessionOpening(told: Told): boolean {
  return told.silent && told.subject.kind === 'inquiry-session'
}

/** Attributes that were chosen for a subject; the newest choice holds. */
export function readChosen(told: readonly Told[], subject: EventSubject): JsonObject {
  let chosen: JsonObject = {}
  for (const beat of told) {
    if (beat.subjectSet !== undefined && isAbout(beat, subject)) chosen = { ...chosen, ...beat.subjectSet }
  }
  return chosen
}
