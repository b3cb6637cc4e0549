import { plural } from '@inquiry-lens/shared/lib/catalogue.ts'
import type { FrameWords } from '../frame.ts'

const words: FrameWords = {
  backTo: (list) => `Volver a ${list}`,
  back: 'Volver (Esc)',
  openIn: (provider) => `Abrir en ${provider}`,
  openInEnvironment: (provider, environment) => `Abrir en ${provider} (${environment})`,
  notCopied: (id) => `No copiado: ${id} ya no está en la página`,
  changedTo: (state) => `ahora ${state}`,
  changes: (count) => plural(count, { one: '1 novedad más', other: `${count} novedades más` }),
  changed: (what) => `Cambio: ${what}`,
  changedBefore: 'Cambio ',
  changedAfter: ': ',
  seen: 'Visto',
  device: {
    unknown: 'Dispositivo desconocido',
    sdk: (name) => `SDK ${name}`,
    programOn: (program, system) => `${program} en ${system}`,
    network: { vpn: 'VPN', proxy: 'Proxy', tor: 'Tor', datacenter: 'Centro de datos' },
    threat: (level) => `Amenaza: ${level}`,
  },
}

export default words
