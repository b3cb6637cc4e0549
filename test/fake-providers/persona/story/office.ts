import { itemAt } from '../../common/item-at.ts'
import { createRandom, hash } from '../../common/random.ts'
import { EVENT_NAMES } from './event-names.ts'
import { CAST, RARE } from './stories.ts'
import type { Story } from './story.ts'
import type { Tale, Told } from './tale.ts'

/**
 * What else happens at the company: reports, cases, filings and all the families that are not about an inquiry.
 * A support tool meets them in the same global feed.
 */
const OFFICE: Story = {
  name: 'office',
  title: 'Elsewhere at the company',
  sessions: [],
  verifications: [],
  reviewer: null,
  beats: [],
}

export const OFFICE_BEATS = 24

const inStories = new Set([...CAST, RARE].flatMap((story) => story.beats.map((beat) => beat.name)))

/** Names that no story tells: in turn, so that ten chapters have them all. */
const OFFICE_NAMES = EVENT_NAMES.filter((name) => !inStories.has(name))

export function layOffice(seed: number, chapter: number, owner: number, from: number, span: number): Tale {
  const random = createRandom(hash(seed, 'office', chapter))
  const told = Array.from({ length: OFFICE_BEATS }, (_, index): Told => {
    const turn = (chapter * OFFICE_BEATS + index) % OFFICE_NAMES.length
    return {
      name: itemAt(OFFICE_NAMES, turn),
      subject: { kind: 'other', index },
      at: from + Math.floor(((index + random.next()) / OFFICE_BEATS) * span),
      silent: false,
    }
  })
  const own = hash(seed, 'office', chapter)
  return { owner, account: owner, accountSeed: own, seed: own, story: OFFICE, sessions: [], told }
}
