/** What changed in an open case since the agent last saw it: while it is open, or since it was open before. */

import { meaningOfCase } from '@inquiry-lens/shared/case-file.ts'
import type { Meaning } from '@inquiry-lens/shared/status.ts'
import { computed, effect, type ReadonlySignal, signal } from '@preact/signals'
import type { CaseView } from '../../messages.ts'
import type { Case } from './case.ts'

export interface Change {
  /** Where it stands elsewhere than before. */
  to: Meaning | undefined
  /** How many things happened that were not known. */
  count: number
  /** Milliseconds since the epoch: when the last of them did, as far as the provider says. */
  at: number
}

export interface CaseChange {
  change: ReadonlySignal<Change | undefined>
  /** The agent has seen it. */
  see(): void
}

export function followChange({ view }: Pick<Case, 'view'>, ended: AbortSignal): CaseChange {
  const seen = signal<CaseView | undefined>(undefined)
  const stop = effect(() => {
    if (view.value && !seen.peek()) seen.value = view.value
  })
  ended.addEventListener('abort', stop, { once: true })
  return {
    change: computed(() => (seen.value && view.value ? findChange(seen.value, view.value) : undefined)),
    see: () => {
      seen.value = view.peek()
    },
  }
}

export function findChange(before: CaseView, after: CaseView): Change | undefined {
  const meaning = meaningOfCase(after)
  const to = meaning === meaningOfCase(before) ? undefined : meaning
  const known = new Set(momentsOf(before))
  const count = momentsOf(after).filter((moment) => !known.has(moment)).length
  return to === undefined && count === 0 ? undefined : { to, count, at: findTime(before, after) }
}

/** Each thing that happened, by what tells it apart. */
const momentsOf = (view: CaseView): string[] =>
  view.about === 'inquiry'
    ? [...view.events, ...view.sessions].map(({ id }) => id)
    : [
        ...(view.steps ?? []).map(({ step, status }) => `${step} ${status}`),
        ...view.related.map(({ id }) => id),
      ]

const INSTANT = /"\d{4}-\d\d-\d\dT[^"]+"/g

/** Of all times that were not told before, the last that is not still to come. */
function findTime(before: CaseView, after: CaseView): number {
  const told = new Set(JSON.stringify(before).match(INSTANT))
  const times = (JSON.stringify(after).match(INSTANT) ?? [])
    .filter((text) => !told.has(text))
    .map((text) => Date.parse(text.slice(1, -1)))
    .filter((at) => at <= after.asOf)
  return times.length > 0 ? Math.max(...times) : after.asOf
}
