import type { DeviceWords } from '../device.ts'

const words: DeviceWords = {
  unknown: 'Appareil inconnu',
  sdk: (name) => `SDK ${name}`,
  programOn: (program, system) => `${program} sur ${system}`,
  network: { vpn: 'VPN', proxy: 'Proxy', tor: 'Tor', datacenter: 'Centre de données' },
  threat: (level) => `Menace\u00a0: ${level}`,
}

export default words
