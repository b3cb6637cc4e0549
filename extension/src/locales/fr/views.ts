import type { ViewsWords } from '../views.ts'

const words: ViewsWords = {
  title: 'Vues',
  none: 'Filtrez les listes, puis donnez ici un nom aux filtres.',
  name: 'Nom de ces filtres',
  save: 'Enregistrer',
  full: (most) => `${most} au plus : retirez-en une d’abord.`,
  saved: (name) => `Enregistrée : ${name}`,
  shown: (name) => `Affichée : ${name}`,
  remove: (name) => `Retirer ${name}`,
  copyLink: 'Copier le lien',
  link: 'Un collègue le colle dans la barre d’adresse. Il contient des filtres, aucun client.',
}

export default words
