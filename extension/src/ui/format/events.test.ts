import { OPEN_FAMILIES, OPTIONAL_FAMILIES } from '@inquiry-lens/shared/domain/event-families.ts'
import { describe, expect, it } from 'vitest'
import { listKnownEvents } from '../lists/filters/filter-popovers.tsx'
import { describeEvent } from './sentences.ts'

/** Persona's names in the open families, from `enabled-events` of its OpenAPI description 2025-12-08. */
const NAMES: Readonly<Record<string, string>> = {
  inquiry: `approved completed created declined expired failed marked-for-review redacted
    reusable-persona-assurance-failed reusable-persona-created reusable-persona-updated reusable-persona-used
    started transitioned updated-tags`,
  'inquiry-session': 'canceled expired started',
  verification: `canceled created escalated failed passed requires-retry skipped submitted tentatively-failed
    tentatively-passed updated-tags`,
  document: 'created errored extracted pending processed submitted',
  selfie: 'created errored processed submitted',
  account: `added-relation archived consolidated consolidated-with created redacted removed-relation restored
    status-updated tag-added tag-removed updated-fields updated-tags`,
  transaction: `added-relation created labeled redacted removed-relation sentinel-session-processed status-updated
    updated-fields`,
}
const all = Object.entries(NAMES).flatMap(([family, verbs]) =>
  verbs.split(/\s+/).map((verb) => `${family}.${verb}`),
)

describe('describeEvent', () => {
  it.each(all)('has a sentence of its own for %s', (name) => {
    const { sentence } = describeEvent(name)
    expect(sentence).toMatch(/^[A-Z][^.]+$/)
    // The generic line repeats the provider's words behind a colon; `inquiry.failed` has a colon of its own.
    expect(sentence.endsWith(`: ${name.split('.')[1]?.replaceAll('-', ' ')}`)).toBe(false)
  })

  it('says something different for each', () => {
    expect(new Set(all.map((name) => describeEvent(name).sentence)).size).toBe(all.length)
  })

  it.each([
    ['inquiry.frobnicated-lately', 'Inquiry: frobnicated lately'],
    ['wizard.hat-changed', 'Unknown event (wizard): hat changed'],
    ['nonsense', 'Unknown event'],
    ['', 'Unknown event'],
    ['inquiry.constructor', 'Inquiry: constructor'],
    ['constructor.name', 'Unknown event (constructor): name'],
  ])('is honest about %j', (name, sentence) => {
    expect(describeEvent(name)).toEqual({ sentence, tone: 'idle' })
  })
})

it('suggests names of open families only', () => {
  const titles = (families: readonly string[]) => listKnownEvents(families).map(({ title }) => title)
  expect(titles(OPEN_FAMILIES)).not.toContain('Transaction')
  expect(titles([...OPEN_FAMILIES, ...OPTIONAL_FAMILIES])).toContain('Transaction')
  const suggested = listKnownEvents([...OPEN_FAMILIES, ...OPTIONAL_FAMILIES]).flatMap(({ names }) => names)
  expect(suggested.map(({ name }) => name).sort()).toEqual([...all].sort())
})
