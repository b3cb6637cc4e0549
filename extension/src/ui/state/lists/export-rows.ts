/** Rows as a file has them: basic fields alone, by names that are the same in every language. */
import { inquiryOf, lastActiveAt } from '@inquiry-lens/shared/domain/case-of.ts'
import { stateOfSession } from '@inquiry-lens/shared/domain/case-state.ts'
import type { ProviderEvent, Session } from '@inquiry-lens/shared/domain/model.ts'
import { isObjectId } from '@inquiry-lens/shared/domain/object-id.ts'
import { formatCsvRow } from '@inquiry-lens/shared/lib/csv.ts'
import type { Environment } from '@inquiry-lens/shared/providers/registry.ts'
import type { KnownState } from '../../../stored.ts'
import { formatProviderStatus } from '../../format/source.ts'
import type { CaseRow } from './cases.ts'

/** `null`: unknown, or there is none. */
type Cell = string | number | null

export type ExportRow = Readonly<Record<string, Cell>>

export type ExportFormat = 'csv' | 'ndjson'

/** Unknown where the relay did not say. */
type Place = { environment: Environment | undefined }

export const caseToExport = (
  { id, provider, inquiryId, activeAt, session, events: [event], visits }: CaseRow,
  known: KnownState | undefined,
  { environment = 'unknown' }: Place,
): ExportRow => ({
  id,
  inquiry: inquiryId,
  session: session?.id ?? null,
  customer: session?.flow?.externalId ?? null,
  provider,
  environment,
  state: known?.caseState ?? null,
  status: known?.status ?? null,
  stateSince: known?.at ?? null,
  lastActiveAt: activeAt,
  lastEvent: event?.name ?? null,
  visits,
  ...deviceOf(session),
})

/** `known`: the state of its inquiry, or its own where it has none. */
export const sessionToExport = (
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

export const eventToExport = (event: ProviderEvent, { environment = 'unknown' }: Place): ExportRow => ({
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
export function toDisclosed(rows: readonly ExportRow[]): { rows: ExportRow[]; ids: string[] } {
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
export function formatRows(rows: readonly ExportRow[], format: ExportFormat): string {
  if (format === 'ndjson') return rows.map((row) => `${JSON.stringify(row)}\n`).join('')
  const columns = Object.keys(rows[0] ?? {})
  const cells = rows.map((row) => columns.map((column) => String(row[column] ?? '')))
  return BYTE_ORDER_MARK + [columns, ...cells].map(formatCsvRow).join('')
}
