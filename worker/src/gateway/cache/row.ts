/** One object of a provider's, as the gate holds it: how long it may be shown, and what it is in a line. Pure. */

import { isFinal, stateOfInquiry, stateOfSession } from '@inquiry-lens/shared/domain/case-state.ts'
import type { CaseFile, Inquiry, ProviderEvent, Session, Summary } from '@inquiry-lens/shared/domain/model.ts'
import { summarizeInquiry, summarizeSession } from '@inquiry-lens/shared/domain/summary.ts'
import { PROVIDERS, type ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import type { FreshnessClass } from './freshness.ts'

export type Row =
  | { kind: 'inquiry'; item: Inquiry }
  | { kind: 'session'; item: Session }
  | { kind: 'event'; item: ProviderEvent }

/** What a case is about, whose state is the case's. */
export const rowOfCase = (file: CaseFile): Row =>
  file.about === 'inquiry' ? { kind: 'inquiry', item: file.inquiry } : { kind: 'session', item: file.session }

/** `null`: there is none that may be shown. */
export function freshnessOfRow(row: Row | null): FreshnessClass {
  switch (row?.kind) {
    case undefined:
      return 'missing'
    case 'event':
      return 'events-behind'
    case 'session':
      return isFinal(stateOfSession(row.item)) ? 'final' : freshnessOfOpen(row.item.provider)
    case 'inquiry':
      return isFinal(stateOfInquiry(row.item.provider, row.item))
        ? 'final'
        : freshnessOfOpen(row.item.provider)
  }
}

export const freshnessOfOpen = (provider: ProviderId): FreshnessClass =>
  PROVIDERS[provider].countsBy === 'day' ? 'open-by-day' : 'open'

/** In a look-up of many. */
export function freshnessOfMark(row: Row | null): FreshnessClass {
  const freshness = freshnessOfRow(row)
  return row?.kind === 'session' && freshness === 'final' ? 'final-mark' : freshness
}

export function summarizeRow({ kind, item }: Row): Summary {
  switch (kind) {
    case 'event': {
      const { provider, id } = item
      const inquiryId = item.object?.type === 'inquiry' ? item.object.id : (item.inquiryId ?? null)
      const { name, createdAt: at } = item
      return { provider, kind, id, inquiryId, status: null, name, at, redacted: false, flow: null }
    }
    case 'session':
      return summarizeSession(item)
    case 'inquiry':
      return summarizeInquiry(item)
  }
}
