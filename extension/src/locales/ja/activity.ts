import type { ActivityWords } from '../activity.ts'

const words: ActivityWords = {
  title: 'ケースが最後に動いた時刻',
  period: '表示する期間',
  periods: { hour: '1時間', day: '24時間', week: '7日' },
  basis: (count, _, since, until) =>
    `${since && `${since}以降、`}${until && `${until}まで、`}キャッシュに${count}件`,
  more: (count) => `他に状態不明${count}件`,
  nothing: 'キャッシュにケースはまだありません',
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

export default words
