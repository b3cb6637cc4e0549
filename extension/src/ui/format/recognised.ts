/** Describes the IDs recognised in a pasted text, and why the rest can't be opened. */

import {
  type Doubt,
  type DoubtReason,
  type ObjectId,
  type Recognised,
  recognise,
} from '@inquiry-lens/shared/domain/object-id.ts'
import type { Lookup } from '@inquiry-lens/shared/domain/summary.ts'
import { describeEvent } from './events.ts'
import { shortenId } from './source.ts'

export interface RecognisedText {
  text: string
  isProblem: boolean
}

const ONE_TIME_LINK =
  'A one-time link is the customer’s alone: don’t pass it on. Look for their inquiry ID, inq_…'

const formatCapitals = (id: string) =>
  `${id} has the wrong capitals, and they count. Copy it from where it came from.`

const DOUBTS: Readonly<Record<DoubtReason, (id: string) => string>> = {
  'lower-cased': formatCapitals,
  'upper-cased': formatCapitals,
  'cut-short': (id) => `${id} looks cut short. Copy it whole.`,
  misread: (id) => `${id} holds a letter that no ID holds, such as 0 or l. Copy it rather than type it.`,
  'other-kind': (id) => `${id} can’t be looked up. An inquiry’s ID begins with inq_.`,
  'one-time-link': () => ONE_TIME_LINK,
}

export const describeDoubt = ({ reason, text }: Doubt): string => DOUBTS[reason](shortenId(text))

/** What looks wrong in this text; `undefined` where nothing does. */
export function describeDoubts(text: string): string | undefined {
  const [doubt] = recognise(text).doubts
  return doubt && describeDoubt(doubt)
}

/** `reference`: one of the company's own numbers, where there is no ID. */
export function describeRecognised(
  { ids, doubts }: Recognised,
  lookups: ReadonlyMap<string, Lookup>,
  reference?: string,
): RecognisedText {
  const [only, another] = ids
  const [doubt] = doubts
  if (only && another) return { text: `${ids.length} IDs`, isProblem: false }
  if (only) {
    const described = describeOne(only, lookups.get(only.id))
    if (!doubt) return described
    const isItself = doubt.text.replace('…', '').toLowerCase() === only.id.toLowerCase()
    return {
      text: `${describeDoubt(doubt)} ${isItself ? 'Enter tries it as it is.' : described.text}`,
      isProblem: true,
    }
  }
  if (reference !== undefined)
    return { text: `Customer ${reference}. Enter looks for the cases.`, isProblem: false }
  return { text: doubt ? describeDoubt(doubt) : 'No ID in this text.', isProblem: true }
}

function describeOne({ kind, id }: ObjectId, lookup: Lookup | undefined): RecognisedText {
  const name = `${kind.charAt(0).toUpperCase()}${kind.slice(1)} ${shortenId(id)}`
  if (kind === 'inquiry' || kind === 'session')
    return { text: `${name}. Enter opens its case.`, isProblem: false }
  if (kind === 'event') return describeEventLead(name, lookup)
  return {
    text: `${name} can’t be looked up.`,
    isProblem: true,
  }
}

function describeEventLead(name: string, lookup: Lookup | undefined): RecognisedText {
  if (!lookup) return { text: `${name}: looking for its inquiry…`, isProblem: false }
  if (lookup.outcome === 'not-found')
    return { text: `${name}: there is no such event here.`, isProblem: true }
  if (lookup.outcome === 'not-asked')
    return { text: `${name}: its inquiry can’t be looked up just now.`, isProblem: true }
  const { name: event, inquiryId } = lookup.summary
  const sentence = event === null ? '' : `: ${describeEvent(event).sentence}`
  return inquiryId === null
    ? { text: `${name}${sentence}. It belongs to no inquiry that is known.`, isProblem: true }
    : { text: `${name}${sentence}. Enter opens its inquiry’s case.`, isProblem: false }
}
