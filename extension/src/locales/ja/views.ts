import type { ViewsWords } from '../views.ts'

const words: ViewsWords = {
  title: 'ビュー',
  none: '一覧を絞り込んでから、ここで名前を付けます。',
  name: 'この絞り込みの名前',
  save: '保存',
  full: (most) => `最大${most}件です。先に1件削除してください。`,
  saved: (name) => `保存しました：${name}`,
  shown: (name) => `表示中：${name}`,
  remove: (name) => `${name}を削除`,
  copyLink: 'リンクをコピー',
  link: '同僚がアドレスバーに貼り付けます。含まれるのは絞り込みのみで、お客様の情報はありません。',
}

export default words
