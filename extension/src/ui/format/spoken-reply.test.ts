import type { ReplyChoice } from '@inquiry-lens/shared/insight/replies/packs.ts'
import { type CustomTexts, overlayPacks } from '@inquiry-lens/shared/insight/replies/packs.ts'
import { expect, it } from 'vitest'
import { formatReply } from './spoken-reply.ts'

const UNTIL = Date.UTC(2026, 10, 23, 14, 3)
const IT = { it: { replies: { approved: 'Tutto bene.' }, tasks: {} } }

function speak(reply: ReplyChoice | undefined, language: string, own: Partial<CustomTexts> = {}) {
  const texts = overlayPacks({ replies: {}, replyLanguages: {}, ...own })
  const pack = texts.packs.find((one) => one.language === language)
  if (!pack) throw new Error(`There is no ${language}`)
  const said = formatReply({ reply, caseState: reply ? 'approved' : 'unknown' }, texts, pack)
  return said && { text: said.text, language: said.pack?.language }
}

it('is in the language, its times too', () => {
  const { text, language } = speak({ key: 'continue', until: UNTIL, task: 'selfie' }, 'de') ?? {}
  expect(language).toBe('de')
  expect(text).toMatch(/ein Selfie aufnehmen\. Der Link gilt bis zum 23\. November 2026 um \d\d:03 /)
  expect(speak({ key: 'continue', until: UNTIL }, 'fr')?.text).toContain('23 novembre 2026 à ')
  expect(speak({ key: 'continue', until: UNTIL }, 'es')?.text).toContain('23 de noviembre de 2026')
})

it('is in English where a language has no text', () => {
  expect(speak({ key: 'approved' }, 'it', { replyLanguages: IT })).toEqual({
    text: 'Tutto bene.',
    language: 'it',
  })
  expect(speak({ key: 'declined' }, 'it', { replyLanguages: IT })).toMatchObject({ language: 'en' })
})

it('is in no language that is known, where the company has one text for all', () => {
  const own = {
    replies: { approved: 'Fernwood says: welcome.', unknown: 'We look into it.[ Until {until}.]' },
  }
  expect(speak({ key: 'approved' }, 'de', own)).toEqual({
    text: 'Fernwood says: welcome.',
    language: undefined,
  })
  expect(speak(undefined, 'de', own)).toEqual({ text: 'We look into it.', language: undefined })
})

it('is nothing where nobody should say anything yet', () => {
  expect(speak(undefined, 'de')).toBeUndefined()
})
