import { plural } from '@inquiry-lens/shared/lib/catalogue.ts'
import type { ActivityWords } from '../activity.ts'

const words: ActivityWords = {
  title: 'Última actividad de los casos',
  period: 'Tiempo mostrado',
  periods: { hour: '1 h', day: '24 h', week: '7 d' },
  basis: (count, number, since, until) =>
    `${plural(number, { one: '1 caso en caché', other: `${count} casos en caché` })}${since && ` desde ${since}`}${until && ` hasta ${until}`}`,
  more: (count) => `${count} más aún sin conocer`,
  nothing: 'Aún no hay casos en caché',
  missing: (providers) => `${providers} desconocido`,
  unknown: 'Desconocido',
  cases: (count, number, parts) =>
    `${plural(number, { one: '1 caso', other: `${count} casos` })}${parts && `: ${parts}`}`,
  atLeast: (counted) => `al menos ${counted}`,
  part: (group, count) => `${group} ${count}`,
  summary: {
    last: {
      hour: (counted) => `Última hora: ${counted}.`,
      day: (counted) => `Últimas 24 horas: ${counted}.`,
      week: (counted) => `Últimos 7 días: ${counted}.`,
    },
    most: (time, count) => `Máximo, ${time}: ${count}.`,
    before: (time) => `Antes de ${time} pueden faltar algunos.`,
    after: (time) => `Después de ${time} pueden faltar algunos.`,
    missing: 'Pueden faltar algunos en cualquier momento.',
  },
  table: {
    show: 'Mostrar como tabla',
    time: 'Hora',
    empty: 'No hay casos en este tiempo.',
    others: 'Se omiten las horas sin casos.',
  },
}

export default words
