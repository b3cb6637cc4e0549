import { plural } from '@inquiry-lens/shared/lib/catalogue.ts'
import { formatNumber } from '../../ui/format/locale.ts'
import type { AdminWords } from '../admin.ts'

const words: AdminWords = {
  title: 'Administração',
  sections: { agents: 'Agentes', audit: 'Log de auditoria', gateway: 'Provedores' },
  refresh: 'Atualizar',
  notForRole: {
    title: 'Esta página é para administradores e auditores',
    text: (role, email) => `Você entrou como ${role} (${email}). Peça acesso a um administrador.`,
  },
  exporting: {
    copy: 'Copiar comando',
    howTo:
      'Execute no repositório do relay com BOOTSTRAP_TOKEN definido. Para um relay local, o token é encontrado automaticamente.',
  },
  addAgent: {
    heading: 'Adicionar um agente',
    email: 'Endereço de e-mail',
    emailProblem: 'Digite um endereço de e-mail, por exemplo ada@example.com.',
    role: 'Função',
    roleHints: {
      agent: 'Lê casos, sessões e eventos.',
      investigator: 'Lê e mostra campos sensíveis mediante um motivo.',
      auditor: 'Lê o log de auditoria e o estado dos provedores.',
      admin: 'Gerencia agentes. Lê casos, log de auditoria e estado dos provedores.',
    },
    create: 'Adicionar e criar um código',
    createAnother: 'Criar outro código',
    reinstate: 'Reativar e criar um código',
    creating: 'Criando um código…',
    known: (email, role) => `${email} já existe como ${role}. Os acessos continuam válidos.`,
    knownInAnotherRole: (email, before, role) =>
      `${email} já existe. A função muda de ${before} para ${role} a partir da próxima solicitação.`,
    revoked: (email, role) => `${email} foi revogado. Isto reativa o acesso como ${role}.`,
    revokedInAnotherRole: (email, before, role) =>
      `${email} foi revogado. Isto reativa o acesso como ${role}. A função muda de ${before} para ${role} a partir da próxima solicitação.`,
  },
  changeRole: {
    about: (email) => `Mudar a função de ${email}?`,
    own: (before, role) =>
      `Mudar sua própria função de ${before} para ${role}? Você não poderá desfazer isso.`,
    another: (email, before, role) => `Mudar ${email} de ${before} para ${role}?`,
    change: 'Mudar função',
    changing: 'Mudando…',
    keep: (before) => `Manter ${before}`,
  },
  code: {
    heading: (email, role) => `Código de pareamento para ${email}, como ${role}`,
    validity: (wait) =>
      `Vale uma vez, por mais ${wait}. Não será mostrado de novo; envie-o para onde só essa pessoa possa ler.`,
    copy: 'Copiar código',
    copyInvitation: 'Copiar convite',
    invitation: (email, relay, code) => [
      `Você pode entrar no Inquiry Lens como ${email}.`,
      'Nas opções da extensão, digite:',
      `Endereço do relay: ${relay}`,
      `Código de pareamento: ${code}`,
      'O código vale uma vez, por dez minutos.',
    ],
    done: 'Concluir',
  },
  agents: {
    loading: 'Carregando agentes…',
    count: (active, revoked) => {
      const agents = `${active} ${plural(active, { one: 'agente', other: 'agentes' })}`
      return revoked > 0
        ? `${agents}, ${revoked} ${plural(revoked, { one: 'revogado', other: 'revogados' })}`
        : agents
    },
    find: 'Buscar agentes por e-mail ou função',
    findBriefly: 'Buscar e-mail ou função',
    none: 'Ainda não há agentes',
    noneHint: 'Adicione um agente para criar um código de pareamento, que é digitado nas opções da extensão.',
    noMatch: 'Nenhum agente corresponde',
    noMatchHint: 'Busque por e-mail ou função.',
    showMore: (more, all) => `Mostrar mais ${more} de ${all}`,
    auditEntries: 'Entradas no log de auditoria',
    isRevoked: 'revogado',
    isSelf: 'você',
    revoked: (role) => ({ before: 'Revogado ', after: `, era ${role}` }),
    neverSignedIn: 'Nunca entrou',
    lastActive: { before: 'Última atividade ', after: '' },
    signIns: (count) => `${count} ${plural(count, { one: 'acesso', other: 'acessos' })}`,
    newCode: 'Novo código',
    newCodeFor: (email) => `Novo código para ${email}`,
    reinstate: 'Reativar',
    reinstateWhom: (email) => `Reativar ${email}`,
    failed: (what, why) => `${what}: ${why}`,
    noCode: (email) => `Nenhum código foi criado para ${email}`,
  },
  revoke: {
    revoke: 'Revogar',
    whom: (email) => `Revogar ${email}`,
    about: (email) => `Revogar ${email}?`,
    self: 'Revogar a si mesmo? Você sairá da conta.',
    another: 'Encerrar todos os acessos?',
    revoking: 'Revogando…',
    cancel: 'Cancelar',
    done: (email) => `${email} fica sem acesso em todos os lugares, a partir da próxima solicitação.`,
    failed: (email) => `${email} não foi revogado`,
  },
  revokeAll: {
    heading: 'Revogar todos os agentes',
    lead: 'Encerra todos os acessos menos o seu, e todos os códigos de pareamento abertos, a partir da próxima solicitação. As funções permanecem; cada agente precisa de um novo código.',
    type: { before: 'Digite ', after: ' para continuar' },
    typed: 'revogar todos',
    revoke: 'Revogar todos os agentes',
    revoking: 'Revogando todos os agentes…',
    done: (signIns) =>
      `${plural(signIns, { one: `${signIns} acesso encerrado`, other: `${signIns} acessos encerrados` })}, a partir da próxima solicitação. Você continua conectado. Cada agente precisa de um novo código.`,
    failed: 'Os acessos não foram encerrados',
  },
  gateway: {
    lead: 'Só contagens, sem dados de clientes.',
    asOf: (ago) => `Atualizado ${ago}. Atualiza automaticamente.`,
    none: 'Nenhum provedor configurado',
    noneHint: 'Defina a chave de um provedor no relay.',
    quota: 'Cota',
    quotaOf: (provider) => `Solicitações restantes em ${provider}`,
    moreIn: (quota, wait) => `${quota}, mais em ${wait}`,
    breaker: 'Disjuntor',
    breakers: {
      closed: (provider) => `Fechado: as solicitações para ${provider} são enviadas normalmente`,
      open: (provider) => `Aberto: ${provider} falhou repetidamente. Nova tentativa automática.`,
      'half-open': () => 'Semiaberto: uma solicitação é testada',
    },
    untried: 'Ainda não usado',
    answering: 'Respondendo',
    key: 'Chave',
    lacks: { before: 'Falta ', after: ': os casos não dizem por que uma checagem falhou' },
    requests: 'Solicitações',
    sent: (calls, retries) =>
      `${formatNumber(calls)} ${plural(calls, { one: 'enviada', other: 'enviadas' })}, sendo ${formatNumber(retries)} ${plural(retries, { one: 'nova tentativa', other: 'novas tentativas' })}`,
    webhooks: 'Webhooks',
    received: (received, applied) =>
      received === 0
        ? 'Nenhum ainda'
        : `${formatNumber(received)} ${plural(received, { one: 'recebido', other: 'recebidos' })}, ${formatNumber(applied)} ${plural(applied, { one: 'aplicado', other: 'aplicados' })}, o último `,
    delay: (median, p95) => `, em geral ${median} após o evento, 95 % em ${p95}`,
    cached: 'Em cache',
    contents: (answers, kilobytes, events) =>
      `${formatNumber(answers)} ${plural(answers, { one: 'resposta', other: 'respostas' })} (${formatNumber(kilobytes)} kB), ${formatNumber(events)} ${plural(events, { one: 'evento', other: 'eventos' })}`,
    counting: 'Contagem',
    since: { before: 'iniciada ', after: '' },
    answers: (count) =>
      `${formatNumber(count)} ${plural(count, { one: 'resposta', other: 'respostas' })} a agentes`,
    uses: {
      fresh: { name: 'Cache, recente', hint: 'respondida sem solicitação' },
      revalidating: {
        name: 'Cache, atualizando',
        hint: 'mostrada na hora, atualizada em segundo plano',
      },
      collapsed: { name: 'Compartilhada', hint: 'esperou uma solicitação em andamento' },
      fetched: { name: 'Obtida', hint: 'por uma solicitação própria' },
      stale: {
        name: 'Desatualizada',
        hint: 'do cache, mostrada com a idade: o provedor não estava disponível',
      },
      refused: { name: 'Falhou', hint: 'não havia nada em cache' },
    },
    percent: (percent) => `${percent}%`,
    failedRequests: 'Solicitações com falha',
    noFailures: 'Nenhuma',
    leftOut: 'Novo ou ilegível',
    nothingLeftOut: 'Só campos que a tabela de campos omite',
    objects: {
      session: 'sessões',
      inquiry: 'inquiries',
      event: 'eventos',
      step: 'etapas',
      attempt: 'tentativas sem sucesso',
      verification: 'verificações',
      template: 'modelos',
      workflow: 'fluxos de trabalho',
    },
    dropped: {
      unreadable: (objects) => `${objects}: leitura impossível`,
      nameless: (objects) => `${objects} sem nome`,
      other: (objects, why) => `${objects} (${why})`,
    },
    drift: {
      field: (provider, objects) => ({
        before: `${provider} adicionou `,
        after: ` a: ${objects}; descartado`,
      }),
      hiddenField: (provider, objects) => `${provider} adicionou um campo a: ${objects}; descartado`,
      code: (provider, field, objects) => ({
        before: `${provider} usa `,
        after: ` como ${field} em: ${objects}; desconhecido aqui`,
      }),
      hiddenCode: (provider, field, objects) =>
        `${provider} usa um código como ${field} em: ${objects}; desconhecido aqui`,
    },
    first: { before: ', pela primeira vez ', after: '' },
  },
}

export default words
