import { plural } from '@inquiry-lens/shared/lib/catalogue.ts'
import type { ActivityWords } from '../activity.ts'

const words: ActivityWords = {
  title: 'Dernière activité des dossiers',
  period: 'Durée affichée',
  periods: { hour: '1 h', day: '24 h', week: '7 j' },
  basis: (count, number, since, until) =>
    `${plural(number, { one: `${number} dossier en cache`, other: `${count} dossiers en cache` })}${since && ` depuis ${since}`}${until && ` jusqu’à ${until}`}`,
  more: (count) => `${count} de plus, état inconnu`,
  nothing: 'Aucun dossier en cache',
  missing: (providers) => `${providers} inconnu`,
  unknown: 'Inconnu',
  cases: (count, number, parts) =>
    `${plural(number, { one: `${number} dossier`, other: `${count} dossiers` })}${parts && ` : ${parts}`}`,
  atLeast: (counted) => `au moins ${counted}`,
  part: (group, count) => `${group} ${count}`,
  summary: {
    last: {
      hour: (counted) => `Dernière heure : ${counted}.`,
      day: (counted) => `Dernières 24 heures : ${counted}.`,
      week: (counted) => `7 derniers jours : ${counted}.`,
    },
    most: (time, count) => `Maximum, ${time} : ${count}.`,
    before: (time) => `Avant ${time}, il peut en manquer.`,
    after: (time) => `Après ${time}, il peut en manquer.`,
    missing: 'Il peut en manquer à tout moment.',
  },
  table: {
    show: 'Afficher en tableau',
    time: 'Heure',
    empty: 'Aucun dossier pendant cette durée.',
    others: 'Les heures sans dossier sont omises.',
  },
}

export default words
