/** The panel's first list: a row a case. */
import { madeEvent } from '@inquiry-lens/shared/testing/made-rows.ts'
import { ok } from '../../../extension/src/messages/failure.ts'
import { at } from '../../stories/tell-case.ts'
import {
  AGENT,
  configOf,
  countsOf,
  DEEPIDV_SESSIONS,
  LONG_CASE,
  LONG_SESSION_CASE,
  LONG_WORD,
  listing,
  owner,
  refuse,
  SESSIONS,
  tellTrouble,
  viewOf,
} from '../data.ts'
import { type Answers, makeView, type View } from '../view.ts'

const ROW = '.rows .row'
/** A row whose state is known. */
const KNOWN_ROW = '.rows .status-word'
const BAR = '.strip-part'
const WIDE = { width: 800, height: 700 }

const DOWN = refuse('provider-unavailable', { retryAfter: 30 })

const TROUBLE = '.trouble'
/** As long as it gets. */
const TROUBLED: Answers = {
  'app:config.get': ok(configOf(['persona'])),
  'app:sessions.list': ok(listing([], 'persona')),
  'app:events.list': ok(listing(tellTrouble('government-id-nfc', 12, 2), 'persona')),
}

const VIEWS: readonly Omit<View, 'surface'>[] = [
  makeView('trouble', ROW, TROUBLED, (hand) => hand.see(TROUBLE)),
  makeView('what trouble rests on', ROW, TROUBLED, async (hand) => {
    await hand.pressAt('.trouble [aria-expanded=false]')
    await hand.see('.trouble-basis')
  }),
  makeView('the cases of trouble', ROW, TROUBLED, async (hand) => {
    await hand.pressAt('.trouble-show')
    await hand.see('.trouble-show[aria-pressed=true]')
    await hand.see('.tail')
  }),
  makeView('cases', ROW, {}, (hand) => hand.see(KNOWN_ROW)),
  makeView('cases of one provider', ROW, { 'app:config.get': ok(configOf(['persona'], 'sandbox')) }, (hand) =>
    hand.see(KNOWN_ROW),
  ),
  makeView(
    'cases that wait for us',
    KNOWN_ROW,
    { 'app:config.get': ok(configOf(['persona'])) },
    async (hand) => {
      await hand.press(/^Waiting for us/)
      await hand.see('.group[aria-pressed=true]')
      await hand.see('.tail')
    },
  ),
  makeView(
    'no case in the group',
    ROW,
    { 'app:config.get': ok(configOf(['persona'])), 'app:lookup': refuse('provider-unavailable') },
    async (hand) => {
      await hand.press(/^Ended badly/)
      await hand.see('.notice')
    },
  ),
  makeView('cases loading', '.skeleton', { 'app:sessions.list': 'never', 'app:events.list': 'never' }),
  makeView('cases whose states are on their way', ROW, {
    'app:config.get': ok(configOf(['persona'])),
    'app:lookup': 'never',
  }),
  makeView('cases whose states are not known', ROW, {
    'app:config.get': ok(configOf(['persona'])),
    'app:lookup': refuse('provider-rate-limited', { retryAfter: 60 }),
  }),
  makeView('no cases yet', '.notice', {
    'app:sessions.list': ({ provider = 'persona' }) => ok(listing([], provider)),
    'app:events.list': ok(listing([], 'persona')),
  }),
  makeView('cases while no provider answers', '.notice', {
    'app:sessions.list': DOWN,
    'app:events.list': DOWN,
  }),
  makeView('cases while one provider is down', '.notice', {
    'app:sessions.list': ({ provider = 'persona' }) =>
      provider === 'persona' ? DOWN : ok(listing(DEEPIDV_SESSIONS, provider)),
    'app:events.list': DOWN,
  }),
  makeView('cases without their events', ROW, { 'app:events.list': refuse('provider-timeout') }, (hand) =>
    hand.see('[class*=notice]'),
  ),
  makeView('cases that are out of date', ROW, {
    'app:config.get': ok(configOf(['persona'])),
    'app:sessions.list': ok(
      listing(
        SESSIONS,
        'persona',
        { asOf: Date.parse(at('9 min ago')) },
        { state: 'stale', reason: 'provider-rate-limited' },
      ),
    ),
  }),
  makeView('cases with long words', ROW, {
    'app:sessions.list': ({ provider = 'persona' }) =>
      ok(listing(provider === 'persona' ? LONG_CASE.sessions : [LONG_SESSION_CASE.session], provider)),
    'app:events.list': ok(
      listing(
        [
          ...LONG_CASE.events.slice(0, 1),
          madeEvent({
            id: 'evt_OfNoSession',
            name: `verification.${LONG_WORD}`,
            createdAt: at('3 min ago'),
            inquiryId: 'inq_OfNoSessionOfNoSession00',
          }),
        ],
        'persona',
      ),
    ),
  }),
  makeView('what is known of a case in place', ROW, {}, async (hand) => {
    await hand.pressAt('.row-item:nth-child(2) .row-more')
    await hand.see('.details')
  }),
  {
    ...makeView('a case beside the cases', ROW, {
      'app:case.get': ({ id }) => ok(viewOf({ ...LONG_CASE, inquiry: { ...LONG_CASE.inquiry, id } })),
    }),
    size: WIDE,
    async prepare(hand) {
      await hand.see(KNOWN_ROW)
      await hand.pressAt(ROW)
      await hand.see('.case-body')
    },
  },
  makeView('the facets of the cases', KNOWN_ROW, {}, async (hand) => {
    await hand.press('Filter')
    await hand.see('.facet-count')
  }),
  makeView('cases with two facets', KNOWN_ROW, {}, async (hand) => {
    await hand.press('Filter')
    const values = await hand.see('fieldset:has(.facet-count) + fieldset .choice')
    values.click()
    await hand.pressAt('fieldset:has(.facet-count) .choice input')
    await hand.key('Escape')
    await hand.see('.filter-chips li + li')
  }),
  {
    ...makeView('named views of the panel', KNOWN_ROW, {}, async (hand) => {
      await hand.press(/^Waiting for us/)
      await hand.see('.views [data-on=true]')
      await hand.pressAt('.views > button')
      await hand.see('.views-new')
    }),
    held: {
      local: {
        savedViews: {
          owner: owner(AGENT),
          views: [
            { name: 'Waiting, in Portugal', address: 'group=us' },
            { name: 'Failed at the selfie, on a phone with a long name', address: 'step=selfie' },
          ],
        },
      },
      policy: {
        organizationName: 'Acme Support',
        views: [
          { name: 'Ended badly, by VPN', filters: 'group=ended-badly&risk=vpn' },
          {
            name: 'Waits for us since the last release, in the north',
            filters: 'group=us&country=SE&country=NO',
          },
        ],
      },
    },
  },
  makeView('no view has a name yet', KNOWN_ROW, {}, async (hand) => {
    await hand.press('Views')
    await hand.see('.choices-note')
  }),
  { ...makeView('cases in a wide panel', ROW, {}, (hand) => hand.see(BAR)), size: WIDE },
  makeView('a span of the strip', ROW, {}, async (hand) => {
    const strip = await hand.see('.strip:has(.strip-bar)')
    strip.focus()
    for (const key of ['ArrowLeft', 'ArrowLeft']) await hand.key(key)
    await hand.see('.strip-foot > .filter-chip')
  }),
  makeView(
    'the strip of a week as a table, as far as it is cached',
    ROW,
    {
      'app:activity.get': ({ provider = 'persona', bucket }) =>
        ok(countsOf(provider, bucket, { hours: provider === 'persona' ? 90 : 40, all: 240 })),
    },
    async (hand) => {
      await hand.press('7 d')
      await hand.see(BAR)
      await hand.press('Show as a table')
      await hand.see('.strip-table')
    },
  ),
  makeView(
    'the strip while one provider is not counted',
    ROW,
    {
      'app:activity.get': ({ provider = 'persona', bucket }) =>
        provider === 'persona' ? ok(countsOf(provider, bucket)) : refuse('provider-unavailable'),
    },
    (hand) => hand.see('.strip-bar[data-partial=true]'),
  ),
  makeView(
    'the strip of an hour, out of date',
    ROW,
    {
      'app:activity.get': ({ provider = 'persona', bucket }) =>
        ok(
          countsOf(
            provider,
            bucket,
            { asOf: Date.parse(at('9 min ago')) },
            { state: 'stale', reason: 'provider-unavailable' },
          ),
        ),
    },
    async (hand) => {
      await hand.press('1 h')
      await hand.see('.strip-bar[data-partial=true]')
    },
  ),
  makeView(
    'the strip of a relay that has cached nothing',
    ROW,
    {
      'app:activity.get': ({ provider = 'persona', bucket }) => ok(countsOf(provider, bucket, { hours: -1 })),
    },
    (hand) => hand.see('.strip-bar'),
  ),
]

export const CASE_LIST_VIEWS: readonly View[] = VIEWS.map((view) => ({ surface: 'panel', ...view }))
