import type { DeviceWords } from '../device.ts'

const words: DeviceWords = {
  unknown: 'Unbekanntes Gerät',
  sdk: (name) => `${name} SDK`,
  programOn: (program, system) => `${program} auf ${system}`,
  network: { vpn: 'VPN', proxy: 'Proxy', tor: 'Tor', datacenter: 'Rechenzentrum' },
  threat: (level) => `Bedrohung: ${level}`,
}

export default words
