import type { Lookup } from '@inquiry-lens/shared/domain/summary.ts'
import { summarizeInquiry } from '@inquiry-lens/shared/domain/summary.ts'
import { setLanguage } from '@inquiry-lens/shared/lib/catalogue.ts'
import {
  madeDevice,
  madeEvent,
  madeFlow,
  madeInquiry,
  madeNetwork,
  madeSession,
} from '@inquiry-lens/shared/testing/made-rows.ts'
import { signal } from '@preact/signals'
import fc from 'fast-check'
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import type { CaseRow } from './cases.ts'
import {
  type CaseFacets,
  countFacets,
  createCaseFinder,
  FACETS,
  type FacetFilters,
  facetsOfCase,
  findsWords,
  NOT_KNOWN,
  nameValue,
  toggleValue,
} from './facets.ts'

const made = (id: string, rest: Partial<CaseRow> = {}): CaseRow => ({
  id,
  provider: 'persona',
  inquiryId: id,
  activityId: `evt_${id}`,
  activeAt: null,
  session: undefined,
  events: [],
  visits: 0,
  ...rest,
})
const found = (id: string, rest: Parameters<typeof madeInquiry>[0]): Lookup => ({
  id,
  outcome: 'found',
  summary: summarizeInquiry(madeInquiry({ id, ...rest })),
})
const statesOf = (...lookups: readonly Lookup[]) => ({
  of: (id: string) => lookups.find((one) => one.id === id),
})
const ofDeepidv = (id: string, flow: Parameters<typeof madeFlow>[0], rest = {}): CaseRow =>
  made(id, {
    provider: 'deepidv',
    inquiryId: null,
    session: madeSession({ id, provider: 'deepidv', inquiryId: null, flow: madeFlow(flow), ...rest }),
  })

afterEach(() => setLanguage('en'))

it.each([
  [{ code: 'DE', name: null }, 'DE'],
  [{ code: null, name: 'Germany' }, 'DE'],
  [{ code: null, name: 'united states' }, 'US'],
  [{ code: null, name: 'Türkiye' }, 'TR'],
  [{ code: null, name: 'Nowhere' }, 'Nowhere'],
  [{ code: null, name: null }, NOT_KNOWN],
])('a country is one value, whichever way a provider gives it: %j', (country, value) => {
  const row = made('inq_a', { session: madeSession({ network: madeNetwork({ country }) }) })
  expect(facetsOfCase(row, statesOf()).country).toEqual([value])
})

describe('the step', () => {
  const stepOf = (row: CaseRow, ...lookups: readonly Lookup[]) =>
    facetsOfCase(row, statesOf(...lookups)).step.map((value) => nameValue('step', value))

  it('is where an open inquiry goes next, or where a failed one was last', () => {
    const next = { nextStep: 'verification_selfie', previousStep: 'verification_government_id' }
    expect(stepOf(made('inq_a'), found('inq_a', { status: 'pending', ...next }))).toEqual(['Selfie'])
    expect(stepOf(made('inq_a'), found('inq_a', { status: 'failed', ...next }))).toEqual(['Government ID'])
    expect(stepOf(made('inq_a'), found('inq_a', { status: 'approved', ...next }))).toEqual(['Not known'])
    expect(stepOf(made('inq_a'), found('inq_a', { nextStep: '' }))).toEqual(['Not known'])
    expect(stepOf(made('inq_a'))).toEqual(['Not known'])
  })

  it('is that of the last failed check, where nothing was looked up', () => {
    const failed = madeEvent({
      name: 'verification.failed',
      object: { type: 'verification/selfie', id: 'ver_1' },
    })
    expect(stepOf(made('inq_a', { events: [failed] }))).toEqual(['Selfie'])
  })

  it('is what the last failed try of a session was of, unless that is for review', () => {
    const failures = (code: string) => ({ failures: [{ code, slot: null, at: null }] })
    expect(stepOf(ofDeepidv('s1', failures('ID_TEXT_NOT_READABLE')))).toEqual(['Document'])
    expect(stepOf(ofDeepidv('s1', failures('FACE_MISMATCH')))).toEqual(['Not known'])
  })
})

describe('the reason', () => {
  it('is one that the customer can mend, or that it is for review, whatever the code', () => {
    const reasonOf = (flow: Parameters<typeof madeFlow>[0]) =>
      facetsOfCase(ofDeepidv('s1', flow), undefined).reason
    const one = (code: string) => ({ code, slot: null, at: null })
    expect(reasonOf({ failures: [one('ID_TEXT_NOT_READABLE')] })).toEqual(['unreadable'])
    expect(reasonOf({ failures: [one('LOW_SCORE')] })).toEqual(['for-review'])
    expect(reasonOf({ failures: [one('SELFIE_ID_FACE_MISMATCH')] })).toEqual(['for-review'])
    expect(reasonOf({ failures: [one('BRAND_NEW')] })).toEqual([NOT_KNOWN])
    expect(reasonOf({ failures: [one('LOW_SCORE')], decline: one('OCR_NAME_MISSING') })).toEqual(['no-name'])
  })
})

it('tells a plain network from one of which nothing is known', () => {
  const riskOf = (network: Parameters<typeof madeNetwork>[0]) =>
    facetsOfCase(made('inq_a', { session: madeSession({ network: madeNetwork(network) }) }), undefined).risk
  expect(riskOf({})).toEqual([NOT_KNOWN])
  expect(riskOf({ vpn: false, proxy: false, tor: false, datacenter: false })).toEqual(['none'])
  expect(riskOf({ vpn: true, datacenter: true, threatLevel: 'high' })).toEqual([
    'vpn',
    'datacenter',
    'threat',
  ])
})

const value = fc.constantFrom('a', 'b', NOT_KNOWN)
const values = fc.uniqueArray(value, { minLength: 1, maxLength: 2 })
const caseFacets: fc.Arbitrary<CaseFacets> = fc.record({
  step: values,
  reason: values,
  country: values,
  device: values,
  provider: values,
  workflow: values,
  risk: values,
})
const filters: fc.Arbitrary<FacetFilters> = fc.dictionary(
  fc.constantFrom(...FACETS),
  fc.uniqueArray(value, { minLength: 1 }),
  { maxKeys: 3 },
)

it('counts, for each value, the cases that the other facets leave and that have it', () => {
  fc.assert(
    fc.property(fc.array(caseFacets, { maxLength: 12 }), filters, (cases, chosen) => {
      const counts = countFacets(cases, chosen)
      for (const facet of FACETS) {
        const left = cases.filter((known) =>
          FACETS.filter((other) => other !== facet).every((other) => {
            const wanted = chosen[other] ?? []
            return wanted.length === 0 || wanted.some((one) => known[other].includes(one))
          }),
        )
        for (const one of ['a', 'b', NOT_KNOWN]) {
          const shown = counts[facet].find((count) => count.value === one)
          const expected = left.filter((known) => known[facet].includes(one)).length
          expect(shown?.count ?? 0).toBe(expected)
          // A chosen value can be taken away, even of no case.
          if (chosen[facet]?.includes(one)) expect(shown).toBeDefined()
        }
      }
    }),
  )
})

it('a value pressed twice is as before, and the last one takes its facet away', () => {
  const once = toggleValue({}, 'country', 'PT')
  expect(once).toEqual({ country: ['PT'] })
  expect(toggleValue(toggleValue(once, 'country', 'FR'), 'country', 'FR')).toEqual(once)
  expect(toggleValue(once, 'country', 'PT')).toEqual({})
})

describe('how far a customer came', () => {
  const describeRow = (row: CaseRow, ...lookups: readonly Lookup[]) =>
    createCaseFinder({
      facets: signal({}),
      words: signal(''),
      states: statesOf(...lookups),
    }).describeProgress(row)
  const failed = (check: string, id: string) =>
    madeEvent({
      id: `evt_${id}_${check}`,
      name: 'verification.failed',
      object: { type: `verification/${check}`, id },
    })
  const created = madeEvent({ name: 'inquiry.created', object: { type: 'inquiry', id: 'inq_a' } })
  const events = [failed('selfie', 'ver_2'), failed('selfie', 'ver_1'), created]
  const at = { nextStep: 'verification_selfie', previousStep: 'verification_selfie' }

  it('is the step and the failed tries of an open, expired or failed inquiry', () => {
    for (const status of ['pending', 'expired', 'failed'])
      expect(describeRow(made('inq_a', { events }), found('inq_a', { status, ...at }))).toBe(
        'Selfie · 2 failed tries',
      )
    const none = made('inq_a', { events: [created] })
    expect(describeRow(none, found('inq_a', { status: 'pending', ...at }))).toBe('Selfie')
  })

  it('counts one try once, and none where earlier events are not at hand', () => {
    const twice = [failed('selfie', 'ver_1'), failed('selfie', 'ver_1'), created]
    const open = found('inq_a', { status: 'pending', ...at })
    expect(describeRow(made('inq_a', { events: twice }), open)).toBe('Selfie · 1 failed try')
    expect(describeRow(made('inq_a', { events: events.slice(0, 2) }), open)).toBe('Selfie')
  })

  it('is nothing of a decided or unopened case, nor of one whose state is not known', () => {
    for (const status of ['approved', 'declined', 'created', 'needs_review'])
      expect(describeRow(made('inq_a', { events }), found('inq_a', { status, ...at }))).toBe('')
    expect(describeRow(made('inq_a', { events }))).toBe('')
  })

  it('of a session without an inquiry, is not what its sentence says', () => {
    const flow = { failedTries: 2, progress: 'STARTED', openedAt: '2026-11-21T10:00:00.000Z' }
    expect(describeRow(ofDeepidv('s1', flow))).not.toContain('2 failed tries')
    const expired = { status: 'EXPIRED', expiredAt: '2026-11-21T12:00:00.000Z' }
    expect(describeRow(ofDeepidv('s1', flow, expired))).toBe('2 failed tries')
  })
})

describe('words', () => {
  const rows = [
    made('inq_selfie', {
      session: madeSession({
        device: madeDevice({
          os: { name: 'iOS', version: '19' },
          browser: { name: 'Safari', version: '19' },
        }),
        network: madeNetwork({ country: { code: 'DE', name: 'Germany' } }),
      }),
      events: [
        madeEvent({ name: 'verification.failed', object: { type: 'verification/selfie', id: 'ver_1' } }),
      ],
    }),
    made('inq_open'),
    ofDeepidv(
      '0190f0c4-5a44-7d2e-9ae2-2b7f5b1f6a11',
      { externalId: 'cust-800000' },
      {
        network: madeNetwork({ country: { code: 'PT', name: null } }),
      },
    ),
  ]
  const states = statesOf(found('inq_open', { status: 'needs_review' }))
  const find = (typed: string, facets: FacetFilters = {}) => {
    const finder = createCaseFinder({ facets: signal(facets), words: signal(typed), states })
    return rows.filter(finder.passes.value).map(({ id }) => id.slice(0, 10))
  }

  it('find what is known of a case: its check, country, device, state, number, the beginning of its ID', () => {
    expect(find('selfie failed')).toEqual(['inq_selfie'])
    expect(find('  FAILED  self ')).toEqual(['inq_selfie'])
    expect(find('portugal')).toEqual(['0190f0c4-5'])
    expect(find('safari ios')).toEqual(['inq_selfie'])
    expect(find('waiting')).toEqual(['inq_open'])
    expect(find('in review')).toEqual(['inq_open'])
    expect(find('cust-8000')).toEqual(['0190f0c4-5'])
    expect(find('inq_')).toEqual(['inq_selfie', 'inq_open'])
    expect(find('0190f0c4')).toEqual(['0190f0c4-5'])
    expect(find('elfie')).toEqual([])
    expect(find('- …')).toHaveLength(3)
    expect(find('')).toHaveLength(3)
  })

  it('narrow what the facets are counted over', () => {
    const finder = createCaseFinder({ facets: signal({}), words: signal('cust-8000'), states })
    const { all, counts } = finder.count(rows)
    expect(all).toBe(1)
    expect(counts.country).toEqual([{ value: 'PT', count: 1 }])
    for (const facet of FACETS) expect(counts[facet].reduce((sum, { count }) => sum + count, 0)).toBe(1)
  })

  it('are read ahead in idle time, until they are needed no more', () => {
    const idle: IdleRequestCallback[] = []
    vi.stubGlobal('requestIdleCallback', (go: IdleRequestCallback) => idle.push(go))
    onTestFinished(() => void vi.unstubAllGlobals())
    const run = (slices: number) => {
      let left = slices
      idle.shift()?.({ didTimeout: false, timeRemaining: () => (left-- > 0 ? 5 : 0) })
    }
    const read = new Set<string>()
    const of = (id: string) => void read.add(id)
    const closed = new AbortController()
    const finder = createCaseFinder({ facets: signal({}), words: signal(''), states: { of } })
    const many = ['inq_a', 'inq_b', 'inq_c', 'inq_d'].map((id) => made(id))
    finder.prepare(many, closed.signal)
    run(2)
    expect([...read]).toEqual(['inq_a', 'inq_b'])
    run(1)
    expect([...read]).toEqual(['inq_a', 'inq_b', 'inq_c'])
    closed.abort()
    run(1)
    expect([read.size, idle.length]).toEqual([3, 0])
  })

  it('find a country in the chosen language, and in English', async () => {
    await setLanguage('de')
    expect(find('deutschland')).toEqual(['inq_selfie'])
    expect(find('germany')).toEqual(['inq_selfie'])
  })

  it('narrow what facets leave', () => {
    expect(find('i', { country: ['DE'] })).toEqual(['inq_selfie'])
    expect(find('portugal', { country: ['DE'] })).toEqual([])
  })

  it('are found in any text that has them, however they are divided', () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[a-z0-9]{1,6}$/), { minLength: 1 }),
        fc.nat(),
        fc.nat(6),
        (all, nth, length) => {
          const word = all[nth % all.length] ?? ''
          expect(findsWords(all.join(' '), word.slice(0, Math.max(1, length)))).toBe(true)
          expect(findsWords(all.join('-'), word)).toBe(true)
        },
      ),
    )
    expect(findsWords('お客様 自撮り 失敗', '失敗')).toBe(true)
  })

  it('need no accents, and may have them in either form', () => {
    expect(findsWords('Côte d’Ivoire', 'cote')).toBe(true)
    expect(findsWords('México', 'me\u0301xico')).toBe(true)
    expect(findsWords('ガーナ', 'カーナ')).toBe(false)
  })
})
