/** Words of the export of a list. */
import { createCatalogue, plural } from '@inquiry-lens/shared/lib/catalogue.ts'
import { formatNumber } from '../ui/format/locale.ts'

const count = (amount: number, one: string, other: string): string =>
  `${formatNumber(amount)} ${plural(amount, { one, other })}`
const cases = (amount: number) => count(amount, 'case', 'cases')
const sessions = (amount: number) => count(amount, 'session', 'sessions')
const events = (amount: number) => count(amount, 'event', 'events')

const english = {
  open: 'Export…',
  /** By list. */
  title: { cases: 'Export cases', sessions: 'Export sessions', events: 'Export events' },
  shown: {
    cases: (amount: number) => `${cases(amount)}, as shown now`,
    sessions: (amount: number) => `${sessions(amount)}, as shown now`,
    events: (amount: number) => `${events(amount)}, as shown now`,
  },
  missing: {
    tooMany: (most: number) => `Only the newest ${formatNumber(most)}: a file takes no more.`,
    older: 'Older ones are not loaded, so they are not in it.',
    silent: (provider: string) => `${provider} is not answering: some of its rows are missing.`,
    state: (amount: number) =>
      plural(amount, {
        one: '1 has no known state: its state stays empty.',
        other: `${formatNumber(amount)} have no known state: theirs stays empty.`,
      }),
    unnamed: (amount: number) =>
      plural(amount, {
        one: '1 is left out: the audit log cannot name its ID.',
        other: `${formatNumber(amount)} are left out: the audit log cannot name their IDs.`,
      }),
  },
  about:
    'IDs, states, times, devices and countries; nothing that is only revealed on request. The audit log records the export with each ID.',
  formats: { csv: 'Save as CSV', ndjson: 'Save as NDJSON' },
  recording: (recorded: number, all: number) =>
    `Recording in the audit log: ${formatNumber(recorded)} of ${formatNumber(all)} IDs…`,
  cancel: 'Cancel',
  /** Before the name of the file. */
  written: {
    cases: (amount: number) => `${cases(amount)} saved as`,
    sessions: (amount: number) => `${sessions(amount)} saved as`,
    events: (amount: number) => `${events(amount)} saved as`,
  },
  cancelled: 'Export cancelled. No file was saved.',
  failed: 'Export failed. No file was saved.',
  recorded: (amount: number) =>
    plural(amount, {
      one: 'The audit log may already name 1 of its IDs.',
      other: `The audit log may already name ${formatNumber(amount)} of its IDs.`,
    }),
}

export type ExportWords = typeof english
export const exportWords = createCatalogue<ExportWords>(english, {
  de: () => import('./de/export.ts'),
  es: () => import('./es/export.ts'),
  fr: () => import('./fr/export.ts'),
  'pt-BR': () => import('./pt-BR/export.ts'),
  ja: () => import('./ja/export.ts'),
})
