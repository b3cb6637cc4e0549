import { plural } from '@inquiry-lens/shared/lib/catalogue.ts'
import type { CommonWords } from '../common.ts'

const words: CommonWords = {
  states: {
    'not-opened': 'Nicht geöffnet',
    'in-progress': 'Läuft',
    'waiting-on-us': 'Wartet auf uns',
    approved: 'Genehmigt',
    declined: 'Abgelehnt',
    expired: 'Abgelaufen',
    failed: 'Fehlgeschlagen',
    voided: 'Storniert',
    redacted: 'Entfernt',
    unknown: 'Unbekannt',
  },
  environments: { production: 'Produktion', sandbox: 'Sandbox', unknown: 'Unbekannt' },
  sampleData: 'Beispieldaten',
  environment: 'Umgebung',
  unknown: 'Unbekannt',
  close: 'Schließen',
  clear: 'Leeren',
  admin: 'Admin',
  options: 'Optionen',
  openSidePanel: 'Seitenleiste öffnen',
  refresh: 'Aktualisieren',
  refreshAsOf: 'Aktualisieren, Stand: ',
  asOf: (time) => `Stand: ${time}`,
  withoutAge: (title) => title.replace(/^Stand [^:]*:/, ''),
  key: (key) => `Taste: ${key}`,
  nothingToCopy: 'Nichts kopiert: hier gibt es noch nichts zu kopieren',
  search: {
    label: 'Fall anhand einer ID suchen',
    placeholder: 'ID, Link oder Tickettext einfügen',
    found: 'IDs im Text',
  },
  groups: {
    customer: 'Wartet auf Kunden',
    us: 'Wartet auf uns',
    'ended-badly': 'Schlecht ausgegangen',
    done: 'Erledigt',
  },
  glance: { us: 'Kein Fall wartet auf uns', endedBadly: 'Kein Fall ist schlecht ausgegangen' },
  notLoadedYet: 'Noch nicht geladen',
  inReview: 'Wird geprüft',
  notDecidedYet: 'Nicht entschieden',
  request: {
    cancelled: 'Die Anfrage wurde abgebrochen.',
    updated: 'Inquiry Lens wurde aktualisiert, während diese Seite offen war.',
    reopen: 'Schließen Sie diese Seite und öffnen Sie sie wieder.',
    noAnswer: 'Der Hintergrundteil von Inquiry Lens hat nicht geantwortet.',
  },
  justNow: 'gerade eben',
  countedAll: (all, since) =>
    `Von ${plural(all, { one: '1 Fall', other: `allen ${all} Fällen` })}${since && ` seit ${since}`}`,
  countedSome: (counted, more, since) =>
    `Von ${plural(counted, { one: '1 Fall', other: `${counted} Fällen` })}${since && ` seit ${since}`}; ${plural(more, { one: '1 weiterer', other: `${more} weitere` })} noch nicht bekannt`,
}

export default words
