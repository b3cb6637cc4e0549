import { plural } from '@inquiry-lens/shared/lib/catalogue.ts'
import { formatNumber } from '../../ui/format/time.ts'
import type { AdminCatalogue, AdminWords, AuditWords, RowKind } from '../admin.ts'

const admin: AdminWords = {
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
    received: (received, applied, closed) =>
      received === 0
        ? 'Aucun pour l’instant'
        : `${formatNumber(received)} ${plural(received, { one: 'reçu', other: 'reçus' })}, ${formatNumber(applied)} ${plural(applied, { one: 'appliqué', other: 'appliqués' })}, ${closed > 0 ? `${formatNumber(closed)} de familles d’événements fermées, ` : ''}le dernier `,
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

const count = (amount: number, one: string, other: string): string =>
  `${formatNumber(amount)} ${plural(amount, { one, other })}`

interface Row {
  one: string
  other: string
  older: readonly [one: string, other: string]
}

const ROWS: Readonly<Record<RowKind, Row>> = {
  sessions: { one: 'session', other: 'sessions', older: ['plus ancienne', 'plus anciennes'] },
  events: { one: 'événement', other: 'événements', older: ['plus ancien', 'plus anciens'] },
  inquiries: { one: 'inquiry', other: 'inquiries', older: ['plus ancienne', 'plus anciennes'] },
  activity: { one: 'dossier', other: 'dossiers', older: ['plus ancien', 'plus anciens'] },
  row: { one: 'ligne', other: 'lignes', older: ['plus ancienne', 'plus anciennes'] },
}

const audit: AuditWords = {
  search: {
    label: 'Rechercher dans le journal d’audit',
    agent: 'Agent',
    id: 'ID de l’objet',
    from: 'Du (UTC)',
    to: 'Au (UTC)',
    actions: 'Actions',
    viewed: 'Compte comme vu',
    viewedHint: 'Ouvert, champs affichés ou exporté',
    oldestFirst: 'Les plus anciennes d’abord',
    search: 'Rechercher',
    clear: 'Effacer',
  },
  actions: {
    list: 'Listé',
    mark: 'Consulté',
    watch: 'Suivi',
    open: 'Ouvert',
    reveal: 'Affiché',
    copy: 'Copié',
    export: 'Exporté',
    admin: 'Géré',
    denied: 'Refusé',
  },
  shard: (shard) => `Shard ${shard}`,
  results: {
    heading: 'Entrées',
    lead: 'L’heure d’une entrée est celle du début de la consultation. Rouvrir un dossier inchangé en moins de 15 minutes n’ajoute aucune entrée.',
    noMatch: 'Aucune entrée correspondante',
    noMatchHint: 'Des jours exportés ont pu être supprimés.',
    none: 'Aucune entrée pour l’instant',
    noneHint: 'La première consultation en ajoute une.',
    clearFilters: 'Effacer les filtres',
    count: (entries) => `${entries} ${plural(entries, { one: 'entrée', other: 'entrées' })}`,
    countToTheEnd: (entries) =>
      `${entries} ${plural(entries, { one: 'entrée', other: 'entrées' })}, jusqu’à la fin`,
    noneSoFar: 'Aucun résultat jusqu’ici',
    further: 'Poursuivre la recherche',
    searching: 'Recherche…',
    entriesOf: (day) => `Entrées du ${day}`,
    number: (entry) => `Entrée ${entry}`,
    allOf: (agent) => `Toutes celles de ${agent}`,
    allAbout: (id) => `Toutes sur ${id}`,
    copy: 'Copier l’entrée',
  },
  status: {
    heading: 'État',
    size: 'Taille',
    sizeLabel: 'Taille du journal d’audit',
    used: (used, capacity) => `${used} sur ${capacity}`,
    retention: 'Rétention',
    keeps: (days) =>
      `Les jours exportés sont supprimés après ${days} jours, ou plus tôt si la place manque. Alerte à 70 %.`,
    newest: 'Dernière entrée',
    unknown: 'Inconnue',
    signed: (entry) => `Entrée ${entry}, signée par le relay`,
    copyCheckpoint: 'Copier le point de contrôle signé',
    verify: { before: 'Pour ', after: ' ; la clé du relay est ' },
    noDays: 'Aucun jour clos pour l’instant. Un jour se clôt à minuit UTC.',
    days: (closed, unexported) =>
      `${closed} ${plural(closed, { one: 'jour clos', other: 'jours clos' })}, ${unexported} non ${plural(unexported, { one: 'exporté', other: 'exportés' })}`,
    day: 'Jour',
    entries: 'Entrées',
    exported: 'Exporté',
    purged: 'Supprimé',
    notYet: 'pas encore',
    showAll: (days) => `Afficher les ${days} jours`,
    export: 'Export',
  },
  did: {
    listed: ({ rows, source, filter, cache }) => `a listé ${rows}${source}${filter}${cache}`,
    counted: ({ rows, source, filter, cache }) => `a compté ${rows}${source}${filter}${cache}`,
    openedList: ({ rows, source, filter, cache }) => `a ouvert ${rows}${source}${filter}${cache}`,
    opened: (object, cache) => `a ouvert ${object}${cache}`,
    lookedUp: (ids, found, source, cache) =>
      `a consulté ${count(ids, 'ID', 'ID')}${source} : ${count(found, 'trouvé', 'trouvés')}${cache}`,
    notFound: (object) => `a cherché ${object}, sans rien trouver`,
    requested: (fields, object, reason) => `a demandé ${fields} dans ${object} : « ${reason} »`,
    saw: (fields, object, entry) => `a vu ${fields} dans ${object} (demande : entrée ${entry})`,
    sawNone: (object, entry) =>
      `n’a vu aucune valeur dans ${object} : le fournisseur n’en a pas (demande : entrée ${entry})`,
    sawNothing: (object, why, entry) =>
      `n’a vu aucune valeur dans ${object} : ${why} (demande : entrée ${entry})`,
    copied: (what, ids) => `a copié ${what} de ${ids}`,
    watches: (cases, ended) => `a vu lesquels de ${cases} dossiers suivis sont terminés : ${ended}`,
    watched: (id) => `a commencé à suivre ${id}`,
    renamedWatch: (id) => `a renommé le suivi de ${id}`,
    endedWatch: (id) => `a cessé de suivre ${id}`,
    inserted: (ids) => `a inséré la réponse pour ${ids} dans une page`,
    exported: (what, ids) => `a exporté ${what} de ${ids}`,
    signedIn: 's’est connecté',
    signedInToStay: 's’est connecté, pour rester connecté',
    signedOut: 's’est déconnecté',
    listedAgents: 'a listé les agents',
    createdCode: (agent, role) => `a créé un code d’appairage pour ${agent} comme ${role}`,
    reinstated: (agent, role) => `a rétabli ${agent} comme ${role}`,
    revoked: (agent) => `a révoqué ${agent} et mis fin à toutes ses connexions`,
    revokedAll: (signIns) =>
      `a révoqué tous les agents : ${count(signIns, 'connexion terminée', 'connexions terminées')}`,
    readLog: (entries, search) => `a lu ${count(entries, 'entrée', 'entrées')} du journal d’audit${search}`,
    exportedLog: (first, last) => `a exporté les entrées ${first} à ${last} du journal d’audit`,
    purged: (day) => `a supprimé les entrées exportées du ${day}`,
    unknown: (what) => `a fait ${what} (inconnu de cette version)`,
    something: 'quelque chose',
  },
  denied: {
    role: (permission, role) => `n’avait pas le droit ${permission} comme ${role}`,
    rate: (permission) => `s’est vu refuser le droit ${permission} : trop de requêtes en une minute`,
    throttled: 'a été limité : bien plus de clients en une heure que d’habitude',
    unusual: 'a vu plus de clients en une heure que d’habitude',
    lookUps: 'a été limité : plus d’ID consultés en une heure que permis',
    log: (permission) =>
      `s’est vu refuser le droit ${permission} : la part horaire du journal d’audit était épuisée`,
    wrongCodes: 'n’a plus accepté de codes d’appairage : beaucoup d’erreurs en une minute',
    deadCode: 'a un code d’appairage essayé trop souvent, qui n’est plus valable',
    other: (permission) => `s’est vu refuser le droit ${permission}`,
    because: (permission, why) => `s’est vu refuser le droit ${permission} : ${why}`,
  },
  permissions: {
    'self:read': 'de lire son compte',
    read: 'de lire',
    watch: 'de suivre un dossier',
    'case:copy': 'de copier',
    'case:export': 'd’exporter',
    reveal: 'd’afficher un champ',
    'audit:read': 'de lire le journal d’audit',
    'audit:export': 'd’exporter le journal d’audit',
    'gateway:read': 'de voir l’état des fournisseurs',
    'agents:list': 'de lister les agents',
    'agents:manage': 'de gérer les agents',
  },
  anotherPermission: (permission) => `« ${permission} »`,
  unknownPermission: 'de faire quelque chose',
  rows: (amount, kind, isOlder) => {
    const { one, other, older } = ROWS[kind]
    return isOlder ? count(amount, `${one} ${older[0]}`, `${other} ${older[1]}`) : count(amount, one, other)
  },
  range: (newest, oldest) => `, de ${newest} à ${oldest}`,
  onlyRow: (id) => `, ${id}`,
  object: (kind, id, source) => `${kind} ${id}${source}`,
  kinds: {
    inquiry: 'l’inquiry',
    session: 'la session',
    event: 'l’événement',
    verification: 'la vérification',
    document: 'le document',
    selfie: 'le selfie',
    account: 'le compte',
    transaction: 'la transaction',
  },
  unknownKind: 'l’objet',
  environments: { production: 'production', sandbox: 'sandbox', unknown: 'inconnu' },
  source: (environment) => ` (${environment})`,
  sourceOf: (provider, environment) => ` (${provider}, ${environment})`,
  filter: (filters) => `, avec filtre : ${filters.join(' ; ')}`,
  filterPart: (name, value) => `${name} ${value}`,
  filterNames: {
    inquiry: 'inquiry',
    reference: 'référence',
    account: 'compte',
    name: 'nom',
    object: 'objet',
    id: 'ID',
    state: 'état',
    workflow: 'workflow',
    scope: 'portée',
    from: 'du',
    to: 'au',
    bucket: 'intervalle',
  },
  cache: {
    hit: ', depuis le cache',
    stale: (reason) => `, depuis le cache : ${reason}`,
    shared: (provider) => `, par une requête à ${provider} déjà en cours`,
    asked: (provider) => `, par une requête à ${provider}`,
    theProvider: 'un fournisseur',
  },
  logSearch: (parts) => `, recherche : ${parts.join(', ')}`,
  logSearchNames: { agent: 'agent', id: 'ID', actions: 'actions', from: 'du', to: 'au' },
  viewedOnly: 'vus seulement',
  forms: { summary: 'le résumé', reply: 'la réponse', value: 'la valeur', rows: 'les lignes' },
  roleBefore: (role, before) => `${role}, avant : ${before}`,
  fields: {
    'ip-address': 'adresse IP',
    'region-code': 'code de région',
    'region-name': 'région',
    latitude: 'latitude',
    longitude: 'longitude',
    'gps-latitude': 'latitude GPS',
    'gps-longitude': 'longitude GPS',
    'gps-precision': 'précision GPS',
    'ip-isp': 'fournisseur d’accès',
    'network-organization': 'titulaire du réseau',
    'user-agent': 'user agent',
    'reference-id': 'ID de référence',
    tags: 'étiquettes',
    note: 'note',
    'reviewer-comment': 'commentaire de l’examinateur',
  },
  andMore: (names, more) => `${names} et ${more} ${plural(more, { one: 'autre', other: 'autres' })}`,
}

export default { admin, audit } satisfies AdminCatalogue
