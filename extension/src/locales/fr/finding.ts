import { plural } from '@inquiry-lens/shared/lib/catalogue.ts'
import type { FindingWords } from '../finding.ts'

const wrongCapitals = (id: string): string =>
  `${id} a de mauvaises majuscules, et elles comptent. Copiez-le d’où il vient.`

const words: FindingWords = {
  filters: 'Filtres',
  noFilter: 'Aucun filtre',
  filterIs: (filters) => `Filtre : ${filters}`,
  removeFilterOf: (filter) => `Retirer le filtre : ${filter}`,
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
    looking: (name) => `${name} : recherche de son inquiry…`,
    noEvent: (name) => `${name} : cet événement n’existe pas ici.`,
    notNow: (name) => `${name} : son inquiry ne peut pas être recherché maintenant.`,
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
      'Un lien à usage unique n’est que pour le client : ne le transmettez pas. Cherchez son ID d’inquiry, inq_…',
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

export default words
