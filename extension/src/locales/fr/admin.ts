import { plural } from '@inquiry-lens/shared/lib/catalogue.ts'
import { formatNumber } from '../../ui/format/locale.ts'
import type { AdminWords } from '../admin.ts'

const words: AdminWords = {
  title: 'Administration',
  sections: { agents: 'Agents', audit: 'Journal d’audit', gateway: 'Fournisseurs' },
  refresh: 'Actualiser',
  notForRole: {
    title: 'Cette page est réservée aux admins et aux auditeurs',
    text: (role, email) => `Vous êtes connecté comme ${role} (${email}). Demandez l’accès à un admin.`,
  },
  exporting: {
    copy: 'Copier la commande',
    howTo:
      'Exécutez-la dans le dépôt du relay avec BOOTSTRAP_TOKEN défini. Pour un relay local, le jeton est trouvé automatiquement.',
  },
  addAgent: {
    heading: 'Ajouter un agent',
    email: 'Adresse e-mail',
    emailProblem: 'Saisissez une adresse e-mail, par exemple ada@example.com.',
    role: 'Rôle',
    roleHints: {
      agent: 'Lit les dossiers, les sessions et les événements.',
      investigator: 'Lit, et affiche les champs sensibles en donnant un motif.',
      auditor: 'Lit le journal d’audit et l’état des fournisseurs.',
      admin: 'Gère les agents. Lit les dossiers, le journal d’audit et l’état des fournisseurs.',
    },
    create: 'Ajouter et créer un code',
    createAnother: 'Créer un autre code',
    reinstate: 'Rétablir et créer un code',
    creating: 'Création d’un code…',
    known: (email, role) => `${email} existe déjà comme ${role}. Ses connexions restent valables.`,
    knownInAnotherRole: (email, before, role) =>
      `${email} existe déjà. Son rôle passe de « ${before} » à « ${role} » dès sa prochaine requête.`,
    revoked: (email, role) => `${email} a été révoqué. Cela rétablit son accès comme ${role}.`,
    revokedInAnotherRole: (email, before, role) =>
      `${email} a été révoqué. Cela rétablit son accès comme ${role}. Son rôle passe de « ${before} » à « ${role} » dès sa prochaine requête.`,
  },
  changeRole: {
    about: (email) => `Changer le rôle de ${email} ?`,
    own: (before, role) =>
      `Changer votre propre rôle de « ${before} » à « ${role} » ? Vous ne pourrez pas l’annuler vous-même.`,
    another: (email, before, role) => `Faire passer ${email} de « ${before} » à « ${role} » ?`,
    change: 'Changer le rôle',
    changing: 'Changement…',
    keep: (before) => `Garder « ${before} »`,
  },
  code: {
    heading: (email, role) => `Code d’appairage pour ${email}, comme ${role}`,
    validity: (wait) =>
      `Valable une fois, pendant encore ${wait}. Il ne sera plus affiché ; envoyez-le là où cette personne seule peut le lire.`,
    copy: 'Copier le code',
    copyInvitation: 'Copier l’invitation',
    invitation: (email, relay, code) => [
      `Vous pouvez vous connecter à Inquiry Lens comme ${email}.`,
      'Dans les options de l’extension, saisissez :',
      `Adresse du relay : ${relay}`,
      `Code d’appairage : ${code}`,
      'Le code est valable une fois, pendant dix minutes.',
    ],
    done: 'Terminé',
  },
  agents: {
    loading: 'Chargement des agents…',
    count: (active, revoked) => {
      const agents = `${active} ${plural(active, { one: 'agent', other: 'agents' })}`
      return revoked > 0
        ? `${agents}, ${revoked} ${plural(revoked, { one: 'révoqué', other: 'révoqués' })}`
        : agents
    },
    find: 'Rechercher des agents par e-mail ou rôle',
    findBriefly: 'Rechercher e-mail ou rôle',
    none: 'Aucun agent pour l’instant',
    noneHint: 'Ajoutez un agent pour créer un code d’appairage, à saisir dans les options de l’extension.',
    noMatch: 'Aucun agent correspondant',
    noMatchHint: 'Recherchez par e-mail ou rôle.',
    showMore: (more, all) => `Afficher ${more} de plus sur ${all}`,
    auditEntries: 'Ses entrées du journal d’audit',
    isRevoked: 'révoqué',
    isSelf: 'vous',
    revoked: (role) => ({ before: 'Révoqué ', after: `, était ${role}` }),
    neverSignedIn: 'Jamais connecté',
    lastActive: { before: 'Dernière activité ', after: '' },
    signIns: (count) => `${count} ${plural(count, { one: 'connexion', other: 'connexions' })}`,
    newCode: 'Nouveau code',
    newCodeFor: (email) => `Nouveau code pour ${email}`,
    reinstate: 'Rétablir',
    reinstateWhom: (email) => `Rétablir ${email}`,
    failed: (what, why) => `${what} : ${why}`,
    noCode: (email) => `Aucun code créé pour ${email}`,
  },
  revoke: {
    revoke: 'Révoquer',
    whom: (email) => `Révoquer ${email}`,
    about: (email) => `Révoquer ${email} ?`,
    self: 'Vous révoquer vous-même ? Vous serez déconnecté.',
    another: 'Mettre fin à toutes ses connexions ?',
    revoking: 'Révocation…',
    cancel: 'Annuler',
    done: (email) => `${email} est déconnecté partout, dès la prochaine requête.`,
    failed: (email) => `${email} n’a pas été révoqué`,
  },
  revokeAll: {
    heading: 'Révoquer tous les agents',
    lead: 'Met fin à toutes les connexions sauf la vôtre et à tous les codes d’appairage en cours, dès la prochaine requête. Les rôles restent ; chaque agent a besoin d’un nouveau code.',
    type: { before: 'Saisissez ', after: ' pour continuer' },
    typed: 'tout révoquer',
    revoke: 'Révoquer tous les agents',
    revoking: 'Révocation de tous les agents…',
    done: (signIns) =>
      `${plural(signIns, { one: `${signIns} connexion terminée`, other: `${signIns} connexions terminées` })}, dès la prochaine requête. Vous restez connecté. Chaque agent a besoin d’un nouveau code.`,
    failed: 'Les connexions n’ont pas été terminées',
  },
  gateway: {
    lead: 'Uniquement des chiffres, aucune donnée client.',
    asOf: (ago) => `À jour : ${ago}. Actualisation automatique.`,
    none: 'Aucun fournisseur n’est configuré',
    noneHint: 'Définissez la clé d’un fournisseur sur le relay.',
    quota: 'Quota',
    quotaOf: (provider) => `Requêtes restantes chez ${provider}`,
    moreIn: (quota, wait) => `${quota}, de nouveau dans ${wait}`,
    breaker: 'Disjoncteur',
    breakers: {
      closed: (provider) => `Fermé : les requêtes à ${provider} sont envoyées normalement`,
      open: (provider) => `Ouvert : ${provider} échouait sans cesse. Nouvel essai automatique.`,
      'half-open': () => 'Semi-ouvert : une requête est essayée',
    },
    untried: 'Pas encore utilisé',
    answering: 'Répond',
    key: 'Clé',
    lacks: {
      before: 'Il manque ',
      after: ' : les dossiers ne disent pas pourquoi un contrôle a échoué',
    },
    requests: 'Requêtes',
    sent: (calls, retries) =>
      `${formatNumber(calls)} ${plural(calls, { one: 'envoyée', other: 'envoyées' })}, dont ${formatNumber(retries)} ${plural(retries, { one: 'nouvel essai', other: 'nouveaux essais' })}`,
    webhooks: 'Webhooks',
    received: (received, applied) =>
      received === 0
        ? 'Aucun pour l’instant'
        : `${formatNumber(received)} ${plural(received, { one: 'reçu', other: 'reçus' })}, ${formatNumber(applied)} ${plural(applied, { one: 'appliqué', other: 'appliqués' })}, le dernier `,
    delay: (median, p95) => `, en général ${median} après l’événement, 95 % en ${p95}`,
    cached: 'En cache',
    contents: (answers, kilobytes, events) =>
      `${formatNumber(answers)} ${plural(answers, { one: 'réponse', other: 'réponses' })} (${formatNumber(kilobytes)} ko), ${formatNumber(events)} ${plural(events, { one: 'événement', other: 'événements' })}`,
    counting: 'Comptage',
    since: { before: 'commencé ', after: '' },
    answers: (count) =>
      `${formatNumber(count)} ${plural(count, { one: 'réponse', other: 'réponses' })} aux agents`,
    uses: {
      fresh: { name: 'Cache, à jour', hint: 'répondue sans requête' },
      revalidating: {
        name: 'Cache, en actualisation',
        hint: 'affichée aussitôt, actualisée en arrière-plan',
      },
      collapsed: { name: 'Partagée', hint: 'a attendu une requête en cours' },
      fetched: { name: 'Récupérée', hint: 'par sa propre requête' },
      stale: {
        name: 'Périmée',
        hint: 'en cache, affichée avec son âge : le fournisseur n’était pas disponible',
      },
      refused: { name: 'Échouée', hint: 'rien n’était en cache' },
    },
    percent: (percent) => `${percent} %`,
    failedRequests: 'Requêtes échouées',
    noFailures: 'Aucune',
    leftOut: 'Nouveau ou illisible',
    nothingLeftOut: 'Uniquement des champs que la table des champs omet',
    objects: {
      session: 'sessions',
      inquiry: 'inquiries',
      event: 'événements',
      step: 'étapes',
      attempt: 'essais échoués',
      verification: 'vérifications',
      template: 'modèles',
      workflow: 'workflows',
    },
    dropped: {
      unreadable: (objects) => `${objects} impossibles à lire`,
      nameless: (objects) => `${objects} sans nom`,
      other: (objects, why) => `${objects} (${why})`,
    },
    drift: {
      field: (provider, objects) => ({
        before: `${provider} a ajouté `,
        after: ` (${objects}), ignoré`,
      }),
      hiddenField: (provider, objects) => `${provider} a ajouté un champ (${objects}), ignoré`,
      code: (provider, field, objects) => ({
        before: `${provider} utilise `,
        after: ` comme ${field} (${objects}), inconnu ici`,
      }),
      hiddenCode: (provider, field, objects) =>
        `${provider} utilise un code comme ${field} (${objects}), inconnu ici`,
    },
    first: { before: ', la première fois ', after: '' },
  },
}

export default words
