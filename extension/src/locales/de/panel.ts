import { plural } from '@inquiry-lens/shared/lib/catalogue.ts'
import { upperInitial } from '@inquiry-lens/shared/lib/initial.ts'
import { formatCount, formatNumber } from '../../ui/format/time.ts'
import type { FindingWords, PanelCatalogue, PanelWords, TroubleStep } from '../panel.ts'

const ids = (count: number): string => plural(count, { one: '1 ID', other: `${count} IDs` })
const wrongCapitals = (id: string): string =>
  `${id} hat falsche Groß- oder Kleinbuchstaben, und sie zählen. Kopieren Sie sie von dort, wo sie herkommt.`

const finding: FindingWords = {
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
    partFrom: (host) => `Ein Teil dieser Seite kommt von ${host}.`,
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

const activity: PanelWords['activity'] = {
  title: 'Wann Fälle zuletzt aktiv waren',
  period: 'Gezeigte Zeit',
  periods: { hour: '1 h', day: '24 h', week: '7 T' },
  basis: (count, number, since, until) =>
    `${plural(number, { one: '1 Fall im Cache', other: `${count} Fälle im Cache` })}${since && ` seit ${since}`}${until && ` bis ${until}`}`,
  more: (count) => `${count} weitere noch unbekannt`,
  nothing: 'Noch keine Fälle im Cache',
  unfiltered: 'nicht gefiltert',
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
  preset: (organization) => `Von ${organization ?? 'Ihrem Administrator'}`,
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

const watches: PanelWords['watches'] = {
  title: 'Beobachtete Fälle',
  count: (count) =>
    plural(count, { one: '1 Fall wird beobachtet', other: `${formatNumber(count)} Fälle werden beobachtet` }),
  ended: (count) =>
    plural(count, {
      one: '1 beobachteter Fall ist beendet',
      other: `${formatNumber(count)} beobachtete Fälle sind beendet`,
    }),
  full: (max) => `Sie beobachten ${formatNumber(max)} Fälle, mehr geht nicht.`,
  since: (ago) => `seit: ${ago}`,
  until: (day) => `Beobachtet bis ${day}`,
  live: 'Sie erfahren es sofort.',
  polled: 'Wird jede Minute geprüft.',
  open: 'Fall öffnen',
  rename: 'Umbenennen',
  name: 'Name',
  nameHint: 'Das Relay bewahrt ihn auf. Verwenden Sie keinen Kundennamen.',
  save: 'Speichern',
  end: 'Nicht mehr beobachten',
  endOf: (name) => `${name} nicht mehr beobachten`,
  seen: 'Gesehen',
  seenOf: (name) => `Gesehen: ${name}`,
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
    watch: 'Den Fall beobachten, oder nicht mehr',
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

const panel: PanelWords = { activity, facets, views, trouble, exporting, watches, keys }

export default { finding, panel } satisfies PanelCatalogue
