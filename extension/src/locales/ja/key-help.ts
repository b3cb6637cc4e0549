import type { KeyHelpWords } from '../key-help.ts'

const words: KeyHelpWords = {
  close: '閉じる (Esc)',
  what: {
    rows: '行から行へ。HomeとEndで最初と最後へ',
    open: '行のケースを開く',
    details: '行の詳細を表示または非表示',
    back: '一覧に戻る',
    neighbours: '次の行と前の行へ',
    filter: 'ケースを絞り込む',
    views: '名前を付けたビューを表示',
    search: '検索ボックスへ',
    copyCase: 'チケット用にケースをコピー',
    copyReply: 'お客様への返信をコピー',
    dashboard: 'プロバイダーのダッシュボードを開く',
    help: 'この一覧を表示',
  },
  areOff: 'cや/などの1文字のキーはオフです。',
  turnOff: 'オプションで1文字のキーをオフにする',
  turnOn: 'オプションで1文字のキーをオンにする',
}

export default words
