import type { ObjectKind } from '@inquiry-lens/shared/domain/object-id.ts'
import type { BackgroundWords } from '../background.ts'

const kinds: Readonly<Record<ObjectKind, string>> = {
  inquiry: 'inquiry',
  session: 'sessão',
  event: 'evento',
  verification: 'verificação',
  document: 'documento',
  selfie: 'selfie',
  account: 'conta',
  transaction: 'transação',
}

const words: BackgroundWords = {
  menu: 'Consultar no Inquiry Lens',
  onPage: (count) => `Inquiry Lens: ${count} nesta página`,
  omnibox: {
    off: 'Desativado pelo seu administrador',
    lookUp: (kind, id) => `Consultar: ${kinds[kind]} ${id}`,
    lookUpFirst: (kind, id) => `Consultar: ${kinds[kind]} ${id}, o primeiro de vários IDs`,
    lookFor: (reference) => `Procurar os casos de ${reference}`,
    empty: 'Cole um ID ou um texto que contenha um',
    noId: 'Ainda não há nenhum ID aqui',
  },
}

export default words
