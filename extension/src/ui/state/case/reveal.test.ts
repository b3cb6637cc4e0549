import { INQUIRY_ID } from '@inquiry-lens/shared/testing/made-rows.ts'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { err, type Failure, ok, type Result } from '../../../messages/failure.ts'
import type { Replies } from '../../../messages/messages.ts'
import { stubRequest } from '../testing.ts'
import { createReveal } from './reveal.ts'

type Answer = Result<Replies['app:reveal']>

const NOTE = ok({
  provider: 'persona' as const,
  id: INQUIRY_ID,
  values: [
    { field: 'note', value: 'a secret' },
    { field: 'tags', value: null },
  ],
})
const REFUSED: Failure = { code: 'views-throttled', title: '', detail: '', nextStep: '', retryAfter: 30 }
const FIELDS = ['note', 'tags']
const REASON = 'Customer asks for it'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function setUp(...answers: Answer[]) {
  const { request, asked } = stubRequest({ 'app:reveal': () => answers.shift() ?? NOTE })
  const surface = new AbortController()
  let leave: (() => void) | undefined
  const reveal = createReveal(
    INQUIRY_ID,
    {
      request,
      now: Date.now,
      watchLeaving(onLeave, abort) {
        leave = onLeave
        abort.addEventListener('abort', () => (leave = undefined))
      },
    },
    surface.signal,
  )
  const show = async () => {
    reveal.show(FIELDS, REASON)
    await vi.advanceTimersByTimeAsync(0)
  }
  return { reveal, asked, surface, show, leave: () => leave?.(), isWatching: () => leave !== undefined }
}

describe('a reveal', () => {
  it('shows what was asked for, with its reason, for a minute and not a moment longer', async () => {
    const { reveal, asked, show, isWatching } = setUp()
    await show()
    expect(asked).toEqual([
      { name: 'app:reveal', payload: { id: INQUIRY_ID, fields: FIELDS, reason: REASON } },
    ])
    expect(reveal.shown.value).toEqual({
      values: new Map([
        ['note', 'a secret'],
        ['tags', null],
      ]),
      reason: REASON,
      until: Date.now() + 60_000,
    })
    await vi.advanceTimersByTimeAsync(59_999)
    expect(reveal.shown.value).toBeDefined()
    await vi.advanceTimersByTimeAsync(1)
    expect(reveal.shown.value).toBeUndefined()
    expect(reveal.wasLeft.value).toBe(false)
    expect(isWatching()).toBe(false)
  })

  it('is hidden when the agent turns away, and reports it', async () => {
    const { reveal, show, leave } = setUp()
    await show()
    leave()
    expect(reveal.shown.value).toBeUndefined()
    expect(reveal.wasLeft.value).toBe(true)
  })

  it('is not shown to an agent who turned away before it came', async () => {
    const { reveal, leave } = setUp()
    reveal.show(FIELDS, REASON)
    leave()
    await vi.advanceTimersByTimeAsync(0)
    expect(reveal.shown.value).toBeUndefined()
    expect(reveal.wasLeft.value).toBe(true)
    expect(reveal.isBusy.value).toBe(false)
  })

  it('is hidden at a word, and with the surface', async () => {
    const { reveal, show, surface } = setUp()
    await show()
    reveal.hide()
    expect(reveal.shown.value).toBeUndefined()
    await show()
    expect(reveal.shown.value).toBeDefined()
    surface.abort()
    expect(reveal.shown.value).toBeUndefined()
    await show()
    expect(reveal.shown.value).toBeUndefined()
  })

  it('starts a new minute with each request to the relay', async () => {
    const { reveal, show, asked } = setUp()
    await show()
    await vi.advanceTimersByTimeAsync(40_000)
    await show()
    await vi.advanceTimersByTimeAsync(40_000)
    expect(reveal.shown.value).toBeDefined()
    expect(asked).toHaveLength(2)
  })

  it('reports why there is no value and when to retry', async () => {
    const { reveal, show } = setUp(err(REFUSED))
    await show()
    expect(reveal.failure.value).toBe(REFUSED)
    expect(reveal.waitUntil.value).toBe(Date.now() + 30_000)
    await show()
    expect(reveal.failure.value).toBeUndefined()
    expect(reveal.waitUntil.value).toBeUndefined()
    expect(reveal.shown.value).toBeDefined()
  })
})
