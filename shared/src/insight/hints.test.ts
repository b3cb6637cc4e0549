import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import {
  INQUIRY_ID,
  madeDevice,
  madeEvent,
  madeFlow,
  madeInquiry,
  madeInquiryCase,
  madeNetwork,
  madeSession,
  madeSessionCase,
} from '../../testing/made-rows.ts'
import type { Device, Network, ProviderEvent, Session } from '../domain/model.ts'
import { HintSchema } from '../domain/model.ts'
import { deriveHints, hintsOf } from './hints.ts'

const at = (time: string) => `2026-11-21T${time}:00.000Z`

interface HintFacts {
  country?: string
  named?: string
  network?: Partial<Network>
  device?: Partial<Device>
}

const session = (
  id: string,
  time: string | null,
  { country, named, network, device }: HintFacts = {},
): Session =>
  madeSession({
    id,
    startedAt: time && at(time),
    network: madeNetwork({ country: { code: country ?? null, name: named ?? null }, ...network }),
    device: madeDevice(device),
  })

const failure = (id: string, time: string, name = 'verification.failed'): ProviderEvent =>
  madeEvent({ id, name, createdAt: at(time) })

const brief = (sessions: readonly Session[], events: readonly ProviderEvent[] = []) =>
  deriveHints(sessions, events).map((one) => [one.kind, ...one.sessions.map(({ id }) => id)])

describe('two countries', () => {
  it.each([
    ['far apart, within two hours', '14:03', 'DE', '15:58', 'BR', true],
    ['far apart, and two hours between', '14:03', 'DE', '16:03', 'BR', false],
    ['of one part of the world, within half an hour', '14:03', 'DE', '14:32', 'PT', true],
    ['of one part of the world, half an hour apart', '14:03', 'DE', '14:33', 'PT', false],
    ['one of which is in no part, within half an hour', '14:03', 'TR', '14:20', 'BR', true],
    ['one of which is in no part, later', '14:03', 'TR', '15:00', 'BR', false],
    ['the same', '14:03', 'DE', '14:10', 'DE', false],
    ['one that no database knows', '14:03', 'DE', '14:10', 'T1', false],
    ['unknown codes', '14:03', 'Q~', '14:10', 'q', true],
  ])('%s', (_, first, country, second, other, isKnown) => {
    const found = brief([session('a', first, { country }), session('b', second, { country: other })])
    expect(found).toEqual(isKnown ? [['countries', 'a', 'b']] : [])
  })

  it('compares names without codes, and never a code with a name', () => {
    const [germany, brazil] = [{ named: 'Germany' }, { named: 'Brazil' }]
    expect(brief([session('a', '14:03', germany), session('b', '14:10', brazil)])).toHaveLength(1)
    expect(brief([session('a', '14:03', germany), session('b', '14:10', { named: 'GERMANY' })])).toEqual([])
    expect(brief([session('a', '14:03', germany), session('b', '14:10', { country: 'BR' })])).toEqual([])
  })

  it('rests on when, where and how', () => {
    const first = session('a', '14:03', { country: 'DE', named: 'Germany' })
    const second = session('b', '14:28', { country: 'BR', network: { vpn: true, proxy: false } })
    expect(deriveHints([second, first])[0]).toEqual({
      kind: 'countries',
      sessions: [
        { id: 'a', at: at('14:03'), country: { code: 'DE', name: 'Germany' }, via: [] },
        { id: 'b', at: at('14:28'), country: second.network.country, via: ['vpn'] },
      ],
    })
  })

  it('once for two countries, where they were closest', () => {
    const there = { country: 'BR' }
    const here = { country: 'DE' }
    const sessions = [
      session('a', '14:00', here),
      session('b', '14:25', there),
      session('c', '14:30', here),
      session('d', '14:50', there),
    ]
    expect(brief(sessions).filter(([kind]) => kind === 'countries')).toEqual([['countries', 'b', 'c']])
  })

  it('without a time, nothing', () => {
    expect(brief([session('a', '14:00', { country: 'DE' }), session('b', null, { country: 'BR' })])).toEqual(
      [],
    )
  })
})

describe('network route', () => {
  it.each(['proxy', 'vpn', 'tor', 'datacenter'])('%s, where the provider reports it', (route) => {
    expect(deriveHints([session('a', '14:00', { network: { [route]: true } })])).toMatchObject([
      { kind: 'network', sessions: [{ id: 'a', via: [route] }] },
    ])
    for (const optional of [false, null])
      expect(brief([session('a', '14:00', { network: { [route]: optional } })])).toEqual([])
  })

  it('one for all sessions, one without a time included', () => {
    const network = { vpn: true, tor: true }
    const found = deriveHints([session('b', '14:00', { network }), session('a', null, { network })])
    expect(found).toMatchObject([
      {
        kind: 'network',
        sessions: [
          { id: 'a', via: ['tor', 'vpn'] },
          { id: 'b', via: ['tor', 'vpn'] },
        ],
      },
    ])
  })
})

describe('a country by GPS', () => {
  it.each([
    ['another one than the network’s', 'US', 'BR', true],
    ['the network’s', 'BR', 'BR', false],
    ['unknown', null, 'BR', false],
    ['beside an unknown one', 'US', undefined, false],
    ['beside one that no database knows', 'US', 'T1', false],
  ])('%s', (_, gps, country, isKnown) => {
    const given = country ? { country: { code: country, name: null } } : {}
    const found = deriveHints([session('a', '14:00', { network: { gpsCountry: gps, ...given } })])
    expect(found.map(({ kind }) => kind)).toEqual(isKnown ? ['location'] : [])
  })

  it('is one hint for each pair, with the country that GPS told', () => {
    const found = deriveHints(
      [
        ['a', 'US', 'BR'],
        ['b', 'US', 'BR'],
        ['c', 'US', 'NL'],
      ].map(([id = '', gpsCountry = '', code = '']) =>
        session(id, null, { network: { gpsCountry, country: { code, name: null } } }),
      ),
    )
    expect(found).toMatchObject([
      {
        kind: 'location',
        sessions: [
          { id: 'a', gpsCountry: 'US' },
          { id: 'b', gpsCountry: 'US' },
        ],
      },
      { kind: 'location', sessions: [{ id: 'c', gpsCountry: 'US', country: { code: 'NL' } }] },
    ])
  })
})

describe('many attempts', () => {
  const many = (times: readonly string[], device?: Partial<Device>) =>
    times.map((time, index) => session(`s${index}`, time, { ...(device && { device }) }))

  it.each([
    ['four within an hour', ['14:00', '14:10', '14:20', '14:59'], true],
    ['four in an hour and more', ['14:00', '14:10', '14:20', '15:00'], false],
    ['three', ['14:00', '14:10', '14:20'], false],
  ])('%s', (_, times, isKnown) => {
    expect(brief(many(times))).toEqual(isKnown ? [['attempts', 's0', 's1', 's2', 's3']] : [])
  })

  it('a hand-off is no hint', () => {
    expect(brief(many(['14:00', '14:10', '14:20', '14:30'], { handoff: 'qr' }))).toEqual([])
  })

  it('failed checks, those to be repeated included, with the sessions in which they were', () => {
    const sessions = [session('a', '13:00'), session('b', '14:12'), session('c', '17:00')]
    const events = [
      failure('1', '14:00'),
      failure('2', '14:10', 'verification.requires-retry'),
      failure('3', '14:20'),
      failure('4', '14:30'),
      failure('5', '16:30'),
      failure('6', '14:40', 'verification.passed'),
    ]
    expect(deriveHints(sessions, events)).toMatchObject([
      {
        kind: 'failures',
        sessions: [{ id: 'a' }, { id: 'b' }],
        times: ['14:00', '14:10', '14:20', '14:30'].map(at),
      },
    ])
    expect(brief(sessions, events.slice(1))).toEqual([])
  })
})

describe('another device', () => {
  const phone = { type: 'smartphone', os: { name: 'iOS', version: '18.4' } }
  const desktop = { type: 'desktop', os: { name: 'Windows', version: '11' } }

  it.each<[string, Partial<Device>, Partial<Device>, boolean]>([
    ['another kind', phone, desktop, true],
    ['the same kind, another system', phone, { ...phone, os: { name: 'Android', version: '16' } }, true],
    ['another version of a system', phone, { ...phone, os: { name: 'iOS', version: '18.5' } }, false],
    ['by the provider’s own hand-off', desktop, { ...phone, handoff: 'qr' }, false],
    ['nothing said of the second', phone, {}, false],
    ['the kind alone, which is the same', phone, { type: 'smartphone' }, false],
    ['the kind of one and the system of the other', { type: 'smartphone' }, { os: desktop.os }, false],
  ])('%s', (_, device, other, isKnown) => {
    const found = brief([session('a', '14:00', { device }), session('b', '14:10', { device: other })])
    expect(found).toEqual(isKnown ? [['device', 'a', 'b']] : [])
  })

  it('returning to an earlier device is no hint', () => {
    const sessions = [
      session('a', '14:00', { device: desktop }),
      session('b', '14:10', { device: { ...phone, handoff: 'sms' } }),
      session('c', '14:20', { device: desktop }),
    ]
    expect(brief(sessions)).toEqual([])
  })

  it('a new device after more than a day is no hint', () => {
    const later = madeSession({ id: 'b', startedAt: '2026-11-22T14:00:01.000Z', device: madeDevice(phone) })
    expect(brief([session('a', '14:00', { device: desktop }), later])).toEqual([])
  })
})

it('links that were made, and not opened, are no visits', () => {
  const links = ['14:00', '14:01', '14:02', '14:03'].map((time) =>
    madeSession({ id: time, status: 'new', createdAt: at(time) }),
  )
  expect(brief(links)).toEqual([])
  const ended = links.map((link) => ({ ...link, status: 'expired', expiredAt: at('15:00') }))
  expect(brief(ended)).toEqual([])
  expect(brief(links.map((link) => ({ ...link, status: 'active' })))).toEqual([
    ['attempts', '14:00', '14:01', '14:02', '14:03'],
  ])
})

describe('a case file', () => {
  const vpn = (id: string, time: string) => session(id, time, { network: { vpn: true } })

  it('of an inquiry: of its sessions and events', () => {
    const events = ['1', '2', '3', '4'].map((id) => failure(id, '14:05'))
    const file = madeInquiryCase({ sessions: [vpn('a', '14:00')], events })
    expect(hintsOf(file).map(({ kind }) => kind)).toEqual(['network', 'failures'])
  })

  it('of one that was wiped: none', () => {
    const inquiry = madeInquiry({ redactedAt: at('15:00') })
    expect(hintsOf(madeInquiryCase({ inquiry, sessions: [vpn('a', '14:00')] }))).toEqual([])
  })

  it('of a session: dated by its visit, compared with the customer’s others, limited to hints that concern it', () => {
    const opened = (id: string, time: string, name: string) =>
      madeSession({
        id,
        provider: 'deepidv',
        createdAt: at('08:00'),
        network: madeNetwork({ country: { code: null, name } }),
        flow: madeFlow({ openedAt: at(time) }),
      })
    const related = [
      opened('b', '14:20', 'Brazil'),
      opened('c', '18:00', 'Japan'),
      opened('d', '18:10', 'France'),
    ]
    const found = hintsOf(madeSessionCase({ session: opened('a', '14:00', 'Germany'), related }))
    expect(found.map(({ kind, sessions }) => [kind, ...sessions.map(({ id }) => id)])).toEqual([
      ['countries', 'a', 'b'],
    ])
  })
})

const optional = <T>(values: readonly T[]) => fc.constantFrom(null, ...values)
const time = optional(['', 'soon', ...[0, 1, 5, 20, 29, 59, 61, 119, 600].map((minute) => minuteOf(minute))])
function minuteOf(minute: number): string {
  return new Date(Date.parse(at('08:00')) + minute * 60_000).toISOString()
}
const route = optional([true, false])

const anySession = (id: string): fc.Arbitrary<Session> =>
  fc
    .record({
      startedAt: time,
      createdAt: time,
      code: optional(['DE', 'BR', 'TR', 'NG', 'XX', '']),
      name: optional(['Germany', '']),
      vpn: route,
      tor: route,
      type: optional(['smartphone', 'desktop']),
      os: optional(['iOS', 'Windows']),
      handoff: optional(['qr']),
      isFlow: fc.boolean(),
    })
    .map(({ code, name, vpn, tor, type, os, handoff, isFlow, startedAt, createdAt }) =>
      madeSession({
        id,
        startedAt,
        createdAt,
        network: madeNetwork({ vpn, tor, country: { code, name } }),
        device: madeDevice({ type, handoff, os: { name: os, version: null } }),
        flow: isFlow ? madeFlow({ openedAt: startedAt, submittedAt: createdAt }) : null,
      }),
    )

const anyEvent = (id: string): fc.Arbitrary<ProviderEvent> =>
  fc
    .record({ name: fc.constantFrom('verification.failed', 'verification.passed', ''), createdAt: time })
    .map((overrides) => madeEvent({ id, ...overrides }))

const listOf = <T>(make: (id: string) => fc.Arbitrary<T>): fc.Arbitrary<T[]> =>
  fc
    .nat(8)
    .chain((length) => fc.tuple(...Array.from({ length }, (_, index) => make(`${INQUIRY_ID}${index}`))))

describe('any rows', () => {
  it('every signal names sessions that exist, and fits the contract', () => {
    fc.assert(
      fc.property(listOf(anySession), listOf(anyEvent), (sessions, events) => {
        const ids = sessions.map(({ id }) => id)
        for (const one of deriveHints(sessions, events)) {
          for (const { id, at: when } of one.sessions) {
            expect(ids).toContain(id)
            if (one.kind !== 'network') expect(Number.isNaN(Date.parse(when ?? ''))).toBe(false)
          }
          if (one.kind !== 'failures') expect(one.sessions.length).toBeGreaterThan(0)
        }
      }),
    )
  })

  it('their order does not matter', () => {
    fc.assert(
      fc.property(
        listOf(anySession).chain((all) => fc.tuple(fc.constant(all), shuffled(all))),
        listOf(anyEvent).chain((all) => fc.tuple(fc.constant(all), shuffled(all))),
        ([sessions, mixed], [events, mixedEvents]) => {
          expect(deriveHints(mixed, mixedEvents)).toEqual(deriveHints(sessions, events))
        },
      ),
    )
  })

  it('a missing value never adds a hint', () => {
    fc.assert(
      fc.property(listOf(anySession), (sessions) => {
        const silent = sessions.map((one) => ({ ...one, network: madeNetwork(), device: madeDevice() }))
        const kinds = deriveHints(silent).map(({ kind }) => kind)
        expect(kinds.filter((kind) => kind !== 'attempts')).toEqual([])
      }),
    )
  })

  it('of sound rows it is a sound answer', () => {
    const sessions = ['14:00', '14:05', '14:10', '14:15'].map((when, index) =>
      session(`s${index}`, when, { country: index % 2 ? 'DE' : 'BR', network: { tor: true } }),
    )
    const events = ['1', '2', '3', '4'].map((id) => failure(id, '14:20'))
    const found = deriveHints(sessions, events)
    expect(found.map(({ kind }) => kind)).toEqual(['countries', 'network', 'attempts', 'failures'])
    for (const one of found) expect(v.is(HintSchema, one)).toBe(true)
  })
})

const shuffled = <T>(items: readonly T[]): fc.Arbitrary<T[]> =>
  fc.shuffledSubarray([...items], { minLength: items.length, maxLength: items.length })
