/** From a provider's own data to what the agent reads. The replies are in `shared/src/insight/replies`. */
import { hintsOf } from '@inquiry-lens/shared/insight/hints.ts'
import { PACKS } from '@inquiry-lens/shared/insight/replies/packs.ts'
import { writeReply } from '@inquiry-lens/shared/insight/replies/write-reply.ts'
import { RULE_NAMES } from '@inquiry-lens/shared/insight/verdict/rules.ts'
import { judge } from '@inquiry-lens/shared/insight/verdict/verdict.ts'
import { describe, expect, it } from 'vitest'
import { DEEPIDV_FAILURE_STORIES } from './deepidv-failure-stories.ts'
import { DEEPIDV_STORIES } from './deepidv-stories.ts'
import { PERSONA_CHECK_STORIES } from './persona-check-stories.ts'
import { PERSONA_END_STORIES } from './persona-end-stories.ts'
import { PERSONA_STORIES } from './persona-stories.ts'
import { formatReplyText, WORDS } from './story.ts'
import { NOW, persona } from './tell-case.ts'

const STORIES = [
  ...PERSONA_STORIES,
  ...PERSONA_CHECK_STORIES,
  ...PERSONA_END_STORIES,
  ...DEEPIDV_STORIES,
  ...DEEPIDV_FAILURE_STORIES,
]

describe.each([
  ['Persona', PERSONA_STORIES],
  ['Persona’s checks', PERSONA_CHECK_STORIES],
  ['Persona’s ends', PERSONA_END_STORIES],
  ['deepidv', DEEPIDV_STORIES],
  ['deepidv’s failures', DEEPIDV_FAILURE_STORIES],
])('%s', (_name, stories) => {
  it.each(stories)('$title', ({ told, says, next, reply, link, facts = [] }) => {
    const verdict = judge(told, NOW, WORDS)
    expect({
      says: verdict.sentence,
      next: verdict.nextStep,
      reply: formatReplyText(verdict),
      link: verdict.link && (verdict.link.isExpired ? 'dead' : 'works'),
      facts: verdict.facts,
    }).toEqual({ says, next, reply, link, facts })
  })
})

describe('the stories together', () => {
  it('are of each rule there is', () => {
    const rules = new Set(STORIES.map(({ told }) => judge(told, NOW, WORDS).rule))
    expect([...RULE_NAMES].filter((name) => !rules.has(name))).toEqual([])
  })

  it.each(PACKS)('have a reply in $name, and none says why', (pack) => {
    for (const { told } of STORIES) {
      const { reply } = judge(told, NOW, WORDS)
      if (!reply) continue
      const text = writeReply(reply, pack, (instant) => new Date(instant).toISOString())
      expect(text).toMatch(/^(?:\p{Lu}.*[.!]|\p{Lo}.*。)$/su)
      expect(text).not.toMatch(/persona|deepidv|watchlist|fraud|review|verdacht|sanction|\{|\[/i)
    }
  })
})

it('Persona’s country by GPS becomes a hint, without coordinates', () => {
  const visit = {
    status: 'active',
    'created-at': '2 h ago',
    'started-at': '2 h ago',
    'country-code': 'NL',
    'gps-country-code': 'US',
    'gps-latitude': 40.3044,
    'gps-longitude': -134.29329,
  }
  const told = persona({ status: 'pending', 'created-at': '3 h ago' }, { sessions: [visit] })
  expect(hintsOf(told)).toMatchObject([
    { kind: 'location', sessions: [{ gpsCountry: 'US', country: { code: 'NL' } }] },
  ])
  expect(JSON.stringify(told)).not.toMatch(/40\.3|134\.2/)
})
