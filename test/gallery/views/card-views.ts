import { ok } from '../../../extension/src/messages/failure.ts'
import { NOW } from '../../stories/tell-case.ts'
import {
  ALARMED,
  BARE_CASE,
  caseOnCard,
  FAILED_CHECKS,
  FAILED_TRIES,
  foundInquiry,
  LOCKED,
  LONG_CASE,
  LONG_SESSION_CASE,
  MAX_ADDRESS_LENGTH,
  REVIEWED,
  REVIEWED_ID,
  refuse,
  refuseHere,
  SAMPLE,
  VERDICTS,
  viewOf,
  watchesOf,
  watchOf,
} from '../data.ts'
import type { Answer, View } from '../view.ts'

type CardView = Omit<View, 'surface'>

const missing = (answer: Answer<'card:case.get'>): Pick<CardView, 'focus' | 'answers' | 'shown'> => ({
  focus: { case: REVIEWED_ID },
  answers: { 'card:case.get': answer },
  shown: '.notice',
})

const REFERENCE = 'cust-700123456'

const VIEWS: readonly CardView[] = [
  ...VERDICTS.map(({ rule, file }) => ({ name: `verdict: ${rule}`, ...caseOnCard(file) })),
  { name: 'signed out', account: null, focus: { case: REVIEWED_ID }, shown: '.signed-out .button-main' },
  // Nothing to press: pointing opens the card.
  { name: 'locked', held: LOCKED, focus: { case: REVIEWED_ID }, shown: '.signed-out .button' },
  {
    name: 'loading',
    focus: { case: REVIEWED_ID },
    answers: { 'card:case.get': 'never' },
    shown: '.card-loading',
  },
  { name: 'a case', ...caseOnCard(REVIEWED) },
  {
    name: 'a watched case',
    ...caseOnCard(REVIEWED),
    held: { session: { watches: watchesOf([watchOf(REVIEWED_ID)]) } },
    shown: '.watch-button[aria-pressed=true]',
  },
  { name: 'failed tries of a hosted session', ...caseOnCard(FAILED_TRIES) },
  { name: 'failed checks', ...caseOnCard(FAILED_CHECKS) },
  { name: 'a case without facts', ...caseOnCard(BARE_CASE) },
  {
    name: 'long words',
    ...caseOnCard(LONG_CASE, { seen: [{ agent: MAX_ADDRESS_LENGTH, at: NOW - 400_000 }] }),
  },
  { name: 'a session with long words', ...caseOnCard(LONG_SESSION_CASE, {}, { environment: 'sandbox' }) },
  {
    name: 'out of date',
    ...caseOnCard(REVIEWED, { asOf: NOW - 5 * 60_000 }, { state: 'stale', reason: 'provider-unavailable' }),
  },
  { name: 'case not found', ...missing(refuse('not-found')) },
  { name: 'a case that can’t be asked for', ...missing(refuse('provider-unavailable', { retryAfter: 30 })) },
  { name: 'opened too many customers', ...missing(refuse('views-throttled', { retryAfter: 600 })) },
  { name: 'no relay answers', ...missing(refuseHere('relay-unreachable')) },
  {
    name: 'a panel that can’t be opened',
    ...caseOnCard(REVIEWED),
    answers: {
      'card:case.get': ok(viewOf(REVIEWED)),
      'card:open-panel': refuseHere('panel-closed'),
    },
    async prepare(hand) {
      await hand.press(/panel/i)
      await hand.see('.card-foot .notice')
    },
  },
  { name: 'several cases of a number', focus: { reference: REFERENCE }, shown: '.finding-rows .row' },
  {
    name: 'the only case of a number',
    focus: { reference: REFERENCE },
    answers: {
      'card:case.get': ok(viewOf(REVIEWED)),
      'card:customer.find': ok({
        matches: [{ lookup: foundInquiry(3), environment: 'production' }],
        isMore: false,
        asOf: NOW,
        asked: [{ provider: 'persona', environment: 'production' }],
        failures: [],
      }),
    },
    shown: '.card-body',
  },
  {
    name: 'number not found',
    focus: { reference: REFERENCE },
    answers: {
      'card:customer.find': ok({ matches: [], isMore: false, asOf: NOW, asked: [], failures: [] }),
    },
    shown: '.notice',
  },
  {
    name: 'a number is looked for',
    focus: { reference: REFERENCE },
    answers: { 'card:customer.find': 'never' },
    shown: '.skeleton',
  },
  {
    name: 'a copy key pressed too early',
    ...caseOnCard(REVIEWED),
    answers: { 'card:case.get': 'never' },
    shown: '.skeleton',
    async prepare(hand) {
      await hand.key('c')
      await hand.see('.toast:not(:empty)')
    },
  },
  {
    name: 'a reply inserted',
    ...caseOnCard(REVIEWED),
    async prepare(hand) {
      await hand.press('Insert reply')
      await hand.see('.insert-note')
    },
  },
  { name: 'without copy buttons', ...caseOnCard(REVIEWED), held: { policy: { featuresOff: ['copy'] } } },
  { name: 'samples', account: SAMPLE, ...caseOnCard(REVIEWED) },
  {
    name: 'the record is not what it was',
    ...caseOnCard(REVIEWED),
    held: { local: { auditWitnesses: [ALARMED] } },
  },
]

export const CARD_VIEWS: readonly View[] = VIEWS.map((view) => ({ surface: 'card', ...view }))
