import type { NoticeWords } from '../notice.ts'

const words: NoticeWords = {
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

export default words
