import { plural } from '@inquiry-lens/shared/lib/catalogue.ts'
import type { NoticeWords } from '../notice.ts'

const words: NoticeWords = {
  roles: { agent: 'agent', investigator: 'enquêteur', auditor: 'auditeur', admin: 'admin' },
  tryAgain: 'Réessayer',
  clearFilters: 'Effacer les filtres',
  startOver: 'Repartir des plus récents',
  signInAgain: 'Se reconnecter',
  retryingIn: (wait) => `Nouvel essai dans ${wait}`,
  retryingNow: 'Nouvel essai…',
  requestId: 'ID de requête',
  none: 'Aucun',
  copy: {
    requestId: 'Copier l’ID de requête',
    id: (name) => `Copier l’ID (${name.toLowerCase()})`,
    copied: 'Copié',
    done: (label) => label.replace(/^Copier$/, 'Copié').replace(/^Copier(?:\s:)?(?=\s)/, 'Copié :'),
    failed: (why, nextStep) => `Non copié. ${why} : ${nextStep}`,
    byHand: 'Le navigateur ne l’a pas copié : appuyez sur Ctrl+C ou ⌘C',
  },
  asOfBecause: (ago, why) => `État ${ago} : ${why}`,
  afterColon: (sentence) =>
    sentence.replace(/^(Le|La|Les|Un|Une|Ce|Cette|Il|Vous|Votre)\b/, (word) => word.toLowerCase()),
  nameProvider: (title, provider) =>
    title.replace(/\bdu fournisseur/i, `de ${provider}`).replace(/\ble fournisseur/i, provider),
  showingLast: 'Dernières données connues affichées. Nouvel essai automatique.',
  health: {
    title: 'Fournisseurs',
    untried: 'pas encore sollicité',
    answering: 'répond',
    retriedIn: (wait) => `nouvel essai dans ${wait}`,
    moreIn: (wait) => `davantage dans ${wait}`,
    live: 'en direct',
    behind: (wait) => `en retard de ${wait}`,
    noneLeft: 'plus aucune requête disponible',
    left: (left, limit, window) => `reste ${left} sur ${limit}${window && ` ${window}`}`,
    today: 'aujourd’hui',
    thisMinute: 'cette minute',
    within: (span) => `sur ${span}`,
    ofProvider: (provider, reason) => `${provider} ${reason}`,
    reasons: {
      'provider-unavailable': 'ne répond pas',
      'provider-timeout': 'a mis trop de temps à répondre',
      'provider-unreadable': 'a donné une réponse illisible',
      'provider-rate-limited': 'n’accepte plus de requêtes pour l’instant',
      'provider-limit-near': 'approche de sa limite de requêtes',
      'agent-share-used': 'vous répond moins : votre part de requêtes est épuisée',
      'provider-key-refused': 'a refusé la clé du relay',
    },
    otherReason: 'ne peut pas être interrogé pour l’instant',
  },
  signedOut: {
    title: 'Vous êtes déconnecté',
    nextStep: 'Demandez un nouveau code d’appairage à votre admin.',
  },
  notConnected: {
    title: 'Inquiry Lens n’est pas encore connecté',
    about: 'Voyez ce qui s’est passé lors de la vérification d’identité d’un client sans quitter le ticket.',
    nextStep:
      'Connectez-vous au relay de votre entreprise, ou découvrez d’abord l’outil avec des clients fictifs.',
    connect: 'Se connecter',
    trySamples: 'Essayer avec des exemples',
  },
  locked: {
    title: 'Verrouillé',
    about: 'Inquiry Lens se verrouille après 15 minutes sans utilisation. Vous êtes toujours connecté.',
    continue: 'Continuer',
  },
  alarm: {
    label: 'Alarme',
    title: 'Le journal d’audit n’a pas passé son contrôle',
    nextStep: 'Prévenez votre responsable conformité.',
    details: 'Voir les détails',
  },
  capacity: {
    titles: {
      warning: (share) => `Journal d’audit presque plein (${share})`,
      full: (share) => `Journal d’audit plein (${share}). Les recherches sont suspendues.`,
      exhausted: (share) => `Journal d’audit plein (${share}). Toutes les requêtes sont suspendues.`,
    },
    nextStep: (unexported) => {
      const days = plural(unexported, {
        one: '1 jour clos n’est pas encore exporté',
        other: `${unexported} jours clos ne sont pas encore exportés`,
      })
      return `Exportez les jours clos pour libérer de la place.${unexported > 0 ? ` ${days}.` : ''}`
    },
  },
}

export default words
