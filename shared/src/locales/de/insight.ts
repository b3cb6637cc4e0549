import type { Decision, Failing, InsightWords } from '../insight.ts'

const bracketed = (words: string): string => words && ` (${words})`
const needs = { inquiry: 'eine neue Inquiry', session: 'eine neue Sitzung' }
const decision = ({ outcome, by, when }: Decision): string =>
  `${outcome === 'approved' ? 'Bestätigt' : 'Abgelehnt'}${by ? (by === 'rule' ? ' durch eine Regel' : ' durch eine Person') : ''}${bracketed(when)}`
const because = (why: string | undefined): string => (why ? `: ${why}` : '')
const failing = ({ at, isMixed, why }: Failing): string =>
  `${isMixed ? ', zuletzt' : ''} bei: ${at}${why ? ` – ${why}` : ''}`

const insight: InsightWords = {
  checks: {
    'government-id': 'Ausweis',
    'government-id-nfc': 'Ausweischip',
    selfie: 'Selfie',
    document: 'Dokument',
    'phone-number': 'Telefonnummer',
    'email-address': 'E-Mail-Adresse',
  },
  steps: {
    ID_VERIFICATION: 'Ausweisdokument',
    FACE_LIVENESS: 'Selfie und Lebenderkennung',
    FACE_LIVENESS_CONSENT_SETTINGS: 'Einwilligung zum Selfie',
    AGE_ESTIMATION: 'Altersschätzung',
    DEEPFAKE_DETECTION: 'geführte Aufnahme',
    GUIDED_CAPTURE: 'geführte Aufnahme',
    DEEP_AGE: 'Altersprüfung',
    ADDRESS_VERIFICATION: 'Adresse',
    CUSTOM_PROMPT: 'eigene Frage',
    CONSENT: 'Einwilligung',
    BANK_STATEMENT_UPLOAD: 'Kontoauszug',
    AI_BANK_STATEMENT_ANALYSIS: 'Auswertung des Kontoauszugs',
    DOCUMENT_UPLOAD: 'Dokument-Upload',
    PHONE_VERIFICATION: 'Telefonnummer',
    PHONE_OWNERSHIP_MATCH: 'Inhaber der Telefonnummer',
    PHONE_TRUST_CHECK: 'Telefonprüfung',
    CARRIER_AGE_GATE: 'Alter laut Mobilfunkanbieter',
    CUSTOM_FORM: 'eigenes Formular',
    E_SIGNATURE: 'Unterschrift',
    PROOFCALL: 'Anrufe bei Referenzen',
    WHITE_LABEL: 'eigene Seite',
  },
  aStep: 'unbenannter Schritt',
  theStep: (name) => `Schritt „${name}“`,
  stepOf: (number, all, name) => `Schritt ${number} von ${all}${name && `, ${name}`}`,
  stepStates: {
    PENDING: 'Offen',
    IN_PROGRESS: 'Läuft',
    COMPLETED: 'Erledigt',
    FAILED: 'Fehlgeschlagen',
    SKIPPED: 'Übersprungen',
  },
  places: {
    document: 'Dokument',
    'second-document': 'zweites Dokument',
    'third-document': 'drittes Dokument',
    selfie: 'Selfie',
    'camera-check': 'Kameraprüfung',
    'check-for-review': 'Prüfung, die wir ansehen müssen',
    check: 'eine Prüfung',
  },
  failures: {
    'for-review': 'eine Prüfung, die wir ansehen müssen',
    'no-face-on-document': 'kein Gesicht auf dem Dokument gefunden',
    'no-face-on-selfie': 'kein Gesicht auf dem Selfie gefunden',
    'several-faces': 'mehr als ein Gesicht auf dem Selfie',
    unreadable: 'der Text des Dokuments war nicht lesbar',
    'no-name': 'kein Name auf dem Dokument lesbar',
    'unknown-kind': 'die Art des Dokuments wurde nicht erkannt',
    'uncertain-kind': 'die Art des Dokuments war nicht klar genug',
    'refused-kind': 'diese Art von Dokument wird nicht akzeptiert',
    'other-kind': 'das Dokument ist nicht von der gewählten Art',
    'other-or-refused-kind': 'das Dokument ist nicht von der gewählten oder einer akzeptierten Art',
    'camera-check': 'die Kameraprüfung wurde nicht bestanden',
    'no-tries': 'keine Versuche mehr',
    blocked: 'der Schritt ist gesperrt',
    expired: 'die Sitzung ist abgelaufen',
  },
  saysCode: (code) => `Angabe „${code}“`,
  flaws: {
    country: 'das Land des Dokuments wird nicht akzeptiert',
    type: 'diese Art von Dokument wurde nicht akzeptiert',
    'type-unclear': 'die Art des Dokuments wurde nicht erkannt',
    expired: 'das Dokument ist abgelaufen',
    'no-expiry': 'kein Ablaufdatum gefunden',
    'same-side': 'beide Fotos zeigen dieselbe Seite',
    'cut-off': 'das Dokument ist nicht ganz im Bild',
    portrait: 'kein klares Gesicht auf dem Dokument gefunden',
    barcode: 'der Barcode war nicht lesbar',
    mrz: 'die maschinenlesbaren Zeilen waren nicht lesbar',
    glare: 'das Foto spiegelt',
    blur: 'das Foto ist unscharf',
    unreadable: 'das Dokument war nicht lesbar',
    chip: 'der Chip war nicht lesbar',
    'face-covered': 'das Gesicht ist verdeckt',
    glasses: 'der Kunde trägt eine Brille',
    'several-faces': 'mehr als ein Gesicht im Bild',
    pose: 'das Gesicht ist nicht in der richtigen Position',
    'selfie-glare': 'das Foto spiegelt',
    'selfie-quality': 'das Foto ist nicht klar genug',
    code: 'der Code war falsch oder zu spät',
  },
  and: (clauses) => clauses.join(', und '),
  requests: {
    'government-id-chip': 'den Chip noch einmal auslesen',
    'retake-document': 'das Dokument neu fotografieren',
    'both-sides': 'jede Seite des Dokuments fotografieren',
    'other-document': 'ein anderes Dokument verwenden',
    'valid-document': 'ein Dokument verwenden, das nicht abgelaufen ist',
    'retake-selfie': 'ein neues Selfie aufnehmen',
    'uncover-face': 'ein neues Selfie mit unverdecktem Gesicht aufnehmen',
    'chosen-document': 'die auf dem Bildschirm gewählte Art von Dokument verwenden',
    'repeat-camera-check': 'die Kameraprüfung wiederholen',
  },
  handoffs: { sms: 'per SMS', qr: 'per QR-Code', email: 'per E-Mail' },

  sentences: (all) => all.join(' '),
  redacted: (when) => `Die Daten des Kunden wurden entfernt${bracketed(when)}. Es gibt keine mehr.`,
  contradiction: (provider) =>
    `${provider} führt es als offen, nennt aber auch ein Ende. Vielleicht wurde es fortgesetzt.`,
  cancelled: 'Von uns storniert. Zählt nicht mehr.',
  decided: (decided) => `${decision(decided)}${because(decided.why)}.`,
  decidedAfterReview: (decided, span) =>
    `${decision(decided)}, Dauer unserer Prüfung: ${span}${decided.why ? ` – ${decided.why}` : ''}.`,
  decidedAutomatically: (decided) =>
    `${decision(decided)}, wohl automatisch (gleich nach dem letzten Schritt).`,
  decidedAfterLastStep: (decided, span) => `${decision(decided)}, ${span} nach dem letzten Schritt.`,
  noDecider: (provider) => `${provider} sagt nicht, ob eine Regel oder eine Person entschieden hat.`,
  noDecisionTime: (provider) => `${provider} sagt nicht, wann oder durch wen.`,
  lastStepDone: (when) => `Der letzte Schritt war erledigt${bracketed(when)}.`,
  failedWithTriesLeft: (provider) =>
    `${provider} führt es als fehlgeschlagen, nennt aber auch übrige Versuche.`,
  checkFailed: (when, what) => {
    const tries = what && what.tries > 1 ? `, ${what.tries}-mal` : ''
    return `Die Prüfung ist fehlgeschlagen${bracketed(when)}${tries}${what ? failing(what) : ''}.`
  },
  failed: (what) => {
    const tries = what && what.tries > 1 ? `${what.tries}-mal fehlgeschlagen` : 'Fehlgeschlagen'
    return `${tries}${what ? failing(what) : ''}.`
  },
  checksForReview: (count, isMore) =>
    count === 1
      ? `1 ${isMore ? 'weitere ' : ''}Prüfung müssen wir ansehen.`
      : `${count} ${isMore ? 'weitere ' : ''}Prüfungen müssen wir ansehen.`,
  noTriesLeft: 'Es sind keine Versuche übrig.',
  noTryLeft: 'Es ist kein Versuch übrig.',
  triesLeft: (count) => (count === 1 ? 'Ein Versuch ist übrig.' : `${count} Versuche sind übrig.`),
  waitingSince: (since, span) => `Wartet auf unsere Prüfung, seit: ${since}${bracketed(span)}.`,
  waiting: 'Wartet auf unsere Prüfung.',
  finished: (when) => `Der Kunde ist fertig${bracketed(when)}.`,
  noDecisionYet: 'Es gibt noch keine Entscheidung.',
  linkExpired: (when) => `Der Link ist abgelaufen${bracketed(when)}.`,
  neverOpened: 'Der Kunde hat ihn nie geöffnet.',
  notOpenedYet: 'Der Kunde hat den Link noch nicht geöffnet.',
  made: (when) => `Er wurde erstellt${bracketed(when)}.`,
  unsure: (provider) => `${provider} sagt nicht, ob der Kunde den Link geöffnet hat.`,
  unknownStatus: (provider) => `${provider} verwendet einen Status, den Inquiry Lens nicht kennt.`,
  tooManySessions: (count, provider) =>
    `Der Link hatte ${count} Sitzungen. ${provider} erlaubt meist nicht mehr.`,
  submitted: (check, when) =>
    `Der Kunde hat eingereicht: ${check || 'eine Prüfung'}${bracketed(when)}. Das wird gerade geprüft.`,
  moved: ({ isOpened, how, when, isIdle }) => {
    const idle = isIdle ? `, dort aber noch ${isOpened ? 'keine Prüfung begonnen' : 'nichts getan'}` : ''
    const way = how && ` ${how}`
    return isOpened
      ? `Der Kunde hat${way} auf einem anderen Gerät weitergemacht${bracketed(when)}${idle}.`
      : `Der Kunde wollte${way} auf einem anderen Gerät weitermachen${bracketed(when)}${idle}.`
  },
  opened: 'Der Kunde hat den Link geöffnet.',
  openedOnly: 'Der Kunde hat den Link geöffnet, aber keine Prüfung begonnen.',
  openedTimes: (visits, when) =>
    visits > 1
      ? `Der Kunde hat den Link ${visits}-mal geöffnet${when && ` (zuletzt ${when})`}, aber keine Prüfung begonnen.`
      : `Der Kunde hat den Link geöffnet${bracketed(when)}, aber keine Prüfung begonnen.`,
  inProgress: 'In Bearbeitung.',
  lastActive: (when) => `Zuletzt aktiv: ${when}.`,
  nextIs: (step) => `Als Nächstes: ${step}.`,
  stoppedAt: (step) => `Der Kunde hat hier aufgehört: ${step}.`,
  stoppedAfter: (step) => `Der Kunde hat danach aufgehört: ${step}.`,
  notFinished: 'Der Kunde hat begonnen, aber nicht abgeschlossen.',

  next: {
    lookFirst: (provider) => `Sehen Sie in ${provider} nach, bevor Sie dem Kunden antworten.`,
    startNew: 'Für eine weitere Prüfung eine neue beginnen.',
    askTeam: (subject) => `Fragen Sie Ihr Team, ob der Kunde ${needs[subject]} braucht.`,
    oldResult: 'Altes Ergebnis. Klären Sie, ob der Kunde ein neues braucht.',
    nothing: 'Nichts zu tun. Diese Prüfung hält den Kunden nicht auf.',
    mendable:
      'Der Kunde kann das beheben. Fragen Sie Ihre Prüfer, ob er es in einer neuen Sitzung noch einmal versuchen darf.',
    noReason:
      'Nennen Sie dem Kunden keinen Grund. Fragen Sie Ihre Prüfer, ob er es noch einmal versuchen darf.',
    linkUsedUp: (subject, request) =>
      `Dieser Link geht nicht mehr. Für einen weiteren Versuch braucht der Kunde ${needs[subject]}${request && ` und sollte ${request}`}.`,
    longReview: 'Länger als üblich. Fragen Sie Ihre Prüfer.',
    review: 'Der Kunde muss nichts tun. Wir schreiben, sobald entschieden ist.',
    wait: 'Warten Sie auf die automatische Entscheidung oder fragen Sie Ihre Prüfer.',
    newLink: {
      persona: 'In Persona fortsetzen oder eine neue Inquiry beginnen, dann diesen Link senden.',
      deepidv: 'In deepidv eine neue Sitzung erstellen und ihren Link senden.',
    },
    askArrival: 'Fragen Sie, ob unsere Nachricht angekommen ist.',
    noMoreTries: (subject) =>
      `Bitten Sie nicht um einen weiteren Versuch: Der Kunde braucht ${needs[subject]}.`,
    linkWillNotOpen: (subject) => `Der Link öffnet sich nicht mehr: Der Kunde braucht ${needs[subject]}.`,
    lookForMessage: 'Bitten Sie den Kunden, unsere Nachricht zu suchen, auch im Spam-Ordner.',
    ask: (request) => `Der Kunde sollte ${request}. Bitten Sie ihn darum.`,
    askRetry: 'Bitten Sie den Kunden, diesen Schritt noch einmal zu versuchen.',
    reviewersKnow: 'Ihre Prüfer sehen, warum er fehlgeschlagen ist.',
    dashboardKnows: 'Das Dashboard nennt den Grund.',
    resultSoon: 'Warten Sie einen Moment. Das Ergebnis erscheint hier.',
    continueThere: 'Bitten Sie den Kunden, dort weiterzumachen oder den Link dort zu öffnen.',
    openAgain: 'Bitten Sie den Kunden, ihn wieder zu öffnen und weiterzumachen.',
    openLinkAgain: 'Bitten Sie den Kunden, den Link wieder zu öffnen und weiterzumachen.',
    fewMinutes: 'Geben Sie dem Kunden einige Minuten.',
  },

  facts: {
    createdAt: (at) => `erstellt ${at}`,
    openedAt: (at) => `geöffnet ${at}`,
    finishedAt: (at) => `abgeschlossen ${at}`,
    reviewSince: (at) => `in Prüfung ${at}`,
    decidedAt: (at) => `entschieden ${at}`,
    failedAt: (at) => `fehlgeschlagen ${at}`,
    expiredAt: (at) => `abgelaufen ${at}`,
    next: (step) => `als Nächstes ${step}`,
  },
}

export default { insight }
