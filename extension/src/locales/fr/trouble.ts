import { upperInitial } from '@inquiry-lens/shared/lib/initial.ts'
import { formatNumber } from '../../ui/format/locale.ts'
import type { TroubleStep, TroubleWords } from '../trouble.ts'

const steps: Record<TroubleStep, string> = {
  'government-id': 'pièce d’identité',
  'government-id-nfc': 'puce de la pièce d’identité',
  document: 'document',
  'second-document': 'deuxième document',
  'third-document': 'troisième document',
  selfie: 'selfie',
  'camera-check': 'contrôle caméra',
  'phone-number': 'numéro de téléphone',
  'email-address': 'adresse e-mail',
}

const some = (amount: number): string => (amount === 0 ? 'aucun' : String(amount))

const words: TroubleWords = {
  sentence: (cause, customers, usually) => {
    const usual = some(usually)
    if (cause === 'declined') return `${customers} clients refusés en une heure, d’habitude ${usual}`
    if (cause === 'failed') return `${customers} clients en échec définitif en une heure, d’habitude ${usual}`
    const step = steps[cause]
    return `${upperInitial(step)} : ${customers} clients en échec en une heure, d’habitude ${usual}`
  },
  title: 'Beaucoup de clients échouent à la fois',
  show: 'Afficher leurs dossiers',
  showAll: 'Afficher tous les dossiers',
  dismiss: 'Masquer une heure, ou jusqu’au double',
  basis: {
    title: 'Sur quoi cela repose',
    over: (cases, provider, since) =>
      `Compté sur ${formatNumber(cases)} dossiers de ${provider} disponibles depuis ${since}.`,

    before: (hours, usual) =>
      `Dans les ${hours.length} heures précédentes, la dernière d’abord : ${hours.join(', ')}. La médiane est ${usual}.`,
    rule: (least, times) =>
      `Affiché à partir de ${least} clients en une heure, si c’est au moins ${times} fois l’habitude. Chaque client compte une fois ; l’inconnu ne compte pas.`,
  },
}

export default words
