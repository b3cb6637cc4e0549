import type { WholePack } from './packs.ts'

const UNTIL = '[ Der Link gilt bis zum {until}.]'
const NEXT = '[ Der nächste Schritt: {task}.]'

export const DE: WholePack = {
  language: 'de',
  name: 'Deutsch',
  replies: {
    'open-link': `Ihre Identitätsprüfung wurde noch nicht begonnen. Bitte öffnen Sie den Link, den wir Ihnen geschickt haben, und folgen Sie den Schritten auf dem Bildschirm.${UNTIL} Wenn etwas unklar ist, antworten Sie einfach auf diese Nachricht.`,
    continue: `Ihre Identitätsprüfung ist noch nicht abgeschlossen. Bitte öffnen Sie den Link noch einmal und machen Sie dort weiter, wo Sie aufgehört haben.${NEXT}${UNTIL}`,
    'continue-on-other-device': `Ihre Identitätsprüfung ist noch nicht abgeschlossen und wartet vielleicht auf einem anderen Gerät auf Sie. Bitte öffnen Sie den Link auf dem Gerät, das Sie verwenden möchten, und folgen Sie dort den Schritten.${NEXT}${UNTIL}`,
    retry: `Ein Schritt Ihrer Identitätsprüfung hat noch nicht geklappt, und Sie können ihn wiederholen. Bitte öffnen Sie dazu den Link noch einmal.[ Das ist zu tun: {task}.]${UNTIL}`,
    'new-link':
      'Der Link zu Ihrer Identitätsprüfung funktioniert nicht mehr. Bitte sagen Sie uns Bescheid, wenn Sie bereit sind, dann schicken wir Ihnen einen neuen.[ Bei der neuen Prüfung bitte {task}.]',
    'no-tries-left':
      'Es tut uns leid: Diese Identitätsprüfung lässt sich nicht noch einmal versuchen.[ Bei einer neuen Prüfung bitte {task}.] Bitte antworten Sie auf diese Nachricht, dann helfen wir Ihnen weiter.',
    'in-review':
      'Vielen Dank, wir haben alles, was wir von Ihnen brauchen. Sie müssen nichts weiter tun; wir melden uns bei Ihnen, sobald es etwas Neues gibt.',
    approved: 'Gute Nachrichten: Ihre Identitätsprüfung war erfolgreich. Sie müssen dafür nichts weiter tun.',
    declined:
      'Es tut uns leid: Mit dieser Prüfung konnten wir Ihre Identität nicht bestätigen.[ Bei einer neuen Prüfung bitte {task}.] Wenn Sie wissen möchten, wie es weitergeht, antworten Sie bitte auf diese Nachricht.',
    cancelled:
      'Diese Identitätsprüfung wurde vorzeitig beendet, daher funktioniert der Link nicht mehr. Wenn Sie noch eine brauchen, sagen Sie uns bitte Bescheid, dann schicken wir Ihnen einen neuen Link.',
    deleted:
      'Die Daten dieser Identitätsprüfung wurden gelöscht, deshalb können wir sie nicht mehr einsehen. Wenn Sie Ihre Identität noch einmal bestätigen müssen, sagen Sie uns bitte Bescheid, dann schicken wir Ihnen einen neuen Link.',
  },
  tasks: {
    'government-id': 'ein Foto Ihres Ausweises aufnehmen',
    'government-id-chip': 'den Chip Ihres Ausweises mit dem Smartphone auslesen',
    selfie: 'ein Selfie aufnehmen',
    document: 'das gewünschte Dokument hinzufügen',
    'phone-number': 'Ihre Telefonnummer bestätigen',
    'email-address': 'Ihre E-Mail-Adresse bestätigen',
    'retake-document':
      'ein neues Foto Ihres Dokuments aufnehmen, auf dem es ganz zu sehen ist, bei gutem Licht und ohne Spiegelungen',
    'both-sides': 'ein Foto von der Vorderseite Ihres Dokuments und eines von der Rückseite aufnehmen',
    'other-document': 'ein anderes Ausweisdokument verwenden',
    'valid-document': 'ein Ausweisdokument verwenden, das noch gültig ist',
    'chosen-document': 'genau die Art von Dokument fotografieren, die Sie auf dem Bildschirm auswählen',
    'retake-selfie':
      'ein neues Selfie aufnehmen, nur mit Ihnen im Bild, mit Blick in die Kamera und bei gutem Licht',
    'uncover-face': 'ein neues Selfie ohne Brille und mit unverdecktem Gesicht aufnehmen',
    'repeat-camera-check':
      'den Schritt mit der Kamera wiederholen, bei gutem Licht und mit dem Gesicht im Rahmen',
    'repeat-step': 'denselben Schritt wiederholen',
  },
}
