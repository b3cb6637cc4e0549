import { plural } from '@inquiry-lens/shared/lib/catalogue.ts'
import type { NoticeWords } from '../notice.ts'

const words: NoticeWords = {
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

export default words
