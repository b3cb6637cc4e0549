/** What is shown on request alone: masked until it is asked for with a reason, and gone once the agent looks away. */
import type { CaseFile } from '@inquiry-lens/shared/domain/model.ts'
import { beforeEach, describe, expect, it } from 'vitest'
import { ok } from '../../../extension/src/messages/failure.ts'
import { NOW } from '../../stories/tell-case.ts'
import { caseInPanel, INVESTIGATOR, LONG_SESSION_CASE, REVIEWED, REVIEWED_ID, refuse } from '../data.ts'
import { useGallery } from '../mount.ts'
import type { Answers } from '../view.ts'

const CANARY = 'c4nary'
const REASON = 'Customer asks where they signed in from'
/** One word as long as a reason may be, but for its beginning. */
const LONG_REASON = `Why? ${'x'.repeat(295)}`

const stand = useGallery()
const box = (of = 'inquiry') => stand.page.getByRole('region', { name: `On request, of the ${of}` })
const show = () => box().getByRole('button', { name: 'Show for a minute' })

const REVEALED: Answers = {
  'app:reveal': ({ id, fields }) =>
    ok({ provider: 'persona', id, values: fields.map((field) => ({ field, value: CANARY })) }),
}
async function showCase(file: CaseFile = REVIEWED): Promise<void> {
  const { answers, ...view } = caseInPanel(file)
  await stand.mount({
    surface: 'panel',
    account: INVESTIGATOR,
    ...view,
    answers: { ...answers, ...REVEALED },
  })
}

async function reveal(reason = REASON): Promise<void> {
  await box().getByLabel('Note').check()
  await box().getByLabel('Why?').fill(reason)
  await show().click()
}

describe('a reveal', () => {
  beforeEach(() => showCase())

  it('waits for a field and a reason, and shows nothing but what was asked for', async () => {
    expect(await box().textContent()).not.toContain(CANARY)
    expect(await show().count()).toBe(0)
    await box().getByLabel('Note').check()
    await box().getByLabel('Why?').fill('why')
    expect(await show().getAttribute('aria-disabled')).toBe('true')
    await reveal()
    await box()
      .getByText(/Hidden in \d+ s/)
      .waitFor()
    expect(await box().textContent()).toContain(CANARY)
    expect(await box().textContent()).toContain(REASON)
    expect(await box().locator('dt').allInnerTexts()).toEqual(['Note'])
    expect(stand.asked('app:reveal')).toEqual([{ id: REVIEWED_ID, fields: ['note'], reason: REASON }])
  })

  it.each<[string, () => Promise<unknown>]>([
    ['the window loses the focus', () => stand.page.evaluate(() => window.dispatchEvent(new Event('blur')))],
    ['the case is left', () => stand.page.getByRole('button', { name: 'Back to the lists' }).click()],
    ['it is hidden by hand', () => stand.page.getByRole('button', { name: 'Hide now' }).click()],
  ])('is gone when %s', async (_, leave) => {
    await reveal()
    await stand.page.getByText('Hidden in').waitFor()
    await leave()
    await stand.page.getByText('Hidden in').waitFor({ state: 'hidden' })
    expect(await stand.page.content()).not.toContain(CANARY)
  })

  it('that fails says why in words, shows nothing, and can be asked for again', async () => {
    stand.answer({ 'app:reveal': refuse('provider-unavailable') })
    await reveal()
    await box().getByText('Persona is not answering').waitFor()
    await box().getByText('Nothing was shown.').waitFor()
    stand.answer(REVEALED)
    await show().click()
    await box().getByText('Hidden in').waitFor()
  })

  it('keeps what hides and copies it within reach, with the longest reason there may be', async () => {
    await reveal(LONG_REASON)
    await box().getByText('On record').waitFor()
    expect(await box().locator('q').textContent()).toBe(LONG_REASON)
    const cutOff = await stand.page.evaluate(() =>
      [...document.querySelectorAll('main *')]
        .filter((one) => !one.closest('.visually-hidden') && one.getBoundingClientRect().right > innerWidth)
        .map((one) => one.className || one.tagName),
    )
    expect(cutOff).toEqual([])
    await box().getByRole('button', { name: 'Hide now' }).click()
    await show().waitFor()
  })

  it('can’t be selected', async () => {
    await reveal()
    await box().getByText('Hidden in').waitFor()
    const selected = await stand.page.evaluate(() => {
      document.getSelection()?.selectAllChildren(document.body)
      return document.getSelection()?.toString()
    })
    expect(selected).toContain('Reply to the customer')
    expect(selected).not.toContain(CANARY)
  })

  it('shows mark-up as text', async () => {
    const markup = '<img src=x onerror="document.documentElement.dataset.hacked=1">'
    stand.answer({
      'app:reveal': ({ id }) => ok({ provider: 'persona', id, values: [{ field: 'note', value: markup }] }),
    })
    await reveal(markup)
    await box().getByText('Hidden in').waitFor()
    expect(await box().locator('.revealed-value').allInnerTexts()).toEqual([markup])
    expect(await box().locator('q').textContent()).toContain(markup)
    expect(await stand.page.locator('main img').count()).toBe(0)
    expect(await stand.page.evaluate(() => document.documentElement.dataset.hacked)).toBeUndefined()
  })
})

it('names what there is of a deepidv session, takes a reason by a chip, and is over after a minute', async () => {
  await showCase(LONG_SESSION_CASE)
  await stand.page.clock.install({ time: NOW })
  const session = box('session')
  expect(await session.locator('label:has([type=checkbox])').allTextContents()).toEqual([
    expect.stringMatching(/^IP address/),
    expect.stringMatching(/^Place by IP/),
  ])
  await session.getByLabel('IP address').check()
  await session.getByRole('button', { name: 'Customer disputes the result' }).click()
  await session.getByRole('button', { name: 'Show for a minute' }).click()
  await session.getByText(/Hidden in \d+ s/).waitFor()
  expect(await session.textContent()).toContain('On record: Customer disputes the result')
  await stand.page.clock.fastForward(50_000)
  await session.getByText(/Hidden in \d s/).waitFor()
  await stand.page.clock.fastForward(11_000)
  await session.getByText('Hidden in').waitFor({ state: 'hidden' })
  expect(await stand.page.content()).not.toContain(CANARY)
})
