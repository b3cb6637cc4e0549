import { plural } from '@inquiry-lens/shared/lib/catalogue.ts'
import type { FacetsWords } from '../facets.ts'

const words: FacetsWords = {
  filter: 'Filtrar',
  filterCount: (count) => `Filtrar: ${count}`,
  title: 'Filtrar los casos',
  names: {
    step: 'Paso',
    reason: 'Por qué falló',
    country: 'País',
    device: 'Dispositivo',
    provider: 'Proveedor',
    workflow: 'Flujo',
    risk: 'Red',
  },
  notKnown: 'No se sabe',
  risks: {
    vpn: 'VPN',
    proxy: 'Proxy',
    tor: 'Tor',
    datacenter: 'Centro de datos',
    threat: 'Nivel de amenaza alto',
    none: 'Nada de esto',
  },
  failed: 'fallido',
  basis: (count) => plural(count, { one: 'Contado sobre 1 caso', other: `Contado sobre ${count} casos` }),
  words: {
    label: 'Con estas palabras',
    placeholder: 'selfie fallido, Portugal, iOS',
    chip: (typed) => `«${typed}»`,
  },
  chip: (facet, value) => `${facet}: ${value}`,
  showing: (count) => plural(count, { one: 'Queda 1 caso', other: `Quedan ${count} casos` }),
}

export default words
