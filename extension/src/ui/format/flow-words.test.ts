import type { Flow, Session, WorkflowStep } from '@inquiry-lens/shared/model.ts'
import { madeSession } from '@inquiry-lens/shared/testing/made-rows.ts'
import { describe, expect, it } from 'vitest'
import { describeFlow, type KnownSession, sayStatus } from './flow-standing.ts'
import { describeFailureCode, nameStep, nameStepStatus, spellOut, taskOfAction } from './flow-step.ts'
import { writeSessionReply } from './reply.ts'

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

const UNREADABLE = [
  stepOf('CONSENT', 'COMPLETED'),
  stepOf('ID_VERIFICATION', 'FAILED', { code: 'ID_TEXT_NOT_READABLE', action: 'RETAKE_DOCUMENT' }),
]

describe('how a session stands', () => {
  it.each<[string, Told, RegExp]>([
    [
      'never opened',
      { status: 'PENDING', session: { createdAt: hours(-2) }, flow: { expiresAt: hours(3) } },
      /^Opened by nobody yet, made 2 hr ago\. The link ends in 3 hr\.$/,
    ],
    [
      'opened and left',
      { status: 'PENDING', flow: { openedAt: hours(-1), expiresAt: hours(-1) } },
      /^Opened and left, last seen 1 hr ago\. The link died 1 hr ago\.$/,
    ],
    [
      'under way',
      {
        status: 'PENDING',
        flow: { progress: 'STARTED', openedAt: hours(-1) },
        steps: [stepOf('CONSENT', 'COMPLETED'), stepOf('FACE_LIVENESS', 'PENDING')],
      },
      /^Under way, opened 1 hr ago; next is: selfie and liveness\.$/,
    ],
    [
      'failed at a step',
      { status: 'PENDING', flow: { progress: 'STARTED' }, steps: UNREADABLE, attemptsLeft: 1 },
      /^Failed at step 2 of 2, identity document: the document’s text could not be read\. 1 try left\.$/,
    ],
    ['waiting for us', { status: 'SUBMITTED' }, /The decision is ours/],
    ['run out, never opened', { status: 'EXPIRED' }, /never opened/],
    ['out of tries', { status: 'FAILED', steps: UNREADABLE }, /^Failed at step 2 of 2/],
    ['a new word', { status: 'ESCALATED' }, /deepidv calls it “ESCALATED”/],
  ])('%s', (_what, told, words) => {
    expect(describeFlow(known(told), NOW)).toMatch(words)
  })

  it('has the provider’s own words, both where both say something', () => {
    expect(sayStatus(known({ status: 'PENDING', flow: { progress: 'STARTED' } }).session)).toBe(
      'PENDING · STARTED',
    )
    expect(sayStatus(known({ status: 'PENDING', flow: { progress: 'PENDING' } }).session)).toBe('PENDING')
    expect(sayStatus(madeSession({ status: 'active' }))).toBe('active')
  })
})

describe('words of a workflow', () => {
  it('shows what nobody knows as it is', () => {
    expect(nameStep('PALM_READING')).toBe('Palm reading')
    expect(spellOut('id_front')).toBe('ID front')
    expect(nameStepStatus('PONDERED')).toBe('Pondered')
    expect(describeFailureCode('STARS_MISALIGNED')).toBe('Unfamiliar reason: stars misaligned')
    expect(describeFailureCode('constructor')).toBe('Unfamiliar reason: constructor')
    expect(taskOfAction('TRY_AT_DUSK')).toBeUndefined()
    expect(taskOfAction('toString')).toBeUndefined()
  })
})

describe('a reply to the customer', () => {
  const stuck: Told = {
    status: 'PENDING',
    flow: { progress: 'STARTED', openedAt: hours(-1), expiresAt: hours(3) },
    steps: UNREADABLE,
    attemptsLeft: 1,
  }

  it('says what to do, and not why', () => {
    const reply = writeSessionReply(known(stuck), NOW, {})
    expect(reply).toMatch(/take a new photo of your document.*The link works until/)
    expect(reply).not.toMatch(/read|fail|reject|fraud/i)
  })

  it('asks nobody to try again whose link is dead, or whose tries are used up', () => {
    const dead = { ...stuck, flow: { ...stuck.flow, expiresAt: hours(-1) } }
    expect(writeSessionReply(known(dead), NOW, {})).toMatch(/no longer works/)
    expect(writeSessionReply(known({ ...stuck, attemptsLeft: 0 }), NOW, {})).toMatch(/can’t be tried again/)
    const own = { 'in-progress': 'Please go on', failed: 'Please call us' }
    expect(writeSessionReply(known({ ...stuck, attemptsLeft: 0 }), NOW, own)).toBe('Please call us')
  })

  it('takes no heart from those who are on their last try', () => {
    const last = { ...stuck, steps: null, attemptsLeft: 0 }
    expect(writeSessionReply(known(last), NOW, {})).toMatch(/go on with the next step/)
  })

  it('has no word where the state has none', () => {
    expect(writeSessionReply(known({ status: 'ESCALATED' }), NOW, {})).toBeUndefined()
  })
})
