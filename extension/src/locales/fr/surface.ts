import { plural } from '@inquiry-lens/shared/lib/catalogue.ts'
import type { CommonWords, FailureWords, FrameWords, NoticeWords, SurfaceCatalogue } from '../surface.ts'

const common: CommonWords = {
  units: { second: 's', minute: 'min' },
  states: {
    'not-opened': 'Non ouvert',
    'in-progress': 'En cours',
    'waiting-on-us': 'À nous d’agir',
    approved: 'Approuvé',
    declined: 'Refusé',
    expired: 'Expiré',
    failed: 'Échoué',
    voided: 'Annulé',
    redacted: 'Supprimé',
    unknown: 'Inconnu',
  },
  environments: { production: 'Production', sandbox: 'Sandbox', unknown: 'Inconnu' },
  sampleData: 'Données d’exemple',
  environment: 'environnement',
  unknown: 'Inconnu',
  close: 'Fermer',
  clear: 'Effacer',
  admin: 'Administration',
  options: 'Options',
  openSidePanel: 'Ouvrir le panneau latéral',
  refresh: 'Actualiser',
  refreshAsOf: 'Actualiser, état : ',
  asOf: (time) => `État : ${time}`,
  withoutAge: (title) => title.replace(/^État [^:]*:/, ''),
  key: (key) => `Touche : ${key}`,
  nothingToCopy: 'Rien de copié : rien à copier ici pour l’instant',
  search: {
    label: 'Trouver un dossier par un ID',
    placeholder: 'Coller un ID, un lien ou le ticket',
    found: 'ID dans le texte',
  },
  groups: {
    customer: 'En attente du client',
    us: 'À nous d’agir',
    'ended-badly': 'Mal terminé',
    done: 'Terminé',
  },
  glance: {
    us: 'Aucun des derniers dossiers n’attend notre action',
    endedBadly: 'Aucun des derniers dossiers n’est mal terminé',
  },
  notLoadedYet: 'Pas encore chargé',
  inReview: 'En examen',
  notDecidedYet: 'Non décidé',
  request: {
    cancelled: 'La requête a été annulée.',
    updated: 'Inquiry Lens a été mis à jour pendant que cette page était ouverte.',
    reopen: 'Fermez cette page et rouvrez-la.',
    noAnswer: 'La partie d’Inquiry Lens en arrière-plan n’a pas répondu.',
  },
  justNow: 'à l’instant',
  countedAll: (all, since) =>
    `Sur ${plural(all, { one: `${all} dossier`, other: `les ${all} dossiers` })}${since && ` depuis ${since}`}`,
  countedSome: (counted, more, since) =>
    `Sur ${plural(counted, { one: `${counted} dossier`, other: `${counted} dossiers` })}${since && ` depuis ${since}`} ; ${plural(more, { one: `${more} autre inconnu`, other: `${more} autres inconnus` })}`,
}

const notice: NoticeWords = {
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
    done: (label) => label.replace(/^Copier$/, 'Copié').replace(/^Copier(?:\s:)?(?=\s)/, 'Copié :'),
    failed: (why, nextStep) => `Non copié. ${why} : ${nextStep}`,
    byHand: 'Le navigateur ne l’a pas copié : appuyez sur Ctrl+C ou ⌘C',
  },
  asOfBecause: (ago, why) => `État ${ago} : ${why}`,
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
    polling: (wait) => `toutes les ${wait}`,
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
      'agent-share-used': 'vous répond moins : votre part de requêtes est épuisée',
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

const frame: FrameWords = {
  backTo: (list) => `Retour à ${list}`,
  back: 'Retour (Échap)',
  openIn: (provider) => `Ouvrir dans ${provider}`,
  openInEnvironment: (provider, environment) => `Ouvrir dans ${provider} (${environment})`,
  notCopied: (id) => `Non copié\u00a0: ${id} n’est plus sur la page`,
  changedTo: (state) => `désormais ${state}`,
  changes: (count) => plural(count, { one: `${count} nouveauté`, other: `${count} nouveautés` }),
  changed: (what) => `Changement\u00a0: ${what}`,
  changedBefore: 'Changement ',
  changedAfter: '\u00a0: ',
  seen: 'Vu',
  device: {
    unknown: 'Appareil inconnu',
    sdk: (name) => `SDK ${name}`,
    programOn: (program, system) => `${program} sur ${system}`,
    network: { vpn: 'VPN', proxy: 'Proxy', tor: 'Tor', datacenter: 'Centre de données' },
    threat: (level) => `Menace\u00a0: ${level}`,
  },
}

const failures: FailureWords = {
  'invalid-parameter': { title: 'Paramètre non valide', nextStep: 'Corrigez le filtre et réessayez.' },
  'unknown-parameter': { title: 'Paramètre inconnu', nextStep: 'Retirez le filtre et réessayez.' },
  'invalid-cursor': {
    title: 'Cette position dans la liste n’existe plus',
    nextStep: 'Recommencez à l’entrée la plus récente.',
  },
  'invalid-body': { title: 'La requête n’a pas pu être lue', nextStep: 'Corrigez-la et réessayez.' },
  'signed-out': {
    title: 'Vous êtes déconnecté',
    nextStep: 'Reconnectez-vous avec un nouveau code d’appairage.',
  },
  'origin-refused': {
    title: 'Le relay ne connaît pas cette extension',
    nextStep: 'Demandez à votre admin d’ajouter cette extension à ALLOWED_ORIGINS du relay.',
  },
  'host-refused': {
    title: 'Le relay ne sert pas ce nom d’hôte',
    nextStep: 'Utilisez l’adresse propre du relay, en https sauf s’il tourne sur cet ordinateur.',
  },
  'role-refused': { title: 'Votre rôle ne le permet pas', nextStep: 'Demandez à votre admin.' },
  'pairing-code-wrong': {
    title: 'Mauvais code d’appairage',
    nextStep: 'Vérifiez chaque caractère ou demandez un nouveau code à votre admin.',
  },
  'pairing-code-used': {
    title: 'Ce code d’appairage a déjà servi',
    nextStep: 'Chaque code sert une fois. Demandez-en un nouveau à votre admin.',
  },
  'pairing-code-expired': {
    title: 'Ce code d’appairage a expiré',
    nextStep: 'Les codes expirent après dix minutes. Demandez-en un nouveau à votre admin.',
  },
  'pairing-code-dead': {
    title: 'Trop d’essais avec ce code d’appairage',
    nextStep: 'Il ne sert plus. Demandez-en un nouveau à votre admin.',
  },
  'role-not-confirmed': {
    title: 'Cet agent a un autre rôle',
    nextStep: 'Actualisez la liste des agents, puis confirmez la modification.',
  },
  'agent-revoked': {
    title: 'L’accès de cet agent a été révoqué',
    nextStep: 'Actualisez la liste des agents, puis réadmettez-le.',
  },
  'watches-full': {
    title: 'Vous suivez déjà autant de dossiers que possible',
    nextStep: 'Arrêtez un suivi dont vous n’avez plus besoin, puis réessayez.',
  },
  'not-found': { title: 'Introuvable', nextStep: 'Vérifiez l’ID et son environnement.' },
  'no-such-route': {
    title: 'Le relay n’a pas cette adresse',
    nextStep: 'Vérifiez l’adresse ou mettez à jour le relay.',
  },
  'method-not-allowed': {
    title: 'Le relay ne prend pas en charge cette méthode ici',
    nextStep: 'Voir la liste des routes du relay.',
  },
  'body-too-large': { title: 'La requête est trop grande', nextStep: 'Demandez moins à la fois.' },
  'agent-rate-limited': { title: 'Trop de requêtes', nextStep: 'Nouvel essai automatique.' },
  'views-throttled': {
    title: 'Vous consultez plus de clients que d’habitude',
    nextStep: 'Attendez la fin du compte à rebours. Les clients de la dernière heure restent visibles.',
  },
  'lookups-limited': {
    title: 'Vous avez épuisé les recherches de cette heure',
    nextStep: 'Attendez la fin du compte à rebours. Vous pouvez encore ouvrir un dossier.',
  },
  'log-limited': {
    title: 'Vous avez épuisé votre part du journal d’audit pour cette heure',
    nextStep: 'Attendez la fin du compte à rebours. Si c’était du travail normal, prévenez votre admin.',
  },
  'pairing-throttled': {
    title: 'Mauvais code d’appairage, après de nombreux essais',
    nextStep: 'Vérifiez chaque caractère. Le bon code fonctionne encore.',
  },
  'agent-share-used': {
    title: 'Vous avez épuisé votre part des requêtes au fournisseur',
    nextStep: 'Attendez la fin du compte à rebours. Les autres agents ne sont pas concernés.',
  },
  internal: {
    title: 'Erreur dans le relay',
    nextStep: 'Réessayez. Si cela se répète, envoyez l’ID de la requête à votre admin.',
  },
  'provider-key-refused': {
    title: 'Le fournisseur a refusé la clé du relay',
    nextStep: 'Prévenez votre admin : la clé du relay doit être renouvelée ou autorisée.',
  },
  'provider-unavailable': {
    title: 'Le fournisseur ne répond pas',
    nextStep: 'Nouvel essai automatique. Voir la page d’état du fournisseur.',
  },
  'provider-unreadable': {
    title: 'Le fournisseur a donné une réponse illisible',
    nextStep: 'Nouvel essai automatique. Si cela se répète, envoyez l’ID de la requête à votre admin.',
  },
  'provider-limit-near': {
    title: 'Le fournisseur approche de sa limite de requêtes',
    nextStep: 'Les recherches fonctionnent encore. Nouvel essai automatique.',
  },
  'provider-rate-limited': {
    title: 'Le fournisseur n’accepte plus de requêtes pour l’instant',
    nextStep: 'Nouvel essai dès qu’il l’accepte.',
  },
  'provider-timeout': {
    title: 'Le fournisseur a mis trop de temps à répondre',
    nextStep: 'Réessayez dans un instant.',
  },
  'no-provider': {
    title: 'Le relay n’a aucun fournisseur',
    nextStep: 'Demandez à votre admin de mettre la clé du fournisseur dans le relay.',
  },
  'audit-full': {
    title: 'Journal d’audit plein. Recherches suspendues',
    nextStep:
      'Demandez à votre admin d’exporter le journal (npm run audit -- export) ou d’augmenter AUDIT_CAPACITY_MB.',
  },
  'relay-busy': {
    title: 'Le relay est occupé',
    nextStep: 'Beaucoup de requêtes attendent le fournisseur. Réessayez dans un instant.',
  },
  'relay-interrupted': { title: 'Le relay a été interrompu', nextStep: 'Réessayez dans un instant.' },
  'relay-not-configured': {
    title: 'Le relay n’est pas configuré',
    nextStep: 'Demandez à votre admin de terminer la configuration du relay.',
  },
  offline: { title: 'Vous êtes hors ligne', nextStep: 'Nouvel essai dès que vous êtes en ligne.' },
  'extension-error': {
    title: 'Inquiry Lens a fait une erreur',
    nextStep: 'Réessayez ou rechargez l’extension.',
  },
  'relay-unreachable': {
    title: 'Le relay est injoignable',
    nextStep: 'Vérifiez votre connexion ou le VPN, et l’adresse du relay dans les options.',
  },
  'relay-timeout': {
    title: 'Le relay a mis trop de temps à répondre',
    nextStep: 'Réessayez dans un instant.',
  },
  'relay-unreadable': {
    title: 'La réponse du relay n’a pas pu être lue',
    nextStep:
      'Réessayez. Si cela persiste, dites à votre admin que le relay et l’extension ne vont peut-être pas ensemble.',
  },
  'not-a-relay': {
    title: 'Il n’y a pas de relay Inquiry Lens à cette adresse',
    nextStep: 'Vérifiez l’adresse avec votre admin.',
  },
  'client-too-old': {
    title: 'Cette extension est trop ancienne pour le relay',
    nextStep: 'Mettez à jour l’extension ou demandez-le à votre admin.',
  },
  'relay-too-old': {
    title: 'Le relay est trop ancien pour cette extension',
    nextStep: 'Demandez à votre admin de mettre à jour le relay.',
  },
  'address-not-valid': {
    title: 'Ce n’est pas une adresse de relay',
    nextStep: 'Elle ressemble à https://lens.example.com, sans rien après le nom.',
  },
  locked: {
    title: 'Inquiry Lens est verrouillé',
    nextStep: 'Continuez dans la fenêtre surgissante ou le panneau latéral.',
  },
  'id-not-recognised': {
    title: 'Il n’y a pas d’ID là-dedans',
    nextStep:
      'Copiez l’ID entier depuis le ticket. Celui d’un inquiry se compose de inq_ et de 24 lettres et chiffres.',
  },
  'no-case': {
    title: 'Cela ne mène à aucun inquiry',
    nextStep: 'Cherchez l’ID de l’inquiry lui-même, qui commence par inq_.',
  },
  'page-closed': {
    title: 'Cette page ne peut pas être lue',
    nextStep:
      'Cliquez sur le bouton de la barre d’outils quand la page est ouverte. Certaines pages sont fermées à toute extension.',
  },
  'switched-off': { title: 'Ceci est désactivé', nextStep: 'Votre admin l’a désactivé.' },
  'set-by-administrator': {
    title: 'Votre administrateur l’a fixé',
    nextStep: 'Demandez-lui si cela doit être autrement.',
  },
  'panel-closed': {
    title: 'Le panneau latéral n’a pas pu être ouvert',
    nextStep: 'Ouvrez-le depuis le bouton de la barre d’outils.',
  },
}

export default { common, notice, frame, failures } satisfies SurfaceCatalogue
