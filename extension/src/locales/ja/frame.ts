import type { FrameWords } from '../frame.ts'

const words: FrameWords = {
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

export default words
