/**
 * Every button of every surface, pressed twice while nothing is answered: nothing is asked for twice, no question is
 * answered by the second press, and the surface can be used afterwards.
 */
import type { JSHandle } from 'playwright-core'
import { expect, it } from 'vitest'
import type { MessageName } from '../../../extension/src/messages/messages.ts'
import { ADMIN, AGENT, INVESTIGATOR } from '../data.ts'
import { useGallery } from '../mount.ts'
import type { Surface, View } from '../view.ts'
import { VIEWS } from '../views.ts'

/** As often as they are pressed: the second time changes nothing, and leaves no entry that is about a person. */
const HARMLESS: ReadonlySet<MessageName> = new Set([
  'app:config.get',
  'app:texts.get',
  'app:health.get',
  'app:sessions.list',
  'app:events.list',
  'app:activity.get',
  'app:lookup',
  'app:page.look',
  'app:page.scan',
  'app:relay.check',
  'app:settings.get',
  'app:sites.list',
  'app:samples.list',
  'app:witness.find',
  'app:agents.list',
  'app:audit.search',
  'app:audit.status',
  'app:gateway.snapshot',
  'app:connection.test',
  'app:panel.show',
  'app:sites.add',
  'app:sites.remove',
  'card:config.get',
  'card:texts.get',
] satisfies MessageName[])
/** What a second press in the same place may not answer yes to. */
const ASKED_BEFORE: readonly MessageName[] = [
  'app:account.sign-out',
  'app:agents.revoke',
  'app:agents.revoke-all',
]

/** Rows and agents differ by their IDs, addresses, times and state alone: one of a kind is pressed. */
const IN_PAGE = `
  const kindOf = (button) => {
    const row = button.closest('.row, .row-item, .timeline li, tr')
    const words = button.ariaLabel ?? button.textContent
    return [row?.classList[0] ?? '', button.classList[0] ?? '', row ? '' : words.replace(/\\S*[\\d_@]\\S*/g, '')].join('|')
  }
  const all = [...document.querySelectorAll('button, [role=tab]')].filter((one) =>
    one.checkVisibility({ visibilityProperty: true }) && !one.disabled && one.ariaDisabled !== 'true')
`

const stand = useGallery()

const listKinds = (): Promise<string[]> =>
  stand.page.evaluate(`(() => { ${IN_PAGE}; return [...new Set(all.map(kindOf))] })()`)

async function settle(): Promise<void> {
  await expect.poll(stand.pending, { interval: 10 }).toBe(0)
  const listBusy = () =>
    [...document.querySelectorAll('[aria-busy=true]')]
      .filter((one) => one.checkVisibility({ visibilityProperty: true }))
      .map((one) => one.outerHTML)
  await expect.poll(() => stand.page.evaluate(listBusy), { interval: 10 }).toEqual([])
}

/** Where it stands, as a hand does that does not look; returns what was asked that may be asked once. */
async function pressTwice(kind: string, wanted?: MessageName): Promise<string[]> {
  const { page } = stand
  const found: JSHandle<Element> = await page.evaluateHandle(
    `(() => { ${IN_PAGE}; return all.find((one) => kindOf(one) === ${JSON.stringify(kind)}) })()`,
  )
  const button = found.asElement()
  await button?.scrollIntoViewIfNeeded()
  const box = await button?.boundingBox()
  if (!box) throw new Error(`There is no ${kind}`)
  const before = stand.messages().length
  const sent = () => stand.messages().slice(before)
  const release = stand.hold()
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2, { clickCount: 2 })
  if (wanted !== undefined)
    await expect.poll(() => sent().map(({ name }) => name), { interval: 10 }).toContain(wanted)
  release()
  await settle()
  return sent()
    .filter(({ name }) => !HARMLESS.has(name))
    .map(({ name, payload }) => `${name} ${JSON.stringify(payload)}`)
}

interface Walk {
  surface: Surface
  view: string
  account: View['account']
  /** Until its buttons are there. */
  prepare?(): Promise<unknown>
  /** Some of those that the walk must meet. */
  buttons: readonly string[]
  /** What these must ask for, once. */
  sends?: Readonly<Record<string, MessageName>>
}

const COPIES = { 'Copy reply': 'app:copy.record', 'Copy for ticket': 'app:copy.record' } as const

const WALKS: readonly Walk[] = [
  {
    surface: 'panel',
    view: 'revealed',
    account: INVESTIGATOR,
    async prepare() {
      const reveal = stand.page.getByRole('region', { name: 'On request, of the inquiry' })
      await reveal.getByLabel('Note').check()
      await reveal.getByRole('button', { name: 'Suspected fraud' }).click()
    },
    buttons: ['Back to the lists', 'Copy link'],
    sends: { ...COPIES, 'Show for a minute': 'app:reveal' },
  },
  {
    surface: 'card',
    view: 'a case',
    account: AGENT,
    buttons: ['Open in side panel'],
    sends: {
      'Copy reply': 'card:copy.record',
      'Copy for ticket': 'card:copy.record',
      'Insert reply': 'card:reply.insert',
    },
  },
  { surface: 'popup', view: 'glance', account: ADMIN, buttons: ['Options'] },
  { surface: 'panel', view: 'sessions', account: ADMIN, buttons: ['Options', 'Events'] },
  {
    surface: 'options',
    view: 'tested',
    account: ADMIN,
    buttons: ['Test connection', 'Add', 'Sign out'],
  },
  {
    surface: 'admin',
    view: 'a code for an agent',
    account: ADMIN,
    buttons: ['Revoke'],
    sends: { 'New code for': 'app:agents.add' },
  },
  { surface: 'admin', view: 'record', account: ADMIN, buttons: [] },
  { surface: 'admin', view: 'providers', account: ADMIN, buttons: ['Refresh'] },
]

it.each(WALKS)(
  'of the $surface, $view',
  async ({ surface, view, account = null, prepare, buttons, sends = {} }) => {
    const shown = VIEWS.find((one) => one.surface === surface && one.name === view)
    if (!shown) throw new Error('There is no such view')
    const { prepare: _, ...mounted } = shown
    async function open(): Promise<void> {
      await stand.mount({ ...mounted, account })
      await prepare?.()
      await settle()
    }
    await open()
    const kinds = await listKinds()
    for (const kind of kinds) {
      if (!(await listKinds()).includes(kind)) {
        await open()
        expect(await listKinds()).toContain(kind)
      }
      const [, wanted] = Object.entries(sends).find(([label]) => kind.includes(`|${label}`)) ?? []
      const sent = await pressTwice(kind, wanted)
      expect.soft(sent, kind).toEqual([...new Set(sent)])
      if (wanted !== undefined)
        expect
          .soft(
            sent.filter((one) => one.startsWith(wanted)),
            kind,
          )
          .toHaveLength(1)
      expect
        .soft(
          sent.filter((one) => ASKED_BEFORE.some((name) => one.startsWith(name))),
          kind,
        )
        .toEqual([])
    }
    for (const button of [...buttons, ...Object.keys(sends)])
      expect.soft(kinds).toContainEqual(expect.stringContaining(`|${button}`))
  },
)

it('a heading of the popup opens the panel on its cases, and a line its case', async () => {
  await stand.mount({ surface: 'popup', shown: '.glance .row' })
  const group = stand.page.getByRole('region', { name: 'Ended badly' })
  const line = group.locator('.row').first()
  const shortId = (await line.locator('.id').textContent()) ?? ''
  await group.getByRole('button').first().click()
  await line.click()
  const asked = () => stand.asked('app:panel.show').map(({ focus }) => focus)
  await expect.poll(asked).toHaveLength(2)
  const [list, opened] = asked()
  expect(list).toEqual({ list: 'cases', group: 'ended-badly' })
  const id = opened && 'case' in opened ? opened.case : ''
  expect(shortId.endsWith(id.slice(-6)), `${id} as ${shortId}`).toBe(true)
})
