import { formatNumber } from '../../ui/format/time.ts'
import type { FindingWords, PanelCatalogue, PanelWords, TroubleStep } from '../panel.ts'

const wrongCapitals = (id: string): string =>
  `${id}は大文字と小文字が違います。区別されるので、元の場所からコピーしてください。`

const finding: FindingWords = {
  filters: 'フィルター',
  noFilter: 'フィルターなし',
  filterIs: (filters) => `フィルター：${filters}`,
  removeFilterOf: (filter) => `フィルターを外す：${filter}`,
  chips: {
    inquiry: (id) => `inquiry ${id}`,
    customer: (id) => `お客様 ${id}`,
    workflow: (id) => `ワークフロー ${id}`,
    keyOwner: 'Relayのキーで作成',
    from: (date) => `${date}から`,
    to: (date) => `${date}まで`,
  },
  events: {
    title: '表示するイベント',
    all: 'すべてのイベント',
    count: (count) => `イベント${count}種類`,
    byName: '名前',
    find: 'イベントを検索、または名前を入力',
    findHere: '検索または名前を入力',
    show: { before: '', after: 'を表示' },
    hidden: { before: 'Relayは', after: 'のイベントを非表示にしています。' },
    none: { before: '該当する既知のイベントはありません。名前の例：', after: '' },
  },
  sessionFilter: {
    filter: 'フィルター',
    show: '表示',
    label: '表示するセッション',
    which: 'セッションの種類',
    choices: {
      all: '組織のすべて',
      'key-owner': 'Relayのキーで作成したものだけ',
      externalId: '外部IDで1人のお客様',
      workflow: 'IDで1つのワークフロー',
    },
    placeholders: { externalId: '自社のお客様番号', workflow: 'ワークフローのID' },
    made: '作成日',
    from: '開始',
    to: '終了',
    problems: {
      missing: '先にIDを入力してください。',
      long: 'IDとしては長すぎます。',
      workflow: 'ワークフローのIDではありません。',
      dates: '年が4桁の日付を入力してください。',
      order: '終了が開始より前です。',
    },
  },
  lookups: {
    moreBelow: '下に続きがあります…',
    notIn: (environment) => `${environment}にありません`,
    notFound: '見つかりません',
    notKnownYet: '未確認',
    notAsked: 'まだ照会していません',
  },
  page: {
    title: 'このページ',
    ids: (count) => `このページのID ${count}件`,
    idsTitle: 'このページのID',
    hiddenIds: (count) => `このページの隠れた部分のID ${count}件`,
    hiddenTitle: 'このページの隠れた部分のID',
    numbers: (count) => `このページのお客様番号 ${count}件`,
    findCases: 'ケースを検索',
    nowMarked: 'これからこのサイトのIDがマークされます。IDを指すと、何が起きたかわかります。',
    closed: '拡張機能はこのページを読み取れません。',
    withheld: (host) => `管理者は${host}でのマークを許可していません。`,
    off: (host) => `管理者が${host}でのマークをオフにしています。`,
    noneYet: (host) => `${host}のこのページにIDはまだありません。`,
    partFrom: (host) => `このページの一部は${host}から来ています。`,
    none: 'このページにIDはありません。',
    mark: (host) => `${host}のIDをマーク`,
    scan: 'このページを1回スキャン',
    scanning: 'スキャンしています…',
  },
  found: {
    ids: (count) => `ID ${count}件`,
    none: 'この文字列にIDはありません。',
    words: 'IDはありません。Enterキーでこの言葉を含むケースを表示します。',
    link: '同僚のビューです。Enterキーで絞り込んだケースを表示します。',
    tryIt: 'Enterでそのまま試します。',
    customer: (reference) => `お客様 ${reference}。Enterでケースを検索します。`,
    kinds: {
      account: 'アカウント',
      document: '書類',
      event: 'イベント',
      inquiry: 'inquiry',
      selfie: 'セルフィー',
      session: 'セッション',
      transaction: '取引',
      verification: '検証',
    },
    opensCase: (name) => `${name}。Enterでケースを開きます。`,
    notLookedUp: (name) => `${name}は照会できません。`,
    looking: (name) => `${name}：inquiryを探しています…`,
    noEvent: (name) => `${name}：このイベントはここにありません。`,
    notNow: (name) => `${name}：今はinquiryを照会できません。`,
    noInquiry: (name) => `${name}。既知のinquiryに属していません。`,
    opensInquiry: (name) => `${name}。Enterでinquiryのケースを開きます。`,
  },
  doubts: {
    'lower-cased': wrongCapitals,
    'upper-cased': wrongCapitals,
    'cut-short': (id) => `${id}は途中で切れているようです。全体をコピーしてください。`,
    misread: (id) => `${id}には、0やlなどIDに使われない文字があります。入力せずにコピーしてください。`,
    'other-kind': (id) => `${id}は照会できません。inquiryのIDはinq_で始まります。`,
    'one-time-link': () =>
      'ワンタイムリンクはお客様だけのものです。ほかの人に渡さないでください。お客様のinquiry ID（inq_…）を探してください。',
  },
  customer: {
    searching: 'ケースを検索しています…',
    none: 'この番号のケースはありません',
    noneSoFar: 'これまでケースは見つかっていません',
    noneIn: (provider, environment) => `${provider}の${environment}にはありません。`,
    incomplete: '検索は完了していません。',
    nextStep: '番号を確認するか、inquiryまたはセッションのIDで検索してください。',
    later: '少し待ってからもう一度お試しください。',
    casesOf: (reference) => `${reference}のケース`,
    choose: (count, isMore) => {
      const cases = isMore ? `この番号の最新のケース${count}件` : `この番号のケース${count}件`
      const order = count > 1 && !isMore ? '（新しい順）' : ''
      return `${cases}${order}。チケットのケースを選んでください。`
    },
  },
}

const activity: PanelWords['activity'] = {
  title: 'ケースが最後に動いた時刻',
  period: '表示する期間',
  periods: { hour: '1時間', day: '24時間', week: '7日' },
  basis: (count, _, since, until) =>
    `${since && `${since}以降、`}${until && `${until}まで、`}キャッシュに${count}件`,
  more: (count) => `他に状態不明${count}件`,
  nothing: 'キャッシュにケースはまだありません',
  unfiltered: '絞り込みなし',
  missing: (providers) => `${providers}は不明`,
  unknown: '不明',
  cases: (count, _, parts) => `${count}件${parts && `：${parts}`}`,
  atLeast: (counted) => `少なくとも${counted}`,
  part: (group, count) => `${group} ${count}`,
  summary: {
    last: {
      hour: (counted) => `直近1時間：${counted}。`,
      day: (counted) => `直近24時間：${counted}。`,
      week: (counted) => `直近7日：${counted}。`,
    },
    most: (time, count) => `最多は${time}の${count}件。`,
    before: (time) => `${time}より前は一部ない可能性があります。`,
    after: (time) => `${time}より後は一部ない可能性があります。`,
    missing: 'どの時刻も一部ない可能性があります。',
  },
  table: {
    show: '表で表示',
    time: '時刻',
    empty: 'この期間のケースはありません。',
    others: 'ケースのない時刻は省きます。',
  },
}

const facets: PanelWords['facets'] = {
  filter: '絞り込み',
  filterCount: (count) => `絞り込み：${count}`,
  title: 'ケースを絞り込む',
  names: {
    step: 'ステップ',
    reason: '失敗の理由',
    country: '国',
    device: '端末',
    provider: 'プロバイダー',
    workflow: 'ワークフロー',
    risk: 'ネットワーク',
  },
  notKnown: '不明',
  risks: {
    vpn: 'VPN',
    proxy: 'プロキシ',
    tor: 'Tor',
    datacenter: 'データセンター',
    threat: '脅威レベル高',
    none: 'いずれでもない',
  },
  failed: '失敗',
  basis: (count) => `ここにある${count}件から集計`,
  words: {
    label: 'この言葉を含む',
    placeholder: 'セルフィー 失敗、ポルトガル',
    chip: (typed) => `「${typed}」`,
  },
  chip: (facet, value) => `${facet}：${value}`,
  showing: (count) => `残り${count}件`,
}

const views: PanelWords['views'] = {
  title: 'ビュー',
  none: '一覧を絞り込んでから、ここで名前を付けます。',
  name: 'この絞り込みの名前',
  save: '保存',
  full: (most) => `最大${most}件です。先に1件削除してください。`,
  saved: (name) => `保存しました：${name}`,
  shown: (name) => `表示中：${name}`,
  remove: (name) => `${name}を削除`,
  preset: (organization) => `${organization ?? '管理者'}から`,
  copyLink: 'リンクをコピー',
  link: '同僚がアドレスバーに貼り付けます。含まれるのは絞り込みと入力した語句で、ID や番号は含まれません。',
}

const steps: Record<TroubleStep, string> = {
  'government-id': '身分証',
  'government-id-nfc': '身分証のICチップ',
  document: '書類',
  'second-document': '2つ目の書類',
  'third-document': '3つ目の書類',
  selfie: 'セルフィー',
  'camera-check': 'カメラチェック',
  'phone-number': '電話番号',
  'email-address': 'メールアドレス',
}

const some = (amount: number): string => (amount === 0 ? '0人' : `${amount}人`)

const trouble: PanelWords['trouble'] = {
  sentence: (cause, customers, usually) => {
    const usual = some(usually)
    if (cause === 'declined') return `直近1時間で${customers}人が却下（通常は${usual}）`
    if (cause === 'failed') return `直近1時間で${customers}人が最終的に失敗（通常は${usual}）`
    const step = steps[cause]
    return `${step}：直近1時間で${customers}人が失敗（通常は${usual}）`
  },
  title: '多くのお客様が同時に失敗しています',
  show: '該当するケースを表示',
  showAll: 'すべてのケースを表示',
  dismiss: '1時間、または2倍になるまで隠す',
  basis: {
    title: 'この表示の根拠',
    over: (cases, provider, since) =>
      `${since}以降に手元にある${provider}のケース${formatNumber(cases)}件で集計しています。`,

    before: (hours, usual) =>
      `それ以前の${hours.length}時間（新しい順）：${hours.join(', ')}。中央値：${usual}。`,
    rule: (least, times) =>
      `1時間に${least}人以上、かつ通常の${times}倍以上のときに表示します。お客様は1人1回と数え、不明なものは数えません。`,
  },
}

const exporting: PanelWords['exporting'] = {
  open: 'エクスポート…',
  title: {
    cases: 'ケースのエクスポート',
    sessions: 'セッションのエクスポート',
    events: 'イベントのエクスポート',
  },
  shown: {
    cases: (amount) => `現在表示中のケース${formatNumber(amount)}件`,
    sessions: (amount) => `現在表示中のセッション${formatNumber(amount)}件`,
    events: (amount) => `現在表示中のイベント${formatNumber(amount)}件`,
  },
  missing: {
    tooMany: (most) => `1ファイルの上限のため、新しい順に${formatNumber(most)}件のみです。`,
    older: '読み込まれていない古いものは含まれません。',
    silent: (provider) => `${provider}が応答していないため、一部の行がありません。`,
    state: (amount) => `${formatNumber(amount)}件は状態が不明のため、空欄になります。`,
    unnamed: (amount) => `${formatNumber(amount)}件はIDを監査ログに記録できないため、含まれません。`,
  },
  about:
    'ID、状態、時刻、デバイス、国のみです。個別に表示する項目は含まれません。エクスポートは各IDとともに監査ログに記録されます。',
  formats: { csv: 'CSVで保存', ndjson: 'NDJSONで保存' },
  recording: (recorded, all) => `監査ログに記録中：ID ${formatNumber(recorded)}／${formatNumber(all)}件…`,
  cancel: 'キャンセル',
  written: {
    cases: (amount) => `ケース${formatNumber(amount)}件の保存先：`,
    sessions: (amount) => `セッション${formatNumber(amount)}件の保存先：`,
    events: (amount) => `イベント${formatNumber(amount)}件の保存先：`,
  },
  cancelled: 'エクスポートをキャンセルしました。ファイルは保存されていません。',
  failed: 'エクスポートできませんでした。ファイルは保存されていません。',
  recorded: (amount) => `監査ログに既にID ${formatNumber(amount)}件が記録されている可能性があります。`,
}

const watches: PanelWords['watches'] = {
  title: '見守り中のケース',
  count: (count) => `ケース${formatNumber(count)}件を見守り中`,
  ended: (count) => `見守り中のケース${formatNumber(count)}件が終了しました`,
  full: (max) => `見守りは上限の${formatNumber(max)}件に達しています。`,
  since: (ago) => `開始：${ago}`,
  until: (day) => `${day}まで見守ります`,
  live: '終了するとすぐに知らせます。',
  polled: '1分ごとに確認しています。',
  open: 'ケースを開く',
  rename: '名前を変更',
  name: '名前',
  nameHint: 'リレーに保存されます。お客様の名前は使わないでください。',
  save: '保存',
  end: '見守りをやめる',
  endOf: (name) => `${name}の見守りをやめる`,
  seen: '確認済み',
  seenOf: (name) => `確認済み：${name}`,
}

const keys: PanelWords['keys'] = {
  close: '閉じる (Esc)',
  what: {
    rows: '行から行へ。HomeとEndで最初と最後へ',
    open: '行のケースを開く',
    details: '行の詳細を表示または非表示',
    back: '一覧に戻る',
    neighbours: '次の行と前の行へ',
    filter: 'ケースを絞り込む',
    views: '名前を付けたビューを表示',
    keep: '行を未読にする・既読に戻す',
    watch: 'ケースを見守る・やめる',
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

const panel: PanelWords = { activity, facets, views, trouble, exporting, watches, keys }

export default { finding, panel } satisfies PanelCatalogue
