import { formatNumber } from '../../ui/format/locale.ts'
import type { ExportWords } from '../export.ts'

const words: ExportWords = {
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

export default words
