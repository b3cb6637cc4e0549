import type { Hint, Session } from '@inquiry-lens/shared/domain/model.ts'
import { deriveHints } from '@inquiry-lens/shared/insight/hints.ts'
import { madeDevice, madeNetwork, madeSession } from '@inquiry-lens/shared/testing/made-rows.ts'
import { afterAll, describe, expect, it, vi } from 'vitest'

// The words are English everywhere; the clock is the agent’s own.
vi.stubGlobal('navigator', { languages: ['en-GB'] })
// Test files share modules: this one's are its own.
vi.resetModules()
afterAll(() => void vi.resetModules())
const { describeHint } = await import('../case/hints.tsx')

const NOW = new Date(2026, 10, 21, 18, 0).getTime()
const iso = (hour: number, minute: number, day = 21) => new Date(2026, 10, day, hour, minute).toISOString()

const session = (id: string, startedAt: string | null, told: Partial<Session> = {}) =>
  madeSession({ id, startedAt, ...told })
const inCountry = (code: string, told: Parameters<typeof madeNetwork>[0] = {}) => ({
  network: madeNetwork({ country: { code, name: null }, ...told }),
})

/** As the relay would say it. */
const tell = (sessions: readonly Session[]) =>
  deriveHints(sessions).map((hint) => describeHint({ hint, sessions, now: NOW }))

const shown = (id: string, at: string | null, via: string[] = []) => ({
  id,
  at,
  country: { code: null, name: null },
  via,
})

describe('two countries', () => {
  const germany = session('a', iso(14, 3), inCountry('DE'))

  it('with their times, and nothing that explains them', () => {
    expect(tell([germany, session('b', iso(14, 28), inCountry('BR'))])).toEqual([
      { title: 'Two countries within 25 minutes', basis: 'Germany 14:03, then Brazil 14:28' },
    ])
  })

  it.each<[string, Parameters<typeof madeNetwork>[0], Parameters<typeof madeNetwork>[0], string]>([
    ['one of them', {}, { vpn: true }, 'A VPN on the second session may be why.'],
    ['the other', { proxy: true }, {}, 'A proxy on the first session may be why.'],
    ['both', { tor: true, vpn: true }, { tor: true }, 'Tor on both sessions may be why.'],
    [
      'none, but a phone',
      {},
      { connectionType: 'mobile' },
      'A phone abroad may show the country of its contract.',
    ],
  ])('with what may be why: %s', (_, first, second, reason) => {
    const [countries] = tell([
      session('a', iso(14, 3), inCountry('DE', first)),
      session('b', iso(15, 55), inCountry('BR', second)),
    ])
    expect(countries).toMatchObject({ title: 'Two countries within 1 hour 52 minutes', reason })
  })

  it('of another day, with the day once', () => {
    const sessions = [
      session('a', iso(14, 3, 20), inCountry('DE')),
      session('b', iso(14, 4, 20), inCountry('BR')),
    ]
    expect(tell(sessions)[0]).toMatchObject({
      title: 'Two countries within 1 minute',
      basis: expect.stringMatching(/^Germany 20 Nov,? (at )?14:03, then Brazil 14:04$/),
    })
  })
})

describe('the way it came', () => {
  const vpn = { network: madeNetwork({ vpn: true, datacenter: true }) }

  it.each<[string, Session[], string]>([
    ['the only session', [session('a', iso(14, 3), vpn)], '14:03'],
    ['one of two', [session('a', iso(14, 3), vpn), session('b', iso(14, 10))], '1 of 2 sessions: 14:03'],
    ['without a time', [session('a', null, vpn)], 'at an unknown time'],
    [
      'more than anyone compares',
      [10, 11, 12, 13, 14].map((hour) => session(`s${hour}`, iso(hour, 0), vpn)),
      '5 of 5 sessions: 10:00, 11:00, 12:00 and 2 more',
    ],
  ])('%s', (_, sessions, basis) => {
    expect(tell(sessions)[0]).toEqual({ title: 'Came through a VPN and a datacenter', basis })
  })
})

describe('a country by GPS that is not the network’s', () => {
  const at = { title: 'By GPS in United States, by network in Netherlands', basis: '14:03' }

  it.each([
    [{}, at],
    [{ connectionType: 'mobile' }, { ...at, reason: 'A phone abroad may show the country of its contract.' }],
    [{ vpn: true }, { ...at, reason: 'A VPN may be why.' }],
  ])('%j', (network, words) => {
    const told = tell([session('a', iso(14, 3), inCountry('NL', { gpsCountry: 'US', ...network }))])
    expect(told.at(-1)).toEqual(words)
  })
})

it('many sessions, and failed checks', () => {
  const sessions = [0, 10, 20, 43].map((minute) => session(`s${minute}`, iso(14, minute)))
  expect(tell(sessions)).toEqual([{ title: '4 sessions within 43 minutes', basis: '14:00 to 14:43' }])
  const times = [iso(14, 0), iso(14, 30), iso(14, 10), iso(14, 20)]
  const hint: Hint = { kind: 'failures', sessions: [], times }
  expect(describeHint({ hint, sessions: [], now: NOW })).toEqual({
    title: '4 checks failed within 30 minutes',
    basis: '14:00 to 14:30',
  })
})

it('another device, by what the sessions say of it', () => {
  const phone = madeDevice({ type: 'smartphone', os: { name: 'iOS', version: '18' } })
  const desktop = madeDevice({ type: 'desktop', os: { name: 'Mac OS X', version: null } })
  const sessions = [
    session('a', iso(14, 3), { device: phone }),
    session('b', iso(14, 28), { device: desktop }),
  ]
  expect(tell(sessions)).toEqual([
    {
      title: 'Another device, without a hand-off',
      basis: 'iOS 14:03, then Mac 14:28',
      reason: 'Opening the link again somewhere else does that.',
    },
  ])
})

it.each<[string, Hint]>([
  ['a kind that is new', { kind: 'moon-phase', sessions: [shown('a', iso(1, 0))] }],
  ['a name that every object has', { kind: 'constructor', sessions: [] }],
  ['countries without times', { kind: 'countries', sessions: [shown('a', null), shown('b', 'soon')] }],
  ['one country', { kind: 'countries', sessions: [shown('a', iso(1, 0))] }],
  ['a route that is new', { kind: 'network', sessions: [shown('a', iso(1, 0), ['carrier-pigeon'])] }],
  ['failures without a time', { kind: 'failures', sessions: [] }],
])('returns no message for %s', (_, hint) => {
  expect(describeHint({ hint, sessions: [], now: NOW })).toBeUndefined()
})
