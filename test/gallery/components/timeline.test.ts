/** What happened, as one line: in the case file and on the card, for eyes and for keys. */
import type { CaseFile } from '@inquiry-lens/shared/domain/model.ts'
import { beforeAll, describe, expect, it } from 'vitest'
import { deepidv, persona } from '../../stories/tell-case.ts'
import { caseInPanel, caseOnCard, INVESTIGATOR } from '../data.ts'
import { useGallery } from '../mount.ts'

const GOVERNMENT_ID = 'verification/government-id'
const SELFIE = 'verification/selfie'
const LINE = 'What happened, oldest first'

const failedTry = (when: number, id: string) =>
  [
    [`${when + 1} min ago`, 'verification.submitted', GOVERNMENT_ID, id],
    [`${when} min ago`, 'verification.requires-retry', GOVERNMENT_ID, id],
  ] as const

const THREE_TRIES = persona(
  {
    status: 'approved',
    'created-at': '3 h ago',
    'started-at': '118 min ago',
    'completed-at': '60 min ago',
    'decisioned-at': '59 min ago',
  },
  {
    sessions: [
      {
        status: 'active',
        'created-at': '2 h ago',
        'started-at': '2 h ago',
        'device-type': 'smartphone',
        'os-name': 'Android',
        'browser-name': 'Chrome Mobile',
        'browser-full-version': '126',
        'country-code': 'GB',
        'country-name': 'United Kingdom',
        'threat-level': 'low',
      },
    ],
    events: [
      ['3 h ago', 'inquiry.created'],
      ['2 h ago', 'inquiry-session.started', 'inquiry-session', 'iqse_Story0'],
      ...failedTry(110, 'ver_1'),
      ...failedTry(100, 'ver_2'),
      ...failedTry(90, 'ver_3'),
      ['81 min ago', 'verification.submitted', GOVERNMENT_ID, 'ver_4'],
      ['80 min ago', 'verification.passed', GOVERNMENT_ID, 'ver_4'],
      ['79 min ago', 'inquiry.transitioned'],
      ['70 min ago', 'selfie.submitted', 'selfie/profile-and-center', 'self_1'],
      ['69 min ago', 'verification.submitted', SELFIE, 'ver_5'],
      ['68 min ago', 'verification.passed', SELFIE, 'ver_5'],
      ['60 min ago', 'inquiry.completed'],
      ['59 min ago', 'inquiry.approved'],
    ],
  },
)

const PHONE = { 'device-type': 'smartphone', 'os-name': 'iOS', 'browser-name': 'Mobile Safari' }
const BEGUN = { status: 'pending', 'created-at': '3 h ago', 'started-at': '2 h ago' }

const stand = useGallery()
const showCase = (file: CaseFile) =>
  stand.mount({ surface: 'panel', account: INVESTIGATOR, ...caseInPanel(file) })
const lineOf = () => stand.page.getByRole('list', { name: LINE })
const readEntries = (list = LINE) =>
  stand.page
    .getByRole('list', { name: list })
    .getByRole('listitem')
    .locator('.entry-sentence')
    .allTextContents()
const readTried = () =>
  stand.page.getByRole('list', { name: 'What was tried' }).getByRole('listitem').allInnerTexts()

describe('a case with three tries that went wrong', () => {
  beforeAll(() => showCase(THREE_TRIES))

  it('says so at a glance, and in words', async () => {
    expect(await readTried()).toEqual(['Government ID: failed 3 times, then passed', 'Selfie: passed'])
    expect(await stand.page.locator('.pattern').first().locator('.tone-mark').count()).toBe(4)
  })

  it('shows each entry once, from the first to the last', async () => {
    expect(await readEntries()).toEqual([
      'Inquiry was created',
      'Customer opened the link',
      'Customer started the first check',
      ...Array(3).fill('Government ID did not go through'),
      'Government ID passed',
      'Selfie passed',
      'Customer finished every step',
      'Inquiry was approved',
    ])
    const times = await lineOf()
      .locator('time')
      .evaluateAll((all) => all.map((time) => Date.parse(time.getAttribute('datetime') ?? '')))
    expect(times).toHaveLength(10)
    expect(times).toEqual(times.toSorted((a, b) => a - b))
  })

  it('opens by keys what is known of each moment, and closes it again', async () => {
    const { keyboard } = stand.page
    const rows = lineOf().locator('.row')
    const name =
      /^Customer opened the link [^A-Z]*(?:[AP]M )?Chrome Mobile 126 on Android United Kingdom \(GB\)$/
    expect(await lineOf().getByRole('button', { name }).count()).toBe(1)
    await rows.first().focus()
    await keyboard.press('ArrowDown')
    await keyboard.press('Enter')
    const details = lineOf().locator('.details')
    await details.getByText('Threat level').waitFor()
    expect(await details.getByText('inquiry-session.started').count()).toBe(1)
    expect(await details.getByRole('region', { name: 'On request, of the session' }).count()).toBe(1)
    await keyboard.press('Escape')
    expect(await details.count()).toBe(0)
    await keyboard.press('End')
    await keyboard.press('Enter')
    await details.getByText('inquiry.approved', { exact: true }).waitFor()
    expect(await rows.last().getAttribute('aria-expanded')).toBe('true')
    await keyboard.press('ArrowUp')
    await keyboard.press('ArrowUp')
    await keyboard.press('Enter')
    await details
      .getByText('selfie.submitted')
      .or(details.getByText('verification.submitted'))
      .first()
      .waitFor()
    await keyboard.press('Escape')
  })

  it('tells the exact time of what has the focus', async () => {
    await lineOf().locator('.row').first().focus()
    await stand.page.keyboard.press('ArrowDown')
    const tip = stand.page.getByRole('tooltip')
    await tip.waitFor()
    const english = await tip.textContent()
    expect(english).toMatch(/\d:\d\d:\d\d/)
    await stand.page.evaluate(() => showWords('de'))
    await expect.poll(() => tip.textContent()).toMatch(/^(?!.* [AP]M).*\d:\d\d:\d\d/)
    await stand.page.evaluate(() => showWords('en'))
    await expect.poll(() => tip.textContent()).toBe(english)
  })

  it('folds away what is of no weight, counted, and shows it where it happened', async () => {
    await stand.page.getByRole('button', { name: 'Show 1 minor event' }).click()
    const all = await readEntries()
    expect(all).toHaveLength(11)
    expect(all.indexOf('Customer moved to the next step')).toBe(7)
    await stand.page.getByRole('button', { name: 'Hide 1 minor event' }).click()
    expect(await readEntries()).toHaveLength(10)
  })
})

describe('a case', () => {
  it('that went on with another device says so', async () => {
    await showCase(
      persona(BEGUN, {
        sessions: [
          { status: 'active', 'created-at': '2 h ago', 'started-at': '2 h ago', 'device-type': 'desktop' },
          {
            ...PHONE,
            status: 'active',
            'browser-full-version': '26',
            'device-handoff-method': 'qr',
            'country-code': 'PT',
            'created-at': '1 h ago',
            'started-at': '1 h ago',
          },
        ],
      }),
    )
    const moved = lineOf().getByRole('listitem').filter({ hasText: 'moved to another device, by QR code' })
    expect(await moved.count()).toBe(1)
    expect(await moved.locator('.entry-detail').textContent()).toMatch(/^Mobile Safari 26 on iOS\S/)
  })

  it('that was left says for how long, and what ended it', async () => {
    await showCase(
      persona(
        {
          ...BEGUN,
          status: 'expired',
          'created-at': '30 h ago',
          'started-at': '29 h ago',
          'expired-at': '6 h ago',
        },
        { events: [['6 h ago', 'inquiry.expired']] },
      ),
    )
    const last = lineOf().getByRole('listitem').last()
    expect(await last.textContent()).toMatch(/^23 hours later/)
    expect(await last.textContent()).toContain('Inquiry expired unfinished')
  })

  it('whose link was opened again and again folds the middle away, and shows it on demand', async () => {
    await showCase(
      persona(BEGUN, {
        sessions: Array.from({ length: 25 }, (_, number) => ({
          ...PHONE,
          status: 'active',
          'created-at': `${number + 10} min ago`,
          'started-at': `${number + 10} min ago`,
        })),
      }),
    )
    const folded = await readEntries()
    expect(folded).toHaveLength(12)
    await stand.page.getByRole('button', { name: /^Show \d+ in between$/ }).click()
    const all = await readEntries()
    expect(all.filter((entry) => /^Customer (opened|came)/.test(entry))).toHaveLength(25)
    expect(all.slice(0, 3)).toEqual(folded.slice(0, 3))
    expect(all.slice(-9)).toEqual(folded.slice(-9))
  })

  it('whose events were not kept says from when on there are any', async () => {
    await showCase(
      persona(
        {
          status: 'approved',
          'created-at': '45 d ago',
          'completed-at': '44 d ago',
          'decisioned-at': '43 d ago',
        },
        { events: [['1 h ago', 'inquiry.reusable-persona-created']] },
      ),
    )
    expect(await readEntries()).toEqual([
      'Inquiry was created',
      'Customer finished every step',
      'Inquiry was approved',
      'Customer saved a reusable identity',
    ])
    expect(await lineOf().getByRole('listitem').last().textContent()).toMatch(
      /^1 month laterBefore .* only the inquiry’s own times/,
    )
  })

  it('whose events are not told just now says so, and has the inquiry’s own times', async () => {
    const session = { ...PHONE, status: 'active', 'created-at': '2 h ago', 'started-at': '2 h ago' }
    await showCase(Object.assign(persona(BEGUN, { sessions: [session] }), { eventsMissing: true }))
    await stand.page.getByText('Persona did not tell the events just now').waitFor()
    expect(await readEntries()).toEqual(
      expect.arrayContaining(['Inquiry was created', 'Customer opened the link']),
    )
  })
})

const LEFT_AT_DOCUMENT = deepidv(
  {
    status: 'PENDING',
    session_progress: 'STARTED',
    created_at: '3 h ago',
    expires_at: 'in 21 h',
    meta_data: { applicantViewTime: '2 h ago' },
  },
  {
    steps: [
      {
        step_id: 'ID_VERIFICATION',
        status: 'FAILED',
        attempts: 2,
        started_at: '110 min ago',
        completed_at: '100 min ago',
        failure: { code: 'ID_TEXT_NOT_READABLE', user_action: 'RETAKE_DOCUMENT' },
      },
      { step_id: 'FACE_LIVENESS', status: 'PENDING', attempts: 0 },
    ],
    attempts_remaining: 1,
  },
)

it('a case of deepidv has its steps, what is still to come, and the end of the link last', async () => {
  await showCase(LEFT_AT_DOCUMENT)
  expect(await readEntries()).toEqual([
    'Session was made',
    'Customer opened the link',
    'Identity document did not go through',
    'Selfie and liveness: still to come',
    'The link ends',
  ])
  await lineOf().locator('.row').last().click()
  await lineOf().locator('.details').getByText('ID_VERIFICATION').waitFor()
})

const TRIED_BY_LINK = deepidv({
  status: 'PENDING',
  session_progress: 'STARTED',
  created_at: '3 h ago',
  expires_at: 'in 21 h',
  location: { country: 'Canada' },
  meta_data: {
    applicantViewTime: '2 h ago',
    applicantSubmissionLocationDetails: { countryIsoCode: 'US', country: 'United States', city: 'Toytown' },
    failureData: {
      failedAttempts: 3,
      attempts: [
        { reason: 'OCR_NAME_MISSING', slot: 'PRIMARY', failedAt: '110 min ago' },
        { reason: 'DOC_TYPE_NOT_ALLOWED', slot: 'SECONDARY', failedAt: '105 min ago' },
        { reason: 'FACE_MISMATCH', slot: null, failedAt: '100 min ago' },
      ],
    },
  },
  analysis_data: {
    id_matches_face_capture: false,
    id_analysis_data: { expiry_date_pass: false, valid_state_pass: true, age_restriction_pass: null },
  },
})

it('a case of deepidv by a link has its failed tries, and advice that is no cause', async () => {
  await showCase(TRIED_BY_LINK)
  expect(await readEntries()).toEqual([
    'Session was made',
    'Customer opened the link',
    'The document did not go through',
    'The second document did not go through',
    'A check that is for review did not go through',
    'The link ends',
  ])
  await lineOf().getByText('This kind of document is not accepted').waitFor()
  const facts = stand.page.locator('dl.facts').first()
  const [names, values] = await Promise.all(['dt', 'dd'].map((part) => facts.locator(part).allTextContents()))
  expect(Object.fromEntries((names ?? []).map((name, index) => [name, values?.[index]]))).toMatchObject({
    Country: 'Canada',
    'Sent from': 'United States (US)',
    Checks: 'Selfie and document for review',
    Advice: 'The document may have expired. It fails no check.',
  })
  expect(await stand.page.locator('body').textContent()).not.toMatch(/mismatch|not passed|Toytown/i)
})

it.each<[string, CaseFile, string[], string[]]>([
  [
    'of an inquiry',
    THREE_TRIES,
    ['Government ID: failed 3 times, then passed'],
    ['Selfie passed', 'Customer finished every step', 'Inquiry was approved'],
  ],
  [
    'of a deepidv session',
    LEFT_AT_DOCUMENT,
    ['Identity document: failed twice'],
    ['Session was made', 'Customer opened the link', 'Identity document did not go through'],
  ],
])('the card %s has what was tried often, and the last three moments', async (_, file, tried, last) => {
  await stand.mount({ surface: 'card', ...caseOnCard(file) })
  expect(await readTried()).toEqual(tried)
  expect(await readEntries('What happened last')).toEqual(last)
})
