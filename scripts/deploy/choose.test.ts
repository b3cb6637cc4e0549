import { expect, it } from 'vitest'
import type { Ask } from './ask.ts'
import { chooseSettings, originOf, type Wishes } from './choose.ts'
import type { Settings } from './settings.ts'

const ORIGIN = 'chrome-extension://njjjjgmpfoapofmnopfipfcabigoinep'
const STORED: Settings = {
  name: 'inquiry-lens-relay',
  address: { domain: 'lens.example.com' },
  jurisdiction: 'eu',
  variables: { ENVIRONMENT: 'production', ALLOWED_ORIGINS: ORIGIN, AUDIT_KEEP_DAYS: '90' },
}
const FLAGS = { domain: 'lens.example.com', jurisdiction: 'eu', environment: 'production' }

const choose = (wishes: Partial<Wishes>, stored: Settings | null = null, request: Ask | null = null) =>
  chooseSettings({ wishes: { variables: [], ...wishes }, stored, request, extensionOrigin: ORIGIN })

it('takes all from flags where there is nobody to ask', async () => {
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

it('the second time needs no word', async () => {
  expect(await choose({}, STORED)).toEqual({ ok: true, value: STORED })
})

it('an empty variable is one that is unset', async () => {
  const chosen = await choose({ variables: ['AUDIT_KEEP_DAYS='] }, STORED)
  expect(chosen.ok && Object.keys(chosen.value.variables)).toEqual(['ENVIRONMENT', 'ALLOWED_ORIGINS'])
})

it.each<[string, Partial<Wishes>, RegExp, RegExp]>([
  [
    'no address',
    { ...FLAGS, domain: undefined },
    /where the relay is to answer/,
    /--domain .* --route .* --workers-dev/,
  ],
  ['two addresses', { ...FLAGS, workersDev: true }, /more than one/, /one of them/],
  ['two names', { ...FLAGS, route: 'lens.example.com/*' }, /more than one/, /one of them/],
  ['a name with a scheme', { ...FLAGS, domain: 'https://lens.example.com' }, /without https/, /zone/],
  ['a route with a path', { ...FLAGS, domain: undefined, route: 'example.com/lens/*' }, /whole host/, /zone/],
  [
    'no jurisdiction',
    { ...FLAGS, jurisdiction: undefined },
    /where the data is to live/,
    /eu, us, fedramp, none/,
  ],
  ['an unknown jurisdiction', { ...FLAGS, jurisdiction: 'mars' }, /mars/, /Choose/],
  ['no environment', { ...FLAGS, environment: undefined }, /no name/, /--environment/],
  ['a variable without a value', { ...FLAGS, variables: ['AUDIT_KEEP_DAYS'] }, /sets nothing/, /NAME=VALUE/],
  [
    'a key as a variable',
    { ...FLAGS, variables: ['PERSONA_API_KEY=x'] },
    /PERSONA_API_KEY is a secret/,
    /Correct/,
  ],
])('without anybody to ask refuses %s, and says what to do', async (_, wishes, problem, nextStep) => {
  expect(await choose(wishes)).toEqual({
    ok: false,
    problem: expect.stringMatching(problem),
    nextStep: expect.stringMatching(nextStep),
  })
})

it('another jurisdiction than the first is refused, and the same is not', async () => {
  expect(await choose({ jurisdiction: 'none' }, STORED)).toMatchObject({
    ok: false,
    problem: expect.stringContaining('is eu, and cannot become none'),
  })
  expect(await choose({ jurisdiction: 'eu' }, STORED)).toEqual({ ok: true, value: STORED })
})

it('asks for what nobody said, and for nothing else', async () => {
  const asked: string[] = []
  const answers = ['route', 'lens.example.com', 'us', 'trial', ORIGIN]
  const next = async (question: string) => {
    asked.push(question)
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
  expect(asked).toHaveLength(5)
  expect(chosen.ok && originOf(chosen.value.address)).toBe('https://lens.example.com')
})
