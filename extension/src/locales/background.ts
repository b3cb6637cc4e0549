/**
 * What the background shows in the browser's own places. All languages are here, not in a catalogue: a service worker can't
 * import later, and it wakes for one event, for which it reads the language.
 */
import type { ObjectId, ObjectKind } from '@inquiry-lens/shared/domain/ids/object-id.ts'
import { type Language, pickLanguage } from '@inquiry-lens/shared/lib/catalogue.ts'
import { chosenLanguage } from '../stored.ts'

export const english = {
  menu: 'Look up in Inquiry Lens',
  /** Of the toolbar button. */
  onPage: (count: number) => `Inquiry Lens: ${count} on this page`,
  watchesEnded: (count: number) =>
    `Inquiry Lens: ${count} watched ${count === 1 ? 'case has' : 'cases have'} ended`,
  omnibox: {
    off: 'Switched off by your administrator',
    lookUp: (kind: ObjectId['kind'], id: string) => `Look up the ${kind} ${id}`,
    lookUpFirst: (kind: ObjectId['kind'], id: string) =>
      `Look up the ${kind} ${id}, the first of several IDs`,
    lookFor: (reference: string) => `Look for the cases of ${reference}`,
    empty: 'Paste an ID, or a text with one in it',
    noId: 'There is no ID in this yet',
  },
}

export type BackgroundWords = typeof english

const germanKinds: Readonly<Record<ObjectKind, string>> = {
  inquiry: 'Inquiry',
  session: 'Sitzung',
  event: 'Ereignis',
  verification: 'Prüfung',
  document: 'Dokument',
  selfie: 'Selfie',
  account: 'Konto',
  transaction: 'Transaktion',
}

const german: BackgroundWords = {
  menu: 'In Inquiry Lens nachschlagen',
  onPage: (count) => `Inquiry Lens: ${count} auf dieser Seite`,
  watchesEnded: (count) =>
    `Inquiry Lens: ${count} ${count === 1 ? 'beobachteter Fall ist' : 'beobachtete Fälle sind'} beendet`,
  omnibox: {
    off: 'Von Ihrem Administrator abgeschaltet',
    lookUp: (kind, id) => `${germanKinds[kind]} ${id} nachschlagen`,
    lookUpFirst: (kind, id) => `${germanKinds[kind]} ${id} nachschlagen, die erste von mehreren IDs`,
    lookFor: (reference) => `Fälle zu ${reference} suchen`,
    empty: 'ID einfügen oder einen Text, in dem eine steht',
    noId: 'Darin ist noch keine ID',
  },
}

const spanishKinds: Readonly<Record<ObjectKind, string>> = {
  inquiry: 'inquiry',
  session: 'sesión',
  event: 'evento',
  verification: 'verificación',
  document: 'documento',
  selfie: 'selfi',
  account: 'cuenta',
  transaction: 'transacción',
}

const spanish: BackgroundWords = {
  menu: 'Buscar en Inquiry Lens',
  onPage: (count) => `Inquiry Lens: ${count} en esta página`,
  watchesEnded: (count) =>
    `Inquiry Lens: ${count} ${count === 1 ? 'caso seguido ha terminado' : 'casos seguidos han terminado'}`,
  omnibox: {
    off: 'Desactivado por su administrador',
    lookUp: (kind, id) => `Buscar: ${spanishKinds[kind]} ${id}`,
    lookUpFirst: (kind, id) => `Buscar: ${spanishKinds[kind]} ${id}, el primero de varios ID`,
    lookFor: (reference) => `Buscar los casos de ${reference}`,
    empty: 'Pegue un ID o un texto que lo contenga',
    noId: 'Aquí todavía no hay ningún ID',
  },
}

const frenchKinds: Readonly<Record<ObjectKind, string>> = {
  inquiry: 'inquiry',
  session: 'session',
  event: 'événement',
  verification: 'vérification',
  document: 'document',
  selfie: 'selfie',
  account: 'compte',
  transaction: 'transaction',
}

const french: BackgroundWords = {
  menu: 'Rechercher dans Inquiry Lens',
  onPage: (count) => `Inquiry Lens\u00a0: ${count} sur cette page`,
  watchesEnded: (count) =>
    `Inquiry Lens\u00a0: ${count} ${count === 1 ? 'dossier suivi est terminé' : 'dossiers suivis sont terminés'}`,
  omnibox: {
    off: 'Désactivé par votre administrateur',
    lookUp: (kind, id) => `Rechercher\u00a0: ${frenchKinds[kind]} ${id}`,
    lookUpFirst: (kind, id) => `Rechercher\u00a0: ${frenchKinds[kind]} ${id}, le premier de plusieurs ID`,
    lookFor: (reference) => `Rechercher les dossiers de ${reference}`,
    empty: 'Collez un ID, ou un texte qui en contient un',
    noId: 'Il n’y a pas encore d’ID ici',
  },
}

const portugueseKinds: Readonly<Record<ObjectKind, string>> = {
  inquiry: 'inquiry',
  session: 'sessão',
  event: 'evento',
  verification: 'verificação',
  document: 'documento',
  selfie: 'selfie',
  account: 'conta',
  transaction: 'transação',
}

const portuguese: BackgroundWords = {
  menu: 'Consultar no Inquiry Lens',
  onPage: (count) => `Inquiry Lens: ${count} nesta página`,
  watchesEnded: (count) =>
    `Inquiry Lens: ${count} ${count === 1 ? 'caso acompanhado terminou' : 'casos acompanhados terminaram'}`,
  omnibox: {
    off: 'Desativado pelo seu administrador',
    lookUp: (kind, id) => `Consultar: ${portugueseKinds[kind]} ${id}`,
    lookUpFirst: (kind, id) => `Consultar: ${portugueseKinds[kind]} ${id}, o primeiro de vários IDs`,
    lookFor: (reference) => `Procurar os casos de ${reference}`,
    empty: 'Cole um ID ou um texto que contenha um',
    noId: 'Ainda não há nenhum ID aqui',
  },
}

const japaneseKinds: Readonly<Record<ObjectKind, string>> = {
  inquiry: 'inquiry',
  session: 'セッション',
  event: 'イベント',
  verification: '本人確認',
  document: '書類',
  selfie: 'セルフィー',
  account: 'アカウント',
  transaction: '取引',
}

const japanese: BackgroundWords = {
  menu: 'Inquiry Lens で検索',
  onPage: (count) => `Inquiry Lens: このページに ${count} 件`,
  watchesEnded: (count) => `Inquiry Lens: 見守り中のケース ${count} 件が終了しました`,
  omnibox: {
    off: '管理者が無効にしています',
    lookUp: (kind, id) => `${japaneseKinds[kind]} ${id} を検索`,
    lookUpFirst: (kind, id) => `${japaneseKinds[kind]} ${id} を検索（複数の ID の最初）`,
    lookFor: (reference) => `${reference} のケースを検索`,
    empty: 'ID、または ID を含むテキストを貼り付けてください',
    noId: 'まだ ID がありません',
  },
}

const words: Readonly<Record<Language, BackgroundWords>> = {
  en: english,
  de: german,
  es: spanish,
  fr: french,
  'pt-BR': portuguese,
  ja: japanese,
}

export const readBackgroundWords = async (): Promise<BackgroundWords> =>
  words[(await chosenLanguage.get()) ?? pickLanguage(navigator.languages)]
