import type { ObjectKind } from '@inquiry-lens/shared/domain/object-id.ts'
import type { BackgroundWords } from '../background.ts'

const kinds: Readonly<Record<ObjectKind, string>> = {
  inquiry: 'inquiry',
  session: 'session',
  event: 'événement',
  verification: 'vérification',
  document: 'document',
  selfie: 'selfie',
  account: 'compte',
  transaction: 'transaction',
}

const words: BackgroundWords = {
  menu: 'Rechercher dans Inquiry Lens',
  onPage: (count) => `Inquiry Lens\u00a0: ${count} sur cette page`,
  omnibox: {
    off: 'Désactivé par votre administrateur',
    lookUp: (kind, id) => `Rechercher\u00a0: ${kinds[kind]} ${id}`,
    lookUpFirst: (kind, id) => `Rechercher\u00a0: ${kinds[kind]} ${id}, le premier de plusieurs ID`,
    lookFor: (reference) => `Rechercher les dossiers de ${reference}`,
    empty: 'Collez un ID, ou un texte qui en contient un',
    noId: 'Il n’y a pas encore d’ID ici',
  },
}

export default words
