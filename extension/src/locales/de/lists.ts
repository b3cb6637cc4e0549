import { plural } from '@inquiry-lens/shared/lib/catalogue.ts'
import type { ListWords } from '../lists.ts'

const nounWords = (noun: string): ListWords['nouns']['cases'] => ({
  title: noun,
  loading: `${noun} werden geladen …`,
  none: `Noch keine ${noun}`,
  noneMatch: `Keine ${noun} passen zum Filter`,
  noOlder: `Keine älteren ${noun}`,
  showNew: `Neue ${noun} zeigen`,
  showAll: `Alle ${noun} zeigen`,
  moreLoaded: (count) => `${count} weitere ${noun} geladen`,
  missing: `Dessen ${noun} fehlen hier`,
  maybeMissing: (time) => `Dessen ${noun} vor ${time} fehlen vielleicht`,
})

const words: ListWords = {
  nouns: { cases: nounWords('Fälle'), sessions: nounWords('Sitzungen'), events: nounWords('Ereignisse') },
  tabs: 'Was gezeigt wird',
  loading: 'Wird geladen …',
  loadMore: 'Mehr laden',
  newAppear: 'Neue erscheinen hier automatisch.',
  coverage: (provider) => ({
    before: 'Vollständig seit ',
    after: `; ${provider} konnte nicht nach mehr gefragt werden`,
  }),
  aProvider: 'Ein Anbieter',
  notAnswering: (provider) => `${provider} antwortet nicht`,
  noEvents: {
    title: (provider) => `${provider} hat keine Ereignisse`,
    about: 'Jede Sitzung zeigt, wie weit der Kunde kam.',
    showSessions: 'Sitzungen zeigen',
  },
  unread: {
    marks: { new: 'Neu:', changed: 'Geändert:', kept: 'Ungelesen:' },
    since: (fresh, changed) => {
      const counts = [...(fresh > 0 ? [`${fresh} neu`] : []), ...(changed > 0 ? [`${changed} geändert`] : [])]
      return `${counts.join(', ')} seit dem letzten Blick`
    },
    seeAll: 'Gesehen',
  },
  countNew: (count) => `${count} neu`,
  details: 'Details',
  detailsHere: 'Details hier (→)',
  visits: (count) => `${count} Besuche`,
  notFound: 'Nicht gefunden',
  stateNotKnown: 'Stand noch nicht bekannt',
  session: 'Sitzung',
  sessions: {
    new: 'Nicht begonnen',
    active: 'Sitzung offen',
    expired: 'Sitzung beendet',
    canceled: 'Sitzung abgebrochen',
  },
  ownState: {
    'not-opened': 'Sitzung nicht begonnen',
    'in-progress': 'Sitzung offen',
    expired: 'Sitzung beendet',
    voided: 'Sitzung abgebrochen',
  },
  ownStatus: (status) => `Sitzung ${status}`,
  cases: {
    notOpened: (time) => `Erstellt${time && ` ${time}`}, noch nicht geöffnet`,
    inReview: (time) => `Wird geprüft${time && ` seit ${time}`}`,
    notDecided: (time) => `Fertig${time && ` ${time}`}, noch nicht entschieden`,
    decided: (time) => `Entschieden ${time || 'zu unbekannter Zeit'}`,
    expired: (time) => `Abgelaufen${time && ` ${time}`}, nicht beendet`,
    failed: (time) => `Fehlgeschlagen${time && ` ${time}`}`,
    failedForGood: (time) => `Fehlgeschlagen${time && ` ${time}`}: kein Versuch übrig`,
    cancelled: 'Storniert',
    redacted: (time) => `Entfernt${time && ` ${time}`}`,
    failedTries: (count) =>
      plural(count, { one: '1 fehlgeschlagener Versuch', other: `${count} fehlgeschlagene Versuche` }),
    notFinishedSince: (time) => `Geöffnet ${time}, noch nicht fertig`,
    notFinished: 'Noch nicht fertig',
    sessionCreated: 'Sitzung erstellt',
    sessionOpened: 'Kunde öffnete eine Sitzung',
  },
  all: 'Alle',
  allCases: 'Alle Fälle',
  whose: 'Wessen Zeilen gezeigt werden',
  groupFilter: 'Nur die Fälle zeigen, die',
  groupEnd: {
    unknown: (count) => `Noch nicht bekannt: ${count} weitere. Ein Fall wird abgefragt, wenn Sie ihn sehen.`,
    more: 'Ältere Fälle sind nicht geladen.',
    all: 'Andere gibt es hier nicht.',
  },
  customer: { before: 'Kunde ', after: '' },
  recents: {
    title: 'Zuletzt geöffnet',
    count: (count) => `Zuletzt geöffnet (${count})`,
    opened: (ago) => `Geöffnet ${ago}`,
    asOf: (ago) => `Stand ${ago}`,
    cleared: 'Wird beim Abmelden oder nach 15 Minuten Abwesenheit geleert.',
  },
  selectRow: 'Wählen Sie eine Zeile, um ihren Fall hier zu öffnen.',
  backTo: { case: 'dem vorigen Fall', lists: 'den Listen' },
  notOnPage: 'Nicht auf dieser Seite.',
  onPage: 'Darauf:',
  keys: 'Tasten',
  strip: 'Aktivität im Zeitverlauf',
}

export default words
