import { formatNumber } from '../../ui/format/locale.ts'
import type { TroubleStep, TroubleWords } from '../trouble.ts'

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

const words: TroubleWords = {
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

export default words
