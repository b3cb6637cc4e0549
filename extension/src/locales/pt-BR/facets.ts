import { plural } from '@inquiry-lens/shared/lib/catalogue.ts'
import type { FacetsWords } from '../facets.ts'

const words: FacetsWords = {
  filter: 'Filtrar',
  filterCount: (count) => `Filtrar: ${count}`,
  title: 'Filtrar os casos',
  names: {
    step: 'Etapa',
    reason: 'Por que falhou',
    country: 'País',
    device: 'Dispositivo',
    provider: 'Provedor',
    workflow: 'Fluxo',
    risk: 'Rede',
  },
  notKnown: 'Desconhecido',
  risks: {
    vpn: 'VPN',
    proxy: 'Proxy',
    tor: 'Tor',
    datacenter: 'Data center',
    threat: 'Nível de ameaça alto',
    none: 'Nada disso',
  },
  failed: 'falhou',
  basis: (count) => plural(count, { one: 'Contado em 1 caso', other: `Contado em ${count} casos` }),
  words: {
    label: 'Com estas palavras',
    placeholder: 'selfie falhou, Portugal, iOS',
    chip: (typed) => `“${typed}”`,
  },
  chip: (facet, value) => `${facet}: ${value}`,
  showing: (count) => plural(count, { one: 'Resta 1 caso', other: `Restam ${count} casos` }),
}

export default words
