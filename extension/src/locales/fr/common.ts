import { plural } from '@inquiry-lens/shared/lib/catalogue.ts'
import type { CommonWords } from '../common.ts'

const words: CommonWords = {
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
  refreshAsOf: 'Actualiser, état : ',
  asOf: (time) => `État : ${time}`,
  withoutAge: (title) => title.replace(/^État [^:]*:/, ''),
  key: (key) => `Touche : ${key}`,
  nothingToCopy: 'Rien de copié : rien à copier ici pour l’instant',
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
  glance: { us: 'Aucun dossier n’attend notre action', endedBadly: 'Aucun dossier mal terminé' },
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
    `Sur ${plural(counted, { one: `${counted} dossier`, other: `${counted} dossiers` })}${since && ` depuis ${since}`} ; ${plural(more, { one: `${more} autre pas encore connu`, other: `${more} autres pas encore connus` })}`,
}

export default words
