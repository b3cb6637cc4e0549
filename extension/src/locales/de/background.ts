import type { ObjectKind } from '@inquiry-lens/shared/domain/object-id.ts'
import type { BackgroundWords } from '../background.ts'

const kinds: Readonly<Record<ObjectKind, string>> = {
  inquiry: 'Inquiry',
  session: 'Sitzung',
  event: 'Ereignis',
  verification: 'Prüfung',
  document: 'Dokument',
  selfie: 'Selfie',
  account: 'Konto',
  transaction: 'Transaktion',
}

const words: BackgroundWords = {
  menu: 'In Inquiry Lens nachschlagen',
  onPage: (count) => `Inquiry Lens: ${count} auf dieser Seite`,
  omnibox: {
    off: 'Von Ihrem Administrator abgeschaltet',
    lookUp: (kind, id) => `${kinds[kind]} ${id} nachschlagen`,
    lookUpFirst: (kind, id) => `${kinds[kind]} ${id} nachschlagen, die erste von mehreren IDs`,
    lookFor: (reference) => `Fälle zu ${reference} suchen`,
    empty: 'ID einfügen oder einen Text, in dem eine steht',
    noId: 'Darin ist noch keine ID',
  },
}

export default words
