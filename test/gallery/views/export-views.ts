/** The export of a list, by who may: what will be in the file, and how it ends. */
import { ok } from '../../../extension/src/messages/failure.ts'
import { configOf, INVESTIGATOR, listing, refuse, SESSIONS } from '../data.ts'
import { type Answers, type Hand, makeView, type View } from '../view.ts'

const ROW = '.rows .row'

const view = (
  name: string,
  answers: Answers,
  prepare: (hand: Hand) => Promise<unknown>,
): Omit<View, 'surface'> => ({
  ...makeView(name, ROW, { 'app:config.get': ok(configOf(['persona'])), ...answers }, async (hand) => {
    await hand.pressAt('.export-open')
    await hand.see('.export[open]')
    await prepare(hand)
  }),
  account: INVESTIGATOR,
})

const VIEWS: readonly Omit<View, 'surface'>[] = [
  view('an export to be chosen', {}, (hand) => hand.see('.export .button-main')),
  view(
    'an export that is not of all',
    {
      'app:sessions.list': ({ cursor }) =>
        cursor === undefined ? ok(listing(SESSIONS, 'persona', { next: 'there-is-more-of-them' })) : 'never',
      'app:lookup': refuse('provider-unavailable'),
    },
    (hand) => hand.see('.export-missing'),
  ),
  view('an export being recorded', { 'app:copy.record': 'never' }, async (hand) => {
    await hand.press('Save as CSV')
    await hand.see('.export [role=status] p')
  }),
  view('an export that the relay refuses', { 'app:copy.record': refuse('role-refused') }, async (hand) => {
    await hand.press('Save as NDJSON')
    await hand.see('.export .notice')
  }),
  view('an export that is written', {}, async (hand) => {
    await hand.press('Save as NDJSON')
    await hand.see('.export-file')
  }),
]

export const EXPORT_VIEWS: readonly View[] = VIEWS.map((one) => ({ surface: 'panel', ...one }))
