import type { ObjectKind } from '@inquiry-lens/shared/domain/object-id.ts'
import type { BackgroundWords } from '../background.ts'

const kinds: Readonly<Record<ObjectKind, string>> = {
  inquiry: 'inquiry',
  session: 'sesión',
  event: 'evento',
  verification: 'verificación',
  document: 'documento',
  selfie: 'selfi',
  account: 'cuenta',
  transaction: 'transacción',
}

const words: BackgroundWords = {
  menu: 'Buscar en Inquiry Lens',
  onPage: (count) => `Inquiry Lens: ${count} en esta página`,
  omnibox: {
    off: 'Desactivado por su administrador',
    lookUp: (kind, id) => `Buscar: ${kinds[kind]} ${id}`,
    lookUpFirst: (kind, id) => `Buscar: ${kinds[kind]} ${id}, el primero de varios ID`,
    lookFor: (reference) => `Buscar los casos de ${reference}`,
    empty: 'Pegue un ID o un texto que lo contenga',
    noId: 'Aquí todavía no hay ningún ID',
  },
}

export default words
