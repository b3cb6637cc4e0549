import { plural } from '@inquiry-lens/shared/lib/catalogue.ts'
import type { FrameWords } from '../frame.ts'

const words: FrameWords = {
  backTo: (list) => `Retour à ${list}`,
  back: 'Retour (Échap)',
  openIn: (provider) => `Ouvrir dans ${provider}`,
  openInEnvironment: (provider, environment) => `Ouvrir dans ${provider} (${environment})`,
  notCopied: (id) => `Non copié\u00a0: ${id} n’est plus sur la page`,
  changedTo: (state) => `désormais ${state}`,
  changes: (count) => plural(count, { one: `${count} nouveauté`, other: `${count} nouveautés` }),
  changed: (what) => `Changement\u00a0: ${what}`,
  changedBefore: 'Changement ',
  changedAfter: '\u00a0: ',
  seen: 'Vu',
  device: {
    unknown: 'Appareil inconnu',
    sdk: (name) => `SDK ${name}`,
    programOn: (program, system) => `${program} sur ${system}`,
    network: { vpn: 'VPN', proxy: 'Proxy', tor: 'Tor', datacenter: 'Centre de données' },
    threat: (level) => `Menace\u00a0: ${level}`,
  },
}

export default words
