/** Why a verification failed, from the fake Persona over the relay to the case. */
import { MeSchema } from '@inquiry-lens/shared/contract/config.ts'
import { InquiryCaseSchema } from '@inquiry-lens/shared/domain/model.ts'
import { CANARY } from '@inquiry-lens/test/fake-providers/app.ts'
import * as v from 'valibot'
import { describe, expect, it, vi } from 'vitest'
import { advanceClock, listAddresses } from '../../../testing/gateway.ts'
import { openRelay } from '../../../testing/relay-under-test.ts'

async function open() {
  vi.useFakeTimers({ toFake: ['Date'] })
  const relay = openRelay()
  const token = await relay.signIn()
  const { control } = relay.providers
  const stories = control.known().persona.sandbox
  const read = async (story: string) => {
    const text = await (await relay.request(`/v1/cases/${stories[story]?.inquiry}`, { token })).text()
    return { text, file: v.parse(InquiryCaseSchema, JSON.parse(text)) }
  }
  return { relay, control, read }
}

const CASE_CALLS = { 'GET /api/v1/inquiries/:id': 1, 'GET /api/v1/events': 1 }

it('comes with the inquiry, in the same two calls', async () => {
  const { control, read } = await open()
  const { file } = await read('three-retries')
  expect(file.verifications?.map(({ type, status, flaws }) => [type, status, flaws]).toSorted()).toEqual([
    ['verification/government-id', 'passed', []],
    ['verification/government-id', 'requires_retry', ['glare', 'blur']],
    ['verification/government-id', 'requires_retry', ['mrz']],
    ['verification/government-id', 'requires_retry', ['same-side']],
    ['verification/selfie', 'passed', []],
  ])
  expect(control.calls()).toEqual(CASE_CALLS)
  const [inquiry] = listAddresses()
  expect(inquiry?.searchParams.get('fields[verification]')).toBe('status,completed-at,checks')
})

it('tells a fraud signal as one of a number, and no check by its name', async () => {
  const { read } = await open()
  const { file, text } = await read('too-many-tries')
  expect(file.verifications?.map(({ flaws, forReview }) => [flaws, forReview]).toSorted()).toEqual([
    [[], 1],
    [[], 1],
    [[], 1],
    [['portrait'], 0],
    [['type'], 1],
  ])
  expect(text).not.toMatch(/_detection|_comparison|_lookup|tamper|replica|required|tea_leaf/)
  expect(text).not.toContain(CANARY)
})

it('goes with the data that was redacted', async () => {
  const { read } = await open()
  expect((await read('redacted')).file.verifications).toEqual([])
})

describe('a key without the permission', () => {
  const closed = (as: '403' | '400' | 'absent' | 'without-checks') =>
    ({ fault: 'verifications-closed', as }) as const
  const lacksOf = async ({ relay }: Awaited<ReturnType<typeof open>>) => {
    const token = await relay.signIn('admin@example.com', 'admin')
    const read = async (path: string) => Object(await (await relay.request(path, { token })).json())
    const [me, gateway] = [await read('/v1/me'), await read('/v1/gateway')]
    return [me.providers[0].lacks, gateway.items[0].lacks]
  }
  const LACKS = [['verification.read'], ['verification.read']]
  const INQUIRIES = 'GET /api/v1/inquiries/:id'

  it.each(['403', '400'] as const)(
    'is asked again without, and then without for ten minutes: %s',
    async (as) => {
      const world = await open()
      const { control, read } = world
      control.faults([closed(as)])
      const { file } = await read('three-retries')
      expect(file.verifications).toBeUndefined()
      expect(file.inquiry.counts.verifications).toBe(5)
      expect(file.events.length).toBeGreaterThan(20)
      expect(control.calls()).toEqual({ [INQUIRIES]: 2, 'GET /api/v1/events': 1 })
      expect(await lacksOf(world)).toEqual(LACKS)

      await read('too-many-tries')
      expect(control.calls()[INQUIRIES]).toBe(3)
      expect(listAddresses().at(-2)?.searchParams.get('include')).toBe('sessions,inquiry-template')

      control.faults([])
      advanceClock(601)
      expect((await read('bad-camera')).file.verifications).not.toEqual([])
      expect(control.calls()[INQUIRIES]).toBe(4)
      expect(await lacksOf(world)).toEqual([undefined, undefined])
    },
  )

  describe('is noticed before a case is opened, where a read is forced', () => {
    const VERIFICATIONS = 'GET /api/v1/verifications/:id'
    const start = async () => {
      const world = await open()
      const token = await world.relay.signIn()
      const headers = { 'Cache-Control': 'no-cache' }
      const force = async () => {
        const answer = await world.relay.request('/v1/me', { token, headers })
        return v.parse(MeSchema, await answer.json()).providers[0]?.lacks
      }
      return { ...world, force, plain: () => lacksOf(world) }
    }

    it('in two calls at first, and is forgotten as soon as it is there', async () => {
      const { control, force, plain } = await start()
      control.faults([closed('403')])
      expect(await plain()).toEqual([undefined, undefined])
      expect(control.calls()).toEqual({})
      expect(await force()).toEqual(['verification.read'])
      expect(control.calls()).toEqual({ [VERIFICATIONS]: 1, 'GET /api/v1/inquiries': 1 })
      expect(await force()).toEqual(['verification.read'])
      expect(await plain()).toEqual(LACKS)
      expect(control.calls()).toEqual({ [VERIFICATIONS]: 2, 'GET /api/v1/inquiries': 1 })
      control.faults([])
      expect(await force()).toBeUndefined()
      expect(await plain()).toEqual([undefined, undefined])
    })

    it('but not by a 404, nor where Persona refuses everything', async () => {
      const { control, force } = await start()
      expect(await force()).toBeUndefined()
      expect(control.calls()).toEqual({ [VERIFICATIONS]: 1 })
      control.faults([{ fault: 'key-refused', status: 403 }])
      expect(await force()).toBeUndefined()
      control.faults([{ fault: '5xx', status: 503 }])
      expect(await force()).toBeUndefined()
    })
  })

  it('that Persona answers without them costs no further call, and no reason of another case', async () => {
    const world = await open()
    world.control.faults([closed('absent')])
    expect((await world.read('three-retries')).file.verifications).toBeUndefined()
    expect(world.control.calls()).toEqual(CASE_CALLS)
    expect(await lacksOf(world)).toEqual(LACKS)
    world.control.faults([])
    expect((await world.read('too-many-tries')).file.verifications).toHaveLength(5)
    expect(await lacksOf(world)).toEqual([undefined, undefined])
  })

  it('or whose blocklist has the checks, doesn’t know why', async () => {
    const { control, read } = await open()
    control.faults([closed('without-checks')])
    const { file } = await read('too-many-tries')
    expect(file.verifications?.map(({ flaws, forReview }) => [flaws, forReview])).toEqual(
      Array.from({ length: 5 }, () => [[], null]),
    )
    expect(control.calls()).toEqual(CASE_CALLS)
  })

  it.each([404, 403])(
    'is not what a %i of one inquiry shows, which costs a second call at first',
    async (status) => {
      const world = await open()
      const { relay, control, read } = world
      const token = await relay.signIn()
      const request = async (id: string) => {
        const before = control.calls()[INQUIRIES] ?? 0
        control.faults(status === 403 ? [{ fault: 'key-refused', status }] : [])
        const answer = await relay.request(`/v1/cases/inq_None1234567890abcdefg${id}`, { token })
        control.faults([])
        expect(answer.status).toBe(404)
        return (control.calls()[INQUIRIES] ?? 0) - before
      }
      expect(await request('1')).toBe(2)
      await read('three-retries')
      expect(await request('2')).toBe(1)
      advanceClock(61)
      expect(await request('3')).toBe(2)
      expect(await lacksOf(world)).toEqual([undefined, undefined])
    },
  )

  it('that was taken away is noticed a minute later', async () => {
    const world = await open()
    const { control, read } = world
    await read('three-retries')
    advanceClock(61)
    control.faults([closed('403')])
    expect((await read('too-many-tries')).file.verifications).toBeUndefined()
    expect(await lacksOf(world)).toEqual(LACKS)
  })
})
