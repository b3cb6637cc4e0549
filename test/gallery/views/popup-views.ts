import { ok } from '../../../extension/src/messages/failure.ts'
import { NOW } from '../../stories/tell-case.ts'
import {
  AGENT,
  ALARMED,
  configOf,
  DEEPIDV_SESSIONS,
  EVENTS,
  INQUIRIES,
  LOCKED,
  LONG_WORD,
  listing,
  lookUp,
  MAX_ADDRESS_LENGTH,
  REMEMBERED_GLANCE,
  REVIEWED_ID,
  refuse,
  refuseHere,
  SAMPLE,
  SESSIONS,
  signedOut,
  watchesOf,
  watchOf,
} from '../data.ts'
import { type Answers, makeView, type View } from '../view.ts'

type PopupView = Omit<View, 'surface'>

const ROWS = '.glance .row'
const HOST = 'acme.zendesk.com'
const PATTERN = `https://${HOST}/*`
const IDS = INQUIRIES.slice(0, 5).map(({ id }) => id)
const [FIRST_ID = '', SECOND_ID = ''] = IDS
const LONG_HOST = `${'department-of-lookups.'.repeat(4)}example.com`

const PAGE = { site: 'granted', host: HOST, pattern: null, ids: [], hidden: [], numbers: [] } as const
const onPage = (page: Partial<Extract<Answers['app:page.look'], { ok: true }>['value']>): Answers => ({
  'app:page.look': ok({ ...PAGE, ids: [], hidden: [], numbers: [], ...page }),
})

const DOWN: Answers = {
  'app:sessions.list': refuse('provider-unavailable', { retryAfter: 30 }),
  'app:events.list': refuse('provider-unavailable', { retryAfter: 30 }),
}

const VIEWS: readonly PopupView[] = [
  { name: 'signed out', account: null, shown: '.signed-out .button-main' },
  { name: 'signed out by the relay', account: null, held: signedOut, shown: '.signed-out .button-main' },
  { name: 'locked', held: LOCKED, shown: '.signed-out .button' },
  makeView('loading', '.skeleton', {
    'app:sessions.list': 'never',
    'app:events.list': 'never',
    'app:page.look': 'never',
  }),
  makeView('glance', ROWS),
  {
    ...makeView('a watched case has ended', '.watches-ended'),
    held: {
      session: {
        watches: watchesOf([
          watchOf(REVIEWED_ID, { ended: { caseState: 'approved', at: new Date(NOW).toISOString() } }),
        ]),
      },
    },
  },
  makeView('one provider', ROWS, {
    'app:config.get': ok(configOf(['deepidv'], 'sandbox')),
    'app:health.get': ok([{ provider: 'deepidv', environment: 'sandbox', state: 'untried' }]),
  }),
  makeView('empty', '.glance-none', {
    'app:sessions.list': ({ provider = 'persona' }) => ok(listing([], provider)),
    'app:events.list': ok(listing([], 'persona')),
  }),
  makeView('no provider answers', '.notice', DOWN),
  makeView('one provider is down', ROWS, {
    'app:sessions.list': ({ provider }) =>
      provider === 'deepidv'
        ? refuse('provider-timeout')
        : ok(listing(SESSIONS, 'persona', {}, { state: 'stale', reason: 'provider-rate-limited' })),
    'app:health.get': ok([
      {
        provider: 'persona',
        environment: 'production',
        state: 'failing',
        reason: 'provider-rate-limited',
        quota: { limit: 300, left: 0, windowSeconds: 60, moreInSeconds: 31 },
      },
      {
        provider: 'deepidv',
        environment: 'production',
        state: 'failing',
        reason: 'provider-timeout',
        pausedFor: 90,
      },
    ]),
  }),
  makeView('no relay answers', '.notice', {
    'app:config.get': refuseHere('relay-unreachable'),
    'app:sessions.list': refuseHere('relay-unreachable'),
    'app:events.list': refuseHere('relay-unreachable'),
    'app:health.get': refuseHere('relay-unreachable'),
  }),
  makeView('offline', ROWS, {}, async (hand) => {
    window.dispatchEvent(new Event('offline'))
    await hand.see('.notice')
  }),
  makeView(
    'IDs on the page',
    '.lookups .row',
    onPage({
      ids: [...IDS, 'inq_NobodyHasThisInquiry1234'],
      hidden: IDS.slice(2),
      numbers: ['cust-700123456'],
    }),
    (hand) => hand.press(/in hidden parts of this page$/),
  ),
  makeView('IDs on the page whose look-up fails', '.lookups .row', {
    ...onPage({ ids: IDS }),
    'app:lookup': refuse('lookups-limited', { retryAfter: 1200 }),
  }),
  makeView('no IDs on the page', '.page-message', onPage({})),
  makeView(
    'a page that may be marked',
    '.page-offer',
    onPage({ site: 'grantable', host: LONG_HOST, pattern: `https://${LONG_HOST}/*` }),
  ),
  makeView(
    'a page with a part from another site',
    '.page-offer',
    onPage({ ids: IDS.slice(0, 1), frames: [`https://${LONG_HOST}/*`] }),
  ),
  makeView(
    'a page that was scanned',
    '.page-offer',
    {
      ...onPage({ site: 'grantable', pattern: PATTERN }),
      'app:page.scan': ok({ ids: IDS, hidden: [], numbers: [] }),
    },
    async (hand) => {
      await hand.press('Scan this page once')
      await hand.see('.lookups .row')
    },
  ),
  makeView(
    'a page that can’t be scanned',
    '.page-offer',
    {
      ...onPage({ site: 'grantable', pattern: PATTERN }),
      'app:page.scan': refuseHere('page-closed'),
    },
    async (hand) => {
      await hand.press('Scan this page once')
      await hand.see('.page-ids .notice')
    },
  ),
  makeView(
    'a page that the policy leaves out',
    '.page-message',
    onPage({ site: 'withheld', host: LONG_HOST }),
  ),
  makeView('a page that is switched off', '.page-message', onPage({ site: 'off' })),
  makeView('what is no ID', ROWS, {}, async (hand) => {
    await hand.fill('.find input', LONG_WORD.repeat(3))
    await hand.see('.find-message:not(:empty)')
  }),
  makeView('several IDs pasted', ROWS, {}, async (hand) => {
    await hand.fill('.find input', `${FIRST_ID} and ${SECOND_ID}, inq_NobodyHasThisInquiry1234`)
    await hand.see('.find .lookups .row time')
  }),
  makeView('a number pasted', ROWS, {}, async (hand) => {
    await hand.fill('.find input', 'cust-700123456')
    await hand.see('.find-message:not(:empty)')
  }),
  makeView('states that can’t be looked up', '.glance-none', {
    'app:lookup': refuse('lookups-limited', { retryAfter: 1200 }),
  }),
  {
    name: 'remembered, while no provider answers',
    answers: { ...DOWN, 'app:lookup': 'never' },
    held: { session: { 'list:glance': REMEMBERED_GLANCE } },
    shown: ROWS,
  },
  { name: 'samples', account: SAMPLE, shown: ROWS },
  {
    name: 'the record is not what it was',
    held: { local: { auditWitnesses: [ALARMED] } },
    shown: '.notice',
  },
  {
    name: 'long words',
    account: { ...AGENT, email: MAX_ADDRESS_LENGTH },
    answers: {
      ...onPage({ ids: IDS, numbers: [`${'C'.repeat(63)}7`] }),
      'app:config.get': ok({
        ...configOf(['persona', 'deepidv'], 'unknown'),
        idPatterns: [{ provider: 'persona', pattern: 'C{63}#' }],
      }),
      'app:sessions.list': ({ provider = 'persona' }) =>
        ok(
          listing(
            (provider === 'persona' ? SESSIONS : DEEPIDV_SESSIONS).map((one) => ({
              ...one,
              status: LONG_WORD,
            })),
            provider,
          ),
        ),
      'app:events.list': ok(
        listing(
          EVENTS.map((one) => ({ ...one, name: `inquiry.${LONG_WORD}` })),
          'persona',
        ),
      ),
      'app:lookup': ({ ids }) =>
        ok({
          items: ids
            .map(lookUp)
            .map((one) =>
              one.outcome === 'found' ? { ...one, summary: { ...one.summary, status: LONG_WORD } } : one,
            ),
          source: { provider: 'persona', environment: 'production', state: 'fresh' },
          asOf: 0,
        }),
    },
    shown: '.glance-none',
  },
]

export const POPUP_VIEWS: readonly View[] = VIEWS.map((view) => ({ surface: 'popup', ...view }))
