import { plural } from '@inquiry-lens/shared/lib/catalogue.ts'
import { upperInitial } from '@inquiry-lens/shared/lib/initial.ts'
import { formatCount, formatNumber } from '../../ui/format/time.ts'
import type { FindingWords, PanelCatalogue, PanelWords, TroubleStep } from '../panel.ts'

const ids = (count: number): string => plural(count, { one: '1 ID', other: `${count} IDs` })
const wrongCapitals = (id: string): string =>
  `${id} tem maiúsculas erradas, e elas contam. Copie de onde veio.`

const finding: FindingWords = {
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
    partFrom: (host) => `Uma parte desta página vem de ${host}.`,
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

const activity: PanelWords['activity'] = {
  title: 'Última atividade dos casos',
  period: 'Período exibido',
  periods: { hour: '1 h', day: '24 h', week: '7 d' },
  basis: (count, number, since, until) =>
    `${plural(number, { one: `${number} caso em cache`, other: `${count} casos em cache` })}${since && ` desde ${since}`}${until && ` até ${until}`}`,
  more: (count) => `mais ${count} ainda desconhecidos`,
  nothing: 'Ainda não há casos em cache',
  unfiltered: 'sem filtro',
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

const facets: PanelWords['facets'] = {
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

const views: PanelWords['views'] = {
  title: 'Visões',
  none: 'Filtre as listas e dê aqui um nome aos filtros.',
  name: 'Nome destes filtros',
  save: 'Salvar',
  full: (most) => `No máximo ${most}: remova uma primeiro.`,
  saved: (name) => `Salva: ${name}`,
  shown: (name) => `Mostrada: ${name}`,
  remove: (name) => `Remover ${name}`,
  preset: (organization) => `De ${organization ?? 'seu administrador'}`,
  copyLink: 'Copiar link',
  link: 'Um colega cola na barra de endereços. Contém filtros e palavras digitadas, sem IDs nem números.',
}

const steps: Record<TroubleStep, string> = {
  'government-id': 'documento de identidade',
  'government-id-nfc': 'chip do documento',
  document: 'documento',
  'second-document': 'segundo documento',
  'third-document': 'terceiro documento',
  selfie: 'selfie',
  'camera-check': 'teste de câmera',
  'phone-number': 'número de telefone',
  'email-address': 'e-mail',
}

const some = (amount: number): string => (amount === 0 ? 'nenhum' : String(amount))

const trouble: PanelWords['trouble'] = {
  sentence: (cause, customers, usually) => {
    const usual = some(usually)
    if (cause === 'declined') return `${customers} clientes recusados na última hora; o normal é ${usual}`
    if (cause === 'failed')
      return `${customers} clientes falharam em definitivo na última hora; o normal é ${usual}`
    const step = steps[cause]
    return `${upperInitial(step)}: ${customers} clientes falharam na última hora; o normal é ${usual}`
  },
  title: 'Muitos clientes falham ao mesmo tempo',
  show: 'Mostrar os casos deles',
  showAll: 'Mostrar todos os casos',
  dismiss: 'Ocultar por uma hora, ou até dobrar',
  basis: {
    title: 'Em que isto se baseia',
    over: (cases, provider, since) =>
      `Contado em ${formatNumber(cases)} casos de ${provider} disponíveis desde ${since}.`,

    before: (hours, usual) =>
      `Nas ${hours.length} horas anteriores, a última primeiro: ${hours.join(', ')}. A mediana é ${usual}.`,
    rule: (least, times) =>
      `Mostrado a partir de ${least} clientes em uma hora, se for ao menos ${times} vezes o normal. Cada cliente conta uma vez; o desconhecido não conta.`,
  },
}

const cases = (amount: number) => formatCount(amount, 'caso', 'casos')
const sessions = (amount: number) => formatCount(amount, 'sessão', 'sessões')
const events = (amount: number) => formatCount(amount, 'evento', 'eventos')

const exporting: PanelWords['exporting'] = {
  open: 'Exportar…',

  title: { cases: 'Exportar casos', sessions: 'Exportar sessões', events: 'Exportar eventos' },
  shown: {
    cases: (amount) => `${cases(amount)}, como na tela agora`,
    sessions: (amount) => `${sessions(amount)}, como na tela agora`,
    events: (amount) => `${events(amount)}, como na tela agora`,
  },
  missing: {
    tooMany: (most) => `Apenas os ${formatNumber(most)} mais recentes: um arquivo não comporta mais.`,
    older: 'Os mais antigos não foram carregados e não entram.',
    silent: (provider) => `${provider} não está respondendo: faltam algumas linhas.`,
    state: (amount) =>
      plural(amount, {
        one: 'O estado de 1 não é conhecido e fica vazio.',
        other: `O estado de ${formatNumber(amount)} não é conhecido e fica vazio.`,
      }),
    unnamed: (amount) =>
      plural(amount, {
        one: '1 fica de fora: o log de auditoria não pode citar o ID.',
        other: `${formatNumber(amount)} ficam de fora: o log de auditoria não pode citar os IDs.`,
      }),
  },
  about:
    'IDs, estados, horários, dispositivos e países; nada que só é mostrado sob pedido. O log de auditoria registra a exportação com cada ID.',
  formats: { csv: 'Salvar como CSV', ndjson: 'Salvar como NDJSON' },
  recording: (recorded, all) =>
    `Registrando no log de auditoria: ${formatNumber(recorded)} de ${formatNumber(all)} IDs…`,
  cancel: 'Cancelar',

  written: {
    cases: (amount) => `Salvo: ${cases(amount)} em`,
    sessions: (amount) => `Salvo: ${sessions(amount)} em`,
    events: (amount) => `Salvo: ${events(amount)} em`,
  },
  cancelled: 'Exportação cancelada. Nenhum arquivo foi salvo.',
  failed: 'Falha na exportação. Nenhum arquivo foi salvo.',
  recorded: (amount) =>
    plural(amount, {
      one: 'O log de auditoria talvez já cite 1 dos IDs.',
      other: `O log de auditoria talvez já cite ${formatNumber(amount)} dos IDs.`,
    }),
}

const watches: PanelWords['watches'] = {
  title: 'Casos acompanhados',
  count: (count) =>
    plural(count, { one: 'Acompanhando 1 caso', other: `Acompanhando ${formatNumber(count)} casos` }),
  ended: (count) =>
    plural(count, {
      one: '1 caso acompanhado terminou',
      other: `${formatNumber(count)} casos acompanhados terminaram`,
    }),
  full: (max) => `Você acompanha ${formatNumber(max)} casos, o máximo possível.`,
  since: (ago) => `desde ${ago}`,
  until: (day) => `Acompanhado até ${day}`,
  live: 'Você é avisado na hora.',
  polled: 'Verificado a cada minuto.',
  open: 'Abrir caso',
  rename: 'Renomear',
  name: 'Nome',
  nameHint: 'O relay o guarda. Não use o nome de um cliente.',
  save: 'Salvar',
  end: 'Parar de acompanhar',
  endOf: (name) => `Parar de acompanhar ${name}`,
  seen: 'Visto',
  seenOf: (name) => `Visto: ${name}`,
}

const keys: PanelWords['keys'] = {
  close: 'Fechar (Esc)',
  what: {
    rows: 'De linha em linha; Home e End para a primeira e a última',
    open: 'Abrir o caso da linha',
    details: 'Mostrar ou ocultar os detalhes da linha',
    back: 'Voltar às listas',
    neighbours: 'Para a próxima linha e a anterior',
    filter: 'Filtrar os casos',
    views: 'Mostrar uma visão com nome',
    keep: 'Manter a linha como não lida, ou como lida',
    watch: 'Acompanhar o caso, ou deixar de acompanhar',
    search: 'Ir para a busca',
    copyCase: 'Copiar o caso para o ticket',
    copyReply: 'Copiar a resposta ao cliente',
    dashboard: 'Abrir o painel do provedor',
    help: 'Mostrar esta lista',
  },
  areOff: 'As teclas únicas como c e / estão desativadas.',
  turnOff: 'Desativar as teclas únicas nas opções',
  turnOn: 'Ativar as teclas únicas nas opções',
}

const panel: PanelWords = { activity, facets, views, trouble, exporting, watches, keys }

export default { finding, panel } satisfies PanelCatalogue
