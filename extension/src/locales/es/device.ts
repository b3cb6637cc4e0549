import type { DeviceWords } from '../device.ts'

const words: DeviceWords = {
  unknown: 'Dispositivo desconocido',
  sdk: (name) => `SDK ${name}`,
  programOn: (program, system) => `${program} en ${system}`,
  network: { vpn: 'VPN', proxy: 'Proxy', tor: 'Tor', datacenter: 'Centro de datos' },
  threat: (level) => `Amenaza: ${level}`,
}

export default words
