import { plural } from '@inquiry-lens/shared/lib/catalogue.ts'
import { formatNumber } from '../../ui/format/locale.ts'
import type { AdminWords } from '../admin.ts'

const words: AdminWords = {
  title: 'Admin',
  sections: { agents: 'Agenten', audit: 'Audit-Protokoll', gateway: 'Anbieter' },
  refresh: 'Aktualisieren',
  notForRole: {
    title: 'Diese Seite ist für Admins und Auditoren',
    text: (role, email) => `Sie sind als ${role} angemeldet (${email}). Bitten Sie einen Admin um Zugriff.`,
  },
  exporting: {
    copy: 'Befehl kopieren',
    howTo:
      'Führen Sie ihn im Repository des Relays mit gesetztem BOOTSTRAP_TOKEN aus. Für ein lokales Relay wird das Token automatisch gefunden.',
  },
  addAgent: {
    heading: 'Agent hinzufügen',
    email: 'E-Mail-Adresse',
    emailProblem: 'Geben Sie eine E-Mail-Adresse ein, zum Beispiel ada@example.com.',
    role: 'Rolle',
    roleHints: {
      agent: 'Liest Fälle, Sitzungen und Ereignisse.',
      investigator: 'Liest und lässt mit Begründung sensible Felder anzeigen.',
      auditor: 'Liest das Audit-Protokoll und den Status der Anbieter.',
      admin: 'Verwaltet Agenten. Liest Fälle, Audit-Protokoll und Status der Anbieter.',
    },
    create: 'Hinzufügen und Code erstellen',
    createAnother: 'Weiteren Code erstellen',
    reinstate: 'Entsperren und Code erstellen',
    creating: 'Code wird erstellt …',
    known: (email, role) => `${email} gibt es schon als ${role}. Bestehende Anmeldungen bleiben gültig.`,
    knownInAnotherRole: (email, before, role) =>
      `${email} gibt es schon. Die Rolle wechselt ab der nächsten Anfrage von ${before} zu ${role}.`,
    revoked: (email, role) => `${email} ist gesperrt und wird damit als ${role} entsperrt.`,
    revokedInAnotherRole: (email, before, role) =>
      `${email} ist gesperrt und wird damit als ${role} entsperrt. Die Rolle wechselt ab der nächsten Anfrage von ${before} zu ${role}.`,
  },
  changeRole: {
    about: (email) => `Rolle von ${email} ändern?`,
    own: (before, role) =>
      `Ihre eigene Rolle von ${before} zu ${role} ändern? Sie können das nicht selbst rückgängig machen.`,
    another: (email, before, role) => `${email} von ${before} zu ${role} ändern?`,
    change: 'Rolle ändern',
    changing: 'Wird geändert …',
    keep: (before) => `${before} bleiben`,
  },
  code: {
    heading: (email, role) => `Kopplungscode für ${email} als ${role}`,
    validity: (wait) =>
      `Gilt einmal, noch ${wait}. Er wird nicht wieder angezeigt; senden Sie ihn so, dass ihn niemand sonst lesen kann.`,
    copy: 'Code kopieren',
    copyInvitation: 'Einladung kopieren',
    invitation: (email, relay, code) => [
      `Sie können sich bei Inquiry Lens als ${email} anmelden.`,
      'Geben Sie in den Optionen der Erweiterung ein:',
      `Relay-Adresse: ${relay}`,
      `Kopplungscode: ${code}`,
      'Der Code gilt einmal, für zehn Minuten.',
    ],
    done: 'Fertig',
  },
  agents: {
    loading: 'Agenten werden geladen …',
    count: (active, revoked) =>
      `${active} ${plural(active, { one: 'Agent', other: 'Agenten' })}${revoked > 0 ? `, ${revoked} gesperrt` : ''}`,
    find: 'Agenten nach E-Mail oder Rolle suchen',
    findBriefly: 'E-Mail oder Rolle suchen',
    none: 'Noch keine Agenten',
    noneHint:
      'Fügen Sie einen Agenten hinzu, um einen Kopplungscode zu erstellen. Er wird in den Optionen der Erweiterung eingegeben.',
    noMatch: 'Keine passenden Agenten',
    noMatchHint: 'Suchen Sie nach E-Mail oder Rolle.',
    showMore: (more, all) => `${more} von weiteren ${all} anzeigen`,
    auditEntries: 'Einträge im Audit-Protokoll',
    isRevoked: 'gesperrt',
    isSelf: 'Sie',
    revoked: (role) => ({ before: 'Gesperrt ', after: `, war ${role}` }),
    neverSignedIn: 'Nie angemeldet',
    lastActive: { before: 'Zuletzt aktiv ', after: '' },
    signIns: (count) => `${count} ${plural(count, { one: 'Anmeldung', other: 'Anmeldungen' })}`,
    newCode: 'Neuer Code',
    newCodeFor: (email) => `Neuer Code für ${email}`,
    reinstate: 'Entsperren',
    reinstateWhom: (email) => `${email} entsperren`,
    failed: (what, why) => `${what}: ${why}`,
    noCode: (email) => `Kein Code für ${email} erstellt`,
  },
  revoke: {
    revoke: 'Sperren',
    whom: (email) => `${email} sperren`,
    about: (email) => `${email} sperren?`,
    self: 'Sich selbst sperren? Sie werden abgemeldet.',
    another: 'Alle Anmeldungen beenden?',
    revoking: 'Wird gesperrt …',
    cancel: 'Abbrechen',
    done: (email) => `${email} ist ab der nächsten Anfrage überall abgemeldet.`,
    failed: (email) => `${email} wurde nicht gesperrt`,
  },
  revokeAll: {
    heading: 'Alle Agenten abmelden',
    lead: 'Beendet ab der nächsten Anfrage alle Anmeldungen außer Ihrer und macht alle offenen Kopplungscodes ungültig. Die Rollen bleiben; jeder Agent braucht einen neuen Code.',
    type: { before: 'Geben Sie ', after: ' ein, um fortzufahren' },
    typed: 'alle abmelden',
    revoke: 'Alle Agenten abmelden',
    revoking: 'Alle Agenten werden abgemeldet …',
    done: (signIns) =>
      `${plural(signIns, { one: '1 Anmeldung endet', other: `${signIns} Anmeldungen enden` })} mit der nächsten Anfrage. Sie bleiben angemeldet. Jeder Agent braucht einen neuen Code.`,
    failed: 'Die Anmeldungen wurden nicht beendet',
  },
  gateway: {
    lead: 'Nur Zahlen, keine Kundendaten.',
    asOf: (ago) => `Stand: ${ago}. Wird automatisch aktualisiert.`,
    none: 'Kein Anbieter ist eingerichtet',
    noneHint: 'Hinterlegen Sie den Schlüssel eines Anbieters im Relay.',
    quota: 'Kontingent',
    quotaOf: (provider) => `Übrige Anfragen bei ${provider}`,
    moreIn: (quota, wait) => `${quota}, mehr in ${wait}`,
    breaker: 'Sicherung',
    breakers: {
      closed: (provider) => `Geschlossen: Anfragen an ${provider} werden wie üblich gesendet`,
      open: (provider) => `Offen: ${provider} fiel wiederholt aus. Wird automatisch wieder versucht.`,
      'half-open': () => 'Halb offen: eine Anfrage wird versucht',
    },
    untried: 'Noch nicht benutzt',
    answering: 'Antwortet',
    key: 'Schlüssel',
    lacks: { before: 'Ohne ', after: ': Fälle nennen nicht den Grund einer fehlgeschlagenen Teilprüfung' },
    requests: 'Anfragen',
    sent: (calls, retries) =>
      `${formatNumber(calls)} gesendet, davon ${formatNumber(retries)} Wiederholungen`,
    webhooks: 'Webhooks',
    received: (received, applied) =>
      received === 0
        ? 'Noch keiner'
        : `${formatNumber(received)} empfangen, ${formatNumber(applied)} angewendet, zuletzt `,
    delay: (median, p95) => `, meist ${median} nach dem Ereignis, 95 % innerhalb von ${p95}`,
    cached: 'Im Cache',
    contents: (answers, kilobytes, events) =>
      `${formatNumber(answers)} ${plural(answers, { one: 'Antwort', other: 'Antworten' })} (${formatNumber(kilobytes)} kB), ${formatNumber(events)} ${plural(events, { one: 'Ereignis', other: 'Ereignisse' })}`,
    counting: 'Zählung',
    since: { before: 'Beginn: ', after: '' },
    answers: (count) =>
      `${formatNumber(count)} ${plural(count, { one: 'Antwort', other: 'Antworten' })} an Agenten`,
    uses: {
      fresh: { name: 'Cache, frisch', hint: 'ohne Anfrage beantwortet' },
      revalidating: { name: 'Cache, wird erneuert', hint: 'sofort gezeigt, im Hintergrund erneuert' },
      collapsed: { name: 'Geteilt', hint: 'wartete auf eine laufende Anfrage' },
      fetched: { name: 'Abgerufen', hint: 'mit eigener Anfrage' },
      stale: { name: 'Veraltet', hint: 'Cache, mit Alter gezeigt: der Anbieter war nicht erreichbar' },
      refused: { name: 'Fehlgeschlagen', hint: 'nichts war im Cache' },
    },
    percent: (percent) => `${percent} %`,
    failedRequests: 'Fehlgeschlagene Anfragen',
    noFailures: 'Keine',
    leftOut: 'Neu oder nicht lesbar',
    nothingLeftOut: 'Nur Felder, die die Feldtabelle weglässt',
    objects: {
      session: 'Sitzungen',
      inquiry: 'Inquirys',
      event: 'Ereignisse',
      step: 'Schritte',
      attempt: 'Fehlversuche',
      verification: 'Prüfungen',
      template: 'Vorlagen',
      workflow: 'Workflows',
    },
    dropped: {
      unreadable: (objects) => `${objects}, die nicht gelesen werden konnten`,
      nameless: (objects) => `${objects} ohne Namen`,
      other: (objects, why) => `${objects} (${why})`,
    },
    drift: {
      field: (provider, objects) => ({
        before: `${provider} hat `,
        after: ` neu bei: ${objects}, verworfen`,
      }),
      hiddenField: (provider, objects) => `${provider} hat ein neues Feld bei: ${objects}, verworfen`,
      code: (provider, field, objects) => ({
        before: `${provider} verwendet `,
        after: ` als ${field} bei: ${objects}, hier unbekannt`,
      }),
      hiddenCode: (provider, field, objects) =>
        `${provider} verwendet einen Code als ${field} bei: ${objects}, hier unbekannt`,
    },
    first: { before: ', erstmals ', after: '' },
  },
}

export default words
