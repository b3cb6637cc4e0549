import type { KeyHelpWords } from '../key-help.ts'

const words: KeyHelpWords = {
  close: 'Schließen (Esc)',
  what: {
    rows: 'Von Zeile zu Zeile; Pos1 und Ende zur ersten und letzten',
    open: 'Den Fall der Zeile öffnen',
    details: 'Details der Zeile zeigen oder verbergen',
    back: 'Zurück zu den Listen',
    neighbours: 'Zur nächsten und vorigen Zeile',
    filter: 'Fälle filtern',
    views: 'Benannte Ansicht zeigen',
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

export default words
