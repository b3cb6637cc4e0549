import { REASON_LENGTH } from '@inquiry-lens/shared/contract/permissions.ts'
import { ok } from '../../../extension/src/messages/failure.ts'
import { at, NOW } from '../../stories/tell-case.ts'
import {
  AGENT,
  ALARMED,
  BARE_CASE,
  caseInPanel,
  configOf,
  DEEPIDV_SESSIONS,
  EVENTS_OF_ALL_KINDS,
  FAILED_CHECKS,
  FAILED_TRIES,
  failureOf,
  foundInquiry,
  INQUIRIES,
  INVESTIGATOR,
  inquiryId,
  LOCKED,
  LONG_CASE,
  LONG_SESSION_CASE,
  LONG_WORD,
  listing,
  MAX_ADDRESS_LENGTH,
  owner,
  RECENTS,
  REVIEWED,
  REVIEWED_ID,
  refuse,
  refuseHere,
  SAMPLE,
  SESSIONS,
  signedOut,
  VERDICTS,
  viewOf,
  watchesOf,
  watchOf,
} from '../data.ts'
import { type Answer, type Hand, makeView, SIZES, type View } from '../view.ts'

type PanelView = Omit<View, 'surface'>

const ROW = '.rows .row'
const SHOWN_ROW = `[role=tabpanel]:not([hidden]) ${ROW}`
const WIDE = { width: 800, height: 700 }
const REFERENCE = 'cust-700123456'

/** Answers with each of these in turn, and goes on with the last. */
function inTurn<T>(...answers: [T, ...T[]]): () => T {
  let turn = 0
  return () => answers[Math.min(turn++, answers.length - 1)] ?? answers[0]
}

async function openEvents(hand: Hand): Promise<void> {
  await hand.press('Events')
  await hand.see(SHOWN_ROW)
}

async function narrowToCustomer(hand: Hand): Promise<void> {
  await hand.press('deepidv')
  await hand.press(/^Filter/)
  await hand.press('One customer, by external ID')
  await hand.fill('.choice-text', LONG_WORD.repeat(3))
  await hand.fill('.period input', '2026-01-02')
  await hand.press('Show')
  await hand.see('.filter-chip')
}

const DOWN = refuse('provider-unavailable', { retryAfter: 30 })

const NAMED = watchOf(inquiryId('Named'), { name: 'The refund' })
const ENDED = watchOf(REVIEWED_ID, {
  ended: { caseState: 'approved', at: new Date(NOW - 3 * 60_000).toISOString() },
})
const APPROVED = {
  ...REVIEWED,
  inquiry: {
    ...REVIEWED.inquiry,
    ...{ status: 'approved', nextStep: null, decisionedAt: new Date(NOW - 3 * 60_000).toISOString() },
  },
}
const MANY_WATCHES = Array.from({ length: 50 }, (_, number) => watchOf(inquiryId(`Many${number}`)))

/** The drawer at the foot of the panel. */
const watchView = (
  name: string,
  watches: Parameters<typeof watchesOf>[0],
  shown: string,
  more: Partial<PanelView> = {},
): PanelView => ({
  name,
  shown: '.watches',
  held: { session: { watches: watchesOf(watches) } },
  answers: { 'app:case.get': ok(viewOf(APPROVED)) },
  async prepare(hand) {
    await hand.pressAt('.watches summary')
    return hand.see(shown)
  },
  ...more,
})

const WATCHES: readonly PanelView[] = [
  { ...watchView('watches', [NAMED], ''), prepare: (hand) => hand.see(ROW) },
  {
    ...watchView('a watched case has ended', [ENDED, NAMED], ''),
    prepare: async (hand) => {
      await hand.see('.watches[data-ended=true]')
      return hand.see(ROW)
    },
  },
  watchView('watches, opened', [NAMED, watchOf(inquiryId('Other'))], '.watch-actions'),
  watchView('watches, told at once', [NAMED], '.watches-foot span', {
    held: {
      session: { watches: watchesOf([NAMED]), live: { changed: { [`case ${NAMED.id}`]: 0 } } },
    },
  }),
  watchView('a watched case has ended, opened', [ENDED, NAMED], '.watch-end .reply'),
  watchView('watched cases that can’t be opened', [ENDED], '.watch-end .notice', {
    answers: { 'app:case.get': refuse('views-throttled', { retryAfter: 600 }) },
  }),
  watchView('as many watches as there may be', MANY_WATCHES, '.watches-foot span'),
  watchView(
    'watches with long names',
    [
      { ...ENDED, name: LONG_WORD.repeat(2).slice(0, 60) },
      { ...NAMED, name: 'W'.repeat(60) },
    ],
    '.watch-end .reply',
  ),
  {
    ...watchView('a watch being renamed', [NAMED], ''),
    async prepare(hand) {
      await hand.pressAt('.watches summary')
      await hand.press('Rename')
      return hand.see('.watch-naming input')
    },
  },
]

const LISTS: readonly PanelView[] = [
  { name: 'signed out', account: null, shown: '.signed-out .button-main' },
  { name: 'signed out by the relay', account: null, held: signedOut, shown: '.signed-out .button-main' },
  { name: 'locked', held: LOCKED, shown: '.signed-out .button' },
  makeView('loading', '.skeleton', { 'app:sessions.list': 'never' }),
  makeView('sessions', ROW),
  makeView('sessions of one provider', ROW, { 'app:config.get': ok(configOf(['persona'], 'sandbox')) }),
  {
    name: 'sessions remembered',
    held: {
      session: {
        providers: { owner: owner(AGENT), providers: [{ provider: 'persona', environment: 'production' }] },
        'list:app:sessions.list?[["provider","persona"]]': {
          ...listing(SESSIONS, 'persona'),
          owner: owner(AGENT),
          usedAt: NOW,
          etag: null,
          limit: 25,
        },
      },
    },
    answers: { 'app:config.get': 'never', 'app:sessions.list': 'never' },
    shown: ROW,
  },
  makeView('what is known of a session', ROW, {}, async (hand) => {
    await hand.pressAt('.row-item:nth-child(3) .row-more')
    await hand.see('.details')
  }),
  makeView(
    'what is known of a session with long words',
    ROW,
    {
      'app:sessions.list': ({ provider = 'persona' }) =>
        ok(listing(provider === 'persona' ? LONG_CASE.sessions : [LONG_SESSION_CASE.session], provider)),
    },
    async (hand) => {
      await hand.pressAt('.row-item:nth-child(1) .row-more')
      await hand.see('.details')
    },
  ),
  makeView('which sessions to show', ROW, {}, async (hand) => {
    await hand.press('deepidv')
    await hand.press(/^Filter/)
    await hand.press('One customer, by external ID')
    return hand.see('.choice-text')
  }),
  makeView('events', ROW, {}, openEvents),
  {
    ...makeView(
      'events of all kinds',
      ROW,
      { 'app:events.list': ok(listing(EVENTS_OF_ALL_KINDS, 'persona')) },
      openEvents,
    ),
    size: { width: SIZES.panel.width, height: 4000 },
  },
  makeView('what is known of an event', ROW, {}, async (hand) => {
    await openEvents(hand)
    await hand.pressAt('[role=tabpanel]:not([hidden]) .row-more')
    await hand.see('[role=tabpanel]:not([hidden]) .details')
  }),
  makeView('which events to show', ROW, {}, async (hand) => {
    await openEvents(hand)
    await hand.press(/^All events/)
    await hand.see('.choice')
  }),
  makeView('empty', '.notice', {
    'app:sessions.list': ({ provider = 'persona' }) => ok(listing([], provider)),
  }),
  makeView(
    'nothing found',
    ROW,
    {
      'app:sessions.list': ({ provider = 'persona', externalId }) =>
        ok(listing(externalId ? [] : SESSIONS, provider)),
    },
    async (hand) => {
      await narrowToCustomer(hand)
      await hand.see('.notice')
    },
  ),
  makeView('what is no ID', ROW, {}, async (hand) => {
    await hand.fill('.find input', LONG_WORD.repeat(3))
    await hand.see('.find-message:not(:empty)')
  }),
  {
    name: 'the rows of one inquiry',
    answers: {
      'app:sessions.list': ({ provider = 'persona', inquiry }) =>
        ok(listing(inquiry ? REVIEWED.sessions : SESSIONS, provider)),
    },
    focus: { case: REVIEWED_ID },
    shown: '.case-body',
    async prepare(hand) {
      await hand.press(/^Only this inquiry/)
      await hand.see(ROW)
    },
  },
  makeView('the sessions of one customer', ROW, {}, narrowToCustomer),
  {
    ...makeView('told of changes of one provider', '.health', {}),
    held: { session: { live: { changed: { 'lists persona': 1 } } } },
  },
  {
    ...makeView('no longer told of changes', '.health', {}),
    held: {
      session: { live: { changed: { 'lists persona': 1, 'lists deepidv': 1 }, downSince: NOW - 40_000 } },
    },
  },
  makeView('no provider answers', '.notice', { 'app:sessions.list': DOWN }),
  makeView('no provider is configured', '.notice', {
    'app:config.get': ok(configOf([])),
    'app:sessions.list': refuse('no-provider'),
    'app:health.get': ok([]),
  }),
  makeView('no relay answers', '.notice', {
    'app:config.get': refuseHere('relay-unreachable'),
    'app:sessions.list': refuseHere('relay-unreachable'),
    'app:health.get': refuseHere('relay-unreachable'),
  }),
  makeView('the record is full', '.notice', { 'app:sessions.list': refuse('audit-full') }),
  makeView('one provider is down', '.rows .row', {
    'app:sessions.list': ({ provider = 'persona' }) =>
      provider === 'deepidv'
        ? refuse('provider-timeout')
        : ok(
            listing(
              SESSIONS,
              provider,
              { asOf: NOW - 9 * 60_000 },
              { state: 'stale', reason: 'provider-rate-limited' },
            ),
          ),
  }),
  makeView(
    'older sessions can’t be asked for',
    '.rows .row',
    {
      'app:config.get': ok(configOf(['persona'])),
      'app:sessions.list': ({ cursor }) =>
        cursor === undefined
          ? ok(listing(SESSIONS.slice(0, 3), 'persona', { next: 'there-is-more-of-them' }))
          : refuse('agent-share-used', { retryAfter: 60 }),
    },
    (hand) => hand.see('.list .notice'),
  ),
  makeView('sessions as far back as was looked', '.reach', {
    'app:sessions.list': ({ provider = 'persona' }) =>
      ok(
        listing(
          provider === 'persona' ? SESSIONS.slice(0, 3) : DEEPIDV_SESSIONS,
          provider,
          provider === 'persona' ? { completeSince: at('3 h ago') } : {},
          provider === 'persona' ? { state: 'stale', reason: 'provider-unavailable' } : {},
        ),
      ),
  }),
  makeView(
    'new and changed sessions',
    ROW,
    {
      'app:config.get': ok(configOf(['persona'])),
      'app:sessions.list': inTurn(
        ok(listing(SESSIONS.slice(2), 'persona')),
        ok(
          listing(
            SESSIONS.map((one, number) => (number === 3 ? { ...one, status: 'expired' } : one)),
            'persona',
          ),
        ),
      ),
    },
    async (hand) => {
      await hand.pressAt('.refresh')
      await hand.see('.unread-line')
    },
  ),
  makeView('offline', ROW, {}, async (hand) => {
    window.dispatchEvent(new Event('offline'))
    await hand.see('.panel [class*=notice]')
  }),
  {
    name: 'recently opened',
    held: { session: { recentCases: { owner: owner(AGENT), cases: RECENTS } } },
    shown: ROW,
    async prepare(hand) {
      await hand.press(/^Recently opened/)
      await hand.see('.recent-rows .row')
    },
  },
  makeView('the keys', ROW, {}, async (hand) => {
    await hand.key('?')
    await hand.see('.key-help[open]')
  }),
  {
    name: 'the keys, turned off',
    held: { local: { singleKeys: false } },
    shown: ROW,
    async prepare(hand) {
      await hand.press('Keys')
      await hand.see('.key-help[open]')
    },
  },
  {
    name: 'beside each other',
    size: WIDE,
    focus: { case: REVIEWED_ID },
    answers: {
      'app:sessions.list': ({ provider = 'persona' }) =>
        ok(listing(provider === 'persona' ? [...REVIEWED.sessions, ...SESSIONS] : [], provider)),
    },
    shown: '.case-body',
    prepare: (hand) => hand.see('.row[aria-current=true]'),
  },
  {
    name: 'no case beside the lists',
    size: WIDE,
    held: { session: { recentCases: { owner: owner(AGENT), cases: RECENTS } } },
    shown: '.panel-idle',
  },
  { name: 'samples', account: SAMPLE, shown: ROW },
  {
    name: 'the record is not what it was',
    held: { local: { auditWitnesses: [ALARMED] } },
    shown: '.notice',
  },
]

const missing = (answer: Answer<'app:case.get'>): Pick<PanelView, 'focus' | 'answers' | 'shown'> => ({
  focus: { case: REVIEWED_ID },
  answers: { 'app:case.get': answer },
  shown: '.case .notice',
})

const reveal = (name: string, answer: Answer<'app:reveal'>, seen: string): PanelView => ({
  name,
  account: INVESTIGATOR,
  ...caseInPanel(REVIEWED),
  answers: { 'app:case.get': ok(viewOf(REVIEWED)), 'app:reveal': answer },
  async prepare(hand) {
    await askForNote(hand)
    await hand.press('Show for a minute')
    await hand.see(seen)
  },
})

async function openMoment(hand: Hand): Promise<void> {
  await hand.pressAt('.timeline button[aria-expanded=false]')
  await hand.see('.timeline button[aria-expanded=true]')
}

async function askForNote(hand: Hand): Promise<void> {
  await hand.press(/^Note/)
  await hand.press(/^Tags/)
  await hand.press('Suspected fraud')
  await hand.see('.reveal .button-main:not([aria-disabled=true])')
}

const CASES: readonly PanelView[] = [
  ...VERDICTS.map(({ rule, file }) => ({ name: `verdict: ${rule}`, ...caseInPanel(file) })),
  {
    name: 'a case loading',
    focus: { case: REVIEWED_ID },
    answers: { 'app:case.get': 'never' },
    shown: '.skeleton',
  },
  { name: 'a case', ...caseInPanel(REVIEWED) },
  {
    name: 'a watched case',
    ...caseInPanel(REVIEWED),
    held: { session: { watches: watchesOf([watchOf(REVIEWED_ID)]) } },
    shown: '.watch-button[aria-pressed=true]',
  },
  {
    name: 'a case that can’t be watched, being one too many',
    ...caseInPanel(REVIEWED),
    answers: { 'app:case.get': ok(viewOf(REVIEWED)), 'app:watches.add': refuse('watches-full') },
    held: { session: { watches: watchesOf(MANY_WATCHES) } },
    shown: '.watch-button',
    async prepare(hand) {
      await hand.pressAt('.watch-button')
      await hand.see('.case .notice')
    },
  },
  { name: 'failed tries of a hosted session', ...caseInPanel(FAILED_TRIES) },
  { name: 'failed checks', ...caseInPanel(FAILED_CHECKS) },
  { name: 'a case without facts', ...caseInPanel(BARE_CASE) },
  { name: 'a case with long words', ...caseInPanel(LONG_CASE) },
  {
    name: 'a session’s case with long words',
    ...caseInPanel(LONG_SESSION_CASE),
    prepare: openMoment,
  },
  {
    name: 'a case that is out of date',
    ...caseInPanel(REVIEWED, { asOf: NOW - 5 * 60_000 }, { state: 'stale', reason: 'provider-unavailable' }),
  },
  {
    name: 'a case without its events',
    ...caseInPanel({ ...REVIEWED, events: [], eventsMissing: true, hints: [] }),
  },
  {
    name: 'a session’s case without its steps',
    ...caseInPanel({ ...LONG_SESSION_CASE, steps: null, stepsMissing: true }, {}, { environment: 'sandbox' }),
  },
  { name: 'case not found', ...missing(refuse('not-found')) },
  { name: 'a case that can’t be asked for', ...missing(DOWN) },
  { name: 'a case that can’t be read', ...missing(refuse('provider-unreadable')) },
  { name: 'opened too many customers', ...missing(refuse('views-throttled', { retryAfter: 600 })) },
  { name: 'not signed in to the provider', ...missing(refuse('provider-key-refused')) },
  {
    name: 'a case that changed',
    ...caseInPanel(REVIEWED),
    answers: {
      'app:case.get': inTurn(
        ok(
          viewOf({
            ...REVIEWED,
            inquiry: { ...REVIEWED.inquiry, status: 'pending', markedForReviewAt: null, completedAt: null },
            events: REVIEWED.events.slice(3),
          }),
        ),
        ok(viewOf(REVIEWED)),
      ),
    },
    async prepare(hand) {
      await hand.pressAt('.refresh')
      await hand.see('.unread-line')
    },
  },
  {
    name: 'a case that colleagues opened',
    ...caseInPanel(REVIEWED, {
      seen: ['bob@example.com', 'carla@example.com', MAX_ADDRESS_LENGTH].map((agent, number) => ({
        agent,
        at: NOW - (number + 1) * 400_000,
      })),
    }),
    prepare: (hand) => hand.pressAt('.seen summary'),
  },
  {
    name: 'a case that is not on the page',
    ...caseInPanel(REVIEWED),
    answers: {
      'app:case.get': ok(viewOf(REVIEWED)),
      'app:page.look': ok({
        site: 'granted',
        host: 'acme.zendesk.com',
        pattern: null,
        ids: INQUIRIES.map(({ id }) => id),
        hidden: [],
        numbers: [],
      }),
    },
    prepare: (hand) => hand.see('.page-line .button'),
  },
  {
    name: 'a moment in full',
    ...caseInPanel(REVIEWED),
    prepare: openMoment,
  },
  {
    name: 'a reply in another language',
    ...caseInPanel(REVIEWED),
    prepare: (hand) => hand.fill('.reply-language', 'de'),
  },
  {
    name: 'a reply copied',
    ...caseInPanel(REVIEWED),
    async prepare(hand) {
      navigator.clipboard.writeText = async () => {}
      await hand.press('Copy reply')
      await hand.see('.toast:not(:empty)')
    },
  },
  {
    name: 'a reply copied instead of inserted',
    ...caseInPanel(REVIEWED),
    answers: {
      'app:case.get': ok(viewOf(REVIEWED)),
      'app:page.look': ok({
        site: 'granted',
        host: 'acme.zendesk.com',
        pattern: null,
        ids: [REVIEWED_ID],
        hidden: [],
        numbers: [],
      }),
      'app:reply.insert': ok('no-editor'),
    },
    async prepare(hand) {
      navigator.clipboard.writeText = async () => {}
      await hand.press('Insert reply')
      await hand.see('.insert-note')
    },
  },
  {
    name: 'a reply to copy by hand',
    ...caseInPanel(REVIEWED),
    async prepare(hand) {
      navigator.clipboard.writeText = () => Promise.reject(new Error('Refused'))
      document.execCommand = () => false
      await hand.press('Copy reply')
      await hand.see('.by-hand textarea')
    },
  },
  {
    name: 'without copy buttons',
    ...caseInPanel(REVIEWED),
    held: { policy: { featuresOff: ['copy'], organizationName: 'Acme' } },
  },
  {
    name: 'the same person',
    ...caseInPanel(REVIEWED),
    answers: {
      'app:case.get': ok(viewOf(REVIEWED)),
      'app:person.find': ok({ items: [REVIEWED.inquiry, ...INQUIRIES], isMore: true }),
    },
    prepare: (hand) => hand.pressAt('.person-more'),
  },
  {
    name: 'the same person is looked for',
    ...caseInPanel(REVIEWED),
    answers: { 'app:case.get': ok(viewOf(REVIEWED)), 'app:person.find': 'never' },
  },
  {
    name: 'the same person can’t be asked for',
    ...caseInPanel(REVIEWED),
    answers: { 'app:case.get': ok(viewOf(REVIEWED)), 'app:person.find': refuse('provider-timeout') },
    prepare: (hand) => hand.see('.person-failure'),
  },
  {
    name: 'masked',
    account: AGENT,
    ...caseInPanel(REVIEWED),
    prepare: (hand) => hand.see('.mask'),
  },
  {
    name: 'a reveal to be asked for',
    account: INVESTIGATOR,
    ...caseInPanel(REVIEWED),
    prepare: askForNote,
  },
  reveal(
    'revealed',
    ({ id }) =>
      ok({
        provider: 'persona',
        id,
        values: [
          { field: 'note', value: `Asked for twice. ${LONG_WORD.repeat(4)}\nשלום` },
          { field: 'tags', value: null },
        ],
      }),
    '.revealed',
  ),
  {
    name: 'revealed of a session, for a long reason',
    account: INVESTIGATOR,
    ...caseInPanel(LONG_SESSION_CASE),
    answers: {
      'app:case.get': ok(viewOf(LONG_SESSION_CASE)),
      'app:reveal': ({ id }) =>
        ok({ provider: 'deepidv', id, values: [{ field: 'ip_address', value: '203.0.113.7' }] }),
    },
    async prepare(hand) {
      await hand.press(/^IP address/)
      await hand.fill('.reveal-why input', `Why? ${'x'.repeat(REASON_LENGTH.max - 5)}`)
      await hand.pressAt('.reveal .button-main:not([aria-disabled=true])')
      await hand.see('.revealed q')
    },
  },
  {
    name: 'a copy key pressed too early',
    focus: { case: REVIEWED_ID },
    answers: { 'app:case.get': 'never' },
    shown: '.case .skeleton',
    async prepare(hand) {
      await hand.key('c')
      await hand.see('.toast:not(:empty)')
    },
  },
  reveal('a reveal under way', 'never', '.reveal [aria-disabled=true]'),
  reveal('a reveal that failed', refuse('provider-unavailable'), '.reveal .notice'),
  reveal('too many reveals', refuse('views-throttled', { retryAfter: 600 }), '.reveal .notice'),
  {
    name: 'several cases of a number',
    focus: { reference: REFERENCE },
    shown: '.finding-rows .row',
  },
  {
    name: 'a number is looked for',
    focus: { reference: REFERENCE },
    answers: { 'app:customer.find': 'never' },
    shown: '.skeleton',
  },
  {
    name: 'number not found',
    focus: { reference: 'cust-999999999' },
    answers: {
      'app:customer.find': ok({
        matches: [],
        isMore: true,
        asOf: NOW,
        asked: [{ provider: 'persona', environment: 'production' }],
        failures: [],
      }),
    },
    shown: '.case .notice',
  },
  {
    name: 'number not found so far',
    focus: { reference: REFERENCE },
    answers: {
      'app:customer.find': ok({
        matches: [],
        isMore: false,
        asOf: NOW,
        asked: [{ provider: 'persona', environment: 'production' }],
        failures: [{ provider: 'deepidv', failure: failureOf('provider-unavailable') }],
      }),
    },
    shown: '.case .notice + .notice',
  },
  {
    name: 'a number that one provider can’t be asked for',
    focus: { reference: 'C'.repeat(64) },
    answers: {
      'app:customer.find': ok({
        matches: [{ lookup: foundInquiry(4), environment: 'production' }],
        isMore: false,
        asOf: NOW,
        asked: [{ provider: 'persona', environment: 'production' }],
        failures: [{ provider: 'deepidv', failure: failureOf('provider-timeout') }],
      }),
    },
    shown: '.finding-rows .row',
  },
  {
    name: 'a number that can’t be asked for',
    focus: { reference: REFERENCE },
    answers: { 'app:customer.find': refuse('log-limited', { retryAfter: 1800 }) },
    shown: '.case .notice',
  },
]

export const PANEL_VIEWS: readonly View[] = [
  ...LISTS.map((view) => ({ focus: { list: 'sessions' }, ...view }) as const),
  ...WATCHES.map((view) => ({ focus: { list: 'sessions' }, ...view }) as const),
  ...CASES,
].map((view) => ({ surface: 'panel', ...view }))
