/** Converts between the form of the session filter and the relay's query. */
import { findingWords } from '../../locales/panel.ts'
import type { SessionFilters } from '../state/lists/lists.ts'

export type Choice = 'all' | 'key-owner' | 'externalId' | 'workflow'

export interface SessionFilterForm {
  choice: Choice
  /** Of the choices that want one. */
  text: string
  /** Days as a date field has them, `2026-11-21`, of this computer's own zone; both included. */
  from: string
  to: string
}

export type ReadForm = { ok: true; sessionFilters: SessionFilters } | { ok: false; problem: string }

export function readForm({ choice, text, from, to }: SessionFilterForm): ReadForm {
  const typed = text.trim()
  const wantsText = choice === 'externalId' || choice === 'workflow'
  if (wantsText && typed === '') return refuse(findingWords.sessionFilter.problems.missing)
  if (typed.length > 255) return refuse(findingWords.sessionFilter.problems.long)
  if (choice === 'workflow' && !/^[\w-]{1,80}$/.test(typed))
    return refuse(findingWords.sessionFilter.problems.workflow)
  if (![from, to].every(isDay)) return refuse(findingWords.sessionFilter.problems.dates)
  if (from !== '' && to !== '' && to < from) return refuse(findingWords.sessionFilter.problems.order)
  return {
    ok: true,
    sessionFilters: {
      ...(choice === 'externalId' && { externalId: typed }),
      ...(choice === 'workflow' && { workflow: typed }),
      ...(choice === 'key-owner' && { scope: 'key-owner' }),
      ...(from !== '' && { from: new Date(`${from}T00:00:00`).toISOString() }),
      ...(to !== '' && { to: new Date(`${to}T23:59:59.999`).toISOString() }),
    },
  }
}

const isDay = (text: string): boolean => text === '' || /^[1-9]\d{3}-\d\d-\d\d$/.test(text)

const refuse = (problem: string): ReadForm => ({ ok: false, problem })

export function writeForm({ externalId, workflow, scope, from, to }: SessionFilters): SessionFilterForm {
  return {
    choice:
      externalId !== undefined
        ? 'externalId'
        : workflow !== undefined
          ? 'workflow'
          : scope === 'key-owner'
            ? 'key-owner'
            : 'all',
    text: externalId ?? workflow ?? '',
    from: dayOf(from),
    to: dayOf(to),
  }
}

/** The day that it is here. Swedish writes one as a date field does. */
const dayOf = (iso: string | undefined): string =>
  iso === undefined ? '' : new Date(iso).toLocaleDateString('sv')
