import { plural } from '@inquiry-lens/shared/lib/catalogue.ts'
import { upperInitial } from '@inquiry-lens/shared/lib/initial.ts'
import { formatCount, formatNumber } from '../../ui/format/locale.ts'
import type { PanelWords, TroubleStep } from '../panel.ts'

const activity: PanelWords['activity'] = {
  title: 'Wann Fälle zuletzt aktiv waren',
  period: 'Gezeigte Zeit',
  periods: { hour: '1 h', day: '24 h', week: '7 T' },
  basis: (count, number, since, until) =>
    `${plural(number, { one: '1 Fall im Cache', other: `${count} Fälle im Cache` })}${since && ` seit ${since}`}${until && ` bis ${until}`}`,
  more: (count) => `${count} weitere noch unbekannt`,
  nothing: 'Noch keine Fälle im Cache',
  missing: (providers) => `${providers} unbekannt`,
  unknown: 'Unbekannt',
  cases: (count, number, parts) =>
    `${plural(number, { one: '1 Fall', other: `${count} Fälle` })}${parts && `: ${parts}`}`,
  atLeast: (counted) => `mindestens ${counted}`,
  part: (group, count) => `${group} ${count}`,
  summary: {
    last: {
      hour: (counted) => `Letzte Stunde: ${counted}.`,
      day: (counted) => `Letzte 24 Stunden: ${counted}.`,
      week: (counted) => `Letzte 7 Tage: ${counted}.`,
    },
    most: (time, count) => `Am meisten ${time}: ${count}.`,
    before: (time) => `Vor ${time} können welche fehlen.`,
    after: (time) => `Nach ${time} können welche fehlen.`,
    missing: 'Überall können welche fehlen.',
  },
  table: {
    show: 'Als Tabelle zeigen',
    time: 'Zeit',
    empty: 'Keine Fälle in dieser Zeit.',
    others: 'Zeiten ohne Fälle fehlen hier.',
  },
}

const facets: PanelWords['facets'] = {
  filter: 'Filter',
  filterCount: (count) => `Filter: ${count}`,
  title: 'Fälle filtern',
  names: {
    step: 'Schritt',
    reason: 'Warum fehlgeschlagen',
    country: 'Land',
    device: 'Gerät',
    provider: 'Anbieter',
    workflow: 'Workflow',
    risk: 'Netzwerk',
  },
  notKnown: 'Nicht bekannt',
  risks: {
    vpn: 'VPN',
    proxy: 'Proxy',
    tor: 'Tor',
    datacenter: 'Rechenzentrum',
    threat: 'Hohe Bedrohungsstufe',
    none: 'Nichts davon',
  },
  failed: 'fehlgeschlagen',
  basis: (count) =>
    plural(count, { one: 'Gezählt über 1 Fall hier', other: `Gezählt über ${count} Fälle hier` }),
  words: {
    label: 'Mit diesen Wörtern',
    placeholder: 'Selfie fehlgeschlagen, Portugal',
    chip: (typed) => `„${typed}“`,
  },
  chip: (facet, value) => `${facet}: ${value}`,
  showing: (count) => plural(count, { one: '1 Fall übrig', other: `${count} Fälle übrig` }),
}

const views: PanelWords['views'] = {
  title: 'Ansichten',
  none: 'Listen filtern, dann den Filtern hier einen Namen geben.',
  name: 'Name für diese Filter',
  save: 'Speichern',
  full: (most) => `Höchstens ${most}: Erst eine entfernen.`,
  saved: (name) => `Gespeichert: ${name}`,
  shown: (name) => `Gezeigt: ${name}`,
  remove: (name) => `${name} entfernen`,
  copyLink: 'Link kopieren',
  link: 'Kollegen fügen ihn in die Adressleiste ein. Er enthält Filter und getippte Wörter, keine IDs oder Nummern.',
}

const steps: Record<TroubleStep, string> = {
  'government-id': 'Ausweis',
  'government-id-nfc': 'Ausweischip',
  document: 'Dokument',
  'second-document': 'zweites Dokument',
  'third-document': 'drittes Dokument',
  selfie: 'Selfie',
  'camera-check': 'Kameraprüfung',
  'phone-number': 'Telefonnummer',
  'email-address': 'E-Mail-Adresse',
}

const some = (amount: number): string => (amount === 0 ? 'keine' : String(amount))

const trouble: PanelWords['trouble'] = {
  sentence: (cause, customers, usually) => {
    const usual = some(usually)
    if (cause === 'declined') return `${customers} Kunden in der letzten Stunde abgelehnt, sonst ${usual}`
    if (cause === 'failed')
      return `${customers} Kunden in der letzten Stunde endgültig gescheitert, sonst ${usual}`
    const step = steps[cause]
    return `${upperInitial(step)}: ${customers} Kunden in der letzten Stunde gescheitert, sonst ${usual}`
  },
  title: 'Viele Kunden scheitern zugleich',
  show: 'Ihre Fälle zeigen',
  showAll: 'Alle Fälle zeigen',
  dismiss: 'Für eine Stunde ausblenden, oder bis es doppelt so viele sind',
  basis: {
    title: 'Worauf das beruht',
    over: (cases, provider, since) =>
      `Gezählt über ${formatNumber(cases)} vorliegende Fälle von ${provider} seit ${since}.`,

    before: (hours, usual) =>
      `In den ${hours.length} Stunden davor, die letzte zuerst: ${hours.join(', ')}. Der Median ist ${usual}.`,
    rule: (least, times) =>
      `Gezeigt ab ${least} Kunden in einer Stunde, wenn das mindestens ${times}-mal so viele sind wie sonst. Jeder Kunde zählt einmal; Unbekanntes zählt nicht.`,
  },
}

const cases = (amount: number) => formatCount(amount, 'Fall', 'Fälle')
const sessions = (amount: number) => formatCount(amount, 'Sitzung', 'Sitzungen')
const events = (amount: number) => formatCount(amount, 'Ereignis', 'Ereignisse')

const exporting: PanelWords['exporting'] = {
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

const keys: PanelWords['keys'] = {
  close: 'Schließen (Esc)',
  what: {
    rows: 'Von Zeile zu Zeile; Pos1 und Ende zur ersten und letzten',
    open: 'Den Fall der Zeile öffnen',
    details: 'Details der Zeile zeigen oder verbergen',
    back: 'Zurück zu den Listen',
    neighbours: 'Zur nächsten und vorigen Zeile',
    filter: 'Fälle filtern',
    views: 'Benannte Ansicht zeigen',
    keep: 'Die Zeile als ungelesen behalten, oder als gelesen',
    search: 'Zum Suchfeld',
    copyCase: 'Den Fall für das Ticket kopieren',
    copyReply: 'Die Antwort an den Kunden kopieren',
    dashboard: 'Das Dashboard des Anbieters öffnen',
    help: 'Diese Liste zeigen',
  },
  areOff: 'Einzelne Tasten wie c und / sind ausgeschaltet.',
  turnOff: 'Einzelne Tasten in den Optionen ausschalten',
  turnOn: 'Einzelne Tasten in den Optionen einschalten',
}

const words: PanelWords = { activity, facets, views, trouble, exporting, keys }

export default words
