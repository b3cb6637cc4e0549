import type { FailureWords } from '../failures.ts'

const words: FailureWords = {
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

export default words
