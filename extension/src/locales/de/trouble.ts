import { upperInitial } from '@inquiry-lens/shared/lib/initial.ts'
import { formatNumber } from '../../ui/format/locale.ts'
import type { TroubleStep, TroubleWords } from '../trouble.ts'

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

const words: TroubleWords = {
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

export default words
