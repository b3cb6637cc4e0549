import { plural } from '@inquiry-lens/shared/lib/catalogue.ts'
import type { FrameWords } from '../frame.ts'

const words: FrameWords = {
  backTo: (list) => `Voltar para ${list}`,
  back: 'Voltar (Esc)',
  openIn: (provider) => `Abrir no ${provider}`,
  openInEnvironment: (provider, environment) => `Abrir no ${provider} (${environment})`,
  notCopied: (id) => `Não copiado: ${id} não está mais na página`,
  changedTo: (state) => `agora ${state}`,
  changes: (count) => plural(count, { one: `mais ${count} novidade`, other: `mais ${count} novidades` }),
  changed: (what) => `Mudança: ${what}`,
  changedBefore: 'Mudança ',
  changedAfter: ': ',
  seen: 'Visto',
  device: {
    unknown: 'Dispositivo desconhecido',
    sdk: (name) => `SDK ${name}`,
    programOn: (program, system) => `${program} em ${system}`,
    network: { vpn: 'VPN', proxy: 'Proxy', tor: 'Tor', datacenter: 'Datacenter' },
    threat: (level) => `Ameaça: ${level}`,
  },
}

export default words
