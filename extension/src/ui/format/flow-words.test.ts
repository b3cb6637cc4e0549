import type { Flow, Session, WorkflowStep } from '@inquiry-lens/shared/model.ts'
import { type OwnWords, overlayPacks } from '@inquiry-lens/shared/replies/overlay-packs.ts'
import { madeSession } from '@inquiry-lens/shared/testing/made-rows.ts'
import { describe, expect, it } from 'vitest'
import type { KnownSession } from './flow-standing.ts'
import { speakReply } from './spoken-reply.ts'
import { sayStatus } from './status-words.ts'
import { judgeCase } from './verdict.ts'

const NOW = Date.parse('2026-11-21T12:00:00Z')
const hours = (count: number) => new Date(NOW + count * 3_600_000).toISOString()

const NO_FLOW: Flow = {
  type: null,
  progress: null,
  updatedAt: null,
  submittedAt: null,
  expiresAt: null,
  openedAt: null,
  externalId: null,
  workflow: null,
  steps: [],
  uploads: {},
  checks: {},
}

const stepOf = (step: string, status: string, failure: WorkflowStep['failure'] = null): WorkflowStep => ({
  step,
  status,
  attempts: 1,
  startedAt: null,
  completedAt: null,
  failure,
})

interface Told {
  status: string
  flow?: Partial<Flow>
  session?: Partial<Session>
  steps?: WorkflowStep[] | null
  attemptsLeft?: number | null
}

const known = ({ status, flow, session, steps = null, attemptsLeft = null }: Told): KnownSession => ({
  session: madeSession({ provider: 'deepidv', status, ...session, flow: { ...NO_FLOW, ...flow } }),
  steps,
  attemptsLeft,
})

function writeReply(session: KnownSession, replies: OwnWords['replies'] = {}): string | undefined {
  const source = { provider: 'deepidv', environment: 'sandbox', state: 'fresh' } as const
  const view = { about: 'session', provider: 'deepidv', related: [], source, asOf: NOW, ...session } as const
  const texts = overlayPacks({ replies, replyLanguages: {} })
  return speakReply(judgeCase({ ...view, related: [] }, NOW), texts, texts.packs[0])?.text
}

const UNREADABLE = [
  stepOf('CONSENT', 'COMPLETED'),
  stepOf('ID_VERIFICATION', 'FAILED', { code: 'ID_TEXT_NOT_READABLE', action: 'RETAKE_DOCUMENT' }),
]

it('has the provider’s own words, both where both say something', () => {
  expect(sayStatus(known({ status: 'PENDING', flow: { progress: 'STARTED' } }).session)).toBe(
    'PENDING · STARTED',
  )
  expect(sayStatus(known({ status: 'PENDING', flow: { progress: 'PENDING' } }).session)).toBe('PENDING')
  expect(sayStatus(madeSession({ status: 'active' }))).toBe('active')
})

describe('a reply to the customer', () => {
  const stuck: Told = {
    status: 'PENDING',
    flow: { progress: 'STARTED', openedAt: hours(-1), expiresAt: hours(3) },
    steps: UNREADABLE,
    attemptsLeft: 1,
  }

  it('says what to do, and not why', () => {
    const reply = writeReply(known(stuck))
    expect(reply).toMatch(/take a new photo of your document.*The link works until/)
    expect(reply).not.toMatch(/read|fail|reject|fraud/i)
  })

  it('asks nobody to try again whose link is dead, or whose tries are used up', () => {
    const dead = { ...stuck, flow: { ...stuck.flow, expiresAt: hours(-1) } }
    expect(writeReply(known(dead))).toMatch(/no longer works/)
    expect(writeReply(known({ ...stuck, attemptsLeft: 0 }))).toMatch(/cannot be tried again/)
    const own = { 'in-progress': 'Please go on.', failed: 'Please call us.' }
    expect(writeReply(known({ ...stuck, attemptsLeft: 0 }), own)).toBe('Please call us.')
  })

  it('takes no heart from those who are on their last try', () => {
    const last = { ...stuck, steps: null, attemptsLeft: 0 }
    expect(writeReply(known(last))).toMatch(/go on from where you stopped/)
  })

  it('has no word where the state has none', () => {
    expect(writeReply(known({ status: 'ESCALATED' }))).toBeUndefined()
  })
})
