/** The box that takes anything pasted: what was recognised in it, what that is, and which case it leads to. */
import type { Config } from '@inquiry-lens/shared/api.ts'
import { type Recognised, recognise } from '@inquiry-lens/shared/object-id.ts'
import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals'
import type { Ask } from '../../platform/ask.ts'
import { findReferences } from '../format/references.ts'
import { caseIdOf, isLookedUp } from './case-id.ts'
import { createLookups, type Lookups } from './lookups.ts'

export interface Finder {
  text: Signal<string>
  /** `undefined` while the box is empty. */
  recognised: ReadonlySignal<Recognised | undefined>
  lookups: Lookups
  /** The company's own number that Enter looks for: the first in a text without an ID. */
  reference: ReadonlySignal<string | undefined>
  /** The case that Enter opens; `undefined` where there is none, several, or it is not known yet. */
  caseId: ReadonlySignal<string | undefined>
}

/** Between two letters of someone who types. */
const REST_MS = 250

interface FinderParts {
  ask: Ask
  config: ReadonlySignal<Config | undefined>
  signal: AbortSignal
}

export function createFinder({ ask, config, signal: ended }: FinderParts): Finder {
  const text = signal('')
  const recognised = computed(() => (text.value.trim() === '' ? undefined : recognise(text.value)))
  const ids = computed(() => recognised.value?.ids ?? [])
  const lookups = createLookups({
    ask,
    // Of a single inquiry or session nothing needs to be known before its case is opened.
    ids: computed(() =>
      ids.value.length === 1 && ids.value[0]?.kind !== 'event'
        ? []
        : ids.value.filter(isLookedUp).map(({ id }) => id),
    ),
    restMs: REST_MS,
    signal: ended,
  })
  const caseId = computed(() => {
    const [only, another] = ids.value
    return only && !another ? caseIdOf(only, lookups.found.value.get(only.id)) : undefined
  })
  const reference = computed(() =>
    ids.value.length === 0 ? findReferences(text.value, config.value?.idPatterns)[0] : undefined,
  )
  return { text, recognised, reference, lookups, caseId }
}
