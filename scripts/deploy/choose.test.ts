import { expect, it } from 'vitest'
import { type Ask, chooseSettings, type DeployFlags } from './choose.ts'
import { originOf, type Settings } from './settings.ts'

const ORIGIN = 'chrome-extension://njjjjgmpfoapofmnopfipfcabigoinep'
const STORED: Settings = {
  name: 'inquiry-lens-relay',
  address: { domain: 'lens.example.com' },
  jurisdiction: 'eu',
  variables: { ENVIRONMENT: 'production', ALLOWED_ORIGINS: ORIGIN, AUDIT_KEEP_DAYS: '90' },
}
const FLAGS = { domain: 'lens.example.com', jurisdiction: 'eu', environment: 'production' }

const choose = (flags: Partial<DeployFlags>, stored: Settings | null = null, request: Ask | null = null) =>
  chooseSettings({ flags: { variables: [], ...flags }, stored, request, extensionOrigin: ORIGIN })

it('reads all settings from flags without a terminal', async () => {
  expect(await choose({ ...FLAGS, variables: ['EVENTS_KEPT_DAYS=0'] })).toEqual({
    ok: true,
    value: {
      name: 'inquiry-lens-relay',
      address: { domain: 'lens.example.com' },
      jurisdiction: 'eu',
      variables: { ENVIRONMENT: 'production', ALLOWED_ORIGINS: ORIGIN, EVENTS_KEPT_DAYS: '0' },
    },
  })
})

it('needs no flag the second time', async () => {
  expect(await choose({}, STORED)).toEqual({ ok: true, value: STORED })
})

it('unsets a variable that is empty', async () => {
  const chosen = await choose({ variables: ['AUDIT_KEEP_DAYS='] }, STORED)
  expect(chosen.ok && Object.keys(chosen.value.variables)).toEqual(['ENVIRONMENT', 'ALLOWED_ORIGINS'])
})

it.each<[string, Partial<DeployFlags>, RegExp, RegExp]>([
  ['no address', { ...FLAGS, domain: undefined }, /No address/, /--domain .* --route .* --workers-dev/],
  ['two addresses', { ...FLAGS, workersDev: true }, /more than one/, /one of them/],
  ['two names', { ...FLAGS, route: 'lens.example.com/*' }, /more than one/, /one of them/],
  ['a name with a scheme', { ...FLAGS, domain: 'https://lens.example.com' }, /without https/, /zone/],
  ['a route with a path', { ...FLAGS, domain: undefined, route: 'example.com/lens/*' }, /whole host/, /zone/],
  ['no jurisdiction', { ...FLAGS, jurisdiction: undefined }, /No jurisdiction/, /eu, us, fedramp, none/],
  ['an unknown jurisdiction', { ...FLAGS, jurisdiction: 'mars' }, /mars/, /Choose/],
  ['no environment', { ...FLAGS, environment: undefined }, /no name/, /--environment/],
  ['a variable without a value', { ...FLAGS, variables: ['AUDIT_KEEP_DAYS'] }, /sets nothing/, /NAME=VALUE/],
  [
    'a key as a variable',
    { ...FLAGS, variables: ['PERSONA_API_KEY=x'] },
    /PERSONA_API_KEY is a secret/,
    /Correct/,
  ],
])('rejects %s without a terminal, with the next step', async (_, flags, problem, nextStep) => {
  expect(await choose(flags)).toEqual({
    ok: false,
    problem: expect.stringMatching(problem),
    nextStep: expect.stringMatching(nextStep),
  })
})

it('rejects another jurisdiction than the first', async () => {
  expect(await choose({ jurisdiction: 'none' }, STORED)).toMatchObject({
    ok: false,
    problem: expect.stringContaining('is eu, and cannot become none'),
  })
  expect(await choose({ jurisdiction: 'eu' }, STORED)).toEqual({ ok: true, value: STORED })
})

it('asks only for what is missing', async () => {
  const requests: string[] = []
  const answers = ['route', 'lens.example.com', 'us', 'trial', ORIGIN]
  const next = async (question: string) => {
    requests.push(question)
    return answers.shift() ?? ''
  }
  const chosen = await choose({}, null, { text: next, choice: next, secret: next })
  expect(chosen).toMatchObject({
    ok: true,
    value: {
      address: { route: 'lens.example.com/*' },
      jurisdiction: 'us',
      variables: { ENVIRONMENT: 'trial' },
    },
  })
  expect(requests).toHaveLength(5)
  expect(chosen.ok && originOf(chosen.value.address)).toBe('https://lens.example.com')
})
