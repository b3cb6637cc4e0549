import type { CommonWords, FailureWords, FrameWords, NoticeWords, SurfaceCatalogue } from '../surface.ts'

const common: CommonWords = {
  units: { second: '秒', minute: '分' },
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
  glance: { us: '最近のケースに当社対応待ちはありません', endedBadly: '最近のケースに不成立はありません' },
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

const notice: NoticeWords = {
  roles: { agent: 'エージェント', investigator: '調査担当', auditor: '監査担当', admin: '管理者' },
  tryAgain: '再試行',
  clearFilters: 'フィルターを解除',
  startOver: '最新から表示',
  signInAgain: '再サインイン',
  retryingIn: (wait) => `${wait} 後に再試行`,
  retryingNow: '再試行中…',
  requestId: 'リクエスト ID',
  none: 'なし',
  copy: {
    requestId: 'リクエスト IDをコピー',
    id: (name) => `${name} IDをコピー`,
    copied: 'コピー済み',
    done: (label) => label.replace(/コピー$/, 'コピーしました'),
    failed: (why, nextStep) => `コピーしていません。${why}: ${nextStep}`,
    byHand: 'ブラウザーがコピーできませんでした。Ctrl+C または ⌘C を押してください',
  },
  asOfBecause: (ago, why) => `${ago}時点: ${why}`,
  afterColon: (sentence) => sentence,
  nameProvider: (title, provider) => title.replace('プロバイダー', provider),
  showingLast: '最後に取得したデータを表示しています。自動的に再試行します。',
  health: {
    title: 'プロバイダー',
    untried: '未照会',
    answering: '応答中',
    retriedIn: (wait) => `${wait} 後に再試行`,
    moreIn: (wait) => `${wait} 後に追加`,
    live: 'ライブ',
    behind: (wait) => `${wait} 遅れ`,
    polling: (wait) => `${wait}ごとに確認`,
    noneLeft: '残りリクエストなし',
    left: (left, limit, window) => `${window}残り ${left} / ${limit}`,
    today: '今日の',
    thisMinute: 'この 1 分の',
    within: (span) => `${span} 以内の`,
    ofProvider: (provider, reason) => `${provider}: ${reason}`,
    reasons: {
      'provider-unavailable': '応答していません',
      'provider-timeout': '応答に時間がかかりすぎました',
      'provider-unreadable': '応答を読み取れませんでした',
      'provider-rate-limited': '現在これ以上リクエストできません',
      'provider-limit-near': 'リクエスト上限に近づいています',
      'agent-share-used': 'ご自身のリクエスト枠を使い切ったため、応答が減っています',
      'provider-key-refused': 'Relay のキーが拒否されました',
    },
    otherReason: '現在照会できません',
  },
  signedOut: {
    title: 'サインアウトしました',
    nextStep: '管理者に新しいペアリングコードを依頼してください。',
  },
  notConnected: {
    title: 'Inquiry Lens はまだ接続されていません',
    about: 'チケットから離れずに、お客様の本人確認の経過を確認できます。',
    nextStep: '会社の Relay に接続するか、まず架空のお客様でお試しください。',
    connect: '接続',
    trySamples: 'サンプルで試す',
  },
  locked: {
    title: 'ロック中',
    about: 'Inquiry Lens は 15 分間使わないとロックされます。サインインは続いています。',
    continue: '続ける',
  },
  alarm: {
    label: '警告',
    title: '監査ログが検証に失敗しました',
    nextStep: 'コンプライアンス担当者に知らせてください。',
    details: '詳細を表示',
  },
  capacity: {
    titles: {
      warning: (share) => `監査ログの空きがわずかです（${share}）`,
      full: (share) => `監査ログが満杯です（${share}）。照会を停止しています。`,
      exhausted: (share) => `監査ログが満杯です（${share}）。すべてのリクエストを停止しています。`,
    },
    nextStep: (unexported) =>
      `終了した日をエクスポートして空きを作ってください。${unexported > 0 ? `未エクスポートの日が ${unexported} 日あります。` : ''}`,
  },
}

const frame: FrameWords = {
  backTo: (list) => `${list}に戻る`,
  back: '戻る (Esc)',
  openIn: (provider) => `${provider}で開く`,
  openInEnvironment: (provider, environment) => `${provider}で開く（${environment}）`,
  notCopied: (id) => `コピーできませんでした: ${id} はページにありません`,
  changedTo: (state) => `現在は${state}`,
  changes: (count) => `新しい動き ${count} 件`,
  changed: (what) => `変更: ${what}`,
  changedBefore: '変更 ',
  changedAfter: ': ',
  seen: '確認済み',
  device: {
    unknown: '不明な端末',
    sdk: (name) => `${name} SDK`,
    programOn: (program, system) => `${program}（${system}）`,
    network: { vpn: 'VPN', proxy: 'プロキシ', tor: 'Tor', datacenter: 'データセンター' },
    threat: (level) => `脅威: ${level}`,
  },
}

const failures: FailureWords = {
  'invalid-parameter': {
    title: 'パラメーターが正しくありません',
    nextStep: 'フィルターを直して、もう一度お試しください。',
  },
  'unknown-parameter': {
    title: '不明なパラメーターです',
    nextStep: 'フィルターを外して、もう一度お試しください。',
  },
  'invalid-cursor': {
    title: '一覧のこの位置はもうありません',
    nextStep: '最新の項目からもう一度始めてください。',
  },
  'invalid-body': { title: 'リクエストを読み取れませんでした', nextStep: '直して、もう一度お試しください。' },
  'signed-out': {
    title: 'サインアウトしました',
    nextStep: '新しいペアリングコードでもう一度サインインしてください。',
  },
  'origin-refused': {
    title: 'Relayがこの拡張機能を認識していません',
    nextStep: 'この拡張機能をRelayのALLOWED_ORIGINSに追加するよう、管理者に依頼してください。',
  },
  'host-refused': {
    title: 'Relayはこのホスト名に対応していません',
    nextStep: 'Relay自身のアドレスを使ってください。このコンピューター上で動く場合を除き、httpsです。',
  },
  'role-refused': { title: 'あなたの役割では許可されていません', nextStep: '管理者に確認してください。' },
  'pairing-code-wrong': {
    title: 'ペアリングコードが違います',
    nextStep: '1文字ずつ確認するか、管理者に新しいコードを依頼してください。',
  },
  'pairing-code-used': {
    title: 'このペアリングコードは使用済みです',
    nextStep: 'コードは1回だけ使えます。管理者に新しいコードを依頼してください。',
  },
  'pairing-code-expired': {
    title: 'このペアリングコードは期限切れです',
    nextStep: 'コードの有効期限は10分です。管理者に新しいコードを依頼してください。',
  },
  'pairing-code-dead': {
    title: 'このペアリングコードの試行回数が多すぎます',
    nextStep: 'もう使えません。管理者に新しいコードを依頼してください。',
  },
  'role-not-confirmed': {
    title: 'このエージェントの役割は変わっています',
    nextStep: 'エージェントの一覧を更新してから、変更を確認してください。',
  },
  'agent-revoked': {
    title: 'このエージェントのアクセスは取り消されました',
    nextStep: 'エージェントの一覧を更新してから、もう一度許可してください。',
  },
  'watches-full': {
    title: '見守れるケースの数が上限に達しています',
    nextStep: '不要な見守りを終了してから、もう一度お試しください。',
  },
  'not-found': { title: '見つかりません', nextStep: 'IDと環境を確認してください。' },
  'no-such-route': {
    title: 'Relayにそのアドレスはありません',
    nextStep: 'アドレスを確認するか、Relayを更新してください。',
  },
  'method-not-allowed': {
    title: 'Relayはここでこのメソッドに対応していません',
    nextStep: 'Relayのルートの一覧を見てください。',
  },
  'body-too-large': { title: 'リクエストが大きすぎます', nextStep: '一度に求める量を減らしてください。' },
  'agent-rate-limited': { title: 'リクエストが多すぎます', nextStep: '自動的に再試行します。' },
  'views-throttled': {
    title: '通常より多くのお客様を見ています',
    nextStep: 'カウントダウンが終わるまでお待ちください。直近1時間のお客様は引き続き見られます。',
  },
  'lookups-limited': {
    title: 'この1時間の照会を使い切りました',
    nextStep: 'カウントダウンが終わるまでお待ちください。ケースは引き続き開けます。',
  },
  'log-limited': {
    title: 'この1時間の監査ログの割り当てを使い切りました',
    nextStep: 'カウントダウンが終わるまでお待ちください。通常の作業だった場合は、管理者に知らせてください。',
  },
  'pairing-throttled': {
    title: 'ペアリングコードが違います（多数の失敗後）',
    nextStep: '1文字ずつ確認してください。正しいコードはまだ使えます。',
  },
  'agent-share-used': {
    title: 'プロバイダーへのリクエストの割り当てを使い切りました',
    nextStep: 'カウントダウンが終わるまでお待ちください。ほかのエージェントには影響しません。',
  },
  internal: {
    title: 'Relayでエラーが起きました',
    nextStep: 'もう一度お試しください。続く場合は、リクエストIDを管理者に送ってください。',
  },
  'provider-key-refused': {
    title: 'プロバイダーがRelayのキーを拒否しました',
    nextStep: '管理者に知らせてください。Relayのキーの更新または許可が必要です。',
  },
  'provider-unavailable': {
    title: 'プロバイダーが応答していません',
    nextStep: '自動的に再試行します。プロバイダーのステータスページを見てください。',
  },
  'provider-unreadable': {
    title: 'プロバイダーの応答を読み取れませんでした',
    nextStep: '自動的に再試行します。続く場合は、リクエストIDを管理者に送ってください。',
  },
  'provider-limit-near': {
    title: 'プロバイダーのリクエスト上限が近づいています',
    nextStep: '照会はまだ使えます。自動的に再試行します。',
  },
  'provider-rate-limited': {
    title: 'プロバイダーのリクエスト上限に達しました',
    nextStep: '許可され次第、自動的に再試行します。',
  },
  'provider-timeout': {
    title: 'プロバイダーの応答に時間がかかりすぎました',
    nextStep: '少し待ってからもう一度お試しください。',
  },
  'no-provider': {
    title: 'Relayにプロバイダーが設定されていません',
    nextStep: 'プロバイダーのキーをRelayに設定するよう、管理者に依頼してください。',
  },
  'audit-full': {
    title: '監査ログがいっぱいです。照会は停止中です',
    nextStep:
      '監査ログを書き出す（npm run audit -- export）か、AUDIT_CAPACITY_MBを増やすよう、管理者に依頼してください。',
  },
  'relay-busy': {
    title: 'Relayが混み合っています',
    nextStep: '多くのリクエストがプロバイダーを待っています。少し待ってからもう一度お試しください。',
  },
  'relay-interrupted': { title: 'Relayが中断しました', nextStep: '少し待ってからもう一度お試しください。' },
  'relay-not-configured': {
    title: 'Relayが設定されていません',
    nextStep: 'Relayの設定を完了するよう、管理者に依頼してください。',
  },
  offline: { title: 'オフラインです', nextStep: 'オンラインになると再試行します。' },
  'extension-error': {
    title: 'Inquiry Lensで問題が起きました',
    nextStep: 'もう一度お試しになるか、拡張機能を再読み込みしてください。',
  },
  'relay-unreachable': {
    title: 'Relayに接続できません',
    nextStep: '接続またはVPNと、オプションのRelayのアドレスを確認してください。',
  },
  'relay-timeout': {
    title: 'Relayの応答に時間がかかりすぎました',
    nextStep: '少し待ってからもう一度お試しください。',
  },
  'relay-unreadable': {
    title: 'Relayの応答を読み取れませんでした',
    nextStep:
      'もう一度お試しください。続く場合は、Relayと拡張機能が合わない可能性を管理者に知らせてください。',
  },
  'not-a-relay': {
    title: 'このアドレスにInquiry LensのRelayはありません',
    nextStep: 'アドレスを管理者に確認してください。',
  },
  'client-too-old': {
    title: 'この拡張機能はRelayに対して古すぎます',
    nextStep: '拡張機能を更新するか、管理者に依頼してください。',
  },
  'relay-too-old': {
    title: 'Relayはこの拡張機能に対して古すぎます',
    nextStep: 'Relayの更新を管理者に依頼してください。',
  },
  'address-not-valid': {
    title: 'Relayのアドレスではありません',
    nextStep: 'https://lens.example.com のような形で、名前の後には何もありません。',
  },
  locked: {
    title: 'Inquiry Lensはロックされています',
    nextStep: 'ポップアップまたはサイドパネルで続けてください。',
  },
  'id-not-recognised': {
    title: 'IDがありません',
    nextStep: 'チケットからID全体をコピーしてください。inquiryのIDは、inq_と24文字の英数字です。',
  },
  'no-case': {
    title: 'どのinquiryにもつながりません',
    nextStep: 'inq_で始まる、inquiry自身のIDを探してください。',
  },
  'page-closed': {
    title: 'このページは読み取れません',
    nextStep:
      'ページを開いたままツールバーのボタンをクリックしてください。どの拡張機能も読めないページもあります。',
  },
  'switched-off': { title: 'オフになっています', nextStep: '管理者がオフにしました。' },
  'set-by-administrator': {
    title: '管理者が設定しています',
    nextStep: '変更が必要な場合は管理者に確認してください。',
  },
  'panel-closed': {
    title: 'サイドパネルを開けませんでした',
    nextStep: 'ツールバーのボタンから開いてください。',
  },
}

export default { common, notice, frame, failures } satisfies SurfaceCatalogue
