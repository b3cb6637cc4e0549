/** Words of the line above the cases where many customers fail at one thing. */

import type { Cause } from '@inquiry-lens/shared/insight/trouble.ts'
import { createCatalogue } from '@inquiry-lens/shared/lib/catalogue.ts'
import { formatNumber } from '../ui/format/locale.ts'

/** Ends without a step have sentences of their own. */
export type TroubleStep = Exclude<Cause, 'declined' | 'failed'>

const steps: Record<TroubleStep, string> = {
  'government-id': 'government ID',
  'government-id-nfc': 'ID chip',
  document: 'document',
  'second-document': 'second document',
  'third-document': 'third document',
  selfie: 'selfie',
  'camera-check': 'camera check',
  'phone-number': 'phone number',
  'email-address': 'email address',
}

const some = (amount: number): string => (amount === 0 ? 'none' : String(amount))

const english = {
  /** `usually`: so many customers in most hours. */
  sentence: (cause: Cause, customers: number, usually: number): string => {
    const usual = some(usually)
    if (cause === 'declined') return `${customers} customers were declined in the last hour, usually ${usual}`
    if (cause === 'failed') return `${customers} customers failed for good in the last hour, usually ${usual}`
    const step = steps[cause]
    return `${customers} customers failed at ${step} in the last hour, usually ${usual}`
  },
  title: 'Many customers fail at once',
  show: 'Show their cases',
  showAll: 'Show all cases',
  dismiss: 'Hide for an hour, or until it doubles',
  basis: {
    title: 'What this rests on',
    over: (cases: number, provider: string, since: string) =>
      `Counted over ${formatNumber(cases)} cases of ${provider} at hand since ${since}.`,
    /** `hours`: customers in each, the last one first. */
    before: (hours: readonly number[], usual: number) =>
      `In each of the ${hours.length} hours before, the last one first: ${hours.join(', ')}. The median is ${usual}.`,
    rule: (least: number, times: number) =>
      `Shown from ${least} customers within an hour on, if that is ${times} times the usual or more. Each customer counts once; what is not known does not count.`,
  },
}

export type TroubleWords = typeof english
export const troubleWords = createCatalogue<TroubleWords>(english, {
  de: () => import('./de/trouble.ts'),
  es: () => import('./es/trouble.ts'),
  fr: () => import('./fr/trouble.ts'),
  'pt-BR': () => import('./pt-BR/trouble.ts'),
  ja: () => import('./ja/trouble.ts'),
})
