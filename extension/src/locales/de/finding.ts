import { plural } from '@inquiry-lens/shared/lib/catalogue.ts'
import type { FindingWords } from '../finding.ts'

const ids = (count: number): string => plural(count, { one: '1 ID', other: `${count} IDs` })
const wrongCapitals = (id: string): string =>
  `${id} hat falsche Groß- oder Kleinbuchstaben, und sie zählen. Kopieren Sie sie von dort, wo sie herkommt.`

const words: FindingWords = {
  filters: 'Filter',
  noFilter: 'Kein Filter',
  filterIs: (filters) => `Filter: ${filters}`,
  removeFilterOf: (filter) => `Filter entfernen: ${filter}`,
  chips: {
    inquiry: (id) => `Inquiry ${id}`,
    customer: (id) => `Kunde ${id}`,
    workflow: (id) => `Workflow ${id}`,
    keyOwner: 'Mit dem Schlüssel des Relays erstellt',
    from: (date) => `Von ${date}`,
    to: (date) => `Bis ${date}`,
  },
  events: {
    title: 'Welche Ereignisse gezeigt werden',
    all: 'Alle Ereignisse',
    count: (count) => plural(count, { one: '1 Ereignis', other: `${count} Ereignisse` }),
    byName: 'Nach Namen',
    find: 'Ereignis suchen oder seinen Namen eingeben',
    findHere: 'Suchen oder Namen eingeben',
    show: { before: '', after: ' zeigen' },
    hidden: { before: 'Ihr Relay verbirgt ', after: '-Ereignisse.' },
    none: { before: 'Kein bekanntes Ereignis passt. Ein Name sieht aus wie ', after: '.' },
  },
  sessionFilter: {
    filter: 'Filter',
    show: 'Zeigen',
    label: 'Welche Sitzungen gezeigt werden',
    which: 'Welche Sitzungen',
    choices: {
      all: 'Alle der Organisation',
      'key-owner': 'Nur die mit dem Schlüssel des Relays erstellten',
      externalId: 'Ein Kunde, nach externer ID',
      workflow: 'Ein Workflow, nach seiner ID',
    },
    placeholders: { externalId: 'Ihre eigene Nummer für ihn', workflow: 'Workflow-ID' },
    made: 'Erstellt',
    from: 'von',
    to: 'bis',
    problems: {
      missing: 'Geben Sie zuerst die ID ein.',
      long: 'Das ist zu lang für eine ID.',
      workflow: 'Das ist nicht die ID eines Workflows.',
      dates: 'Geben Sie Daten mit vierstelligem Jahr ein.',
      order: 'Das Ende liegt vor dem Anfang.',
    },
  },
  lookups: {
    moreBelow: 'Weiter unten mehr …',
    notIn: (environment) => `Nicht in ${environment}`,
    notFound: 'Nicht gefunden',
    notKnownYet: 'Noch nicht bekannt',
    notAsked: 'Noch nicht abgefragt',
  },
  page: {
    title: 'Diese Seite',
    ids: (count) => `${ids(count)} auf dieser Seite`,
    idsTitle: 'IDs auf dieser Seite',
    hiddenIds: (count) => `${ids(count)} in verborgenen Teilen dieser Seite`,
    hiddenTitle: 'IDs in verborgenen Teilen dieser Seite',
    numbers: (count) =>
      `${plural(count, { one: '1 Kundennummer', other: `${count} Kundennummern` })} auf dieser Seite`,
    findCases: 'Fälle suchen',
    nowMarked:
      'IDs auf dieser Website werden ab jetzt markiert. Zeigen Sie auf eine, um zu sehen, was passiert ist.',
    closed: 'Erweiterungen können diese Seite nicht lesen.',
    withheld: (host) => `Ihr Administrator hat das Markieren auf ${host} nicht erlaubt.`,
    off: (host) => `Ihr Admin hat das Markieren auf ${host} abgeschaltet.`,
    noneYet: (host) => `Noch keine IDs auf dieser Seite von ${host}.`,
    none: 'Keine IDs auf dieser Seite.',
    mark: (host) => `IDs auf ${host} markieren`,
    scan: 'Diese Seite einmal durchsuchen',
    scanning: 'Wird durchsucht …',
  },
  found: {
    ids: (count) => `${count} IDs`,
    none: 'Keine ID in diesem Text.',
    words: 'Keine ID in diesem Text. Enter zeigt die Fälle mit diesen Wörtern.',
    link: 'Die Ansicht eines Kollegen. Enter zeigt die gefilterten Fälle.',
    tryIt: 'Die Eingabetaste versucht es so.',
    customer: (reference) => `Kunde ${reference}. Die Eingabetaste sucht die Fälle.`,
    kinds: {
      account: 'Konto',
      document: 'Dokument',
      event: 'Ereignis',
      inquiry: 'Inquiry',
      selfie: 'Selfie',
      session: 'Sitzung',
      transaction: 'Transaktion',
      verification: 'Prüfung',
    },
    opensCase: (name) => `${name}. Die Eingabetaste öffnet den Fall.`,
    notLookedUp: (name) => `${name} kann nicht nachgeschlagen werden.`,
    looking: (name) => `${name}: das Inquiry wird gesucht …`,
    noEvent: (name) => `${name}: ein solches Ereignis gibt es hier nicht.`,
    notNow: (name) => `${name}: das Inquiry kann gerade nicht nachgeschlagen werden.`,
    noInquiry: (name) => `${name}. Es gehört zu keinem bekannten Inquiry.`,
    opensInquiry: (name) => `${name}. Die Eingabetaste öffnet den Fall des Inquirys.`,
  },
  doubts: {
    'lower-cased': wrongCapitals,
    'upper-cased': wrongCapitals,
    'cut-short': (id) => `${id} sieht abgeschnitten aus. Kopieren Sie sie ganz.`,
    misread: (id) => `${id} enthält ein Zeichen, das keine ID hat, etwa 0 oder l. Kopieren statt abtippen.`,
    'other-kind': (id) => `${id} kann nicht nachgeschlagen werden. Die ID eines Inquirys beginnt mit inq_.`,
    'one-time-link': () =>
      'Ein Einmal-Link gehört nur dem Kunden: nicht weitergeben. Suchen Sie seine Inquiry-ID, inq_…',
  },
  customer: {
    searching: 'Fälle werden gesucht …',
    none: 'Kein Fall mit dieser Nummer',
    noneSoFar: 'Bisher kein Fall gefunden',
    noneIn: (provider, environment) => `${provider} hat keinen in ${environment}.`,
    incomplete: 'Die Suche ist nicht vollständig.',
    nextStep: 'Prüfen Sie die Nummer oder suchen Sie nach Inquiry- oder Sitzungs-ID.',
    later: 'Versuchen Sie es gleich noch einmal.',
    casesOf: (reference) => `Fälle von ${reference}`,
    choose: (count, isMore) => {
      const cases = count === 1 ? 'Ein Fall' : `${isMore ? 'Die neuesten ' : ''}${count} Fälle`
      const order = count > 1 && !isMore ? ', neueste zuerst' : ''
      return `${cases} zu dieser Nummer${order}. Wählen Sie den, um den es im Ticket geht.`
    },
  },
}

export default words
