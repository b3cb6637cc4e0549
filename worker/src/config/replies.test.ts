import { env } from 'cloudflare:workers'
import { EN } from '@inquiry-lens/shared/insight/replies/texts.ts'
import { describe, expect, it } from 'vitest'
import { readConfiguration } from './bindings.ts'

function read(replies: unknown) {
  const bound = readConfiguration({
    ...env,
    REPLIES: typeof replies === 'string' ? replies : JSON.stringify(replies),
  })
  if (!bound.ok) return bound.detail
  const { replies: forAll, replyLanguages } = bound.value.surfaces
  return { replies: forAll, replyLanguages }
}

it.each(['', '{}'])('reads %j as no replies', (set) => {
  expect(read(set)).toEqual({ replies: {}, replyLanguages: {} })
})

it('separates texts for every language from those for one', () => {
  const set = {
    expired: 'Please ask us for a new link.',
    unknown: 'We are looking into it.',
    de: { declined: ' Bitte melden Sie sich.[ Bis {until}.] ' },
    it: { name: 'Italiano', approved: 'Tutto bene.', tasks: { selfie: 'fare un selfie' } },
  }
  expect(read(set)).toEqual({
    replies: { expired: set.expired, unknown: set.unknown },
    replyLanguages: {
      de: { replies: { declined: 'Bitte melden Sie sich.[ Bis {until}.]' }, tasks: {} },
      it: { name: 'Italiano', replies: { approved: 'Tutto bene.' }, tasks: { selfie: 'fare un selfie' } },
    },
  })
})

it('accepts every key of our own replies, and normalises language tags', () => {
  expect(read({ 'PT-br': { ...EN.replies, tasks: EN.tasks } })).toMatchObject({
    replyLanguages: { 'pt-BR': { replies: EN.replies, tasks: EN.tasks } },
  })
})

it('merges the texts of a language in every spelling of its tag', () => {
  expect(read({ de: { approved: 'A.' }, DE: { declined: 'B.' } })).toEqual({
    replies: {},
    replyLanguages: { de: { replies: { approved: 'A.', declined: 'B.' }, tasks: {} } },
  })
})

it('continues in further variables, also within a language', () => {
  const bound = readConfiguration({
    ...env,
    REPLIES: '{"expired":"A.","it":{"name":"Italiano","approved":"B.","declined":"C."}}',
    REPLIES_2: '{"it":{"declined":"D.","tasks":{"selfie":"e"}},"nl":{"approved":"F."}}',
    REPLIES_4: '{"failed":"G."}',
  })
  expect(bound.ok && bound.value.surfaces).toMatchObject({
    replies: { expired: 'A.', failed: 'G.' },
    replyLanguages: {
      it: { name: 'Italiano', replies: { approved: 'B.', declined: 'D.' }, tasks: { selfie: 'e' } },
      nl: { replies: { approved: 'F.' }, tasks: {} },
    },
  })
  expect(readConfiguration({ ...env, REPLIES_3: '{"nl":{"expired":"A."}}' })).toMatchObject({
    ok: false,
    detail: expect.stringContaining('REPLIES_3 entry nl.expired is no entry of a language'),
  })
})

describe('rejects, with the entry and the rule', () => {
  it.each<[unknown, string]>([
    ['not JSON', 'REPLIES must be a JSON object of texts, such as {"expired": "…"}'],
    ['["a"]', 'REPLIES'],
    [{ sleepy: 'Zzz.' }, 'REPLIES entry sleepy is no meaning of a state: there are not-opened, in-progress'],
    [{ de: 'Hallo.' }, 'REPLIES entry de takes an object of texts, such as {"declined": "…"}'],
    [{ expired: 7 }, 'REPLIES entry expired must be a text'],
    [{ expired: '' }, 'REPLIES entry expired must be a text'],
    [{ expired: null }, 'REPLIES entry expired '],
    [{ expired: 'x'.repeat(2_001) }, 'REPLIES entry expired takes at most 2000 characters'],
    [{ expired: 'Until {until}.' }, 'REPLIES entry expired has {until} outside of brackets'],
    [
      { expired: 'Dear {customer}.' },
      'REPLIES entry expired has a gap that there is not, {customer}: write {until} or {task}',
    ],
    [{ expired: 'Again.[ Until {until}.' }, 'REPLIES entry expired has a bracket without its other half'],
    [{ declined: { approved: 'A.' } }, 'REPLIES entry declined is no language: write a tag such as pt-BR'],
    [{ d: { approved: 'A.' } }, 'REPLIES entry d is no language'],
    [{ 'de-': { approved: 'A.' } }, 'REPLIES entry de- is no language'],
    [{ 'de-de-de': { approved: 'A.' } }, 'REPLIES entry de-de-de is no language'],
    [
      { de: { expired: 'A.' } },
      'REPLIES entry de.expired is no entry of a language: there are name, tasks, open-link',
    ],
    [{ de: { retry: 'A.[ {what}]' } }, 'REPLIES entry de.retry has a gap that there is not'],
    [{ de: { name: '' } }, 'REPLIES entry de.name must be a text'],
    [
      { de: { tasks: { passport: 'a' } } },
      'REPLIES entry de.tasks.passport is no task: there are government-id',
    ],
    [{ de: { tasks: { selfie: 'a [b]' } } }, 'REPLIES entry de.tasks.selfie must be words alone'],
    [
      { de: { tasks: { selfie: 'a'.repeat(201) } } },
      'REPLIES entry de.tasks.selfie takes at most 200 characters',
    ],
  ])('%j', (set, message) => {
    expect(read(set)).toContain(message)
  })
})
