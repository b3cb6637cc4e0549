/** The reply in a case: in which language it begins, how it is changed, and what is there where it can't be copied. */
import type { CaseFile } from '@inquiry-lens/shared/domain/model.ts'
import { overlayPacks } from '@inquiry-lens/shared/insight/replies/packs.ts'
import { expect, it } from 'vitest'
import { ok } from '../../../extension/src/messages/failure.ts'
import { persona } from '../../stories/tell-case.ts'
import { caseInPanel, configOf } from '../data.ts'
import { useGallery } from '../mount.ts'

const OWN = {
  replies: { failed: 'Fernwood says: please call us.' },
  replyLanguages: {
    es: { replies: { 'new-link': 'Pídanos otro enlace, por favor.' }, tasks: {} },
    it: { replies: { 'in-review': 'Ci vuole ancora un attimo.' }, tasks: {} },
  },
}
const TEXTS = overlayPacks(OWN)
const CONFIG = ok({ ...configOf(['persona', 'deepidv']), texts: TEXTS })

const inCountry = (code: string | undefined) => ({
  sessions: [
    {
      status: 'active',
      'created-at': '2 h ago',
      'started-at': '2 h ago',
      'device-type': 'smartphone',
      ...(code !== undefined && { 'country-code': code }),
    },
  ],
})
const BEGUN = { 'created-at': '30 h ago', 'started-at': '29 h ago' }
const EXPIRED = persona({ ...BEGUN, status: 'expired', 'expired-at': '6 h ago' }, inCountry('DE'))
const IN_REVIEW = persona({ ...BEGUN, status: 'needs_review' }, inCountry('FR'))
const APPROVED = persona({ ...BEGUN, status: 'approved', 'decisioned-at': '20 h ago' }, inCountry(undefined))
const FAILED = persona({ ...BEGUN, status: 'failed', 'failed-at': '20 h ago' }, inCountry('DE'))

const stand = useGallery()
const showCase = (file: CaseFile, lastLanguage?: string) => {
  const { answers, ...view } = caseInPanel(file)
  return stand.mount({
    surface: 'panel',
    ...view,
    answers: { ...answers, 'app:config.get': CONFIG, 'app:texts.get': ok(TEXTS) },
    ...(lastLanguage && { held: { local: { replyLanguage: lastLanguage } } }),
  })
}
const reply = () => stand.page.getByRole('region', { name: 'Reply to the customer' })
const language = () => stand.page.getByLabel('Language of the reply')
const text = () => stand.page.locator('.reply-text')

it('begins in the language of the customer’s country, and says so', async () => {
  await showCase(EXPIRED)
  await reply().getByText('From the customer’s country: Germany').waitFor()
  expect(await language().inputValue()).toBe('de')
  expect(await text().textContent()).toMatch(/^Der Link zu Ihrer Identitätsprüfung funktioniert nicht mehr\./)
  expect(await text().getAttribute('lang')).toBe('de')
})

it('changes its language by the keyboard, tells so, and keeps it', async () => {
  const { page } = stand
  await showCase(EXPIRED)
  await language().focus()
  await page.keyboard.press('ArrowDown')
  await reply().getByText('The reply is in Español now').waitFor({ state: 'attached' })
  // The company’s own, over ours.
  expect(await text().textContent()).toBe(OWN.replyLanguages.es.replies['new-link'])
  expect(await text().getAttribute('lang')).toBe('es')
  expect(await reply().getByText('country').count()).toBe(0)
  await page.getByRole('button', { name: 'Copy reply' }).click()
  await page.getByText('Copied').first().waitFor()
  expect(await language().inputValue()).toBe('es')
  expect(await page.evaluate(() => chrome.storage.local.get('replyLanguage'))).toEqual({
    replyLanguage: 'es',
  })
})

it('begins as the last one was where nothing is known of the country, and by the country where it is', async () => {
  await showCase(APPROVED, 'es')
  await reply().waitFor()
  expect(await language().inputValue()).toBe('es')
  expect(await text().textContent()).toMatch(/^Buenas noticias/)
  expect(await stand.page.locator('.reply-note').textContent()).toBe('')
  await showCase(IN_REVIEW, 'es')
  await reply().getByText('From the customer’s country: France').waitFor()
  expect(await text().textContent()).toMatch(/^Merci/)
})

it('is in English where a language of the company’s has no text, and says so', async () => {
  await showCase(IN_REVIEW)
  await language().selectOption('Italiano')
  expect(await text().textContent()).toBe(OWN.replyLanguages.it.replies['in-review'])
  await showCase(APPROVED)
  await language().selectOption('Italiano')
  await reply().getByText('There is no text for this in Italiano: English instead').waitFor()
  expect(await text().getAttribute('lang')).toBe('en')
})

it('has no language to choose where the company has one text for all', async () => {
  await showCase(FAILED)
  expect(await text().textContent()).toBe(OWN.replies.failed)
  expect(await text().getAttribute('lang')).toBeNull()
  expect(await language().count()).toBe(0)
})

it('is there to be copied by hand, whole, where the browser refuses to', async () => {
  const { page } = stand
  await showCase(IN_REVIEW)
  await page.evaluate(() => {
    navigator.clipboard.writeText = async () => {
      throw new Error('Refused')
    }
    document.execCommand = () => false
  })
  const shown = (await text().textContent()) ?? ''
  await page.getByRole('button', { name: 'Copy reply' }).click()
  const field = page.getByRole('textbox', { name: 'Copy reply' })
  expect(await field.inputValue()).toBe(shown)
  expect(
    await field.evaluate(
      (one) => one instanceof HTMLTextAreaElement && one.selectionEnd - one.selectionStart,
    ),
  ).toBe(shown.length)
})
