import { countActivity, snapToBuckets } from '@inquiry-lens/shared/domain/activity.ts'
import type { ProviderEvent } from '@inquiry-lens/shared/domain/model.ts'
import { madeEvent } from '@inquiry-lens/shared/testing/made-rows.ts'
import type { Locator } from 'playwright-core'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { ok } from '../../../extension/src/messages/failure.ts'
import { at } from '../../stories/tell-case.ts'
import {
  countsOf,
  INQUIRIES,
  listing,
  lookUp,
  REVIEWED,
  refuse,
  SESSIONS,
  tellTrouble,
  viewOf,
} from '../data.ts'
import type { Mounted } from '../mount.ts'
import type { Answers } from '../view.ts'
import { usePanel } from './use-panel.ts'

const { stand, showPanel, rows, rowOf, heading, box, scroller, scrollRows, focused, placeOfFocus, refresh } =
  usePanel()

const idOf = (number: number) => `inq_Zk7mQ2xVtLw9sH4bNcR${String(number).padStart(5, '0')}`
/** A case each, the newest first, by events that leave open what became of it. */
const MANY: readonly ProviderEvent[] = Array.from({ length: 60 }, (_, number) =>
  madeEvent({
    id: `evt_Zk7mQ2xVtLw9sH4bNcR${String(number).padStart(5, '0')}`,
    name: 'inquiry.transitioned',
    createdAt: at(`${number + 1} min ago`),
    object: { type: 'inquiry', id: idOf(number) },
  }),
)
const found = (id: string) => {
  const lookup = lookUp(INQUIRIES[4]?.id ?? '')
  return lookup.outcome === 'found' ? { ...lookup, id, summary: { ...lookup.summary, id } } : lookup
}
const showing = (events: readonly ProviderEvent[]): Answers => ({
  'app:sessions.list': ok(listing([], 'persona')),
  'app:events.list': ok(listing(events, 'persona')),
  'app:lookup': ({ ids }) =>
    ok({
      items: ids.map(found),
      source: { provider: 'persona', environment: 'sandbox', state: 'fresh' },
      asOf: Date.now(),
    }),
})
const showCases = (view: Partial<Mounted> = {}) => showPanel({ ...view, focus: { list: 'cases' } })
const askedIds = () => stand.asked('app:lookup').flatMap(({ ids }) => ids)
/** What a look-up may be asked within, and a frame. */
const rest = () =>
  stand.page.evaluate(() => new Promise((settle) => setTimeout(() => requestAnimationFrame(settle), 200)))

describe('the cases', () => {
  it('are what a panel opens on: a row each, with its inquiry’s state, newest first', async () => {
    await stand.mount({ surface: 'panel', shown: '[role=tab]' })
    await stand.page.getByRole('tab', { name: 'Cases', selected: true }).waitFor()
    await expect.poll(() => rows().locator('.status-word').count()).toBeGreaterThan(4)
    const ids = await rows().evaluateAll((all) => all.map(({ id }) => id))
    expect(new Set(ids).size).toBe(ids.length)
    const times = await rows()
      .locator('time')
      .evaluateAll((all) => all.map((one) => one.getAttribute('datetime') ?? ''))
    expect(times).toEqual(times.toSorted().toReversed())
    const [first] = INQUIRIES
    await expect.poll(() => rowOf(first?.id ?? '').textContent()).toMatch(/Not opened\s*created/)
  })

  it('are looked up while they are in sight, each once, and no other', async () => {
    await showCases({ answers: showing(MANY) })
    await expect.poll(() => rows().locator('.status-word').count()).toBeGreaterThan(4)
    await rest()
    // How many there are depends on the machine's fonts.
    const inSight = await scroller().evaluate((box) => {
      const { top, bottom } = box.getBoundingClientRect()
      return [...box.querySelectorAll('.row')].flatMap((row) => {
        const line = row.querySelector('.status')?.getBoundingClientRect()
        return line && line.bottom > top && line.top < bottom ? (/inq_\w+$/.exec(row.id)?.[0] ?? 'no ID') : []
      })
    })
    expect(inSight.length).toBeGreaterThan(4)
    expect(askedIds().toSorted()).toEqual(inSight)
    await scrollRows(76 * 30)
    await expect.poll(askedIds).toContain(idOf(32))
    await rest()
    await scrollRows(0)
    await rest()
    const asked = askedIds()
    expect(new Set(asked).size).toBe(asked.length)
    // What was scrolled past in one go, and what was drawn beyond the edge.
    expect(asked).not.toContain(idOf(20))
    expect(asked).not.toContain(idOf(59))
  })

  it('are not looked up while another list is shown', async () => {
    await showCases({ answers: { ...showing(MANY), 'app:sessions.list': ok(listing(SESSIONS, 'persona')) } })
    await expect.poll(() => rows().locator('.status-word').count()).toBeGreaterThan(3)
    await stand.page.getByRole('tab', { name: 'Events' }).click()
    const before = askedIds().length
    stand.answer(showing([...MANY].map((one, nth) => ({ ...one, id: `${one.id}${nth}` }))))
    await refresh()
    await rest()
    expect(askedIds()).toHaveLength(before)
  })

  it('say that a state is on its way, or not known, and move nothing when it comes', async () => {
    const coming = Promise.withResolvers<void>()
    const { 'app:lookup': known } = showing(MANY)
    await showCases({
      answers: {
        ...showing(MANY),
        'app:lookup': async (payload) => {
          await coming.promise
          return typeof known === 'function' ? known(payload) : 'never'
        },
      },
    })
    await expect.poll(() => rows().first().textContent()).toContain('…')
    await stand.page.evaluate(() => {
      const seen: number[] = []
      Object.assign(globalThis, { shifts: seen })
      new PerformanceObserver((list) => {
        // The lines around the list may still come, on a slow machine.
        for (const entry of list.getEntries()) {
          const sources: { node: Node | null }[] = Reflect.get(entry, 'sources')
          const isWithin = sources.some(({ node }) => node?.parentElement?.closest('.tab-panel'))
          if (isWithin) seen.push(Number(Reflect.get(entry, 'value')))
        }
      }).observe({ type: 'layout-shift' })
    })
    coming.resolve()
    await expect.poll(() => rows().first().textContent()).toMatch(/Approved\s*approved/)
    await rest()
    expect(await stand.page.evaluate(() => Reflect.get(globalThis, 'shifts'))).toEqual([])
    await showCases({ answers: { ...showing(MANY), 'app:lookup': refuse('provider-unavailable') } })
    await expect.poll(() => rows().first().textContent()).toContain('State not known yet')
  })

  it('are asked again after something new happened to them', async () => {
    await showCases({ answers: showing(MANY) })
    await expect.poll(() => rows().first().textContent()).toContain('Approved')
    const before = stand.asked('app:lookup').length
    const news = madeEvent({
      id: 'evt_News',
      name: 'inquiry.declined',
      createdAt: at('1 s ago'),
      object: { type: 'inquiry', id: idOf(0) },
    })
    stand.answer(showing([news, ...MANY]))
    await refresh()
    await expect.poll(() => stand.asked('app:lookup').length).toBe(before + 1)
  })

  it('stay where they are while they are read; what is new is marked, and comes in front', async () => {
    await showCases({ answers: showing(MANY.slice(1)) })
    await scrollRows(76 * 5)
    const placeOf = (number: number) => rowOf(idOf(number)).evaluate((one) => one.getBoundingClientRect().top)
    const before = await placeOf(8)
    const news = madeEvent({
      id: 'evt_News',
      name: 'inquiry.declined',
      createdAt: at('1 s ago'),
      object: { type: 'inquiry', id: idOf(8) },
    })
    stand.answer(showing([news, ...MANY]))
    await refresh()
    await stand.page.getByRole('button', { name: '1 new' }).waitFor()
    expect(await placeOf(8)).toBe(before)
    expect(await rowOf(idOf(8)).textContent()).toMatch(/^Changed:/)
    await stand.page.getByRole('button', { name: '1 new' }).click()
    expect(await rowOf(idOf(0)).textContent()).toMatch(/^New:/)
  })

  it('lead by keys alone from the first to its case and back', async () => {
    const { page } = stand
    await showCases({
      answers: {
        ...showing(MANY),
        'app:case.get': ({ id }) => ok(viewOf({ ...REVIEWED, inquiry: { ...REVIEWED.inquiry, id } })),
      },
    })
    await rows().first().waitFor()
    await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur())
    await page.keyboard.press('j')
    await expect.poll(placeOfFocus).toBe('1')
    for (const key of ['j', 'j', 'k']) await page.keyboard.press(key)
    await expect.poll(placeOfFocus).toBe('2')
    await page.keyboard.press('ArrowRight')
    await page.locator('.details').getByText('Event').first().waitFor()
    await page.keyboard.press('Escape')
    await expect.poll(() => page.locator('.details').count()).toBe(0)
    await page.keyboard.press('Enter')
    await heading().waitFor()
    expect(stand.asked('app:case.get')[0]).toMatchObject({ id: idOf(1) })
    expect(await focused()).toBe('H2')
    await page.keyboard.press('Escape')
    await expect.poll(placeOfFocus).toBe('2')
  })

  it('leave j and k to text where single keys are turned off', async () => {
    const { page } = stand
    await showCases({ answers: showing(MANY), held: { local: { singleKeys: false } } })
    await rows().first().focus()
    await page.keyboard.press('j')
    await page.keyboard.press('ArrowDown')
    await expect.poll(placeOfFocus).toBe('2')
  })
})

describe('the counts', () => {
  const group = (name: string) => stand.page.locator('.group', { hasText: name })
  /** Every third case waits for us, and the others are approved. */
  const mixed: Answers = {
    ...showing(MANY),
    'app:lookup': ({ ids }) =>
      ok({
        items: ids.map((id) => {
          const one = found(id)
          const isOurs = Number(id.slice(-5)) % 3 === 0
          return one.outcome === 'found' && isOurs
            ? { ...one, summary: { ...one.summary, status: 'needs_review' } }
            : one
        }),
        source: { provider: 'persona', environment: 'sandbox', state: 'fresh' },
        asOf: Date.now(),
      }),
  }

  it('say over what they are taken, and show one group alone by a key, and all again', async () => {
    const { page } = stand
    await showCases({ answers: mixed })
    await expect.poll(() => group('Waiting for us').textContent()).toMatch(/us[1-9]/)
    const note = page.getByText(/^Of \d+ cases since .+; \d+ more not known yet$/)
    const [counted = 0, unknown = 0] =
      /Of (\d+) .*; (\d+) more/
        .exec((await note.textContent()) ?? '')
        ?.slice(1)
        .map(Number) ?? []
    expect(counted + unknown).toBe(MANY.length)
    const countOf = async (name: string) => Number(/\d+$/.exec((await group(name).textContent()) ?? '')?.[0])
    const ours = await countOf('Waiting for us')
    expect(ours + (await countOf('Done'))).toBe(counted)
    const before = askedIds().length
    await group('Waiting for us').focus()
    await page.keyboard.press('Enter')
    await expect.poll(stand.readAnnounced).toContain(`Waiting for us: ${ours}`)
    expect(await group('Waiting for us').getAttribute('aria-pressed')).toBe('true')
    // Of the newest, also those that it hides are looked up at once.
    await page.getByText('Not known yet: 10 more').waitFor()
    await rest()
    expect(askedIds().slice(before)).toEqual(MANY.slice(counted, 50).map(({ object }) => object?.id))
    const words = await rows().locator('.status-word').allTextContents()
    expect(words.length).toBeGreaterThan(ours)
    expect(new Set(words)).toEqual(new Set(['Waiting for us']))
    await group('Waiting for us').focus()
    await page.keyboard.press('Enter')
    await expect
      .poll(() => rows().locator('.status-word', { hasText: 'Approved' }).count())
      .toBeGreaterThan(0)
  })

  it('have what the events tell, before anything is looked up', async () => {
    const names = ['inquiry.approved', 'inquiry.completed', 'inquiry.started', 'inquiry.transitioned']
    const told = MANY.map((one, number) => ({ ...one, name: names[number % 4] ?? '' }))
    await showCases({ answers: { ...showing(told), 'app:lookup': () => new Promise<never>(() => {}) } })
    await expect.poll(() => group('Waiting for us').textContent()).toMatch(/us15$/)
    expect(await group('Done').textContent()).toMatch(/15$/)
    await stand.page.getByText(/^Of 45 cases since .+; 15 more not known yet$/).waitFor()
  })

  it('grow as the agent looks at more, and offer the way back where a group is empty', async () => {
    const { page } = stand
    await showCases({ answers: mixed })
    await expect.poll(() => group('Waiting for us').textContent()).toMatch(/us[1-9]/)
    const before = await group('Done').textContent()
    await scrollRows(76 * 20)
    await expect.poll(() => group('Done').textContent()).not.toBe(before)
    await group('Ended badly').click()
    await page.getByText('No cases match the filter').waitFor()
    await page.getByRole('button', { name: 'Clear filters' }).click()
    await expect.poll(() => rows().count()).toBeGreaterThan(4)
    expect(await group('Ended badly').getAttribute('aria-pressed')).toBe('false')
  })
})

describe('the strip', () => {
  const strip = () => stand.page.getByRole('listbox', { name: 'When cases were last active' })
  const chosen = () => strip().getByRole('option', { selected: true })
  const minutesOf = () =>
    rows()
      .locator('time')
      .evaluateAll((all) => all.map((one) => Math.round(Number.parseInt(one.textContent, 10))))
  const answers: Answers = {
    ...showing(MANY),
    'app:activity.get': ({ provider = 'persona', bucket }) =>
      ok({
        ...countsOf(provider, bucket),
        ...countActivity(
          MANY.map(({ id, createdAt }) => ({ id, at: Date.parse(createdAt ?? ''), group: 'done' as const })),
          snapToBuckets({ bucket }, Date.parse(at('0 s ago'))) ?? { from: 0, to: 0, bucketMs: 60_000 },
          0,
        ),
      }),
  }
  async function showHour(): Promise<void> {
    await showCases({ answers })
    await stand.page.getByText('1 h', { exact: true }).click()
    await expect.poll(() => strip().locator('.strip-part').count()).toBeGreaterThan(50)
  }

  it('is one stop of the keyboard, whose arrows choose a span; a key and a press take it away', async () => {
    const { page } = stand
    await showHour()
    const before = await rows().count()
    await strip().focus()
    await page.keyboard.press('End')
    for (let press = 0; press < 4; press++) await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('Shift+ArrowLeft')
    await expect.poll(() => chosen().count()).toBe(2)
    await expect.poll(minutesOf).toEqual([4, 5])
    expect(await chosen().first().getAttribute('aria-label')).toMatch(/, 1 case: Done 1$/)
    await expect.poll(stand.readAnnounced).toContainEqual(expect.stringMatching(/, 2 cases$/))
    await page.getByText(/all 2 cases since/).waitFor()
    await page.keyboard.press('Escape')
    await expect.poll(() => rows().count()).toBe(before)
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: /^Remove filter/ }).click()
    await expect.poll(() => rows().count()).toBe(before)
    expect(await strip().evaluate((one) => one === document.activeElement)).toBe(true)
  })

  it('is dragged over to choose a span, and pressed again to take it away', async () => {
    const { page } = stand
    await showHour()
    const box = await strip().boundingBox()
    if (!box) throw new Error('There is no strip')
    const point = (index: number) => [box.x + ((index + 0.5) / 60) * box.width, box.y + 5] as const
    await page.mouse.move(...point(40))
    await page.mouse.down()
    await page.mouse.move(...point(45), { steps: 3 })
    expect(await chosen().count()).toBe(6)
    await page.mouse.move(...point(38))
    await page.mouse.up()
    await expect.poll(minutesOf).toEqual([19, 20, 21])
    await page.mouse.click(...point(50))
    await expect.poll(minutesOf).toEqual([9])
    await page.mouse.click(...point(50))
    await expect.poll(() => chosen().count()).toBe(0)
  })

  it('has its place before it is there, and moves nothing when it comes', async () => {
    const coming = Promise.withResolvers<void>()
    const counts = answers['app:activity.get']
    await showCases({
      answers: {
        ...answers,
        'app:activity.get': async (payload) => {
          await coming.promise
          return typeof counts === 'function' ? counts(payload) : 'never'
        },
      },
    })
    const placeOf = () =>
      rows()
        .first()
        .evaluate((row) => row.getBoundingClientRect().top)
    const before = await placeOf()
    coming.resolve()
    await expect.poll(() => strip().locator('.strip-part').count()).toBeGreaterThan(0)
    expect(await placeOf()).toBe(before)
  })

  it('can be put away, for good, which ends what it has chosen; a span shows it', async () => {
    const { page } = stand
    await showHour()
    const toggle = page.getByRole('button', { name: 'Activity over time' })
    await strip().press('End')
    await expect.poll(() => chosen().count()).toBe(1)
    await toggle.click()
    expect(await strip().count()).toBe(0)
    await expect.poll(() => rows().count()).toBeGreaterThan(3)
    expect(await page.evaluate(() => chrome.storage.local.get('isStripOpen'))).toEqual({ isStripOpen: false })
    await showCases({ answers, held: { local: { isStripOpen: false } } })
    await expect.poll(() => toggle.getAttribute('aria-expanded')).toBe('false')
    await rest()
    // The line of trouble asks once.
    expect([await strip().count(), stand.asked('app:activity.get').length]).toEqual([0, 1])
    await refresh()
    expect(stand.asked('app:activity.get')).toHaveLength(1)
    await toggle.press('Enter')
    await strip().waitFor()
  })

  it('leaves room for rows in a window that is low and narrow', async () => {
    await showCases({ answers, size: { width: 180, height: 380 } })
    await expect.poll(() => strip().count()).toBe(1)
    expect(await scroller().evaluate((box) => box.clientHeight)).toBeGreaterThan(76)
  })

  it('says the same in a table, whose times choose a span', async () => {
    const { page } = stand
    await showHour()
    await page.getByRole('button', { name: 'Show as a table' }).click()
    const table = page.getByRole('table', { name: /^Last hour: 59 cases: Done 59\. Most at .+: 1\./ })
    await expect.poll(() => table.getByRole('row').count()).toBe(60)
    await table.getByRole('row').nth(3).getByRole('button').press('Enter')
    await expect.poll(minutesOf).toHaveLength(1)
  })
})

it('a session’s row has its own state beside its inquiry’s', async () => {
  await showPanel()
  await expect.poll(() => rows().nth(0).textContent()).toMatch(/Not opened.*Session open/)
  await expect.poll(() => rows().nth(1).textContent()).toMatch(/In progress.*Session ended/)
})

it('facets open by a key, combine, are counted in what is chosen, and go one by one', async () => {
  const { page } = stand
  await showCases()
  const group = page.locator('.group', { hasText: 'Waiting for us' })
  await expect.poll(() => group.textContent()).toMatch(/[1-9]$/)
  const facet = (name: string) => page.getByRole('group', { name }).locator('.choice')
  const countsOf = async (name: string) =>
    (await facet(name).locator('.facet-count').allTextContents()).map(Number)
  const size = () => page.locator('.row-item').first().getAttribute('aria-setsize')
  await page.keyboard.press('f')
  await expect.poll(focused).toBe('With these words')
  const [device] = await countsOf('Device')
  await facet('Device').first().getByRole('checkbox').press('Space')
  await expect.poll(size).toBe(`${device}`)
  const [both] = await countsOf('Country')
  await facet('Country').first().getByRole('checkbox').press('Space')
  await expect.poll(size).toBe(`${both}`)
  await page.keyboard.press('Escape')
  const chips = page.getByRole('button', { name: /^Remove filter: / })
  expect(await chips.count()).toBe(2)
  await page.getByRole('button', { name: /^Remove filter: Country/ }).press('Enter')
  await expect.poll(size).toBe(`${device}`)
  await chips.press('Enter')
  await expect.poll(() => chips.count()).toBe(0)

  await group.click()
  await expect.poll(() => group.getAttribute('aria-pressed')).toBe('true')
  await page.keyboard.press('f')
  const ofGroup = Number(/\d+$/.exec((await group.textContent()) ?? '')?.[0])
  await expect.poll(async () => (await countsOf('Device')).reduce((all, one) => all + one, 0)).toBe(ofGroup)
})

it('an ID that is typed among the filters is named, and looked up by Enter, listed or not', async () => {
  const { page } = stand
  await showCases({
    answers: {
      'app:case.get': ({ id }) => ok(viewOf({ ...REVIEWED, inquiry: { ...REVIEWED.inquiry, id } })),
    },
  })
  await expect.poll(() => rows().count()).toBeGreaterThan(4)
  await page.locator('.tab-tools .button').first().waitFor()
  await page.keyboard.press('f')
  const words = page.getByRole('textbox', { name: 'With these words' })
  const note = page.locator('.strip-note')
  await note.waitFor()
  expect(await note.textContent()).not.toContain('filtered')
  await words.fill('selfie')
  await expect.poll(() => note.textContent()).toMatch(/; not filtered$/)
  await words.press('Enter')
  expect(await words.inputValue()).toBe('selfie')
  expect(await page.locator('.choices-head + .find-message').textContent()).toBe('')
  // The beginning of one narrows the list.
  await words.fill('inq_S7A8')
  await expect.poll(() => note.textContent()).toMatch(/; not filtered$/)
  await words.press('Enter')
  expect([await words.inputValue(), await heading().count()]).toEqual(['inq_S7A8', 0])
  const id = 'inq_S7A8PsDSsK71vJysKoAjSNKk'
  await words.fill(` ${id} `)
  await page
    .locator('.choices-head + .find-message')
    .getByText(/^Inquiry inq_\S+\. Enter opens its case\.$/)
    .waitFor()
  await words.press('Enter')
  await expect.poll(() => heading().textContent()).toContain(id.slice(-6))
  await page.keyboard.press('Escape')
  await expect.poll(() => rows().count()).toBeGreaterThan(4)
  expect([await words.isVisible(), await box().inputValue()]).toEqual([false, ''])
})

describe('trouble', () => {
  const line = () => stand.page.getByRole('button', { name: /customers failed at selfie/ })

  it('comes below rows that are read, and else above; leads to the customers, and shows what it rests on', async () => {
    const { page } = stand
    await showCases({ answers: showing(tellTrouble('selfie', 3, 3)) })
    await scrollRows(76 * 3)
    const id = (await rows().nth(5).getAttribute('id')) ?? ''
    const topOf = (place: Locator) => place.evaluate((one) => one.getBoundingClientRect().top)
    const before = await topOf(page.locator(`#${id}`))
    stand.answer(showing(tellTrouble('selfie', 9, 3)))
    await refresh()
    await page.getByText('9 customers failed at selfie in the last hour, usually 3').waitFor()
    expect(await topOf(page.locator(`#${id}`))).toBe(before)
    expect(await topOf(line())).toBeGreaterThan(before)
    await expect
      .poll(async () => (await stand.readAnnounced()).join(' | '))
      .toContain('customers failed at selfie in the last hour, usually 3')
    await box().focus()
    await scrollRows(0)
    await expect.poll(async () => (await topOf(line())) < (await topOf(rows().first()))).toBe(true)
    stand.answer(showing(tellTrouble('selfie', 10, 3)))
    await refresh()
    await page.getByText('10 customers failed at selfie').waitFor()
    await line().press('Enter')
    await expect.poll(() => rows().count()).toBe(10)
    await page.getByText('There are no others here.').waitFor()
    await page.getByRole('button', { name: 'What this rests on' }).press('Enter')
    await page.getByText(/^Counted over 22 cases of Persona at hand since /).waitFor()
    await page.getByText('In each of the 3 hours before, the last one first: 3, 3, 3.').waitFor()
    // Over, it stays as long as the list is narrowed to it.
    stand.answer(showing(tellTrouble('selfie', 3, 3)))
    await refresh()
    await expect.poll(() => rows().count()).toBeLessThan(5)
    await line().press('Enter')
    await line().waitFor({ state: 'detached' })
    await expect.poll(() => rows().count()).toBeGreaterThan(5)
  })

  it('follows the relay’s counts, where less is at hand; then the cases of the last hour are loaded', async () => {
    const { page } = stand
    const recent = tellTrouble('selfie', 9, 0)
    const failures = [{ cause: 'selfie', hours: [9, 1, 2, 1] }]
    const counts = { ...countsOf('persona'), failures, failuresSince: at('9 h ago') }
    await showCases({
      answers: {
        ...showing(recent),
        'app:events.list': ({ cursor }) =>
          ok(
            cursor === undefined
              ? listing(recent.slice(0, 4), 'persona', { next: 'there-is-more-of-them' })
              : listing(recent.slice(4), 'persona'),
          ),
        'app:activity.get': ok(counts),
      },
    })
    await page.getByText('9 customers failed at selfie in the last hour, usually 1').waitFor()
    await line().click()
    await expect.poll(() => page.locator('.row-item').first().getAttribute('aria-setsize')).toBe('9')
    await line().click()
    await expect.poll(() => line().getAttribute('aria-pressed')).toBe('false')
    await page.getByText('There are no others here.').waitFor({ state: 'detached' })
  })

  it('stays away once it was hidden, until it doubles', async () => {
    await showCases({ answers: showing(tellTrouble('selfie', 6, 1)) })
    await line().waitFor()
    await stand.page.getByRole('button', { name: /^Hide for an hour/ }).press('Enter')
    await line().waitFor({ state: 'detached' })
    await box().focus()
    stand.answer(showing(tellTrouble('selfie', 11, 1)))
    await refresh()
    await rowOf('Trouble0x10').first().waitFor()
    expect(await line().count()).toBe(0)
    // The same customers again, by how it ended for them.
    const ends = tellTrouble('selfie', 6, 0).map(({ id, inquiryId, createdAt }) =>
      madeEvent({
        id: `${id}End`,
        name: 'inquiry.failed',
        createdAt,
        object: { type: 'inquiry', id: inquiryId ?? '' },
      }),
    )
    const older = tellTrouble('selfie', 10, 1)
    stand.answer(showing([...ends, ...older]))
    await refresh()
    await rowOf('Trouble0x10').waitFor({ state: 'detached' })
    expect(await stand.page.locator('.trouble').count()).toBe(0)
    stand.answer(showing(tellTrouble('selfie', 12, 1)))
    await refresh()
    await line().waitFor()
  })

  it('stays away in a panel that is opened again, for the agent who hid it', async () => {
    const answers = showing(tellTrouble('selfie', 6, 1))
    await showCases({ answers })
    await line().waitFor()
    await stand.page.getByRole('button', { name: /^Hide for an hour/ }).press('Enter')
    await line().waitFor({ state: 'detached' })
    const kept = await stand.page.evaluate(() => chrome.storage.session.get('hiddenTrouble'))
    // What is kept names no case.
    expect(JSON.stringify(kept)).not.toMatch(/inq_/)
    await showCases({ answers, held: { session: kept } })
    await rows().nth(5).waitFor()
    await expect.poll(() => stand.page.locator('.trouble').count()).toBe(0)
    const { hiddenTrouble } = v.parse(v.object({ hiddenTrouble: v.looseObject({}) }), kept)
    await showCases({ answers, held: { session: { hiddenTrouble: { ...hiddenTrouble, owner: 'another' } } } })
    await line().waitFor()
  })
})
