import { plural } from '@inquiry-lens/shared/lib/catalogue.ts'
import type { ListWords } from '../lists.ts'

/** `end`: of the words that agree with the noun. */
const nounWords = (title: string, noun: string, end: 'o' | 'a'): ListWords['nouns']['cases'] => ({
  title,
  loading: `Carregando ${noun}…`,
  none: `Ainda não há ${noun}`,
  noneMatch: `Nenhum resultado de ${noun} com este filtro`,
  noOlder: `Não há ${noun} mais antig${end}s`,
  showNew: `Mostrar ${noun} nov${end}s`,
  showAll: `Mostrar tod${end}s`,
  moreLoaded: (count) => `Mais ${count} ${noun}`,
  missing: `Faltam aqui: ${noun}`,
  maybeMissing: (time) => `Podem faltar ${noun} antes de ${time}`,
})

const words: ListWords = {
  nouns: {
    cases: nounWords('Casos', 'casos', 'o'),
    sessions: nounWords('Sessões', 'sessões', 'a'),
    events: nounWords('Eventos', 'eventos', 'o'),
  },
  tabs: 'O que mostrar',
  loading: 'Carregando…',
  loadMore: 'Carregar mais',
  newAppear: 'Os novos aparecem aqui automaticamente.',
  coverage: (provider) => ({
    before: 'Completo desde ',
    after: `; não foi possível pedir mais a ${provider}`,
  }),
  aProvider: 'Um provedor',
  notAnswering: (provider) => `${provider} não está respondendo`,
  noEvents: {
    title: (provider) => `${provider} não tem eventos`,
    about: 'Cada sessão mostra até onde o cliente chegou.',
    showSessions: 'Mostrar suas sessões',
  },
  unread: {
    marks: { new: 'Novo:', changed: 'Alterado:', kept: 'Não lido:' },
    since: (fresh, changed) => {
      const counts = [
        ...(fresh > 0 ? [plural(fresh, { one: '1 novo', other: `${fresh} novos` })] : []),
        ...(changed > 0 ? [plural(changed, { one: '1 alterado', other: `${changed} alterados` })] : []),
      ]
      return `${counts.join(' e ')} desde a última visita`
    },
    seeAll: 'Marcar como visto',
  },
  countNew: (count) => plural(count, { one: '1 novo', other: `${count} novos` }),
  details: 'Detalhes',
  detailsHere: 'Detalhes aqui (→)',
  visits: (count) => `${count} visitas`,
  notFound: 'Não encontrado',
  stateNotKnown: 'Estado ainda desconhecido',
  session: 'Sessão',
  sessions: {
    new: 'Sessão não iniciada',
    active: 'Sessão aberta',
    expired: 'Sessão encerrada',
    canceled: 'Sessão cancelada',
  },
  ownState: {
    'not-opened': 'Sessão não iniciada',
    'in-progress': 'Sessão aberta',
    expired: 'Sessão encerrada',
    voided: 'Sessão cancelada',
  },
  ownStatus: (status) => `Sessão ${status}`,
  cases: {
    notOpened: (time) => `Criado${time && ` ${time}`}, ainda não aberto`,
    inReview: (time) => `Em análise${time && ` desde ${time}`}`,
    notDecided: (time) => `Concluído${time && ` ${time}`}, ainda sem decisão`,
    decided: (time) => `Decidido ${time || 'em momento desconhecido'}`,
    expired: (time) => `Expirado${time && ` ${time}`}, inacabado`,
    failed: (time) => `Falhou${time && ` ${time}`}`,
    failedForGood: (time) => `Falhou${time && ` ${time}`}: sem mais tentativas`,
    cancelled: 'Cancelado',
    redacted: (time) => `Removido${time && ` ${time}`}`,
    failedTries: (count) =>
      plural(count, { one: '1 tentativa com falha', other: `${count} tentativas com falha` }),
    notFinishedSince: (time) => `Aberto ${time}, ainda não concluído`,
    notFinished: 'Ainda não concluído',
    sessionCreated: 'Sessão criada',
    sessionOpened: 'O cliente abriu uma sessão',
  },
  all: 'Todos',
  allCases: 'Todos os casos',
  whose: 'De quem mostrar as linhas',
  groupFilter: 'Mostrar só os casos que estão',
  groupEnd: {
    unknown: (count) => `Ainda desconhecidos: mais ${count}. Um caso é consultado quando você o vê.`,
    more: 'Casos mais antigos não estão carregados.',
    all: 'Não há outros aqui.',
  },
  customer: { before: 'Cliente ', after: '' },
  recents: {
    title: 'Abertos recentemente',
    count: (count) => `Abertos recentemente (${count})`,
    opened: (ago) => `Aberto ${ago}`,
    asOf: (ago) => `visto ${ago}`,
    cleared: 'Apagado ao sair ou após 15 minutos de ausência.',
  },
  selectRow: 'Escolha uma linha para abrir o caso dela aqui.',
  backTo: { case: 'o caso anterior', lists: 'as listas' },
  notOnPage: 'Não está nesta página.',
  onPage: 'Nela:',
  keys: 'Teclas',
  strip: 'Atividade ao longo do tempo',
}

export default words
