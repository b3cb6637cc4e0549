import type { InquiryCase, SessionCase, WorkflowStep } from '@inquiry-lens/shared/domain/model.ts'
import {
  madeEvent,
  madeInquiry,
  madeSession,
  madeSessionCase,
} from '@inquiry-lens/shared/testing/made-rows.ts'
import { signal } from '@preact/signals'
import { describe, expect, it } from 'vitest'
import type { CaseView, SessionCaseView } from '../../../messages/messages.ts'
import { madeCase } from '../testing.ts'
import { followChange } from './case.ts'
import { findChange } from './case-change.ts'

const NOON = Date.parse('2026-11-21T12:00:00Z')

describe('findChange', () => {
  it('is nothing while only the age changes', () => {
    expect(findChange(madeCase({}, 1), madeCase({}, 2))).toBeUndefined()
  })

  it('reports the new state, with the provider’s time', () => {
    const before = madeCase({ status: 'pending' }, NOON - 60_000)
    const after = madeCase(
      {
        status: 'approved',
        decisionedAt: '2026-11-21T11:58:00Z',
        // Still to come, and so not when it changed.
        expiresAt: '2026-11-22T12:00:00Z',
      },
      NOON,
    )
    expect(findChange(before, after)).toEqual({
      to: 'approved',
      count: 0,
      at: Date.parse('2026-11-21T11:58:00Z'),
    })
  })

  it('is as old as the answer where the provider names no time', () => {
    const [before, after] = [madeCase({ status: 'pending' }, 1), madeCase({ status: 'failed' }, NOON)]
    expect(findChange(before, after)).toMatchObject({ to: 'failed', at: NOON })
  })

  it('counts what happened where it stands as before', () => {
    const before = madeCase({}, NOON - 1)
    const event = madeEvent({ id: 'evt_new', createdAt: '2026-11-21T11:59:00Z' })
    const session = madeSession({ id: 'iqse_new', createdAt: '2026-11-21T11:59:30Z' })
    const after = { ...madeCase({}, NOON), events: [event], sessions: [session] }
    expect(findChange(before, after)).toEqual({
      to: undefined,
      count: 2,
      at: Date.parse('2026-11-21T11:59:30Z'),
    })
    expect(findChange(after, { ...after, events: [] })).toBeUndefined()
  })

  describe('counts new timeline entries', () => {
    const verification = (verb: string, minute: number) =>
      madeEvent({
        id: `evt_${verb}`,
        name: `verification.${verb}`,
        createdAt: `2026-11-21T11:0${minute}:00Z`,
        object: { type: 'verification/selfie', id: 'ver_1' },
      })
    const [started, submitted, passed] = [
      verification('created', 1),
      verification('submitted', 2),
      verification('passed', 3),
    ]
    const countOf = (before: Partial<InquiryCase>, after: Partial<InquiryCase>) =>
      findChange({ ...madeCase({}, NOON), ...before }, { ...madeCase({}, NOON), ...after })?.count

    it('a try as one thing, and again once it is handed in and once it is decided', () => {
      expect(countOf({}, { events: [passed, submitted, started] })).toBe(1)
      expect(countOf({ events: [started] }, { events: [submitted, started] })).toBe(1)
      expect(countOf({ events: [submitted, started] }, { events: [passed, submitted, started] })).toBe(1)
    })

    it('a known link once it is opened', () => {
      const link = madeSession({ status: 'new', createdAt: '2026-11-21T11:00:00Z' })
      const opened = { ...link, status: 'active', startedAt: '2026-11-21T11:05:00Z' }
      expect(countOf({ sessions: [link] }, { sessions: [opened] })).toBe(1)
      expect(
        countOf({ sessions: [opened] }, { sessions: [{ ...opened, status: 'expired' }] }),
      ).toBeUndefined()
    })

    it('not older entries that were missing once', () => {
      const [old, late] = ['2026-11-21T11:50:00Z', '2026-11-21T12:10:00Z'].map((createdAt) =>
        madeEvent({ id: createdAt, createdAt }),
      )
      const events = old && late ? [late, old] : []
      expect(countOf({ eventsMissing: true }, { events })).toBe(1)
      expect(countOf({}, { events })).toBe(2)
    })

    it('without what it folds away, and what is still to come', () => {
      const aside = madeEvent({ name: 'inquiry.transitioned', createdAt: '2026-11-21T11:04:00Z' })
      const inquiry = madeInquiry({ nextStep: 'verification_selfie', expiresAt: '2026-11-22T12:00:00Z' })
      expect(countOf({}, { inquiry, events: [aside] })).toBeUndefined()
    })
  })

  describe('of a session that stands for itself', () => {
    const stepOf = (told: Partial<WorkflowStep>): WorkflowStep => ({
      step: 'ID_VERIFICATION',
      status: 'PENDING',
      attempts: 0,
      startedAt: null,
      completedAt: null,
      failure: null,
      ...told,
    })
    const caseOf = (told: Partial<SessionCase>): SessionCaseView => ({
      ...madeSessionCase(told),
      source: { provider: 'deepidv', environment: 'sandbox', state: 'fresh' },
      asOf: NOON,
    })
    const failed = stepOf({ status: 'FAILED', attempts: 1, completedAt: '2026-11-21T11:10:00Z' })

    it('is each step that went on, and each try that the provider counts', () => {
      const before = caseOf({ steps: [stepOf({}), failed] })
      const done = stepOf({ status: 'COMPLETED', attempts: 1, completedAt: '2026-11-21T11:20:00Z' })
      expect(findChange(before, caseOf({ steps: [done, failed] }))).toEqual({
        to: undefined,
        count: 1,
        at: Date.parse('2026-11-21T11:20:00Z'),
      })
      const twice = { ...failed, attempts: 2 }
      expect(findChange(before, caseOf({ steps: [stepOf({}), twice] }))).toMatchObject({ count: 1 })
    })

    it('is another session of the same customer, too', () => {
      const other = madeSession({ id: 'other', createdAt: '2026-11-21T11:30:00Z' })
      expect(findChange(caseOf({}), caseOf({ related: [other] }))).toMatchObject({
        count: 1,
        at: Date.parse('2026-11-21T11:30:00Z'),
      })
    })
  })
})

describe('followChange', () => {
  it('goes by what was known of the case first, until it was seen', async () => {
    const view = signal<CaseView | undefined>(undefined)
    const ended = new AbortController()
    const { change, see } = followChange({ data: view }, ended.signal)
    view.value = madeCase({ status: 'pending' }, 1)
    expect(change.value).toBeUndefined()
    view.value = madeCase({ status: 'approved' }, 2)
    await expect.poll(() => change.value).toMatchObject({ to: 'approved' })
    see()
    expect(change.value).toBeUndefined()
    view.value = madeCase({ status: 'declined' }, 3)
    expect(change.value).toMatchObject({ to: 'declined' })
    view.value = undefined
    expect(change.value).toBeUndefined()
    ended.abort()
  })
})
