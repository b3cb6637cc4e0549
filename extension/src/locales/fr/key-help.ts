import type { KeyHelpWords } from '../key-help.ts'

const words: KeyHelpWords = {
  close: 'Fermer (Échap)',
  what: {
    rows: 'De ligne en ligne ; Début et Fin vers la première et la dernière',
    open: 'Ouvrir le dossier de la ligne',
    details: 'Afficher ou masquer les détails de la ligne',
    back: 'Retour aux listes',
    neighbours: 'Vers la ligne suivante et la précédente',
    filter: 'Filtrer les dossiers',
    views: 'Montrer une vue nommée',
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

export default words
