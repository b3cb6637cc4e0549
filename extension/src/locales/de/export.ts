import { plural } from '@inquiry-lens/shared/lib/catalogue.ts'
import { formatNumber } from '../../ui/format/locale.ts'
import type { ExportWords } from '../export.ts'

const count = (amount: number, one: string, other: string): string =>
  `${formatNumber(amount)} ${plural(amount, { one, other })}`
const cases = (amount: number) => count(amount, 'Fall', 'Fälle')
const sessions = (amount: number) => count(amount, 'Sitzung', 'Sitzungen')
const events = (amount: number) => count(amount, 'Ereignis', 'Ereignisse')

const words: ExportWords = {
  open: 'Exportieren …',

  title: { cases: 'Fälle exportieren', sessions: 'Sitzungen exportieren', events: 'Ereignisse exportieren' },
  shown: {
    cases: (amount) => `${cases(amount)}, wie jetzt gezeigt`,
    sessions: (amount) => `${sessions(amount)}, wie jetzt gezeigt`,
    events: (amount) => `${events(amount)}, wie jetzt gezeigt`,
  },
  missing: {
    tooMany: (most) => `Nur die neuesten ${formatNumber(most)}: Mehr fasst eine Datei nicht.`,
    older: 'Ältere sind nicht geladen und deshalb nicht dabei.',
    silent: (provider) => `${provider} antwortet nicht: Einige Zeilen fehlen.`,
    state: (amount) =>
      plural(amount, {
        one: 'Bei 1 ist der Stand nicht bekannt und bleibt leer.',
        other: `Bei ${formatNumber(amount)} ist der Stand nicht bekannt und bleibt leer.`,
      }),
    unnamed: (amount) =>
      plural(amount, {
        one: '1 fehlt: Das Audit-Protokoll kann die ID nicht nennen.',
        other: `${formatNumber(amount)} fehlen: Das Audit-Protokoll kann die IDs nicht nennen.`,
      }),
  },
  about:
    'IDs, Stände, Zeiten, Geräte und Länder; nichts, was nur auf Anfrage angezeigt wird. Das Audit-Protokoll hält den Export mit jeder ID fest.',
  formats: { csv: 'Als CSV speichern', ndjson: 'Als NDJSON speichern' },
  recording: (recorded, all) =>
    `Eintrag ins Audit-Protokoll: ${formatNumber(recorded)} von ${formatNumber(all)} IDs …`,
  cancel: 'Abbrechen',

  written: {
    cases: (amount) => `${cases(amount)} gespeichert als`,
    sessions: (amount) => `${sessions(amount)} gespeichert als`,
    events: (amount) => `${events(amount)} gespeichert als`,
  },
  cancelled: 'Export abgebrochen. Es wurde keine Datei gespeichert.',
  failed: 'Export fehlgeschlagen. Es wurde keine Datei gespeichert.',
  recorded: (amount) =>
    plural(amount, {
      one: 'Im Audit-Protokoll steht vielleicht schon 1 der IDs.',
      other: `Im Audit-Protokoll stehen vielleicht schon ${formatNumber(amount)} der IDs.`,
    }),
}

export default words
