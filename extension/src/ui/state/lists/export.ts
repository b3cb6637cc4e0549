/** Writes the rows that are shown into a file, once the audit log names each of their objects. */
import type { ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import { type ReadonlySignal, signal } from '@preact/signals'
import type { Failure } from '../../../messages/failure.ts'
import type { Origin } from '../../../stored.ts'
import type { SurfaceDeps } from '../../surfaces/surface.tsx'
import type { Panel, PanelTab } from '../page/panel.ts'
import type { CaseGroups } from './case-groups.ts'
import { stateOfCase } from './cases.ts'
import {
  caseToExport,
  type ExportFormat,
  type ExportRow,
  eventToExport,
  formatRows,
  sessionToExport,
  toDisclosed,
} from './export-rows.ts'
import type { Feed } from './feed.ts'
import type { InquiryStates } from './lookups.ts'

/** An audit entry names no more. The contract says so with schemas that no page loads. */
export const MAX_NAMED = 100

/** More would need more audit entries than an agent may write at once. */
export const MAX_EXPORTED = 1_000

export interface ShownRows {
  list: PanelTab
  /** As many as a file takes, in the list's order. */
  rows: readonly ExportRow[]
  ids: readonly string[]
  /** How many are shown. */
  shown: number
  /** How many have no ID that an audit entry could name, and are left out. */
  unnamed: number
  /** How many of `rows` have no known state. */
  unknown: number
  /** Older ones are not loaded. */
  isMore: boolean
  /** Providers whose rows are missing. */
  silent: readonly ProviderId[]
}

export interface ShownSources {
  panel: Pick<Panel, 'tab' | 'sessions' | 'events' | 'providers'>
  groups: ReadonlySignal<Pick<CaseGroups, 'shown' | 'isCut'>>
  states: Readonly<Record<'cases' | 'sessions', Pick<InquiryStates, 'of'>>>
}

/** What the present list shows now. */
export function readShown({ panel, groups, states }: ShownSources): ShownRows {
  const placeOf = (provider: ProviderId): { environment: Origin['environment'] | undefined } => ({
    environment: panel.providers.value?.find((one) => one.provider === provider)?.environment,
  })
  const take = <TRow>(feed: Feed<TRow, unknown>, toExport: (row: TRow) => ExportRow): ShownRows => {
    const entries = feed.data.value ?? []
    const all = entries.flatMap(({ row }) => row ?? [])
    const taken = all.slice(0, MAX_EXPORTED).map(toExport)
    const { rows, ids } = toDisclosed(taken)
    const silent = entries.flatMap(({ gap }) => (gap ? (feed.streams[gap.stream]?.provider ?? []) : []))
    return {
      list: panel.tab.value,
      rows,
      ids,
      shown: all.length,
      unnamed: taken.length - rows.length,
      unknown: rows.filter(({ state }) => state === null).length,
      isMore: feed.hasMore.value || feed.streams.some(({ list }) => list.completeSince.value !== undefined),
      silent: [...new Set(silent)],
    }
  }
  switch (panel.tab.value) {
    case 'cases': {
      // A filter shows what is loaded, and hides that there is more.
      const { shown, isCut: hasMore } = groups.value
      return take({ ...shown, hasMore }, (row) =>
        caseToExport(row, stateOfCase(row, states.cases), placeOf(row.provider)),
      )
    }
    case 'sessions':
      return take(panel.sessions.value, (session) =>
        sessionToExport(
          session,
          stateOfCase({ inquiryId: session.inquiryId, session }, states.sessions),
          placeOf(session.provider),
        ),
      )
    case 'events':
      return take(panel.events.value, (event) => eventToExport(event, placeOf(event.provider)))
  }
}

export type ExportStep =
  | { name: 'ready' }
  /** `recorded`: objects that the audit log may name already. */
  | { name: 'recording'; recorded: number; of: number }
  | { name: 'written'; file: string; list: PanelTab; count: number }
  | { name: 'cancelled'; recorded: number }
  | { name: 'failed'; recorded: number; failure: Failure }

export interface Export {
  step: ReadonlySignal<ExportStep>
  write(shown: ShownRows, format: ExportFormat): Promise<void>
  cancel(): void
  /** Forgets how the last one ended. */
  reset(): void
}

export interface ExportParts extends Pick<SurfaceDeps, 'recordCopy' | 'now'> {
  save(file: NewFile): void
  /** Whether role and policy still allow it. */
  isAllowed(): boolean
  abort: AbortSignal
}

export interface NewFile {
  name: string
  text: string
  type: string
}

const TYPES: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv;charset=utf-8',
  ndjson: 'application/x-ndjson',
}

export function createExport({ recordCopy, now, save, isAllowed, abort }: ExportParts): Export {
  const step = signal<ExportStep>({ name: 'ready' })
  let current = new AbortController()

  async function write({ list, rows, ids }: ShownRows, format: ExportFormat): Promise<void> {
    if (step.peek().name === 'recording' || rows.length === 0) return
    current = new AbortController()
    const ended = AbortSignal.any([current.signal, abort])
    const stopped = new Promise<undefined>((stop) => ended.addEventListener('abort', () => stop(undefined)))
    for (let recorded = 0; recorded < ids.length; recorded += MAX_NAMED) {
      step.value = { name: 'recording', recorded, of: ids.length }
      const part = ids.slice(recorded, recorded + MAX_NAMED)
      const noted = await Promise.race([recordCopy({ action: 'export', form: 'rows', ids: part }), stopped])
      if (noted && !noted.ok) {
        step.value = { name: 'failed', recorded, failure: noted.error }
        return
      }
      if (!noted || ended.aborted || !isAllowed()) {
        step.value = { name: 'cancelled', recorded: recorded + part.length }
        return
      }
    }
    const file = `inquiry-lens-${list}-${formatDay(now())}.${format}`
    save({ name: file, text: formatRows(rows, format), type: TYPES[format] })
    step.value = { name: 'written', file, list, count: rows.length }
  }

  return {
    step,
    write,
    cancel: () => current.abort(),
    reset() {
      if (step.peek().name !== 'recording') step.value = { name: 'ready' }
    },
  }
}

/** `2026-11-23`, by the agent's own clock. */
function formatDay(at: number): string {
  const date = new Date(at)
  const pad = (part: number) => String(part).padStart(2, '0')
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`
}

/** So long the browser may take to read it. */
const READ_MS = 60_000

/** Without the permission for downloads: the browser saves what a link of ours leads to. */
export function saveFile(document: Document, { name, text, type }: NewFile): void {
  const url = URL.createObjectURL(new Blob([text], { type }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), READ_MS)
}
