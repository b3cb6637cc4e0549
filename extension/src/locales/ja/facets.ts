import type { FacetsWords } from '../facets.ts'

const words: FacetsWords = {
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

export default words
