/** A company's own customer number: one case, several, none, or a provider that could not be asked. */
import { describe, expect, it } from 'vitest'
import { ok } from '../../../extension/src/messages/failure.ts'
import type { CustomerView } from '../../../extension/src/messages/messages.ts'
import { failureOf, foundInquiry, REVIEWED, SEVERAL, viewOf } from '../data.ts'
import { useGallery } from '../mount.ts'

const REFERENCE = 'cust-700123456'
const NONE: CustomerView = { ...SEVERAL, matches: [], isMore: false }

const stand = useGallery()

describe.each(['panel', 'card'] as const)('the %s', (surface) => {
  const show = (found: CustomerView, shown: string) =>
    stand.mount({
      surface,
      focus: { reference: REFERENCE },
      shown,
      answers: {
        [`${surface === 'panel' ? 'app' : 'card'}:customer.find`]: ok(found),
        'app:case.get': ({ id }) => ok(viewOf({ ...REVIEWED, inquiry: { ...REVIEWED.inquiry, id } })),
        'card:case.get': ok(viewOf(REVIEWED)),
      },
    })
  const body = surface === 'panel' ? '.case-body' : '.card-body'
  const match = () => stand.page.locator('.match').textContent()

  it('shows the only case, and says by what it was found', async () => {
    await show({ ...SEVERAL, matches: SEVERAL.matches.slice(0, 1), isMore: false }, body)
    await expect.poll(match).toBe(`Found by reference ${REFERENCE}`)
  })

  it('lists several, newest first, and shows the one that is chosen', async () => {
    const { page } = stand
    await show({ ...SEVERAL, isMore: false }, '.finding-rows .row')
    const rows = page.locator('.finding-rows li')
    expect(await page.locator('.finding').textContent()).toContain('3 cases of this number, newest first')
    expect(await rows.allTextContents()).toEqual(
      SEVERAL.matches.map(({ lookup }) => expect.stringContaining(lookup.id.slice(-4))),
    )
    await rows.first().getByRole('button').click()
    await page.locator(body).first().waitFor()
    await expect.poll(match).toBe(`Found by reference ${REFERENCE}`)
  })

  it('names the environment and the next step of an unknown number', async () => {
    await show(NONE, '.notice')
    const said = await stand.page.locator('.notice').first().textContent()
    expect(said).toContain('No case with this number')
    expect(said).toContain('Persona has none in PRODUCTION. deepidv has none in PRODUCTION.')
    expect(said).toContain('Check the number')
  })

  it('names a provider that is down beside what the other one said, and asks again at a press', async () => {
    await show(
      { ...NONE, failures: [{ provider: 'deepidv', failure: failureOf('provider-unavailable') }] },
      '.notice',
    )
    const notice = stand.page.locator('.notice')
    expect(await notice.first().textContent()).toContain('deepidv is not answering')
    expect(await notice.first().textContent()).toContain('Try again in a moment.')
    expect(await notice.nth(1).textContent()).toContain('No case found so far')
    const found = ok({
      ...SEVERAL,
      matches: [{ lookup: foundInquiry(4), environment: 'production' as const }],
    })
    stand.answer({ 'app:customer.find': found, 'card:customer.find': found })
    await notice.first().getByRole('button', { name: 'Try again' }).click()
    await stand.page.locator('.finding-rows .row').or(stand.page.locator(body)).first().waitFor()
  })
})

it('the popup’s box says which number Enter looks for, and nothing is asked before', async () => {
  await stand.mount({ surface: 'popup', shown: '.glance .row' })
  await stand.page.getByRole('textbox').first().fill(`customer ${REFERENCE} can’t log in`)
  await stand.page.getByText(`Customer ${REFERENCE}. Enter looks for the cases.`).waitFor()
  expect(stand.asked('app:customer.find')).toEqual([])
})
