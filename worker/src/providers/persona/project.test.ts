import { OPEN_FAMILIES, openFamilies } from '@inquiry-lens/shared/domain/event-families.ts'
import { FIELDS } from '@inquiry-lens/shared/domain/fields.ts'
import { InquirySchema, ProviderEventSchema, SessionSchema } from '@inquiry-lens/shared/domain/model.ts'
import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { createShowName } from '../projection.ts'
import { projectCase, projectInquiry, projectSession } from './project.ts'
import { projectEvent } from './project-event.ts'

const showName = createShowName(['Teapots'])
const shownBy = (referenceIdPattern: RegExp | null) => ({ referenceIdPattern, showName })
const CANARY = 'c4nary'
const marked = fc.string().map((text) => `${text}${CANARY}${text}`)
const anything = fc.oneof(fc.anything(), marked, fc.constant(null))
const honest = fc.oneof(
  fc.constantFrom(null, true, false, 7, '2026-11-21T08:00:00Z', 'not a time', ''),
  fc.lorem(),
)

const attributesOf = (object: keyof typeof FIELDS) =>
  fc
    .tuple(
      fc.record(
        Object.fromEntries(
          Object.entries(FIELDS[object]).map(([field, disclosure]) => [
            field,
            disclosure === 'basic' ? honest : marked,
          ]),
        ),
        { requiredKeys: [] },
      ),
      fc.dictionary(fc.stringMatching(/^x-[a-z]{1,12}$/), anything),
    )
    .map(([known, unknown]) => ({ ...unknown, ...known }))

const reference = fc.oneof(
  fc.constantFrom(null, undefined, {}, { data: null }, { data: {} }, 'nonsense'),
  fc.record({
    data: fc.record({ type: fc.constant('inquiry'), id: fc.constant('inq_ABC123'), attributes: marked }),
  }),
)

describe('a session', () => {
  it('always fits our model, with basic fields alone', () => {
    fc.assert(
      fc.property(attributesOf('persona.session'), reference, marked, (attributes, inquiry, included) => {
        const raw = {
          id: 'iqse_ABC123',
          type: 'inquiry-session',
          attributes,
          relationships: { inquiry, device: included },
          included,
        }
        const { item } = projectSession(raw)
        expect(v.is(SessionSchema, item)).toBe(true)
        expect(JSON.stringify(item)).not.toContain(CANARY)
      }),
      { numRuns: 500 },
    )
  })

  it('names every dropped unknown field, and none left out on purpose', () => {
    const { dropped } = projectSession({
      id: 'iqse_ABC123',
      attributes: { status: 'new', 'ip-address': '127.0.0.1', 'shoe-size': 43 },
      relationships: {},
    })
    expect(dropped).toEqual(['persona.session: shoe-size'])
  })

  it.each([
    ['user', 'person'],
    ['workflow', 'rule'],
    ['workflow-run', 'rule'],
    ['oracle', 'other'],
    [null, null],
  ])('a reviewer of type %s: %s, and never their ID', (type, decidedBy) => {
    const data = type && { type, id: 'user_Secret1' }
    const raw = { id: 'inq_ABC123', attributes: {}, relationships: { reviewer: { data } } }
    const { item } = projectInquiry(raw, shownBy(null))
    expect(item?.decidedBy).toBe(decidedBy)
    expect(JSON.stringify(item)).not.toContain('Secret')
  })

  it('survives any row', () => {
    fc.assert(
      fc.property(fc.anything(), (raw) => {
        const { item } = projectSession(raw)
        expect(item === null || v.is(SessionSchema, item)).toBe(true)
      }),
    )
  })
})

describe('an inquiry', () => {
  const references = fc.oneof(
    fc.constantFrom(null, undefined, {}, { data: null }, { data: {} }, { data: [{}] }, 'nonsense'),
    fc.record({
      data: fc.array(fc.record({ type: fc.constant('x'), id: fc.constant('x_1'), attributes: marked })),
    }),
  )
  const raw = fc.record({
    id: fc.constant('inq_ABC123'),
    type: fc.constant('inquiry'),
    attributes: attributesOf('persona.inquiry'),
    relationships: fc.record({
      account: reference,
      sessions: references,
      verifications: references,
      reports: references,
      reviewer: marked,
    }),
  })
  const PATTERN = /^cust-\d{6,}$/u

  it('always fits our model, with basic fields alone', () => {
    fc.assert(
      fc.property(raw, (raw) => {
        const { item } = projectInquiry(raw, shownBy(PATTERN))
        expect(v.is(InquirySchema, item)).toBe(true)
        expect(JSON.stringify(item)).not.toContain(CANARY)
      }),
      { numRuns: 500 },
    )
  })

  it.each([
    ['cust-123456', PATTERN, 'cust-123456'],
    ['cust-123456', null, null],
    ['ada@example.com', PATTERN, null],
    ['cust-123456 ada@example.com', PATTERN, null],
    [`cust-${'1'.repeat(200)}`, PATTERN, null],
    [['cust-123456'], PATTERN, null],
  ])('shows the reference %j under the pattern %s as %j', (value, pattern, shown) => {
    const raw = { id: 'inq_ABC123', attributes: { 'reference-id': value }, relationships: {} }
    expect(projectInquiry(raw, shownBy(pattern)).item?.referenceId).toBe(shown)
  })

  it('counts its parts, and reveals nothing of reports', () => {
    const two = {
      data: [
        { type: 'x', id: 'x_1' },
        { type: 'x', id: 'x_2' },
      ],
    }
    const { item, dropped } = projectInquiry(
      {
        id: 'inq_ABC123',
        attributes: {},
        relationships: { sessions: two, verifications: { data: [] }, reports: two, wishes: two },
      },
      shownBy(null),
    )
    expect(item?.counts).toEqual({ sessions: 2, verifications: 0, documents: null, selfies: null })
    expect(dropped).toEqual(['persona.inquiry: wishes'])
  })

  it('survives any row', () => {
    fc.assert(
      fc.property(fc.anything(), (raw) => {
        const { item } = projectInquiry(raw, shownBy(PATTERN))
        expect(item === null || v.is(InquirySchema, item)).toBe(true)
      }),
    )
  })

  it('includes only its sessions and its template’s name', () => {
    const session = fc
      .tuple(fc.integer({ min: 100, max: 999 }), attributesOf('persona.session'))
      .map(([number, attributes]) => ({ id: `iqse_${number}`, type: 'inquiry-session', attributes }))
    const stranger = fc.record({
      id: fc.constant('act_ABC123'),
      type: fc.constantFrom('account', 'verification/selfie', 'report/watchlist', 'user'),
      attributes: fc.dictionary(fc.string(), marked),
    })
    const template = { id: 'itmpl_ABC123', type: 'inquiry-template', attributes: { name: 'Teapots' } }
    fc.assert(
      fc.property(raw, fc.array(fc.oneof(session, stranger, fc.anything())), (raw, included) => {
        const { item } = projectCase(raw, [...included, template], shownBy(PATTERN))
        expect(item?.inquiry.templateName).toBe('Teapots')
        expect(
          item?.sessions.every((one) => one.inquiryId === 'inq_ABC123' && v.is(SessionSchema, one)),
        ).toBe(true)
        expect(JSON.stringify(item)).not.toContain(CANARY)
        expect(item?.objectIds[0]).toBe('inq_ABC123')
      }),
    )
  })
})

describe('an event', () => {
  const families = openFamilies()
  // Of letters that spell no screening, whose events are nothing.
  const open = fc
    .tuple(fc.constantFrom(...OPEN_FAMILIES), fc.stringMatching(/^[bdgjmqvwxz-]{1,12}$/))
    .map((parts) => parts.join('.'))
  const closed = fc.oneof(
    fc.constantFrom(
      'report/watchlist.matched',
      'case.created',
      'sar.filed',
      'inquiry',
      'transaction.created',
      '',
    ),
    fc
      .stringMatching(/^[a-z/-]{1,20}\.[a-z]{1,9}$/)
      .filter((name) => !OPEN_FAMILIES.some((family) => name.startsWith(`${family}.`))),
  )
  const resource = (name: fc.Arbitrary<string>) =>
    fc.record({
      id: fc.constant('evt_ABC123'),
      attributes: fc
        .tuple(attributesOf('persona.event'), name, reference)
        .map(([attributes, name, payload]) => ({ ...attributes, name, payload })),
      relationships: fc.constant({}),
    })

  it('of an open family fits our model, with basic fields alone', () => {
    fc.assert(
      fc.property(resource(open), (raw) => {
        const { item } = projectEvent(raw, families, showName)
        expect(v.is(ProviderEventSchema, item)).toBe(true)
        expect(JSON.stringify(item)).not.toContain(CANARY)
      }),
      { numRuns: 500 },
    )
  })

  it.each(['inquiry.sanctions-hit', 'verification.fraud-flagged', 'document.forged', 'account.pep-matched'])(
    'of an open family is nothing where its name tells of a screening or a fraud signal: %s',
    (name) => {
      const raw = { id: 'evt_ABC123', attributes: { name, payload: {} }, relationships: {} }
      expect(projectEvent(raw, families, showName)).toEqual({
        item: null,
        dropped: ['event row: closed family'],
      })
    },
  )

  it('of a closed family is nothing', () => {
    fc.assert(
      fc.property(resource(closed), (raw) => {
        expect(projectEvent(raw, families, showName).item).toBeNull()
      }),
    )
  })

  it('of an open family about an object of a closed one keeps the object to itself', () => {
    const raw = {
      id: 'evt_ABC123',
      attributes: { name: 'account.added-relation', payload: { data: { type: 'case', id: 'case_ABC123' } } },
      relationships: {},
    }
    expect(projectEvent(raw, families, showName).item?.object).toBeNull()
  })

  it('of a verification names its inquiry, and nothing else that it belongs to', () => {
    const payload = (type: string, inquiry: unknown) => ({
      data: {
        type,
        id: 'ver_ABC123',
        relationships: { inquiry, account: { data: { type: 'account', id: CANARY } } },
      },
    })
    const eventOf = (document: unknown) =>
      projectEvent(
        {
          id: 'evt_ABC123',
          attributes: { name: 'verification.passed', payload: document },
          relationships: {},
        },
        families,
        showName,
      ).item
    const inquiry = { data: { type: 'inquiry', id: 'inq_ABC123' } }
    const event = eventOf(payload('verification/selfie', inquiry))
    expect(event?.inquiryId).toBe('inq_ABC123')
    expect(JSON.stringify(event)).not.toContain(CANARY)
    expect(eventOf(payload('case', inquiry))?.inquiryId).toBeUndefined()
    expect(
      eventOf(payload('verification/selfie', { data: { type: 'case', id: 'x' } }))?.inquiryId,
    ).toBeUndefined()
    expect(eventOf(payload('verification/selfie', null))).not.toHaveProperty('inquiryId')
  })

  it('of transactions passes when the admin sets it', () => {
    const raw = { id: 'evt_ABC123', attributes: { name: 'transaction.created' }, relationships: {} }
    expect(projectEvent(raw, families, showName).item).toBeNull()
    expect(projectEvent(raw, openFamilies(['transaction']), showName).item?.name).toBe('transaction.created')
  })
})
