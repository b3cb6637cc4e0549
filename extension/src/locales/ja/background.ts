import type { ObjectKind } from '@inquiry-lens/shared/domain/object-id.ts'
import type { BackgroundWords } from '../background.ts'

const kinds: Readonly<Record<ObjectKind, string>> = {
  inquiry: 'inquiry',
  session: 'セッション',
  event: 'イベント',
  verification: '本人確認',
  document: '書類',
  selfie: 'セルフィー',
  account: 'アカウント',
  transaction: '取引',
}

const words: BackgroundWords = {
  menu: 'Inquiry Lens で検索',
  onPage: (count) => `Inquiry Lens: このページに ${count} 件`,
  omnibox: {
    off: '管理者が無効にしています',
    lookUp: (kind, id) => `${kinds[kind]} ${id} を検索`,
    lookUpFirst: (kind, id) => `${kinds[kind]} ${id} を検索（複数の ID の最初）`,
    lookFor: (reference) => `${reference} のケースを検索`,
    empty: 'ID、または ID を含むテキストを貼り付けてください',
    noId: 'まだ ID がありません',
  },
}

export default words
