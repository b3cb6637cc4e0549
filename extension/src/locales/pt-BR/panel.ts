import { plural } from '@inquiry-lens/shared/lib/catalogue.ts'
import { upperInitial } from '@inquiry-lens/shared/lib/initial.ts'
import { formatCount, formatNumber } from '../../ui/format/locale.ts'
import type { PanelWords, TroubleStep } from '../panel.ts'

const activity: PanelWords['activity'] = {
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

const words: PanelWords = { activity, facets, views, trouble, exporting, keys }

export default words
