import { plural } from '@inquiry-lens/shared/lib/catalogue.ts'
import type { ActivityWords } from '../activity.ts'

const words: ActivityWords = {
  title: 'Última atividade dos casos',
  period: 'Período exibido',
  periods: { hour: '1 h', day: '24 h', week: '7 d' },
  basis: (count, number, since, until) =>
    `${plural(number, { one: `${number} caso em cache`, other: `${count} casos em cache` })}${since && ` desde ${since}`}${until && ` até ${until}`}`,
  more: (count) => `mais ${count} ainda desconhecidos`,
  nothing: 'Ainda não há casos em cache',
  missing: (providers) => `${providers} desconhecido`,
  unknown: 'Desconhecido',
  cases: (count, number, parts) =>
    `${plural(number, { one: `${number} caso`, other: `${count} casos` })}${parts && `: ${parts}`}`,
  atLeast: (counted) => `pelo menos ${counted}`,
  part: (group, count) => `${group} ${count}`,
  summary: {
    last: {
      hour: (counted) => `Última hora: ${counted}.`,
      day: (counted) => `Últimas 24 horas: ${counted}.`,
      week: (counted) => `Últimos 7 dias: ${counted}.`,
    },
    most: (time, count) => `Máximo, ${time}: ${count}.`,
    before: (time) => `Antes de ${time} podem faltar alguns.`,
    after: (time) => `Depois de ${time} podem faltar alguns.`,
    missing: 'Podem faltar alguns em qualquer momento.',
  },
  table: {
    show: 'Mostrar como tabela',
    time: 'Hora',
    empty: 'Nenhum caso neste período.',
    others: 'Horários sem casos foram omitidos.',
  },
}

export default words
