/** What a word in one catalogue expects of a word in another, in each language. */
import { NEXT_STEPS, PROBLEM_TYPES, type ProblemCode } from '@inquiry-lens/shared/contract/problems.ts'
import { isLanguage, LANGUAGES, setLanguage } from '@inquiry-lens/shared/lib/catalogue.ts'
import { afterAll, describe, expect, it } from 'vitest'
import { problemFailure } from '../background/relay/failures.ts'
import { nameProviderIn } from '../ui/format/health.ts'
import { adminWords, auditWords } from './admin.ts'
import { caseWords } from './case.ts'
import { optionsWords } from './options.ts'
import { noticeWords, translateFailure } from './surface.ts'

const isProblem = (code: string): code is ProblemCode => Object.hasOwn(PROBLEM_TYPES, code)
const CODES = Object.keys(PROBLEM_TYPES).filter(isProblem)
const OF_PROVIDER = CODES.filter((code) => /^the provider/i.test(PROBLEM_TYPES[code].title))

afterAll(() => setLanguage('en'))

describe.each(Object.keys(LANGUAGES).filter(isLanguage))('in %s', (language) => {
  it('a failure of a provider names it', async () => {
    await setLanguage(language)
    expect(OF_PROVIDER.length).toBeGreaterThan(4)
    for (const code of OF_PROVIDER)
      expect(nameProviderIn(translateFailure(problemFailure(code)).title, 'persona')).toContain('Persona')
  })

  it('leaves no failure in another one', async () => {
    await setLanguage(language)
    for (const code of CODES) {
      const { title, nextStep } = translateFailure(problemFailure(code))
      const [english, englishStep] = [PROBLEM_TYPES[code].title, NEXT_STEPS[code]]
      expect([title === english, nextStep === englishStep], code).toEqual(
        language === 'en' ? [true, true] : [false, false],
      )
    }
  })

  it('a button that copied says so', async () => {
    await setLanguage(language)
    const { done } = noticeWords.copy
    const labels = [
      noticeWords.copy.requestId,
      noticeWords.copy.id('Inquiry'),
      caseWords.reply.copy,
      caseWords.reveal.copy('IP address'),
      caseWords.actions.copyLink,
      caseWords.actions.copyForTicket,
      caseWords.actions.copyId,
      caseWords.actions.copyDashboardLink,
      caseWords.actions.copyReference,
      adminWords.exporting.copy,
      auditWords.status.copyCheckpoint,
      optionsWords.test.copyRequestId,
      optionsWords.witness.copy,
      adminWords.code.copy,
      adminWords.code.copyInvitation,
      auditWords.results.copy,
    ]
    for (const label of labels) expect(done(label), label).not.toBe(label)
  })
})
