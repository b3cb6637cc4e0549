import { plural } from '@inquiry-lens/shared/lib/catalogue.ts'
import type { FacetsWords } from '../facets.ts'

const words: FacetsWords = {
  filter: 'Filtrer',
  filterCount: (count) => `Filtrer : ${count}`,
  title: 'Filtrer les dossiers',
  names: {
    step: 'Étape',
    reason: 'Raison de l’échec',
    country: 'Pays',
    device: 'Appareil',
    provider: 'Fournisseur',
    workflow: 'Workflow',
    risk: 'Réseau',
  },
  notKnown: 'Inconnu',
  risks: {
    vpn: 'VPN',
    proxy: 'Proxy',
    tor: 'Tor',
    datacenter: 'Centre de données',
    threat: 'Niveau de menace élevé',
    none: 'Aucun de ceux-ci',
  },
  failed: 'échoué',
  basis: (count) =>
    plural(count, { one: 'Compté sur 1 dossier ici', other: `Compté sur ${count} dossiers ici` }),
  words: {
    label: 'Avec ces mots',
    placeholder: 'selfie échoué, Portugal, iOS',
    chip: (typed) => `« ${typed} »`,
  },
  chip: (facet, value) => `${facet} : ${value}`,
  showing: (count) => plural(count, { one: '1 dossier restant', other: `${count} dossiers restants` }),
}

export default words
