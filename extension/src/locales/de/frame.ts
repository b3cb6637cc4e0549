import { plural } from '@inquiry-lens/shared/lib/catalogue.ts'
import type { FrameWords } from '../frame.ts'

const words: FrameWords = {
  backTo: (list) => `Zurück zu ${list}`,
  back: 'Zurück (Esc)',
  openIn: (provider) => `In ${provider} öffnen`,
  openInEnvironment: (provider, environment) => `In ${provider} öffnen (${environment})`,
  notCopied: (id) => `Nicht kopiert: ${id} steht nicht mehr auf der Seite`,
  changedTo: (state) => `jetzt ${state}`,
  changes: (count) => plural(count, { one: '1 weitere Änderung', other: `${count} weitere Änderungen` }),
  changed: (what) => `Geändert: ${what}`,
  changedBefore: 'Geändert ',
  changedAfter: ': ',
  seen: 'Gesehen',
  device: {
    unknown: 'Unbekanntes Gerät',
    sdk: (name) => `${name} SDK`,
    programOn: (program, system) => `${program} auf ${system}`,
    network: { vpn: 'VPN', proxy: 'Proxy', tor: 'Tor', datacenter: 'Rechenzentrum' },
    threat: (level) => `Bedrohung: ${level}`,
  },
}

export default words
