import { madeEvent, madeSession } from '@inquiry-lens/shared/testing/made-rows.ts'
import { signal } from '@preact/signals'
import { describe, expect, it } from 'vitest'
import type { CaseView } from '../../messages.ts'
import { findChange, followChange } from './case-change.ts'
import { madeCase } from './made-case.ts'

const NOON = Date.parse('2026-11-21T12:00:00Z')

describe('findChange', () => {
  it('is nothing while only the age changes', () => {
    expect(findChange(madeCase({}, 1), madeCase({}, 2))).toBeUndefined()
  })

  it('says where it stands now, and since when by the provider’s own word', () => {
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
})

describe('followChange', () => {
  it('goes by what was known of the case first, until it was seen', () => {
    const view = signal<CaseView | undefined>(undefined)
    const ended = new AbortController()
    const { change, see } = followChange({ view }, ended.signal)
    view.value = madeCase({ status: 'pending' }, 1)
    expect(change.value).toBeUndefined()
    view.value = madeCase({ status: 'approved' }, 2)
    expect(change.value).toMatchObject({ to: 'approved' })
    see()
    expect(change.value).toBeUndefined()
    view.value = madeCase({ status: 'declined' }, 3)
    expect(change.value).toMatchObject({ to: 'declined' })
    view.value = undefined
    expect(change.value).toBeUndefined()
    ended.abort()
  })
})
