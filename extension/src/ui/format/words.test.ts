import type { Device } from '@inquiry-lens/shared/domain/model.ts'
import { madeDevice, madeFlow, madeNetwork, madeSession } from '@inquiry-lens/shared/testing/made-rows.ts'
import { describe, expect, it } from 'vitest'
import { listNetworkHints } from '../case/case-facts.tsx'
import { describeDevice, describeThreat, describeVersion, listRiskFlags, shortCountry } from './device.ts'
import { continueSentence, describeReason, nameProviderIn } from './health.ts'
import { describeCountry, describeHandoff, describeObjectType } from './labels.ts'
import { formatProviderStatus, shortenId } from './source.ts'

describe('describeDevice', () => {
  it.each<[Partial<Device>, string]>([
    [{}, 'Unknown device'],
    [
      { browser: { name: 'Chrome', version: '115.0.5790.98' }, os: { name: 'Mac OS X', version: '14' } },
      'Chrome 115 on Mac',
    ],
    [{ browser: { name: 'Chrome', version: null } }, 'Chrome'],
    [{ browser: { name: null, version: '115' }, os: { name: 'Windows', version: null } }, 'Windows'],
    [
      { mobileSdk: { name: 'Inquiry', version: '2.31.0' }, os: { name: 'iOS', version: '18.1' } },
      'Inquiry 2 SDK on iOS',
    ],
    [{ type: 'smartphone' }, 'smartphone'],
    [{ type: 'smartphone', name: 'Apple iPhone11,2' }, 'Apple iPhone11,2'],
  ])('%j → %s', (part, text) => {
    expect(describeDevice(madeDevice(part))).toBe(text)
  })

  it('keeps a whole version and an unknown hand-off as they are', () => {
    expect(describeVersion({ name: 'iOS', version: '18.1.1' })).toBe('iOS 18.1.1')
    expect(describeVersion({ name: null, version: null })).toBe('Unknown')
    expect(describeHandoff('sms')).toBe('by text message')
    expect(describeHandoff('pigeon')).toBe('by pigeon')
    expect(describeHandoff(null)).toBeUndefined()
  })
})

describe('countries', () => {
  it.each([
    [{ code: 'US', name: 'United States' }, 'United States (US)', 'US'],
    [{ code: 'GB', name: null }, 'United Kingdom (GB)', 'GB'],
    [{ code: null, name: 'Narnia' }, 'Narnia', 'Narnia'],
    [{ code: 'not a code', name: null }, 'not a code', 'not a code'],
    [{ code: null, name: null }, undefined, undefined],
  ])('%j', (country, long, short) => {
    expect(describeCountry(country)).toBe(long)
    expect(shortCountry(country)).toBe(short)
  })
})

describe('network', () => {
  it('raises no flag for what was not value, nor for what is ordinary', () => {
    expect(listRiskFlags(madeNetwork())).toEqual([])
    expect(listRiskFlags(madeNetwork({ vpn: false, threatLevel: 'low' }))).toEqual([])
  })

  it('puts the gravest first', () => {
    const flags = listRiskFlags(madeNetwork({ vpn: true, tor: true, threatLevel: 'high' }))
    expect(flags.map(({ label }) => label)).toEqual(['Tor', 'high threat', 'VPN'])
  })

  it('shows an unknown threat level', () => {
    expect(describeThreat('extreme')).toEqual({ label: 'extreme', tone: 'idle' })
    expect(describeThreat('constructor')?.tone).toBe('idle')
    expect(listRiskFlags(madeNetwork({ threatLevel: 'extreme' }))).toHaveLength(1)
  })

  it('keeps "no" and "unknown" apart', () => {
    const value = listNetworkHints(madeNetwork({ vpn: true, proxy: false })).map(
      (one) => `${one.label} ${one.value}`,
    )
    expect(value).toEqual(['VPN yes', 'Proxy no', 'Tor unknown', 'Datacenter unknown'])
  })
})

it('shortens an ID to what tells it apart, and leaves a short one whole', () => {
  expect(shortenId('inq_7kQ2mXv9pLw4Zt3bNcRy8dHf')).toBe('inq_…Ry8dHf')
  expect(shortenId('inq_ABC123')).toBe('inq_ABC123')
})

it('names what an event is about', () => {
  expect(describeObjectType('inquiry')).toBe('Inquiry')
  expect(describeObjectType('inquiry-session')).toBe('Session')
  expect(describeObjectType('verification/government-id')).toBe('Government ID verification')
  expect(describeObjectType('something-new')).toBe('Something new')
})

describe('reasons', () => {
  it('names the provider, whatever the reason', () => {
    expect(describeReason('provider-unavailable', 'persona')).toBe('Persona is not answering')
    expect(describeReason('from-the-future', 'persona')).toBe('Persona can’t be asked just now')
    expect(nameProviderIn('The provider’s request limit is used up', 'persona')).toBe(
      'Persona’s request limit is used up',
    )
  })

  it('goes on in small letters behind a colon, but not in a name', () => {
    expect(continueSentence('You are offline')).toBe('you are offline')
    expect(continueSentence('Persona is not answering')).toBe('Persona is not answering')
    expect(continueSentence('Thermal runaway')).toBe('Thermal runaway')
  })
})

it('has the provider’s own words, both where both say something', () => {
  const say = (progress: string) =>
    formatProviderStatus(madeSession({ status: 'PENDING', flow: madeFlow({ progress }) }))
  expect(say('STARTED')).toBe('PENDING · STARTED')
  expect(say('PENDING')).toBe('PENDING')
  expect(formatProviderStatus(madeSession({ status: 'active' }))).toBe('active')
})
