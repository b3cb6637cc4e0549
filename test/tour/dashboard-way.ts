/**
 * What an agent does without Inquiry Lens, step by step, at the same pace: signed in to the provider's dashboard already,
 * and with nothing going wrong. What a page takes to come up is an assumption, and a kind one.
 */
import { countWords, PACE } from './human-hand.ts'

/** Seconds until a page of a dashboard, or a part of it, stands there. */
const PAGE = 2
const PART = 1

interface WayStep {
  does: string
  seconds: number
  clicks: number
  keys: number
}

interface Gestures {
  point?: number
  clicks?: number
  keys?: number
  reaches?: number
  thoughts?: number
  words?: number
  waits?: number
}

function step(does: string, gestures: Gestures): WayStep {
  const { clicks = 0, keys = 0, point = 0, reaches = 0, thoughts = 0, words = 0, waits = 0 } = gestures
  const seconds =
    point * PACE.point +
    clicks * PACE.click +
    keys * PACE.key +
    reaches * PACE.reach +
    thoughts * PACE.think +
    words * PACE.word +
    waits
  return { does, seconds, clicks, keys }
}

/** `reply`: what is sent in the end, so that both ways end with the same. */
export function listDashboardWay(reply: string): WayStep[] {
  return [
    step('Select the ID in the ticket by a double click, and copy it', {
      thoughts: 1,
      point: 1,
      clicks: 2,
      reaches: 1,
      keys: 2,
    }),
    step('Open the dashboard from a bookmark', { reaches: 1, point: 1, clicks: 1, waits: PAGE }),
    step('Click into its search, paste, Enter', {
      thoughts: 1,
      point: 1,
      clicks: 1,
      reaches: 1,
      keys: 3,
      waits: PART,
    }),
    step('Open the inquiry that was found', { reaches: 1, point: 1, clicks: 1, waits: PAGE }),
    step('Read status, times and steps', { thoughts: 1, words: 40 }),
    step('Open its sessions and events, and read what happened', {
      thoughts: 1,
      point: 1,
      clicks: 1,
      waits: PART,
      words: 40,
    }),
    step('Work out whether the link still works, and what the customer is to do', { thoughts: 2 }),
    step('Go back to the ticket', { point: 1, clicks: 1 }),
    step('Click into the reply, and find a saved text by a few letters', {
      point: 2,
      clicks: 2,
      reaches: 1,
      keys: 6,
      thoughts: 1,
    }),
    step('Read it, and put in by hand what this customer is to do and until when', {
      words: countWords(reply),
      thoughts: 1,
      keys: 40,
    }),
  ]
}
