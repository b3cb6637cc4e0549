import type { CommonWords } from '../common.ts'

const words: CommonWords = {
  states: {
    'not-opened': '未開封',
    'in-progress': '進行中',
    'waiting-on-us': '当社対応待ち',
    approved: '承認済み',
    declined: '却下',
    expired: '期限切れ',
    failed: '失敗',
    voided: '取消',
    redacted: '削除',
    unknown: '不明',
  },
  environments: { production: '本番', sandbox: 'サンドボックス', unknown: '不明' },
  sampleData: 'サンプルデータ',
  environment: '環境',
  unknown: '不明',
  close: '閉じる',
  clear: 'クリア',
  admin: '管理',
  options: 'オプション',
  openSidePanel: 'サイドパネルを開く',
  refresh: '更新',
  refreshAsOf: '更新、最終取得: ',
  asOf: (time) => `最終取得: ${time}`,
  withoutAge: (title) => title.replace(/^[^:]*時点:/, ''),
  key: (key) => `キー: ${key}`,
  nothingToCopy: 'コピーしていません: まだコピーできるものがありません',
  search: {
    label: 'ID でケースを検索',
    placeholder: 'ID、リンク、チケット本文を貼り付け',
    found: '本文中の ID',
  },
  groups: {
    customer: 'お客様対応待ち',
    us: '当社対応待ち',
    'ended-badly': '不成立',
    done: '完了',
  },
  glance: { us: '当社対応待ちのケースはありません', endedBadly: '不成立のケースはありません' },
  notLoadedYet: '未読み込み',
  inReview: '審査中',
  notDecidedYet: '未決定',
  request: {
    cancelled: 'リクエストは取り消されました。',
    updated: 'このページを開いている間にInquiry Lensが更新されました。',
    reopen: 'このページを閉じて、もう一度開いてください。',
    noAnswer: 'Inquiry Lensのバックグラウンドが応答しませんでした。',
  },
  justNow: 'たった今',
  countedAll: (all, since) => `${since && `${since} 以降の`}全 ${all} 件中`,
  countedSome: (counted, more, since) =>
    `${since && `${since} 以降の`}${counted} 件中。ほか ${more} 件は未確認`,
}

export default words
