import { createRandom, hash } from '../../common/random.ts'
import { codeOf, STORIES, type Story } from './stories.ts'

/** One session as it stands when the world was made. Times are milliseconds since the epoch. */
export type Tale = {
  readonly number: number
  readonly story: Story
  readonly status: string
  readonly progress: string
  readonly createdAt: number
  readonly openedAt: number | null
  readonly startedAt: number | null
  readonly submittedAt: number | null
  readonly expiresAt: number
  readonly updatedAt: number
  readonly tries: readonly { readonly code: string; readonly slot: string | null; readonly at: number }[]
  readonly decline: { readonly code: string; readonly at: number } | null
  /** The sessions of one customer share it. */
  readonly customer: number
  readonly workflow: number
  readonly sender: number
}

const MINUTE = 60_000
const GAP = 7 * MINUTE
const LINK_LASTS = 24 * 60 * MINUTE
const BLOCK = 10
/** Rows of a block that are of one customer. */
const OF_ONE = new Set([2, 5, 8])

const WEIGHT = STORIES.reduce((sum, { weight }) => sum + weight, 0)

/** Row `number` of a world, whatever its size; 0 is the newest. */
export function buildScenario(seed: number, newest: number, number: number): Tale {
  const createdAt = newest - number * GAP - (hash(seed, 'when', number) % GAP)
  return buildStory(pickStory(seed, number), {
    number,
    createdAt,
    now: newest,
    customer: customerOf(number),
    workflow: hash(seed, 'workflow', number) % 3,
    sender: hash(seed, 'sender', number) % 4,
  })
}

export function buildStory(
  story: Story,
  {
    now,
    createdAt,
    ...rest
  }: Pick<Tale, 'number' | 'createdAt' | 'customer' | 'workflow' | 'sender'> & { now: number },
): Tale {
  const at = (minutes: number | undefined): number | null => {
    const time = minutes === undefined ? undefined : createdAt + minutes * MINUTE
    return time === undefined || time > now ? null : time
  }
  const startedAt = at(story.started)
  const submittedAt = at(story.submitted)
  const endedAt = at(story.ended)
  const expiresAt = createdAt + LINK_LASTS
  const isPast = (minutes: number | undefined) => minutes === undefined || at(minutes) !== null
  const hasCome = isPast(story.ended) && isPast(story.submitted)
  const isOver = expiresAt <= now && (!hasCome || story.status === 'PENDING')
  const openedAt = at(story.opened)
  const tries = (story.tries ?? []).flatMap(({ code, slot, minute }) => {
    const failedAt = at(minute)
    return failedAt === null ? [] : [{ code: codeOf(code, rest.number), slot, at: failedAt }]
  })
  const declinedAt = at(story.decline?.minute)
  return {
    ...rest,
    story,
    createdAt,
    tries,
    decline:
      story.decline && declinedAt !== null
        ? { code: codeOf(story.decline.code, rest.number), at: declinedAt }
        : null,
    status: isOver ? 'EXPIRED' : hasCome ? story.status : submittedAt === null ? 'PENDING' : 'SUBMITTED',
    progress:
      submittedAt !== null || (story.status === 'FAILED' && hasCome && !isOver)
        ? 'COMPLETED'
        : startedAt !== null
          ? 'STARTED'
          : 'PENDING',
    openedAt,
    startedAt,
    submittedAt,
    expiresAt,
    updatedAt: isOver
      ? expiresAt
      : (endedAt ?? submittedAt ?? tries.at(-1)?.at ?? startedAt ?? openedAt ?? createdAt),
  }
}

function pickStory(seed: number, number: number): Story {
  let rest = createRandom(hash(seed, 'story', number)).between(1, WEIGHT)
  for (const story of STORIES) {
    rest -= story.weight
    if (rest <= 0) return story
  }
  return STORIES[0]
}

const customerOf = (number: number): number => {
  const place = number % BLOCK
  return OF_ONE.has(place) ? number - place + Math.min(...OF_ONE) : number
}

/** Where a customer's sessions may be. */
export const numbersNear = (customer: number): readonly number[] =>
  Array.from({ length: BLOCK }, (_, place) => customer - (customer % BLOCK) + place)
