import type { FindingWords } from '../finding.ts'

const wrongCapitals = (id: string): string =>
  `${id}は大文字と小文字が違います。区別されるので、元の場所からコピーしてください。`

const words: FindingWords = {
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

export default words
