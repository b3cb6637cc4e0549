/** Words of the cases' facets and of the search for words. */
import { createCatalogue, plural } from '@inquiry-lens/shared/lib/catalogue.ts'

/** Of the customer's network. */
const risks = {
  vpn: 'VPN',
  proxy: 'Proxy',
  tor: 'Tor',
  datacenter: 'Data center',
  threat: 'High threat level',
  none: 'None of these',
}

const english = {
  filter: 'Filter',
  /** How many filters are set. */
  filterCount: (count: number) => `Filter: ${count}`,
  title: 'Filter the cases',
  names: {
    step: 'Step',
    reason: 'Why it failed',
    country: 'Country',
    device: 'Device',
    provider: 'Provider',
    workflow: 'Workflow',
    risk: 'Network',
  },
  notKnown: 'Not known',
  risks,
  /** Found by a search, of a case whose check failed. */
  failed: 'failed',
  /** Over which they were counted. */
  basis: (count: number) =>
    plural(count, { one: 'Counted over 1 case here', other: `Counted over ${count} cases here` }),
  words: {
    label: 'With these words',
    placeholder: 'selfie failed, Portugal, iOS',
    chip: (words: string) => `“${words}”`,
  },
  chip: (facet: string, value: string) => `${facet}: ${value}`,
  showing: (count: number) => plural(count, { one: '1 case left', other: `${count} cases left` }),
}

export type FacetsWords = typeof english
export const facetWords = createCatalogue<FacetsWords>(english, {
  de: () => import('./de/facets.ts'),
  es: () => import('./es/facets.ts'),
  fr: () => import('./fr/facets.ts'),
  'pt-BR': () => import('./pt-BR/facets.ts'),
  ja: () => import('./ja/facets.ts'),
})
