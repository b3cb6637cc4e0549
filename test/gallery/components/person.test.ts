/** What may be worth a look, and the same person's other checks: with what it rests on, from one case to the other and back. */
import type { CaseFile, Inquiry } from '@inquiry-lens/shared/domain/model.ts'
import { deriveHints } from '@inquiry-lens/shared/insight/hints.ts'
import {
  madeFlow,
  madeInquiry,
  madeInquiryCase,
  madeNetwork,
  madeSession,
  madeSessionCase,
} from '@inquiry-lens/shared/testing/made-rows.ts'
import { beforeEach, describe, expect, it } from 'vitest'
import { ok } from '../../../extension/src/messages/failure.ts'
import { at } from '../../stories/tell-case.ts'
import { caseInPanel, caseOnCard, refuse, viewOf } from '../data.ts'
import { useGallery } from '../mount.ts'
import type { Answers } from '../view.ts'

const OTHERS = 'Other checks of the same person'

const stand = useGallery()
const hints = () => stand.page.getByRole('region', { name: 'Worth a look' })
const person = () => stand.page.getByRole('region', { name: 'Same person' })
const rows = () => person().getByRole('list', { name: OTHERS }).getByRole('button')
const headingOf = (id: string) =>
  stand.page.getByRole('heading', { level: 2, name: /^Case/ }).filter({ hasText: id.slice(-6) })
const rowOf = (id: string) => rows().filter({ hasText: id.slice(-6) })

describe('what may be worth a look', () => {
  const visit = (when: string, country: string, name: string) =>
    madeSession({
      id: `iqse_Zk7mQ2xVtLw9sH4bNcRy8d${country}`,
      createdAt: at(when),
      startedAt: at(when),
      network: madeNetwork({ country: { code: country, name } }),
    })
  const sessions = [visit('2 h ago', 'DE', 'Germany'), visit('100 min ago', 'CA', 'Canada')]
  const file = madeInquiryCase({ sessions, hints: deriveHints(sessions) })

  it('stands in the panel with where and when, as hints and as no verdict', async () => {
    await stand.mount({ surface: 'panel', ...caseInPanel(file) })
    await hints()
      .getByText(/^Two countries within 20 minutes$/)
      .waitFor()
    await hints()
      .getByText(/^Germany \d+:\d\d.*, then Canada \d+:\d\d/)
      .waitFor()
    await hints().getByText('Hints, not a verdict').waitFor()
    const said = (await stand.page.locator('.case').textContent()) ?? ''
    expect(said).not.toMatch(/risk score|fraud|suspicious/i)
  })

  it('takes no room where there is nothing', async () => {
    await stand.mount({ surface: 'panel', ...caseInPanel(madeInquiryCase({ sessions, hints: [] })) })
    await stand.page.getByRole('heading', { name: 'Inquiry', exact: true }).waitFor()
    expect(await hints().count()).toBe(0)
  })

  it('stands in short on the card', async () => {
    await stand.mount({ surface: 'card', ...caseOnCard(file) })
    await hints()
      .getByText(/^Two countries within/)
      .waitFor()
    expect(await hints().getByRole('listitem').count()).toBe(1)
  })
})

const ACCOUNT = 'act_Zk7mQ2xVtLw9sH4bNcRy8dHf'
const inquiryOf = (name: string, told: Partial<Inquiry>): Inquiry =>
  madeInquiry({ id: `inq_Zk7mQ2xVtLw9sH4bNc${name}`, accountId: ACCOUNT, createdAt: at('1 d ago'), ...told })

describe('the same person at Persona', () => {
  const stuck = inquiryOf('Stuck1', { createdAt: at('1 h ago') })
  const verified = inquiryOf('Verif1', {
    status: 'approved',
    createdAt: at('426 d ago'),
    decisionedAt: at('425 d ago'),
  })
  const declined = inquiryOf('Decli1', {
    status: 'declined',
    createdAt: at('500 d ago'),
    decisionedAt: at('500 d ago'),
  })
  const found = (...items: Inquiry[]): Answers => ({ 'app:person.find': ok({ items, isMore: false }) })
  const showInquiry = async (inquiry: Inquiry, all: readonly Inquiry[], answers: Answers) =>
    stand.mount({
      surface: 'panel',
      ...caseInPanel(madeInquiryCase({ inquiry })),
      answers: {
        'app:case.get': ({ id }) => {
          const one = all.find((other) => other.id === id)
          return one ? ok(viewOf(madeInquiryCase({ inquiry: one }))) : refuse('not-found')
        },
        ...answers,
      },
    })

  describe('with two other checks', () => {
    beforeEach(() => showInquiry(stuck, [stuck, verified, declined], found(stuck, verified, declined)))

    it('stands there newest first, with how old a decision is', async () => {
      await rows().first().waitFor()
      const said = await rows().allInnerTexts()
      expect(said).toHaveLength(2)
      expect(said[0]).toContain(verified.id.slice(-6))
      expect(said[0]).toContain('verified 14 months ago')
      expect(said[1]).toContain(declined.id.slice(-6))
      await person().getByText('Verified 14 months ago, in another check', { exact: false }).waitFor()
      await person().getByText('Declined 16 months ago, in another check').waitFor()
      expect(stand.asked('app:person.find')).toEqual([
        { provider: 'persona', account: ACCOUNT, reference: null },
      ])
    })

    it('leads to a case, and Escape or the button back to the first, on the row; then to the lists', async () => {
      const { page } = stand
      const row = rowOf(verified.id)
      for (const goBack of [
        () => page.keyboard.press('Escape'),
        () => page.getByRole('button', { name: 'Back to the previous case' }).click(),
      ]) {
        await row.focus()
        await page.keyboard.press('Enter')
        await headingOf(verified.id).waitFor()
        await rowOf(stuck.id).waitFor()
        await goBack()
        await headingOf(stuck.id).waitFor()
        await expect.poll(() => row.evaluate((one) => one === document.activeElement)).toBe(true)
      }
      // Of one person, however one goes about among their cases.
      expect(stand.asked('app:person.find')).toHaveLength(1)
      await page.getByRole('button', { name: 'Back to the lists' }).click()
      await page.getByRole('tab', { name: 'Sessions' }).waitFor()
    })
  })

  it('shows a few of many, then the newest ten with how many there are; the focus goes on with them', async () => {
    const before = Array.from({ length: 12 }, (_, number) =>
      inquiryOf(`Befo${10 + number}`, { status: 'expired', createdAt: at(`${30 + number} d ago`) }),
    )
    await showInquiry(stuck, [stuck, ...before], found(stuck, ...before))
    await person().getByRole('button', { name: 'Show 7 more' }).click()
    expect(await rows().count()).toBe(10)
    await person().getByText('and 2 more', { exact: true }).waitFor()
    expect(
      await rows()
        .nth(3)
        .evaluate((one) => one === document.activeElement),
    ).toBe(true)
    const tenth = before[9]?.id ?? ''
    await rowOf(tenth).click()
    await headingOf(tenth).waitFor()
    await stand.page.keyboard.press('Escape')
    await expect.poll(() => rowOf(tenth).evaluate((one) => one === document.activeElement)).toBe(true)
  })

  it('leaves the case where they alone fail, and asks for them again at a press', async () => {
    await showInquiry(stuck, [stuck], { 'app:person.find': refuse('provider-unavailable') })
    await person().getByText('Other inquiries could not be loaded.').waitFor()
    expect(await stand.page.locator('.case .notice').count()).toBe(0)
    stand.answer(found(stuck, verified))
    await person().getByRole('button', { name: 'Try again' }).click()
    await rowOf(verified.id).waitFor()
  })

  it('shows one line for a person without other checks; asks nothing for a redacted one', async () => {
    await showInquiry(stuck, [stuck], found(stuck))
    await person().getByText('No other checks.').waitFor()
    const redacted = inquiryOf('Redac1', { status: 'approved', redactedAt: at('1 h ago') })
    await showInquiry(redacted, [redacted], {})
    await headingOf(redacted.id).waitFor()
    expect(await person().count()).toBe(0)
    expect(stand.asked('app:person.find')).toEqual([])
  })
})

it('the same person at deepidv: other sessions lead to their cases, and back to the row', async () => {
  const sessionOf = (number: number, status: string, submitted: string) =>
    madeSession({
      provider: 'deepidv',
      id: `a1b2c3d4-e5f6-4890-abcd-00000000000${number}`,
      inquiryId: null,
      status,
      createdAt: at(submitted),
      flow: madeFlow({ submittedAt: at(submitted) }),
    })
  const [now, verified] = [sessionOf(1, 'PENDING', '20 min ago'), sessionOf(2, 'VERIFIED', '60 d ago')]
  const files: CaseFile[] = [
    madeSessionCase({ session: now, related: [verified] }),
    madeSessionCase({ session: verified, related: [now] }),
  ]
  await stand.mount({
    surface: 'panel',
    ...caseInPanel(files[0] ?? madeSessionCase()),
    answers: {
      'app:case.get': ({ id }) => {
        const file = files.find((one) => one.about === 'session' && one.session.id === id)
        return file ? ok(viewOf(file)) : refuse('not-found')
      },
    },
  })
  const row = rows().filter({ hasText: 'verified, finished 2 months ago' })
  await row.click()
  await headingOf(verified.id).waitFor()
  await stand.page.keyboard.press('Escape')
  await headingOf(now.id).waitFor()
  await expect.poll(() => row.evaluate((one) => one === document.activeElement)).toBe(true)
  await person().getByText('Verified, finished 2 months ago, in another check').waitFor()
})
