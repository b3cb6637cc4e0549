import type { DeviceWords } from '../device.ts'

const words: DeviceWords = {
  unknown: 'Dispositivo desconhecido',
  sdk: (name) => `SDK ${name}`,
  programOn: (program, system) => `${program} em ${system}`,
  network: { vpn: 'VPN', proxy: 'Proxy', tor: 'Tor', datacenter: 'Datacenter' },
  threat: (level) => `Ameaça: ${level}`,
}

export default words
