/** Writes the rows that are shown into a file, once the audit log names each of their objects. */
import { inquiryOf, lastActiveAt } from '@inquiry-lens/shared/domain/case-group.ts'
import { stateOfSession } from '@inquiry-lens/shared/domain/case-state.ts'
import { isObjectId } from '@inquiry-lens/shared/domain/ids/object-id.ts'
import type { ProviderEvent, Session } from '@inquiry-lens/shared/domain/model.ts'
import { formatCsvRow } from '@inquiry-lens/shared/lib/csv.ts'
import type { Environment, ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import { type ReadonlySignal, signal } from '@preact/signals'
import type { Failure } from '../../../messages/failure.ts'
import type { KnownState, Origin } from '../../../stored.ts'
import { formatProviderStatus } from '../../format/source.ts'
import type { SurfaceDeps } from '../../surfaces/surface.tsx'
import type { Panel, PanelTab } from '../page/panel.ts'
import type { CaseGroups } from './case-groups.ts'
import { type CaseRow, stateOfCase } from './cases.ts'
import { facetsOfCase } from './facets.ts'
import type { Feed } from './feed.ts'
import type { InquiryStates } from './lookups.ts'

/** `null`: unknown, or there is none. */
type Cell = string | number | null

type ExportRow = Readonly<Record<string, Cell>>

type ExportFormat = 'csv' | 'ndjson'

/** Unknown where the relay did not say. */
type Place = { environment: Environment | undefined }

const caseToExport = (
  row: CaseRow,
  states: Pick<InquiryStates, 'of'>,
  { environment = 'unknown' }: Place,
): ExportRow => {
  const { id, provider, inquiryId, activeAt, session, events, visits } = row
  const known = stateOfCase(row, states)
  const { step, reason } = facetsOfCase(row, states)
  return {
    id,
    inquiry: inquiryId,
    session: session?.id ?? null,
    customer: session?.flow?.externalId ?? null,
    provider,
    environment,
    state: known?.caseState ?? null,
    status: known?.status ?? null,
    stateSince: known?.at ?? null,
    // As the filters name them.
    step: step.join(' ') || null,
    reason: reason.join(' ') || null,
    lastActiveAt: activeAt,
    lastEvent: events[0]?.name ?? null,
    visits,
    ...deviceOf(session),
  }
}

/** `known`: the state of its inquiry, or its own where it has none. */
const sessionToExport = (
  session: Session,
  known: KnownState | undefined,
  { environment = 'unknown' }: Place,
): ExportRow => ({
  id: session.id,
  inquiry: session.inquiryId,
  customer: session.flow?.externalId ?? null,
  workflow: session.flow?.workflow?.name ?? null,
  provider: session.provider,
  environment,
  state: known?.caseState ?? null,
  status: known?.status ?? null,
  stateSince: known?.at ?? null,
  sessionState: stateOfSession(session),
  sessionStatus: formatProviderStatus(session),
  createdAt: session.createdAt,
  startedAt: session.startedAt,
  expiredAt: session.expiredAt,
  lastActiveAt: lastActiveAt(session),
  ...deviceOf(session),
})

const eventToExport = (event: ProviderEvent, { environment = 'unknown' }: Place): ExportRow => ({
  id: event.id,
  name: event.name,
  createdAt: event.createdAt,
  provider: event.provider,
  environment,
  inquiry: inquiryOf(event) ?? null,
  objectType: event.object?.type ?? null,
  object: event.object?.id ?? null,
})

const FLAGS = ['vpn', 'proxy', 'tor', 'datacenter'] as const

const deviceOf = (session: Session | undefined): ExportRow => {
  const { device, network } = session ?? {}
  return {
    deviceType: device?.type ?? null,
    device: device?.name ?? null,
    os: nameOf(device?.os),
    browser: nameOf(device?.browser),
    country: network?.country.code ?? network?.country.name ?? null,
    network: network ? FLAGS.filter((flag) => network[flag]).join(' ') || null : null,
  }
}

const nameOf = (program: Session['device']['os'] | undefined): string | null =>
  [program?.name, program?.version].filter(Boolean).join(' ') || null

const ID_COLUMNS = ['id', 'inquiry', 'session', 'object'] as const

/** What an audit entry can name: the relay knows the form of these IDs. */
const canName = (cell: Cell | undefined): cell is string => typeof cell === 'string' && isObjectId(cell)

/** What an export discloses, each object once. An object that no audit entry could name is left out. */
function toDisclosed(rows: readonly ExportRow[]): { rows: ExportRow[]; ids: string[] } {
  const named = rows
    .filter(({ id }) => canName(id))
    .map((row) => ({
      ...row,
      ...Object.fromEntries(
        ID_COLUMNS.filter((column) => column in row && !canName(row[column])).map((column) => [column, null]),
      ),
    }))
  const ids = named.flatMap((row: ExportRow) => ID_COLUMNS.map((column) => row[column]).filter(canName))
  return { rows: named, ids: [...new Set(ids)] }
}

const BYTE_ORDER_MARK = '\uFEFF'

/** `rows`: with the same columns. Spreadsheets take a file for UTF-8 by its byte order mark. */
function formatRows(rows: readonly ExportRow[], format: ExportFormat): string {
  if (format === 'ndjson') return rows.map((row) => `${JSON.stringify(row)}\n`).join('')
  const columns = Object.keys(rows[0] ?? {})
  const cells = rows.map((row) => columns.map((column) => String(row[column] ?? '')))
  return BYTE_ORDER_MARK + [columns, ...cells].map(formatCsvRow).join('')
}

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
      return take({ ...shown, hasMore }, (row) => caseToExport(row, states.cases, placeOf(row.provider)))
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
