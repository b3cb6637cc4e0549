import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CASE_STATES } from '../../domain/case-state.ts'
import { type CustomTexts, overlayPacks, PACKS, REPLY_KEYS, type ReplyChoice, TASKS } from './packs.ts'
import { DE, EN } from './texts.ts'
import { findFillingProblem, findGapProblem, writeReply } from './write-reply.ts'

const formatIn = (language: string) => (instant: number) =>
  new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short' }).format(instant)

const anyChoice: fc.Arbitrary<ReplyChoice> = fc.record(
  {
    key: fc.constantFrom(...REPLY_KEYS),
    until: fc.integer({ min: 0, max: Date.UTC(2100, 0) }),
    task: fc.constantFrom(...TASKS),
  },
  { requiredKeys: ['key'] },
)

const OURS_ALONE: Readonly<Record<string, RegExp>> = {
  en: /review|risk|fraud|suspic|screen(?!\.)|sanction|watchlist|manual|compliance|proxy|vpn|threat|match/i,
  de: /überprüf|nachprüf|manuell|risik|betrug|betrüg|verdacht|verdächt|sanktion|gefahr|abgleich/i,
  es: /revis|riesgo|fraud|sospech|sancion|manual|amenaza|coinciden/i,
  fr: /réexamen|examin|révis|risque|fraud|soupçon|suspect|sanction|manuel|menace|correspond/i,
  'pt-BR': /revis|anális|analis|risco|fraud|suspeit|sanç|manual|ameaça|correspond|coincid/i,
  ja: /審査|調査|リスク|不正|詐欺|疑|制裁|手動|手作業|脅威|照合|一致/,
}
/** Of an alphabet with capitals, or of one without. */
const WHOLE = /^(?:\p{Lu}.*\.|\p{Lo}.*。)$/u
const ANYWHERE = /persona\b|deepidv|inq_|iqse_|sandbox|inquiry|session\b/i

describe.each(PACKS.map((pack) => [pack.language, pack] as const))('%s', (language, pack) => {
  it('has every text and every task, and each is as an admin’s would have to be', () => {
    expect(Object.keys(pack.replies).toSorted()).toEqual(REPLY_KEYS.toSorted())
    expect(Object.keys(pack.tasks).toSorted()).toEqual(TASKS.toSorted())
    for (const text of Object.values(pack.replies))
      expect([text, findGapProblem(text)]).toEqual([text, undefined])
    for (const words of Object.values(pack.tasks))
      expect([words, findFillingProblem(words)]).toEqual([words, undefined])
  })

  it('writes whole sentences without internal words', () => {
    fc.assert(
      fc.property(anyChoice, (choice) => {
        const reply = writeReply(choice, pack, formatIn(language))
        expect(reply).toMatch(WHOLE)
        expect(reply).not.toMatch(/[[\]{}]| {2}|undefined|\s[.,]/)
        expect(reply).not.toMatch(OURS_ALONE[language] ?? /^/)
        expect(reply).not.toMatch(ANYWHERE)
      }),
      { numRuns: 500 },
    )
  })

  it('includes the known end and task in every reply about an open link', () => {
    const until = Date.UTC(2026, 10, 23, 14, 3)
    for (const key of ['continue', 'continue-on-other-device', 'retry'] as const)
      for (const task of TASKS) {
        const reply = writeReply({ key, until, task }, pack, formatIn(language))
        expect(reply).toContain(pack.tasks[task])
        expect(reply).toContain(formatIn(language)(until))
      }
    expect(writeReply({ key: 'open-link', until }, pack, formatIn(language))).toContain('2026')
  })
})

it('has internal words for every language', () => {
  expect(PACKS.map(({ language }) => language).toSorted()).toEqual(Object.keys(OURS_ALONE).toSorted())
})

it('returns undefined in a language that lacks the text', () => {
  expect(writeReply({ key: 'approved' }, { replies: { declined: 'A.' }, tasks: {} }, String)).toBeUndefined()
})

it('leaves out a task that a language has no words for', () => {
  const pack = { replies: { retry: 'Again.[ Do: {task}.]' }, tasks: {} }
  expect(writeReply({ key: 'retry', task: 'selfie' }, pack, String)).toBe('Again.')
})

const overlay = (own: Partial<CustomTexts>) => overlayPacks({ replies: {}, replyLanguages: {}, ...own })
const packOf = (own: Partial<CustomTexts>, language: string) => {
  const found = overlay(own).packs.find((pack) => pack.language === language)
  if (!found) throw new Error(`There is no ${language}`)
  return found
}

it('default to our packs', () => {
  expect(overlay({})).toEqual({ packs: PACKS.map((pack) => ({ ...pack, forAll: [] })) })
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

  it('have a text for an unknown state', () => {
    expect(overlay({ replies }).unknown).toBe('Wait.')
  })

  it('add a language with its own texts and those for every language', () => {
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

  it('under an invalid language tag are dropped', () => {
    const none = { replies: { approved: 'A.' }, tasks: {} }
    expect(overlay({ replyLanguages: { 'not a tag': none, DE: none } }).packs).toHaveLength(PACKS.length)
  })
})

it('a pack uses each of the company’s texts: those by state anywhere, those of a language in it', () => {
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
      const reply = packs.filter(
        ({ language }) => !(language in words.replyLanguages) && !language.includes('-'),
      )
      const texts = new Set([unknown, ...reply.flatMap((pack) => Object.values(pack.replies))])
      for (const text of Object.values(words.replies))
        expect(reply.length === 0 || texts.has(text)).toBe(true)
      for (const pack of packs)
        if (PACKS.some(({ language }) => language === pack.language))
          expect(Object.keys(pack.replies).toSorted()).toEqual(REPLY_KEYS.toSorted())
    }),
  )
})
