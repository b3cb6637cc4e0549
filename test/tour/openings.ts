/** What stood in the pictures beside the relay's audit log: what was shown is recorded as opened, and nothing else is. */
import { AuditPageSchema } from '@inquiry-lens/shared/contract/audit.ts'
import type { Frame, Page } from 'playwright-core'
import * as v from 'valibot'
import { readOverlay } from '../e2e/page/page-stage.ts'
import { pairWithRelay } from '../harness/ask-relay.ts'
import type { Harness } from '../harness/harness.ts'
import type { Surface } from '../harness/surface.ts'

/** The ID that each case in sight gives as its own, in panel and card. */
const SHOWN_IDS = `[
  ...document.querySelectorAll('.case:has(.case-body)'),
  ...document.querySelectorAll('body:has(.card-body)'),
]
  .map((shown) => shown.querySelector('.fact-id code, .card-id code'))
  .filter((id) => id?.checkVisibility())
  .map((id) => id.textContent)`

const shown = new Set<string>()

/** For the next stage, whose relay has a log of its own. */
export const forgetShown = () => shown.clear()

export async function noteShown(surface: Surface | Page): Promise<void> {
  const screens = 'screenshot' in surface ? await framesInSight(surface) : [surface]
  for (const screen of screens)
    for (const id of v.parse(v.array(v.string()), await screen.evaluate(SHOWN_IDS))) shown.add(id)
}

/** Fails with the difference. */
export async function compareOpenings(harness: Harness, agent: string): Promise<void> {
  const requestRelay = await pairWithRelay(harness, 'auditor@example.com', 'auditor')
  const answer = await requestRelay(`/v1/audit?action=open&agent=${agent}&limit=1000`)
  const { items, next } = v.parse(AuditPageSchema, await answer.json())
  if (next !== null) throw new Error('The log is longer than one page')
  // One with an outcome says that there was no case to show.
  const cases = items.filter(({ about }) => about.kind === 'case' && about.outcome === undefined)
  const opened = new Set(cases.map(({ about }) => String(about.id)))
  if (opened.size === 0) throw new Error(`The log has no case that ${agent} opened`)
  const difference = [
    ...leftOf(opened, shown).map((id) => `${id} is recorded as opened, and was in no picture`),
    ...leftOf(shown, opened).map((id) => `${id} was in a picture, and is not recorded as opened`),
  ]
  if (difference.length > 0) throw new Error(difference.join('\n'))
}

const leftOf = (all: ReadonlySet<string>, others: ReadonlySet<string>) =>
  [...all].filter((id) => !others.has(id))

/** Ours among the page's; a card that has gone keeps its frame. */
async function framesInSight(page: Page): Promise<Frame[]> {
  const ours = page.frames().filter((frame) => frame.url().startsWith('chrome-extension:'))
  const hasCard = ours.some((frame) => frame !== page.mainFrame())
  const isCardShown = hasCard && (await readOverlay(page))?.card?.isShown === true
  return ours.filter((frame) => frame === page.mainFrame() || isCardShown)
}
