import { plural } from '@inquiry-lens/shared/lib/catalogue.ts'
import type { ListWords } from '../lists.ts'

/** `e`: of the words that agree with the noun. */
const nounWords = (title: string, noun: string, e: '' | 'e'): ListWords['nouns']['cases'] => ({
  title,
  loading: `Chargement : ${noun}…`,
  none: `Pas encore de ${noun}`,
  noneMatch: `Aucun résultat (${noun}) pour ce filtre`,
  noOlder: `Rien de plus ancien (${noun})`,
  showNew: e ? 'Afficher les nouvelles' : 'Afficher les nouveaux',
  showAll: e ? 'Afficher toutes' : 'Afficher tous',
  moreLoaded: (count) => `${count} ${noun} de plus`,
  missing: `Ses ${noun} manquent ici`,
  maybeMissing: (time) => `Ses ${noun} avant ${time} manquent peut-être`,
})

const words: ListWords = {
  nouns: {
    cases: nounWords('Dossiers', 'dossiers', ''),
    sessions: nounWords('Sessions', 'sessions', 'e'),
    events: nounWords('Événements', 'événements', ''),
  },
  tabs: 'Que montrer',
  loading: 'Chargement…',
  loadMore: 'Charger plus',
  newAppear: 'Les nouveaux apparaissent ici automatiquement.',
  coverage: (provider) => ({
    before: 'Complet depuis ',
    after: ` ; ${provider} n’a pas pu en donner plus`,
  }),
  aProvider: 'Un fournisseur',
  notAnswering: (provider) => `${provider} ne répond pas`,
  noEvents: {
    title: (provider) => `${provider} n’a pas d’événements`,
    about: 'Chaque session montre jusqu’où le client est allé.',
    showSessions: 'Afficher ses sessions',
  },
  unread: {
    marks: { new: 'Nouveau :', changed: 'Modifié :', kept: 'Non lu :' },
    since: (fresh, changed) => {
      const counts = [
        ...(fresh > 0 ? [plural(fresh, { one: `${fresh} nouveau`, other: `${fresh} nouveaux` })] : []),
        ...(changed > 0
          ? [plural(changed, { one: `${changed} modifié`, other: `${changed} modifiés` })]
          : []),
      ]
      return `${counts.join(' et ')} depuis votre dernière visite`
    },
    seeAll: 'Marquer comme vu',
  },
  countNew: (count) => plural(count, { one: `${count} nouveau`, other: `${count} nouveaux` }),
  details: 'Détails',
  detailsHere: 'Détails ici (→)',
  visits: (count) => `${count} visites`,
  notFound: 'Introuvable',
  stateNotKnown: 'État pas encore connu',
  session: 'Session',
  sessions: {
    new: 'Session non commencée',
    active: 'Session ouverte',
    expired: 'Session terminée',
    canceled: 'Session annulée',
  },
  ownState: {
    'not-opened': 'Session non commencée',
    'in-progress': 'Session ouverte',
    expired: 'Session terminée',
    voided: 'Session annulée',
  },
  ownStatus: (status) => `Session ${status}`,
  cases: {
    notOpened: (time) => `Créé${time && ` ${time}`}, pas encore ouvert`,
    inReview: (time) => `En examen${time && ` depuis ${time}`}`,
    notDecided: (time) => `Terminé${time && ` ${time}`}, pas encore décidé`,
    decided: (time) => `Décidé ${time || 'à un moment inconnu'}`,
    expired: (time) => `Expiré${time && ` ${time}`}, inachevé`,
    failed: (time) => `Échoué${time && ` ${time}`}`,
    failedForGood: (time) => `Échoué${time && ` ${time}`} : plus d’essai`,
    cancelled: 'Annulé',
    redacted: (time) => `Supprimé${time && ` ${time}`}`,
    failedTries: (count) => plural(count, { one: `${count} essai échoué`, other: `${count} essais échoués` }),
    notFinishedSince: (time) => `Ouvert ${time}, pas encore terminé`,
    notFinished: 'Pas encore terminé',
    sessionCreated: 'Session créée',
    sessionOpened: 'Le client a ouvert une session',
  },
  all: 'Tous',
  allCases: 'Tous les dossiers',
  whose: 'De qui afficher les lignes',
  groupFilter: 'Afficher seulement les dossiers qui sont',
  groupEnd: {
    unknown: (count) => `Pas encore connus : ${count} de plus. Un dossier est interrogé quand vous le voyez.`,
    more: 'Les dossiers plus anciens ne sont pas chargés.',
    all: 'Il n’y en a pas d’autres ici.',
  },
  customer: { before: 'Client ', after: '' },
  recents: {
    title: 'Ouverts récemment',
    count: (count) => `Ouverts récemment (${count})`,
    opened: (ago) => `Ouvert ${ago}`,
    asOf: (ago) => `vu ${ago}`,
    cleared: 'Effacé à la déconnexion ou après 15 minutes d’absence.',
  },
  selectRow: 'Choisissez une ligne pour ouvrir son dossier ici.',
  backTo: { case: 'l’autre dossier', lists: 'la liste' },
  notOnPage: 'Pas sur cette page.',
  onPage: 'Sur elle :',
  keys: 'Touches',
  strip: 'Activité dans le temps',
}

export default words
