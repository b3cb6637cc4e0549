import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CASE_STATES } from '../../domain/case-state.ts'
import { DE } from './de.ts'
import { EN } from './en.ts'
import { type CustomTexts, overlayPacks } from './overlay-packs.ts'
import { PACKS } from './packs.ts'
import { REPLY_KEYS } from './reply-choice.ts'

const lay = (own: Partial<CustomTexts>) => overlayPacks({ replies: {}, replyLanguages: {}, ...own })
const packOf = (own: Partial<CustomTexts>, language: string) => {
  const found = lay(own).packs.find((pack) => pack.language === language)
  if (!found) throw new Error(`There is no ${language}`)
  return found
}

it('are ours where the company says nothing', () => {
  expect(lay({})).toEqual({ packs: PACKS.map((pack) => ({ ...pack, forAll: [] })) })
})

describe('the company’s words', () => {
  const replies = { expired: 'A new link?', declined: 'Sorry.', unknown: 'Wait.' }
  const replyLanguages = { de: { replies: { declined: 'Leider.' }, tasks: { selfie: 'ein Bild' } } }

  it('of a language stand over those for all, those over ours', () => {
    const de = packOf({ replies, replyLanguages }, 'de')
    expect(de.replies).toEqual({ ...DE.replies, declined: 'Leider.', 'new-link': 'A new link?' })
    expect(de.tasks).toEqual({ ...DE.tasks, selfie: 'ein Bild' })
    expect(de.forAll).toEqual(['new-link'])
    const en = packOf({ replies, replyLanguages }, 'en')
    expect(en.replies).toEqual({ ...EN.replies, declined: 'Sorry.', 'new-link': 'A new link?' })
    expect(en.forAll.toSorted()).toEqual(['declined', 'new-link'])
  })

  it('have a text for a case of which nobody knows how it stands', () => {
    expect(lay({ replies }).unknown).toBe('Wait.')
  })

  it('add a language, with what they say in it, what they say for all, and no more', () => {
    const it = { replies: { approved: 'Tutto bene.' }, tasks: {} }
    expect(packOf({ replies, replyLanguages: { it } }, 'it')).toEqual({
      language: 'it',
      name: 'Italiano',
      replies: { approved: 'Tutto bene.', 'new-link': 'A new link?', declined: 'Sorry.' },
      tasks: {},
      forAll: ['new-link', 'declined'],
    })
    expect(packOf({ replyLanguages: { it: { ...it, name: 'Per Lei' } } }, 'it').name).toBe('Per Lei')
  })

  it('for a country begin as those of its language', () => {
    const own = { ...replyLanguages, 'de-AT': { replies: { approved: 'Passt.' }, tasks: {} } }
    const at = packOf({ replyLanguages: own }, 'de-AT')
    expect(at.replies).toEqual({ ...DE.replies, declined: 'Leider.', approved: 'Passt.' })
    expect(at.tasks.selfie).toBe('ein Bild')
  })

  it('under what is no language are nobody’s', () => {
    const none = { replies: { approved: 'A.' }, tasks: {} }
    expect(lay({ replyLanguages: { 'not a tag': none, DE: none } }).packs).toHaveLength(PACKS.length)
  })
})

it('each text of the company’s by a state’s meaning is said somewhere, and those of a language always in it', () => {
  const own: fc.Arbitrary<CustomTexts> = fc.record({
    replies: fc.dictionary(fc.constantFrom(...Object.keys(CASE_STATES)), fc.string({ minLength: 1 })),
    replyLanguages: fc.dictionary(
      fc.constantFrom('en', 'de', 'it', 'pt-BR', 'en-GB'),
      fc.record({
        replies: fc.dictionary(fc.constantFrom(...REPLY_KEYS), fc.string({ minLength: 1 })),
        tasks: fc.constant({}),
      }),
    ),
  })
  fc.assert(
    fc.property(own, (words) => {
      const { packs, unknown } = overlayPacks(words)
      for (const [language, { replies }] of Object.entries(words.replyLanguages))
        expect(packs.find((pack) => pack.language === language)?.replies).toMatchObject(replies)
      const said = packs.filter(
        ({ language }) => !(language in words.replyLanguages) && !language.includes('-'),
      )
      const texts = new Set([unknown, ...said.flatMap((pack) => Object.values(pack.replies))])
      for (const text of Object.values(words.replies)) expect(said.length === 0 || texts.has(text)).toBe(true)
      for (const pack of packs)
        if (PACKS.some(({ language }) => language === pack.language))
          expect(Object.keys(pack.replies).toSorted()).toEqual(REPLY_KEYS.toSorted())
    }),
  )
})
