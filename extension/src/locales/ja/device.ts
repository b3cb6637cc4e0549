import type { DeviceWords } from '../device.ts'

const words: DeviceWords = {
  unknown: '不明な端末',
  sdk: (name) => `${name} SDK`,
  programOn: (program, system) => `${program}（${system}）`,
  network: { vpn: 'VPN', proxy: 'プロキシ', tor: 'Tor', datacenter: 'データセンター' },
  threat: (level) => `脅威: ${level}`,
}

export default words
