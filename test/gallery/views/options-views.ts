import { localFailure } from '../../../extension/src/background/relay/failures.ts'
import { ok } from '../../../extension/src/messages/failure.ts'
import { NOW } from '../../stories/tell-case.ts'
import {
  ADMIN,
  AGENT,
  ALARMED,
  failureOf,
  INQUIRIES,
  INVESTIGATOR,
  LOCKED,
  LONG_ADMIN,
  LONG_WORD,
  refuse,
  refuseHere,
  SAMPLE,
  signedOut,
  standing,
  WITNESS,
} from '../data.ts'
import { type Answer, type Hand, makeView, type View } from '../view.ts'

type OptionsView = Omit<View, 'surface'>

const SIGNED_IN = '#connected'
const CONNECT = '.form .button-main'
const SITES = ['https://acme.zendesk.com/*', `https://${'department-of-lookups.'.repeat(4)}example.com/*`]

async function connect(hand: Hand): Promise<void> {
  await hand.fill('input[type=url]', AGENT.relay)
  await hand.fill('.code-input', 'ABCD-EFGH-2345')
  await hand.pressAt(CONNECT)
}

const refused = (name: string, answer: Answer<'app:account.pair'>, seen: string): OptionsView => ({
  name,
  account: null,
  answers: { 'app:account.pair': answer },
  shown: CONNECT,
  async prepare(hand) {
    await connect(hand)
    await hand.see(seen)
  },
})

const tested = (name: string, answer: Answer<'app:connection.test'>, seen: string): OptionsView => ({
  name,
  answers: { 'app:connection.test': answer },
  shown: SIGNED_IN,
  async prepare(hand) {
    await hand.press('Test connection')
    await hand.see(seen)
  },
})

const VIEWS: readonly OptionsView[] = [
  { name: 'signed out', account: null, shown: CONNECT },
  { name: 'signed out by the relay', account: null, held: signedOut, shown: '.notice' },
  refused('a code that is refused', refuse('pairing-code-wrong'), '.field-problem:not(:empty)'),
  refused('an address without a relay', refuseHere('not-a-relay'), '.field-problem:not(:empty)'),
  refused('too many codes', refuse('agent-rate-limited', { retryAfter: 60 }), '.notice'),
  refused('connecting', 'never', '.form [aria-disabled=true]'),
  {
    name: 'a relay that the policy sets',
    account: null,
    held: {
      policy: {
        relayAddress: LONG_ADMIN.relay,
        organizationName: 'Acme, Department of Customer Identity and Verification',
        keepSignedIn: false,
        settingsLocked: true,
        featuresOff: ['hover', 'menu', LONG_WORD],
        allowedSites: ['not a site'],
        views: [{ name: 'Of a later version', filters: 'mood=good' }],
      },
    },
    shown: CONNECT,
  },
  {
    name: 'samples that can’t be had',
    account: null,
    answers: { 'app:account.try-samples': refuseHere('extension-error') },
    shown: CONNECT,
    async prepare(hand) {
      await hand.press('Try it with samples')
      await hand.see('.notice')
    },
  },
  { name: 'locked', held: LOCKED, shown: '.signed-out .button' },
  makeView('signed in', SIGNED_IN),
  {
    name: 'signed in, with long words',
    account: LONG_ADMIN,
    answers: { 'app:sites.list': ok({ sites: SITES, off: [] }) },
    shown: SIGNED_IN,
  },
  makeView('sites where the relay has switched marking off', '.site-off', {
    'app:sites.list': ok({ sites: SITES, off: ['*.zendesk.com'] }),
  }),
  makeView('no site yet', '.sites-none', { 'app:sites.list': ok({ sites: [], off: [] }) }),
  makeView('a site that is none', SIGNED_IN, {}, async (hand) => {
    await hand.fill('.add-site input', `not a site ${LONG_WORD}`)
    await hand.press('Add')
    await hand.see('.add-site .field-problem:not(:empty)')
  }),
  {
    name: 'sites that the policy sets',
    answers: { 'app:sites.list': ok({ sites: SITES.slice(0, 1), off: [] }) },
    held: { policy: { allowedSites: SITES, organizationName: 'Acme', settingsLocked: true } },
    shown: '.sites',
  },
  makeView('the sites can’t be read', '.notice', { 'app:sites.list': refuseHere('extension-error') }),
  tested(
    'tested',
    ok({
      relay: { ok: true, address: AGENT.relay, build: '2026-11-20' },
      providers: [
        { provider: 'persona', environment: 'production', ok: true },
        { provider: 'deepidv', environment: 'sandbox', ok: true },
      ],
    }),
    '.results',
  ),
  tested(
    'tested, with a key that lacks a permission',
    ok({
      relay: { ok: true, address: AGENT.relay, build: '2026-11-20' },
      providers: [{ provider: 'persona', environment: 'production', ok: true, lacks: ['verification.read'] }],
    }),
    '.results',
  ),
  tested(
    'tested, and a provider fails',
    ok({
      relay: { ok: true, address: LONG_ADMIN.relay, build: 'b'.repeat(40) },
      providers: [
        {
          provider: 'persona',
          environment: 'production',
          ok: false,
          error: failureOf('provider-key-refused'),
        },
        { provider: 'deepidv', environment: 'unknown', ok: true },
      ],
    }),
    '.results',
  ),
  tested(
    'tested, and the relay fails',
    ok({ relay: { ok: false, error: localFailure('relay-timeout') }, providers: [] }),
    '.results',
  ),
  tested('testing', 'never', '.options [aria-disabled=true]'),
  tested('the test fails', refuse('signed-out'), '.notice'),
  makeView('signing out', SIGNED_IN, {}, async (hand) => {
    await hand.press('Sign out')
    await hand.see('.sure')
  }),
  makeView('several IDs pasted', SIGNED_IN, {}, async (hand) => {
    await hand.fill('.find input', INQUIRIES.map(({ id }) => id).join(' '))
    await hand.see('.find .lookups .row time')
  }),
  { name: 'the record as it was seen', account: INVESTIGATOR, shown: '#witness' },
  makeView('nothing seen of the record yet', '#witness', {
    'app:witness.find': ok({ ...WITNESS, head: null }),
  }),
  ...(['backwards', 'rewritten', 'forged', 'new-key'] as const).map((kind) => ({
    name: `the record’s alarm: ${kind}`,
    held: { local: { auditWitnesses: [ALARMED] } },
    answers: {
      'app:witness.find': ok({ ...WITNESS, alarm: { kind, at: NOW - 60_000, told: 'K'.repeat(43) } }),
    },
    shown: '#witness',
  })),
  ...(['warning', 'full', 'exhausted'] as const).map((capacity) => ({
    name: `the record is ${capacity.replace('-', ' ')}`,
    account: ADMIN,
    answers: { 'app:audit.status': ok(standing({ capacity, usedBytes: 850_000_000 })) },
    shown: '.notice',
  })),
  {
    name: 'samples',
    account: SAMPLE,
    answers: {
      'app:samples.list': ok({
        items: INQUIRIES.map(({ id, status }) => ({
          id,
          about: `Status ${status}, and its explanation`,
        })),
      }),
    },
    shown: '.sample',
  },
]

export const OPTIONS_VIEWS: readonly View[] = VIEWS.map((view) => ({ surface: 'options', ...view }))
