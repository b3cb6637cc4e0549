import type { World } from './world.ts'

/** A session that a test or a tour can point at by its story's name; the newest there is. */
export type KnownSession = {
  readonly title: string
  readonly session: string
  readonly status: string
  readonly externalId: string
  readonly workflow: string | null
}

export type KnownSessions = Readonly<Record<string, KnownSession>>

const SEARCHED = 320

/** Beside the stories: `pending` and `expired` ones, and `foreign`, which is another organisation's. */
export function listKnownSessions(world: World, name: 'sandbox' | 'production'): KnownSessions {
  const known: Record<string, KnownSession> = {}
  const { sessions } = world
  for (let place = 0; place < Math.min(sessions.length, SEARCHED); place++) {
    const row = sessions.at(place)
    if (row.tale === undefined) continue
    const { story, status, startedAt } = row.tale
    const isToldWhole = status === story.status && (startedAt !== null || story.started === undefined)
    const key = isToldWhole ? story.name : status.toLowerCase()
    known[key] ??= {
      title: story.title,
      session: row.id,
      status,
      externalId: row.externalId,
      workflow: row.workflowId,
    }
  }
  if (name === 'production') {
    const foreign = { status: 'VERIFIED', externalId: '', workflow: null }
    known.foreign = { title: 'Of another organisation', session: world.foreignId(), ...foreign }
  }
  return known
}
