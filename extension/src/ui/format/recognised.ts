/** Describes the IDs recognised in a pasted text, and why the rest can't be opened. */

import {
  type Doubt,
  type ObjectId,
  type Recognised,
  recognise,
} from '@inquiry-lens/shared/domain/object-id.ts'
import type { Lookup } from '@inquiry-lens/shared/domain/summary.ts'
import { findingWords } from '../../locales/panel.ts'
import { describeEvent } from './events.ts'
import { shortenId } from './source.ts'

export interface RecognisedText {
  text: string
  isProblem: boolean
}

export const describeDoubt = ({ reason, text }: Doubt): string => findingWords.doubts[reason](shortenId(text))

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
  if (only && another) return { text: findingWords.found.ids(ids.length), isProblem: false }
  if (only) {
    const described = describeOne(only, lookups.get(only.id))
    if (!doubt) return described
    const isItself = doubt.text.replace('…', '').toLowerCase() === only.id.toLowerCase()
    return {
      text: `${describeDoubt(doubt)} ${isItself ? findingWords.found.tryIt : described.text}`,
      isProblem: true,
    }
  }
  if (reference !== undefined) return { text: findingWords.found.customer(reference), isProblem: false }
  return { text: doubt ? describeDoubt(doubt) : findingWords.found.none, isProblem: true }
}

function describeOne({ kind, id }: ObjectId, lookup: Lookup | undefined): RecognisedText {
  const kinds: Readonly<Record<string, string>> = findingWords.found.kinds
  const name = `${kinds[kind] ?? kind} ${shortenId(id)}`
  if (kind === 'inquiry' || kind === 'session')
    return { text: findingWords.found.opensCase(name), isProblem: false }
  if (kind === 'event') return describeEventLead(name, lookup)
  return {
    text: findingWords.found.notLookedUp(name),
    isProblem: true,
  }
}

function describeEventLead(name: string, lookup: Lookup | undefined): RecognisedText {
  if (!lookup) return { text: findingWords.found.looking(name), isProblem: false }
  if (lookup.outcome === 'not-found') return { text: findingWords.found.noEvent(name), isProblem: true }
  if (lookup.outcome === 'not-asked') return { text: findingWords.found.notNow(name), isProblem: true }
  const { name: event, inquiryId } = lookup.summary
  const named = event === null ? name : `${name}: ${describeEvent(event).sentence}`
  return inquiryId === null
    ? { text: findingWords.found.noInquiry(named), isProblem: true }
    : { text: findingWords.found.opensInquiry(named), isProblem: false }
}
