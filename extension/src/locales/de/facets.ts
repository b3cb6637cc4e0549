import { plural } from '@inquiry-lens/shared/lib/catalogue.ts'
import type { FacetsWords } from '../facets.ts'

const words: FacetsWords = {
  filter: 'Filter',
  filterCount: (count) => `Filter: ${count}`,
  title: 'Fälle filtern',
  names: {
    step: 'Schritt',
    reason: 'Warum fehlgeschlagen',
    country: 'Land',
    device: 'Gerät',
    provider: 'Anbieter',
    workflow: 'Workflow',
    risk: 'Netzwerk',
  },
  notKnown: 'Nicht bekannt',
  risks: {
    vpn: 'VPN',
    proxy: 'Proxy',
    tor: 'Tor',
    datacenter: 'Rechenzentrum',
    threat: 'Hohe Bedrohungsstufe',
    none: 'Nichts davon',
  },
  failed: 'fehlgeschlagen',
  basis: (count) =>
    plural(count, { one: 'Gezählt über 1 Fall hier', other: `Gezählt über ${count} Fälle hier` }),
  words: {
    label: 'Mit diesen Wörtern',
    placeholder: 'Selfie fehlgeschlagen, Portugal',
    chip: (typed) => `„${typed}“`,
  },
  chip: (facet, value) => `${facet}: ${value}`,
  showing: (count) => plural(count, { one: '1 Fall übrig', other: `${count} Fälle übrig` }),
}

export default words
