import { plural } from '@inquiry-lens/shared/lib/catalogue.ts'
import type { FindingWords } from '../finding.ts'

const ids = (count: number): string => plural(count, { one: '1 ID', other: `${count} IDs` })
const wrongCapitals = (id: string): string =>
  `${id} tem maiúsculas erradas, e elas contam. Copie de onde veio.`

const words: FindingWords = {
  filters: 'Filtros',
  noFilter: 'Sem filtro',
  filterIs: (filters) => `Filtro: ${filters}`,
  removeFilterOf: (filter) => `Remover filtro: ${filter}`,
  chips: {
    inquiry: (id) => `Inquiry ${id}`,
    customer: (id) => `Cliente ${id}`,
    workflow: (id) => `Workflow ${id}`,
    keyOwner: 'Criado com a chave do relay',
    from: (date) => `De ${date}`,
    to: (date) => `Até ${date}`,
  },
  events: {
    title: 'Quais eventos mostrar',
    all: 'Todos os eventos',
    count: (count) => plural(count, { one: '1 evento', other: `${count} eventos` }),
    byName: 'Por nome',
    find: 'Buscar um evento ou digitar o nome dele',
    findHere: 'Buscar ou digitar um nome',
    show: { before: 'Mostrar ', after: '' },
    hidden: { before: 'Seu relay oculta os eventos ', after: '.' },
    none: { before: 'Nenhum evento conhecido corresponde. Um nome se parece com ', after: '.' },
  },
  sessionFilter: {
    filter: 'Filtro',
    show: 'Mostrar',
    label: 'Quais sessões mostrar',
    which: 'Quais sessões',
    choices: {
      all: 'Todas da organização',
      'key-owner': 'Só as criadas com a chave do relay',
      externalId: 'Um cliente, por ID externo',
      workflow: 'Um workflow, pelo ID',
    },
    placeholders: { externalId: 'Seu próprio número do cliente', workflow: 'ID do workflow' },
    made: 'Criadas',
    from: 'de',
    to: 'até',
    problems: {
      missing: 'Digite primeiro o ID.',
      long: 'É longo demais para um ID.',
      workflow: 'Não é o ID de um workflow.',
      dates: 'Digite datas com ano de quatro dígitos.',
      order: 'O fim é antes do início.',
    },
  },
  lookups: {
    moreBelow: 'Mais abaixo…',
    notIn: (environment) => `Não está em ${environment}`,
    notFound: 'Não encontrado',
    notKnownYet: 'Ainda desconhecido',
    notAsked: 'Ainda não consultado',
  },
  page: {
    title: 'Esta página',
    ids: (count) => `${ids(count)} nesta página`,
    idsTitle: 'IDs nesta página',
    hiddenIds: (count) => `${ids(count)} em partes ocultas desta página`,
    hiddenTitle: 'IDs em partes ocultas desta página',
    numbers: (count) =>
      `${plural(count, { one: '1 número de cliente', other: `${count} números de cliente` })} nesta página`,
    findCases: 'Buscar casos',
    nowMarked: 'A partir de agora os IDs deste site são marcados. Aponte para um para ver o que aconteceu.',
    closed: 'Extensões não podem ler esta página.',
    withheld: (host) => `Seu administrador não permitiu a marcação em ${host}.`,
    off: (host) => `Seu admin desativou a marcação em ${host}.`,
    noneYet: (host) => `Ainda não há IDs nesta página de ${host}.`,
    none: 'Não há IDs nesta página.',
    mark: (host) => `Marcar IDs em ${host}`,
    scan: 'Examinar esta página uma vez',
    scanning: 'Examinando…',
  },
  found: {
    ids: (count) => `${count} IDs`,
    none: 'Não há ID neste texto.',
    words: 'Não há ID neste texto. Enter mostra os casos com estas palavras.',
    link: 'A visão de um colega. Enter mostra os casos filtrados.',
    tryIt: 'Enter tenta assim mesmo.',
    customer: (reference) => `Cliente ${reference}. Enter busca os casos.`,
    kinds: {
      account: 'Conta',
      document: 'Documento',
      event: 'Evento',
      inquiry: 'Inquiry',
      selfie: 'Selfie',
      session: 'Sessão',
      transaction: 'Transação',
      verification: 'Verificação',
    },
    opensCase: (name) => `${name}. Enter abre o caso.`,
    notLookedUp: (name) => `${name} não pode ser consultado.`,
    looking: (name) => `${name}: procurando o inquiry…`,
    noEvent: (name) => `${name}: esse evento não existe aqui.`,
    notNow: (name) => `${name}: o inquiry não pode ser consultado agora.`,
    noInquiry: (name) => `${name}. Não pertence a nenhum inquiry conhecido.`,
    opensInquiry: (name) => `${name}. Enter abre o caso do inquiry.`,
  },
  doubts: {
    'lower-cased': wrongCapitals,
    'upper-cased': wrongCapitals,
    'cut-short': (id) => `${id} parece cortado. Copie inteiro.`,
    misread: (id) => `${id} tem um caractere que nenhum ID tem, como 0 ou l. Copie em vez de digitar.`,
    'other-kind': (id) => `${id} não pode ser consultado. O ID de um inquiry começa com inq_.`,
    'one-time-link': () =>
      'Um link de uso único é só do cliente: não repasse. Procure o ID do inquiry dele, inq_…',
  },
  customer: {
    searching: 'Buscando casos…',
    none: 'Nenhum caso com este número',
    noneSoFar: 'Nenhum caso encontrado até agora',
    noneIn: (provider, environment) => `${provider} não tem nenhum em ${environment}.`,
    incomplete: 'A busca não está completa.',
    nextStep: 'Confira o número ou busque por ID de inquiry ou de sessão.',
    later: 'Tente de novo em instantes.',
    casesOf: (reference) => `Casos de ${reference}`,
    choose: (count, isMore) => {
      const cases = count === 1 ? 'Um caso' : isMore ? `Os ${count} casos mais recentes` : `${count} casos`
      const order = count > 1 && !isMore ? ', os mais recentes primeiro' : ''
      return `${cases} deste número${order}. Escolha o do ticket.`
    },
  },
}

export default words
