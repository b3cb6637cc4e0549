import { plural } from '@inquiry-lens/shared/lib/catalogue.ts'
import type { CommonWords } from '../common.ts'

const words: CommonWords = {
  states: {
    'not-opened': 'Não aberto',
    'in-progress': 'Em andamento',
    'waiting-on-us': 'Aguardando nós',
    approved: 'Aprovado',
    declined: 'Recusado',
    expired: 'Expirado',
    failed: 'Falhou',
    voided: 'Cancelado',
    redacted: 'Removido',
    unknown: 'Desconhecido',
  },
  environments: { production: 'Produção', sandbox: 'Sandbox', unknown: 'Desconhecido' },
  sampleData: 'Dados de exemplo',
  environment: 'ambiente',
  unknown: 'Desconhecido',
  close: 'Fechar',
  clear: 'Limpar',
  admin: 'Administração',
  options: 'Opções',
  openSidePanel: 'Abrir painel lateral',
  refresh: 'Atualizar',
  refreshAsOf: 'Atualizar, dados de ',
  asOf: (time) => `Dados de ${time}`,
  withoutAge: (title) => title.replace(/^Dados de [^:]*:/, ''),
  key: (key) => `Tecla: ${key}`,
  nothingToCopy: 'Nada copiado: ainda não há nada para copiar aqui',
  search: {
    label: 'Encontrar um caso por um ID',
    placeholder: 'Cole um ID, um link ou o ticket',
    found: 'IDs no texto',
  },
  groups: {
    customer: 'Aguardando o cliente',
    us: 'Aguardando nós',
    'ended-badly': 'Terminou mal',
    done: 'Concluído',
  },
  glance: { us: 'Nenhum caso aguarda nós', endedBadly: 'Nenhum caso terminou mal' },
  notLoadedYet: 'Ainda não carregado',
  inReview: 'Em análise',
  notDecidedYet: 'Não decidido',
  request: {
    cancelled: 'A solicitação foi cancelada.',
    updated: 'O Inquiry Lens foi atualizado enquanto esta página estava aberta.',
    reopen: 'Feche esta página e abra de novo.',
    noAnswer: 'A parte do Inquiry Lens em segundo plano não respondeu.',
  },
  justNow: 'agora mesmo',
  countedAll: (all, since) =>
    `De ${plural(all, { one: `${all} caso`, other: `todos os ${all} casos` })}${since && ` desde ${since}`}`,
  countedSome: (counted, more, since) =>
    `De ${plural(counted, { one: `${counted} caso`, other: `${counted} casos` })}${since && ` desde ${since}`}; mais ${plural(more, { one: `${more} ainda desconhecido`, other: `${more} ainda desconhecidos` })}`,
}

export default words
