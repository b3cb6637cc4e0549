import type { ListWords } from '../lists.ts'

const nounWords = (noun: string): ListWords['nouns']['cases'] => ({
  title: noun,
  loading: `${noun}を読み込んでいます…`,
  none: `${noun}はまだありません`,
  noneMatch: `フィルターに合う${noun}はありません`,
  noOlder: `これより古い${noun}はありません`,
  showNew: `新しい${noun}を表示`,
  showAll: `すべての${noun}を表示`,
  moreLoaded: (count) => `${noun}をさらに${count}件読み込みました`,
  missing: `ここでは${noun}が欠けています`,
  maybeMissing: (time) => `${time}より前の${noun}が欠けている可能性があります`,
})

const words: ListWords = {
  nouns: { cases: nounWords('ケース'), sessions: nounWords('セッション'), events: nounWords('イベント') },
  tabs: '表示する内容',
  loading: '読み込んでいます…',
  loadMore: 'さらに読み込む',
  newAppear: '新しいものは自動的にここに表示されます。',
  coverage: (provider) => ({
    before: '完全なデータの開始：',
    after: `（${provider}からそれ以前は取得できませんでした）`,
  }),
  aProvider: 'プロバイダー',
  notAnswering: (provider) => `${provider}が応答していません`,
  noEvents: {
    title: (provider) => `${provider}にイベントはありません`,
    about: '各セッションに、お客様がどこまで進んだかが表示されます。',
    showSessions: 'セッションを表示',
  },
  unread: {
    marks: { new: '新着：', changed: '変更：', kept: '未読：' },
    since: (fresh, changed) => {
      const counts = [...(fresh > 0 ? [`新着${fresh}件`] : []), ...(changed > 0 ? [`変更${changed}件`] : [])]
      return `前回から${counts.join('、')}`
    },
    seeAll: '既読にする',
  },
  countNew: (count) => `新着${count}件`,
  details: '詳細',
  detailsHere: 'ここで詳細を表示 (→)',
  visits: (count) => `訪問${count}回`,
  notFound: '見つかりません',
  stateNotKnown: '状態は未確認',
  session: 'セッション',
  sessions: {
    new: 'セッション未開始',
    active: 'セッション中',
    expired: 'セッション終了',
    canceled: 'セッション取消',
  },
  ownState: {
    'not-opened': 'セッション未開始',
    'in-progress': 'セッション中',
    expired: 'セッション終了',
    voided: 'セッション取消',
  },
  ownStatus: (status) => `セッション ${status}`,
  cases: {
    notOpened: (time) => `${time}作成、未開封`,
    inReview: (time) => (time ? `${time}から審査中` : '審査中'),
    notDecided: (time) => `${time}完了、未決定`,
    decided: (time) => (time ? `${time}決定` : '決定（時刻不明）'),
    expired: (time) => `${time}期限切れ、未完了`,
    failed: (time) => `${time}失敗`,
    failedForGood: (time) => `${time}失敗：残りの試行なし`,
    cancelled: '取消',
    redacted: (time) => `${time}削除`,
    failedTries: (count) => `失敗${count}回`,
    notFinishedSince: (time) => `${time}開封、未完了`,
    notFinished: '未完了',
    sessionCreated: 'セッション作成',
    sessionOpened: 'お客様がセッションを開きました',
  },
  all: 'すべて',
  allCases: 'すべてのケース',
  whose: '表示するプロバイダー',
  groupFilter: '表示するケースの状態',
  groupEnd: {
    unknown: (count) => `ほかに未確認が${count}件あります。ケースは表示されたときに確認します。`,
    more: '古いケースは読み込まれていません。',
    all: 'ほかにはありません。',
  },
  customer: { before: 'お客様 ', after: '' },
  recents: {
    title: '最近開いたケース',
    count: (count) => `最近開いたケース（${count}）`,
    opened: (ago) => `${ago}に開きました`,
    asOf: (ago) => `${ago}のデータ`,
    cleared: 'サインアウト時、または15分間離れると消えます。',
  },
  selectRow: '行を選ぶと、ここにケースが開きます。',
  backTo: { case: '前のケース', lists: '一覧' },
  notOnPage: 'このページにはありません。',
  onPage: 'このページ：',
  keys: 'キー',
  strip: '時間ごとの活動',
}

export default words
