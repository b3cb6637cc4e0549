import { plural } from '@inquiry-lens/shared/lib/catalogue.ts'
import type { CommonWords, FailureWords, FrameWords, NoticeWords, SurfaceCatalogue } from '../surface.ts'

const common: CommonWords = {
  units: { second: 's', minute: 'min' },
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
  glance: {
    us: 'Von den neuesten Fällen wartet keiner auf uns',
    endedBadly: 'Von den neuesten Fällen ist keiner schlecht ausgegangen',
  },
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

const notice: NoticeWords = {
  roles: { agent: 'Agent', investigator: 'Ermittler', auditor: 'Auditor', admin: 'Admin' },
  tryAgain: 'Erneut versuchen',
  clearFilters: 'Filter löschen',
  startOver: 'Mit den neuesten beginnen',
  signInAgain: 'Erneut anmelden',
  retryingIn: (wait) => `Neuer Versuch in ${wait}`,
  retryingNow: 'Neuer Versuch …',
  requestId: 'Anfrage-ID',
  none: 'Keine',
  copy: {
    requestId: 'Anfrage-ID kopieren',
    id: (name) => `${name}-ID kopieren`,
    copied: 'Kopiert',
    done: (label) => label.replace(/[Kk]opieren$/, (word) => (word[0] === 'K' ? 'Kopiert' : 'kopiert')),
    failed: (why, nextStep) => `Nicht kopiert. ${why}: ${nextStep}`,
    byHand: 'Der Browser hat nicht kopiert: Strg+C oder ⌘C drücken',
  },
  asOfBecause: (ago, why) => `Stand ${ago}: ${why}`,
  afterColon: (sentence) => sentence,
  nameProvider: (title, provider) => title.replace(/de[rnm] anbieter/i, provider),
  showingLast: 'Die letzten bekannten Daten werden angezeigt. Neuer Versuch automatisch.',
  health: {
    title: 'Anbieter',
    untried: 'noch nicht angefragt',
    answering: 'antwortet',
    retriedIn: (wait) => `neuer Versuch in ${wait}`,
    moreIn: (wait) => `mehr in ${wait}`,
    live: 'live',
    behind: (wait) => `${wait} im Rückstand`,
    polling: (wait) => `Abfrage alle ${wait}`,
    noneLeft: 'keine Anfragen übrig',
    left: (left, limit, window) => `${window && `${window} `}${left} von ${limit} übrig`,
    today: 'heute',
    thisMinute: 'diese Minute',
    within: (span) => `innerhalb von ${span}`,
    ofProvider: (provider, reason) => `${provider} ${reason}`,
    reasons: {
      'provider-unavailable': 'antwortet nicht',
      'provider-timeout': 'hat zu lange für die Antwort gebraucht',
      'provider-unreadable': 'gab eine Antwort, die nicht lesbar war',
      'provider-rate-limited': 'erlaubt gerade keine weiteren Anfragen',
      'provider-limit-near': 'ist nahe am Anfragelimit',
      'agent-share-used': 'antwortet Ihnen seltener: Ihr Anteil an Anfragen ist verbraucht',
      'provider-key-refused': 'hat den Schlüssel des Relays abgelehnt',
    },
    otherReason: 'kann gerade nicht angefragt werden',
  },
  signedOut: {
    title: 'Sie sind abgemeldet',
    nextStep: 'Bitten Sie Ihren Admin um einen neuen Kopplungscode.',
  },
  notConnected: {
    title: 'Inquiry Lens ist noch nicht verbunden',
    about: 'Sehen Sie, was bei der Identitätsprüfung eines Kunden geschah, ohne das Ticket zu verlassen.',
    nextStep:
      'Verbinden Sie sich mit dem Relay Ihres Unternehmens, oder sehen Sie sich zuerst mit erfundenen Kunden um.',
    connect: 'Verbinden',
    trySamples: 'Mit Beispielen testen',
  },
  locked: {
    title: 'Gesperrt',
    about: 'Inquiry Lens sperrt sich nach 15 Minuten ohne Nutzung. Sie sind weiterhin angemeldet.',
    continue: 'Weiter',
  },
  alarm: {
    label: 'Alarm',
    title: 'Das Audit-Protokoll hat seine Prüfung nicht bestanden',
    nextStep: 'Informieren Sie Ihre Compliance-Stelle.',
    details: 'Details ansehen',
  },
  capacity: {
    titles: {
      warning: (share) => `Audit-Protokoll fast voll (${share})`,
      full: (share) => `Audit-Protokoll voll (${share}). Abfragen sind ausgesetzt.`,
      exhausted: (share) => `Audit-Protokoll voll (${share}). Alle Anfragen sind ausgesetzt.`,
    },
    nextStep: (unexported) => {
      const days = plural(unexported, {
        one: '1 abgeschlossener Tag ist',
        other: `${unexported} abgeschlossene Tage sind`,
      })
      const rest = unexported > 0 ? ` ${days} noch nicht exportiert.` : ''
      return `Exportieren Sie abgeschlossene Tage, um Platz zu schaffen.${rest}`
    },
  },
}

const frame: FrameWords = {
  backTo: (list) => `Zurück zu ${list}`,
  back: 'Zurück (Esc)',
  openIn: (provider) => `In ${provider} öffnen`,
  openInEnvironment: (provider, environment) => `In ${provider} öffnen (${environment})`,
  notCopied: (id) => `Nicht kopiert: ${id} steht nicht mehr auf der Seite`,
  changedTo: (state) => `jetzt ${state}`,
  changes: (count) => plural(count, { one: '1 weitere Änderung', other: `${count} weitere Änderungen` }),
  changed: (what) => `Geändert: ${what}`,
  changedBefore: 'Geändert ',
  changedAfter: ': ',
  seen: 'Gesehen',
  device: {
    unknown: 'Unbekanntes Gerät',
    sdk: (name) => `${name} SDK`,
    programOn: (program, system) => `${program} auf ${system}`,
    network: { vpn: 'VPN', proxy: 'Proxy', tor: 'Tor', datacenter: 'Rechenzentrum' },
    threat: (level) => `Bedrohung: ${level}`,
  },
}

const failures: FailureWords = {
  'invalid-parameter': {
    title: 'Ungültiger Parameter',
    nextStep: 'Korrigieren Sie den Filter und versuchen Sie es noch einmal.',
  },
  'unknown-parameter': {
    title: 'Unbekannter Parameter',
    nextStep: 'Entfernen Sie den Filter und versuchen Sie es noch einmal.',
  },
  'invalid-cursor': {
    title: 'Diese Stelle der Liste gibt es nicht mehr',
    nextStep: 'Beginnen Sie wieder beim neuesten Eintrag.',
  },
  'invalid-body': {
    title: 'Die Anfrage konnte nicht gelesen werden',
    nextStep: 'Korrigieren Sie sie und versuchen Sie es noch einmal.',
  },
  'signed-out': {
    title: 'Sie sind abgemeldet',
    nextStep: 'Melden Sie sich mit einem neuen Kopplungscode wieder an.',
  },
  'origin-refused': {
    title: 'Das Relay kennt diese Erweiterung nicht',
    nextStep: 'Bitten Sie Ihren Admin, diese Erweiterung in ALLOWED_ORIGINS des Relays einzutragen.',
  },
  'host-refused': {
    title: 'Das Relay bedient diesen Hostnamen nicht',
    nextStep: 'Verwenden Sie die eigene Adresse des Relays, mit https, außer es läuft auf diesem Computer.',
  },
  'role-refused': { title: 'Ihre Rolle erlaubt das nicht', nextStep: 'Fragen Sie Ihren Admin.' },
  'pairing-code-wrong': {
    title: 'Falscher Kopplungscode',
    nextStep: 'Prüfen Sie jedes Zeichen oder bitten Sie Ihren Admin um einen neuen Code.',
  },
  'pairing-code-used': {
    title: 'Dieser Kopplungscode wurde schon benutzt',
    nextStep: 'Jeder Code gilt einmal. Bitten Sie Ihren Admin um einen neuen.',
  },
  'pairing-code-expired': {
    title: 'Dieser Kopplungscode ist abgelaufen',
    nextStep: 'Codes laufen nach zehn Minuten ab. Bitten Sie Ihren Admin um einen neuen.',
  },
  'pairing-code-dead': {
    title: 'Zu viele Versuche mit diesem Kopplungscode',
    nextStep: 'Er gilt nicht mehr. Bitten Sie Ihren Admin um einen neuen.',
  },
  'role-not-confirmed': {
    title: 'Dieser Agent hat eine andere Rolle',
    nextStep: 'Laden Sie die Liste der Agenten neu und bestätigen Sie dann die Änderung.',
  },
  'agent-revoked': {
    title: 'Diesem Agenten wurde der Zugang entzogen',
    nextStep: 'Laden Sie die Liste der Agenten neu und lassen Sie ihn dann wieder zu.',
  },
  'watches-full': {
    title: 'Sie beobachten so viele Fälle, wie möglich sind',
    nextStep: 'Beenden Sie eine Beobachtung, die Sie nicht mehr brauchen, und versuchen Sie es erneut.',
  },
  'not-found': { title: 'Nicht gefunden', nextStep: 'Prüfen Sie die ID und ihre Umgebung.' },
  'no-such-route': {
    title: 'Das Relay hat keine solche Adresse',
    nextStep: 'Prüfen Sie die Adresse oder aktualisieren Sie das Relay.',
  },
  'method-not-allowed': {
    title: 'Das Relay unterstützt diese Methode hier nicht',
    nextStep: 'Siehe die Liste der Routen des Relays.',
  },
  'body-too-large': { title: 'Die Anfrage ist zu groß', nextStep: 'Fragen Sie nach weniger auf einmal.' },
  'agent-rate-limited': { title: 'Zu viele Anfragen', nextStep: 'Wird automatisch wiederholt.' },
  'views-throttled': {
    title: 'Sie sehen mehr Kunden an als üblich',
    nextStep: 'Warten Sie den Countdown ab. Die Kunden der letzten Stunde können Sie weiter ansehen.',
  },
  'lookups-limited': {
    title: 'Die Abfragen dieser Stunde sind aufgebraucht',
    nextStep: 'Warten Sie den Countdown ab. Einen Fall können Sie weiter öffnen.',
  },
  'log-limited': {
    title: 'Ihr Anteil am Audit-Protokoll ist für diese Stunde aufgebraucht',
    nextStep: 'Warten Sie den Countdown ab. War das normale Arbeit, sagen Sie es Ihrem Admin.',
  },
  'pairing-throttled': {
    title: 'Falscher Kopplungscode, nach vielen falschen Versuchen',
    nextStep: 'Prüfen Sie jedes Zeichen. Der richtige Code gilt weiter.',
  },
  'agent-share-used': {
    title: 'Ihr Anteil an den Anfragen beim Anbieter ist aufgebraucht',
    nextStep: 'Warten Sie den Countdown ab. Andere Agenten sind nicht betroffen.',
  },
  internal: {
    title: 'Fehler im Relay',
    nextStep: 'Versuchen Sie es noch einmal. Passiert es öfter, schicken Sie Ihrem Admin die Anfrage-ID.',
  },
  'provider-key-refused': {
    title: 'Der Anbieter hat den Schlüssel des Relays abgelehnt',
    nextStep: 'Sagen Sie es Ihrem Admin: Der Schlüssel des Relays muss erneuert oder erlaubt werden.',
  },
  'provider-unavailable': {
    title: 'Der Anbieter antwortet nicht',
    nextStep: 'Wird automatisch wiederholt. Siehe die Statusseite des Anbieters.',
  },
  'provider-unreadable': {
    title: 'Der Anbieter hat unlesbar geantwortet',
    nextStep: 'Wird automatisch wiederholt. Passiert es öfter, schicken Sie Ihrem Admin die Anfrage-ID.',
  },
  'provider-limit-near': {
    title: 'Der Anbieter erlaubt bald keine Anfragen mehr',
    nextStep: 'Abfragen gehen noch. Wird automatisch wiederholt.',
  },
  'provider-rate-limited': {
    title: 'Der Anbieter erlaubt gerade keine Anfragen mehr',
    nextStep: 'Wird wiederholt, sobald es wieder erlaubt ist.',
  },
  'provider-timeout': {
    title: 'Der Anbieter hat zu lange gebraucht',
    nextStep: 'Versuchen Sie es gleich noch einmal.',
  },
  'no-provider': {
    title: 'Das Relay hat keinen Anbieter',
    nextStep: 'Bitten Sie Ihren Admin, den Schlüssel des Anbieters im Relay einzutragen.',
  },
  'audit-full': {
    title: 'Audit-Protokoll voll. Abfragen sind angehalten',
    nextStep:
      'Bitten Sie Ihren Admin, das Audit-Protokoll zu exportieren (npm run audit -- export) oder AUDIT_CAPACITY_MB zu erhöhen.',
  },
  'relay-busy': {
    title: 'Das Relay ist ausgelastet',
    nextStep: 'Viele Anfragen warten auf den Anbieter. Versuchen Sie es gleich noch einmal.',
  },
  'relay-interrupted': {
    title: 'Das Relay wurde unterbrochen',
    nextStep: 'Versuchen Sie es gleich noch einmal.',
  },
  'relay-not-configured': {
    title: 'Das Relay ist nicht eingerichtet',
    nextStep: 'Bitten Sie Ihren Admin, das Relay fertig einzurichten.',
  },
  offline: { title: 'Sie sind offline', nextStep: 'Wird wiederholt, sobald Sie online sind.' },
  'extension-error': {
    title: 'Inquiry Lens hat einen Fehler gemacht',
    nextStep: 'Versuchen Sie es noch einmal oder laden Sie die Erweiterung neu.',
  },
  'relay-unreachable': {
    title: 'Das Relay ist nicht erreichbar',
    nextStep: 'Prüfen Sie Verbindung oder VPN und die Adresse des Relays in den Optionen.',
  },
  'relay-timeout': {
    title: 'Das Relay hat zu lange gebraucht',
    nextStep: 'Versuchen Sie es gleich noch einmal.',
  },
  'relay-unreadable': {
    title: 'Die Antwort des Relays konnte nicht gelesen werden',
    nextStep:
      'Versuchen Sie es noch einmal. Bleibt es so, passen Relay und Erweiterung vielleicht nicht zusammen: Sagen Sie es Ihrem Admin.',
  },
  'not-a-relay': {
    title: 'An dieser Adresse ist kein Relay von Inquiry Lens',
    nextStep: 'Prüfen Sie die Adresse mit Ihrem Admin.',
  },
  'client-too-old': {
    title: 'Diese Erweiterung ist zu alt für das Relay',
    nextStep: 'Aktualisieren Sie die Erweiterung oder bitten Sie Ihren Admin darum.',
  },
  'relay-too-old': {
    title: 'Das Relay ist zu alt für diese Erweiterung',
    nextStep: 'Bitten Sie Ihren Admin, das Relay zu aktualisieren.',
  },
  'address-not-valid': {
    title: 'Das ist keine Adresse eines Relays',
    nextStep: 'Sie sieht aus wie https://lens.example.com, ohne etwas hinter dem Namen.',
  },
  locked: {
    title: 'Inquiry Lens ist gesperrt',
    nextStep: 'Machen Sie im Popup oder in der Seitenleiste weiter.',
  },
  'id-not-recognised': {
    title: 'Darin ist keine ID',
    nextStep:
      'Kopieren Sie die ganze ID aus dem Ticket. Die eines Inquirys besteht aus inq_ und 24 Buchstaben und Ziffern.',
  },
  'no-case': {
    title: 'Das führt zu keinem Inquiry',
    nextStep: 'Suchen Sie die ID des Inquirys selbst, die mit inq_ beginnt.',
  },
  'page-closed': {
    title: 'Diese Seite kann nicht gelesen werden',
    nextStep:
      'Klicken Sie auf das Symbol, während die Seite offen ist. Manche Seiten sind für jede Erweiterung gesperrt.',
  },
  'switched-off': { title: 'Das ist abgeschaltet', nextStep: 'Ihr Admin hat es abgeschaltet.' },
  'set-by-administrator': {
    title: 'Ihr Administrator hat das festgelegt',
    nextStep: 'Fragen Sie dort, wenn es anders sein soll.',
  },
  'panel-closed': {
    title: 'Die Seitenleiste konnte nicht geöffnet werden',
    nextStep: 'Öffnen Sie sie über das Symbol in der Symbolleiste.',
  },
}

export default { common, notice, frame, failures } satisfies SurfaceCatalogue
