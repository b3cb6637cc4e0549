import { plural } from '@inquiry-lens/shared/lib/catalogue.ts'
import { upperInitial } from '@inquiry-lens/shared/lib/initial.ts'
import { formatCount, formatNumber } from '../../ui/format/time.ts'
import type { FindingWords, PanelCatalogue, PanelWords, TroubleStep } from '../panel.ts'

const wrongCapitals = (id: string): string =>
  `${id} a de mauvaises majuscules, et elles comptent. Copiez-le d’où il vient.`

const finding: FindingWords = {
  filters: 'Filtres',
  noFilter: 'Aucun filtre',
  filterIs: (filters) => `Filtre : ${filters}`,
  removeFilterOf: (filter) => `Retirer le filtre : ${filter}`,
  chips: {
    inquiry: (id) => `Inquiry ${id}`,
    customer: (id) => `Client ${id}`,
    workflow: (id) => `Workflow ${id}`,
    keyOwner: 'Créé avec la clé du relay',
    from: (date) => `Du ${date}`,
    to: (date) => `Au ${date}`,
  },
  events: {
    title: 'Quels événements afficher',
    all: 'Tous les événements',
    count: (count) => plural(count, { one: `${count} événement`, other: `${count} événements` }),
    byName: 'Par nom',
    find: 'Chercher un événement ou saisir son nom',
    findHere: 'Chercher ou saisir un nom',
    show: { before: 'Afficher ', after: '' },
    hidden: { before: 'Votre relay masque les événements ', after: '.' },
    none: { before: 'Aucun événement connu ne correspond. Un nom ressemble à ', after: '.' },
  },
  sessionFilter: {
    filter: 'Filtre',
    show: 'Afficher',
    label: 'Quelles sessions afficher',
    which: 'Quelles sessions',
    choices: {
      all: 'Toutes celles de l’organisation',
      'key-owner': 'Seulement celles créées avec la clé du relay',
      externalId: 'Un client, par ID externe',
      workflow: 'Un workflow, par son ID',
    },
    placeholders: { externalId: 'Votre propre numéro du client', workflow: 'ID du workflow' },
    made: 'Créées',
    from: 'du',
    to: 'au',
    problems: {
      missing: 'Saisissez d’abord l’ID.',
      long: 'C’est trop long pour un ID.',
      workflow: 'Ce n’est pas l’ID d’un workflow.',
      dates: 'Saisissez des dates avec une année à quatre chiffres.',
      order: 'La fin est avant le début.',
    },
  },
  lookups: {
    moreBelow: 'La suite plus bas…',
    notIn: (environment) => `Pas dans ${environment}`,
    notFound: 'Introuvable',
    notKnownYet: 'Pas encore connu',
    notAsked: 'Pas encore recherché',
  },
  page: {
    title: 'Cette page',
    ids: (count) => `${count} ID sur cette page`,
    idsTitle: 'ID sur cette page',
    hiddenIds: (count) => `${count} ID dans des parties masquées de cette page`,
    hiddenTitle: 'ID dans des parties masquées de cette page',
    numbers: (count) =>
      `${plural(count, { one: `${count} numéro de client`, other: `${count} numéros de client` })} sur cette page`,
    findCases: 'Chercher les dossiers',
    nowMarked: 'Les ID de ce site sont désormais marqués. Pointez-en un pour voir ce qui s’est passé.',
    closed: 'Les extensions ne peuvent pas lire cette page.',
    withheld: (host) => `Votre administrateur n’a pas autorisé le marquage sur ${host}.`,
    off: (host) => `Votre admin a désactivé le marquage sur ${host}.`,
    noneYet: (host) => `Pas encore d’ID sur cette page de ${host}.`,
    partFrom: (host) => `Une partie de cette page vient de ${host}.`,
    none: 'Aucun ID sur cette page.',
    mark: (host) => `Marquer les ID sur ${host}`,
    scan: 'Analyser cette page une fois',
    scanning: 'Analyse…',
  },
  found: {
    ids: (count) => `${count} ID`,
    none: 'Aucun ID dans ce texte.',
    words: 'Aucun ID dans ce texte. Entrée montre les dossiers avec ces mots.',
    link: 'La vue d’un collègue. Entrée montre les dossiers filtrés.',
    tryIt: 'Entrée l’essaie tel quel.',
    customer: (reference) => `Client ${reference}. Entrée cherche les dossiers.`,
    kinds: {
      account: 'Compte',
      document: 'Document',
      event: 'Événement',
      inquiry: 'Inquiry',
      selfie: 'Selfie',
      session: 'Session',
      transaction: 'Transaction',
      verification: 'Vérification',
    },
    opensCase: (name) => `${name}. Entrée ouvre son dossier.`,
    notLookedUp: (name) => `${name} ne peut pas être recherché.`,
    looking: (name) => `${name} : recherche de son inquiry…`,
    noEvent: (name) => `${name} : cet événement n’existe pas ici.`,
    notNow: (name) => `${name} : son inquiry ne peut pas être recherché maintenant.`,
    noInquiry: (name) => `${name}. Il n’appartient à aucun inquiry connu.`,
    opensInquiry: (name) => `${name}. Entrée ouvre le dossier de son inquiry.`,
  },
  doubts: {
    'lower-cased': wrongCapitals,
    'upper-cased': wrongCapitals,
    'cut-short': (id) => `${id} semble coupé. Copiez-le en entier.`,
    misread: (id) =>
      `${id} contient un caractère qu’aucun ID n’a, comme 0 ou l. Copiez-le au lieu de le taper.`,
    'other-kind': (id) => `${id} ne peut pas être recherché. L’ID d’un inquiry commence par inq_.`,
    'one-time-link': () =>
      'Un lien à usage unique n’est que pour le client : ne le transmettez pas. Cherchez son ID d’inquiry, inq_…',
  },
  customer: {
    searching: 'Recherche des dossiers…',
    none: 'Aucun dossier avec ce numéro',
    noneSoFar: 'Aucun dossier trouvé jusqu’ici',
    noneIn: (provider, environment) => `${provider} n’en a aucun dans ${environment}.`,
    incomplete: 'La recherche n’est pas complète.',
    nextStep: 'Vérifiez le numéro ou cherchez par ID d’inquiry ou de session.',
    later: 'Réessayez dans un instant.',
    casesOf: (reference) => `Dossiers de ${reference}`,
    choose: (count, isMore) => {
      const cases =
        count === 1 ? 'Un dossier' : isMore ? `Les ${count} dossiers les plus récents` : `${count} dossiers`
      const order = count > 1 && !isMore ? ', les plus récents d’abord' : ''
      return `${cases} de ce numéro${order}. Choisissez celui du ticket.`
    },
  },
}

const activity: PanelWords['activity'] = {
  title: 'Dernière activité des dossiers',
  period: 'Durée affichée',
  periods: { hour: '1 h', day: '24 h', week: '7 j' },
  basis: (count, number, since, until) =>
    `${plural(number, { one: `${number} dossier en cache`, other: `${count} dossiers en cache` })}${since && ` depuis ${since}`}${until && ` jusqu’à ${until}`}`,
  more: (count) => `${count} de plus, état inconnu`,
  nothing: 'Aucun dossier en cache',
  unfiltered: 'non filtrés',
  missing: (providers) => `${providers} inconnu`,
  unknown: 'Inconnu',
  cases: (count, number, parts) =>
    `${plural(number, { one: `${number} dossier`, other: `${count} dossiers` })}${parts && ` : ${parts}`}`,
  atLeast: (counted) => `au moins ${counted}`,
  part: (group, count) => `${group} ${count}`,
  summary: {
    last: {
      hour: (counted) => `Dernière heure : ${counted}.`,
      day: (counted) => `Dernières 24 heures : ${counted}.`,
      week: (counted) => `7 derniers jours : ${counted}.`,
    },
    most: (time, count) => `Maximum, ${time} : ${count}.`,
    before: (time) => `Avant ${time}, il peut en manquer.`,
    after: (time) => `Après ${time}, il peut en manquer.`,
    missing: 'Il peut en manquer à tout moment.',
  },
  table: {
    show: 'Afficher en tableau',
    time: 'Heure',
    empty: 'Aucun dossier pendant cette durée.',
    others: 'Les heures sans dossier sont omises.',
  },
}

const facets: PanelWords['facets'] = {
  filter: 'Filtrer',
  filterCount: (count) => `Filtrer : ${count}`,
  title: 'Filtrer les dossiers',
  names: {
    step: 'Étape',
    reason: 'Raison de l’échec',
    country: 'Pays',
    device: 'Appareil',
    provider: 'Fournisseur',
    workflow: 'Workflow',
    risk: 'Réseau',
  },
  notKnown: 'Inconnu',
  risks: {
    vpn: 'VPN',
    proxy: 'Proxy',
    tor: 'Tor',
    datacenter: 'Centre de données',
    threat: 'Niveau de menace élevé',
    none: 'Aucun de ceux-ci',
  },
  failed: 'échoué',
  basis: (count) =>
    plural(count, { one: 'Compté sur 1 dossier ici', other: `Compté sur ${count} dossiers ici` }),
  words: {
    label: 'Avec ces mots',
    placeholder: 'selfie échoué, Portugal, iOS',
    chip: (typed) => `« ${typed} »`,
  },
  chip: (facet, value) => `${facet} : ${value}`,
  showing: (count) => plural(count, { one: '1 dossier restant', other: `${count} dossiers restants` }),
}

const views: PanelWords['views'] = {
  title: 'Vues',
  none: 'Filtrez les listes, puis donnez ici un nom aux filtres.',
  name: 'Nom de ces filtres',
  save: 'Enregistrer',
  full: (most) => `${most} au plus : retirez-en une d’abord.`,
  saved: (name) => `Enregistrée : ${name}`,
  shown: (name) => `Affichée : ${name}`,
  remove: (name) => `Retirer ${name}`,
  preset: (organization) => `De ${organization ?? 'votre administrateur'}`,
  copyLink: 'Copier le lien',
  link: 'Un collègue le colle dans la barre d’adresse. Il contient des filtres et des mots saisis, ni ID ni numéro.',
}

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

const trouble: PanelWords['trouble'] = {
  sentence: (cause, customers, usually) => {
    const usual = some(usually)
    if (cause === 'declined') return `${customers} clients refusés en une heure, d’habitude ${usual}`
    if (cause === 'failed') return `${customers} clients en échec définitif en une heure, d’habitude ${usual}`
    const step = steps[cause]
    return `${upperInitial(step)} : ${customers} clients en échec en une heure, d’habitude ${usual}`
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
      `Dans les ${hours.length} heures précédentes, la dernière d’abord : ${hours.join(', ')}. La médiane est ${usual}.`,
    rule: (least, times) =>
      `Affiché à partir de ${least} clients en une heure, si c’est au moins ${times} fois l’habitude. Chaque client compte une fois ; l’inconnu ne compte pas.`,
  },
}

const cases = (amount: number) => formatCount(amount, 'dossier', 'dossiers')
const sessions = (amount: number) => formatCount(amount, 'session', 'sessions')
const events = (amount: number) => formatCount(amount, 'événement', 'événements')

const exporting: PanelWords['exporting'] = {
  open: 'Exporter…',

  title: {
    cases: 'Exporter les dossiers',
    sessions: 'Exporter les sessions',
    events: 'Exporter les événements',
  },
  shown: {
    cases: (amount) => `${cases(amount)}, comme à l’écran`,
    sessions: (amount) => `${sessions(amount)}, comme à l’écran`,
    events: (amount) => `${events(amount)}, comme à l’écran`,
  },
  missing: {
    tooMany: (most) => `Seulement les ${formatNumber(most)} plus récents : un fichier n’en prend pas plus.`,
    older: 'Les plus anciens ne sont pas chargés et n’y figurent pas.',
    silent: (provider) => `${provider} ne répond pas : certaines de ses lignes manquent.`,
    state: (amount) =>
      plural(amount, {
        one: 'L’état de 1 n’est pas connu et reste vide.',
        other: `L’état de ${formatNumber(amount)} n’est pas connu et reste vide.`,
      }),
    unnamed: (amount) =>
      plural(amount, {
        one: '1 est omis : le journal d’audit ne peut pas nommer son ID.',
        other: `${formatNumber(amount)} sont omis : le journal d’audit ne peut pas nommer leurs ID.`,
      }),
  },
  about:
    'ID, états, heures, appareils et pays ; rien de ce qui n’est affiché que sur demande. Le journal d’audit consigne l’export avec chaque ID.',
  formats: { csv: 'Enregistrer en CSV', ndjson: 'Enregistrer en NDJSON' },
  recording: (recorded, all) =>
    `Inscription au journal d’audit : ${formatNumber(recorded)} ID sur ${formatNumber(all)}…`,
  cancel: 'Annuler',

  written: {
    cases: (amount) => `Enregistré : ${cases(amount)} dans`,
    sessions: (amount) => `Enregistré : ${sessions(amount)} dans`,
    events: (amount) => `Enregistré : ${events(amount)} dans`,
  },
  cancelled: 'Export annulé. Aucun fichier n’a été enregistré.',
  failed: 'Échec de l’export. Aucun fichier n’a été enregistré.',
  recorded: (amount) =>
    plural(amount, {
      one: 'Le journal d’audit nomme peut-être déjà 1 de ses ID.',
      other: `Le journal d’audit nomme peut-être déjà ${formatNumber(amount)} de ses ID.`,
    }),
}

const watches: PanelWords['watches'] = {
  title: 'Dossiers suivis',
  count: (count) =>
    plural(count, { one: '1 dossier suivi', other: `${formatNumber(count)} dossiers suivis` }),
  ended: (count) =>
    plural(count, {
      one: '1 dossier suivi est terminé',
      other: `${formatNumber(count)} dossiers suivis sont terminés`,
    }),
  full: (max) => `Vous suivez ${formatNumber(max)} dossiers, le maximum possible.`,
  since: (ago) => `depuis ${ago}`,
  until: (day) => `Suivi jusqu’au ${day}`,
  live: 'Vous êtes prévenu aussitôt.',
  polled: 'Vérifié chaque minute.',
  open: 'Ouvrir le dossier',
  rename: 'Renommer',
  name: 'Nom',
  nameHint: 'Le relais le conserve. N’utilisez pas le nom d’un client.',
  save: 'Enregistrer',
  end: 'Ne plus suivre',
  endOf: (name) => `Ne plus suivre ${name}`,
  seen: 'Vu',
  seenOf: (name) => `Vu : ${name}`,
}

const keys: PanelWords['keys'] = {
  close: 'Fermer (Échap)',
  what: {
    rows: 'De ligne en ligne ; Début et Fin vers la première et la dernière',
    open: 'Ouvrir le dossier de la ligne',
    details: 'Afficher ou masquer les détails de la ligne',
    back: 'Retour aux listes',
    neighbours: 'Vers la ligne suivante et la précédente',
    filter: 'Filtrer les dossiers',
    views: 'Montrer une vue nommée',
    keep: 'Garder la ligne comme non lue, ou comme lue',
    watch: 'Suivre le dossier, ou ne plus le suivre',
    search: 'Aller au champ de recherche',
    copyCase: 'Copier le dossier pour le ticket',
    copyReply: 'Copier la réponse au client',
    dashboard: 'Ouvrir le tableau de bord du fournisseur',
    help: 'Afficher cette liste',
  },
  areOff: 'Les touches seules comme c et / sont désactivées.',
  turnOff: 'Désactiver les touches seules dans les options',
  turnOn: 'Activer les touches seules dans les options',
}

const panel: PanelWords = { activity, facets, views, trouble, exporting, watches, keys }

export default { finding, panel } satisfies PanelCatalogue
