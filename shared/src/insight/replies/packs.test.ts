import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findFillingProblem, findGapProblem } from './gaps.ts'
import { PACKS } from './packs.ts'
import { REPLY_KEYS, type ReplyChoice, TASKS } from './reply-choice.ts'
import { writeReply } from './write-reply.ts'

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

/** Of a colleague’s look, of suspicion, of whoever checks for us, and of our own words for a case. */
const OURS_ALONE: Readonly<Record<string, RegExp>> = {
  en: /review|risk|fraud|suspic|screen(?!\.)|sanction|watchlist|manual|compliance|proxy|vpn|threat|match/i,
  de: /überprüf|nachprüf|manuell|risik|betrug|betrüg|verdacht|verdächt|sanktion|gefahr|abgleich/i,
  es: /revis|riesgo|fraud|sospech|sancion|manual|amenaza|coinciden/i,
  fr: /réexamen|examin|révis|risque|fraud|soupçon|suspect|sanction|manuel|menace|correspond/i,
}
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

  it('says whole sentences, and nothing that is ours alone', () => {
    fc.assert(
      fc.property(anyChoice, (choice) => {
        const said = writeReply(choice, pack, formatIn(language))
        expect(said).toMatch(/^\p{Lu}.*\.$/u)
        expect(said).not.toMatch(/[[\]{}]| {2}|undefined|\s[.,]/)
        expect(said).not.toMatch(OURS_ALONE[language] ?? /^/)
        expect(said).not.toMatch(ANYWHERE)
      }),
      { numRuns: 500 },
    )
  })

  it('says until when, and what to do, wherever a choice about an open link knows it', () => {
    const until = Date.UTC(2026, 10, 23, 14, 3)
    for (const key of ['continue', 'continue-on-other-device', 'retry'] as const)
      for (const task of TASKS) {
        const said = writeReply({ key, until, task }, pack, formatIn(language))
        expect(said).toContain(pack.tasks[task])
        expect(said).toContain(formatIn(language)(until))
      }
    expect(writeReply({ key: 'open-link', until }, pack, formatIn(language))).toContain('2026')
  })
})

it('has as many languages as there are words to watch for', () => {
  expect(PACKS.map(({ language }) => language).toSorted()).toEqual(Object.keys(OURS_ALONE).toSorted())
})

it('says nothing in a language that lacks the text', () => {
  expect(writeReply({ key: 'approved' }, { replies: { declined: 'A.' }, tasks: {} }, String)).toBeUndefined()
})

it('leaves out a task that a language has no words for', () => {
  const pack = { replies: { retry: 'Again.[ Do: {task}.]' }, tasks: {} }
  expect(writeReply({ key: 'retry', task: 'selfie' }, pack, String)).toBe('Again.')
})
