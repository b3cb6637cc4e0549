import { plural } from '@inquiry-lens/shared/lib/catalogue.ts'
import type { CommonWords, FailureWords, FrameWords, NoticeWords, SurfaceCatalogue } from '../surface.ts'

const common: CommonWords = {
  units: { second: 's', minute: 'min' },
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
  glance: {
    us: 'Nenhum dos casos mais recentes aguarda nós',
    endedBadly: 'Nenhum dos casos mais recentes terminou mal',
  },
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

const notice: NoticeWords = {
  roles: {
    agent: 'agente',
    investigator: 'investigador',
    auditor: 'auditor',
    admin: 'administrador',
  },
  tryAgain: 'Tentar de novo',
  clearFilters: 'Limpar filtros',
  startOver: 'Começar pelos mais recentes',
  signInAgain: 'Entrar novamente',
  retryingIn: (wait) => `Nova tentativa em ${wait}`,
  retryingNow: 'Tentando de novo…',
  requestId: 'ID da solicitação',
  none: 'Nenhum',
  copy: {
    requestId: 'Copiar ID da solicitação',
    id: (name) => `Copiar ID de ${name.toLowerCase()}`,
    copied: 'Copiado',
    done: (label) => label.replace(/^Copiar$/, 'Copiado').replace(/^Copiar:?(?=\s)/, 'Copiado:'),
    failed: (why, nextStep) => `Não copiado. ${why}: ${nextStep}`,
    byHand: 'O navegador não copiou: pressione Ctrl+C ou ⌘C',
  },
  asOfBecause: (ago, why) => `Dados de ${ago}: ${why}`,
  afterColon: (sentence) =>
    sentence.replace(/^(O|A|Os|As|Um|Uma|Este|Esta|Você|Seu|Sua|Não)(?= )/, (word) => word.toLowerCase()),
  nameProvider: (title, provider) =>
    title.replace(/\bdo provedor/i, `de ${provider}`).replace(/\bo provedor/i, provider),
  showingLast: 'Mostrando os últimos dados conhecidos. Nova tentativa automática.',
  health: {
    title: 'Provedores',
    untried: 'ainda não consultado',
    answering: 'respondendo',
    retriedIn: (wait) => `nova tentativa em ${wait}`,
    moreIn: (wait) => `mais em ${wait}`,
    live: 'ao vivo',
    behind: (wait) => `atrasado em ${wait}`,
    polling: (wait) => `a cada ${wait}`,
    noneLeft: 'nenhuma solicitação restante',
    left: (left, limit, window) => `restam ${left} de ${limit}${window && ` ${window}`}`,
    today: 'hoje',
    thisMinute: 'neste minuto',
    within: (span) => `em ${span}`,
    ofProvider: (provider, reason) => `${provider} ${reason}`,
    reasons: {
      'provider-unavailable': 'não está respondendo',
      'provider-timeout': 'demorou demais para responder',
      'provider-unreadable': 'deu uma resposta ilegível',
      'provider-rate-limited': 'não permite mais solicitações agora',
      'provider-limit-near': 'está perto do limite de solicitações',
      'agent-share-used': 'responde menos a você: sua parte de solicitações acabou',
      'provider-key-refused': 'recusou a chave do relay',
    },
    otherReason: 'não pode ser consultado agora',
  },
  signedOut: {
    title: 'Você saiu da conta',
    nextStep: 'Peça ao seu administrador um novo código de pareamento.',
  },
  notConnected: {
    title: 'O Inquiry Lens ainda não está conectado',
    about: 'Veja o que aconteceu com a verificação de identidade de um cliente sem sair do ticket.',
    nextStep: 'Conecte-se ao relay da sua empresa ou explore primeiro com clientes fictícios.',
    connect: 'Conectar',
    trySamples: 'Testar com exemplos',
  },
  locked: {
    title: 'Bloqueado',
    about: 'O Inquiry Lens bloqueia após 15 minutos sem uso. Você continua conectado.',
    continue: 'Continuar',
  },
  alarm: {
    label: 'Alarme',
    title: 'O log de auditoria falhou na verificação',
    nextStep: 'Avise o responsável por compliance.',
    details: 'Ver os detalhes',
  },
  capacity: {
    titles: {
      warning: (share) => `Log de auditoria quase cheio (${share})`,
      full: (share) => `Log de auditoria cheio (${share}). As consultas estão pausadas.`,
      exhausted: (share) => `Log de auditoria cheio (${share}). Todas as solicitações estão pausadas.`,
    },
    nextStep: (unexported) => {
      const days = plural(unexported, {
        one: '1 dia fechado ainda não foi exportado',
        other: `${unexported} dias fechados ainda não foram exportados`,
      })
      return `Exporte os dias fechados para liberar espaço.${unexported > 0 ? ` ${days}.` : ''}`
    },
  },
}

const frame: FrameWords = {
  backTo: (list) => `Voltar para ${list}`,
  back: 'Voltar (Esc)',
  openIn: (provider) => `Abrir no ${provider}`,
  openInEnvironment: (provider, environment) => `Abrir no ${provider} (${environment})`,
  notCopied: (id) => `Não copiado: ${id} não está mais na página`,
  changedTo: (state) => `agora ${state}`,
  changes: (count) => plural(count, { one: `mais ${count} novidade`, other: `mais ${count} novidades` }),
  changed: (what) => `Mudança: ${what}`,
  changedBefore: 'Mudança ',
  changedAfter: ': ',
  seen: 'Visto',
  device: {
    unknown: 'Dispositivo desconhecido',
    sdk: (name) => `SDK ${name}`,
    programOn: (program, system) => `${program} em ${system}`,
    network: { vpn: 'VPN', proxy: 'Proxy', tor: 'Tor', datacenter: 'Datacenter' },
    threat: (level) => `Ameaça: ${level}`,
  },
}

const failures: FailureWords = {
  'invalid-parameter': { title: 'Parâmetro inválido', nextStep: 'Corrija o filtro e tente de novo.' },
  'unknown-parameter': { title: 'Parâmetro desconhecido', nextStep: 'Remova o filtro e tente de novo.' },
  'invalid-cursor': {
    title: 'Esta posição da lista não existe mais',
    nextStep: 'Comece de novo pela entrada mais recente.',
  },
  'invalid-body': { title: 'Não foi possível ler a solicitação', nextStep: 'Corrija e tente de novo.' },
  'signed-out': { title: 'Você saiu', nextStep: 'Entre de novo com um novo código de pareamento.' },
  'origin-refused': {
    title: 'O relay não conhece esta extensão',
    nextStep: 'Peça ao seu admin para incluir esta extensão em ALLOWED_ORIGINS do relay.',
  },
  'host-refused': {
    title: 'O relay não atende a este nome de host',
    nextStep: 'Use o endereço próprio do relay, com https, a menos que ele rode neste computador.',
  },
  'role-refused': { title: 'Sua função não permite isso', nextStep: 'Fale com seu admin.' },
  'pairing-code-wrong': {
    title: 'Código de pareamento errado',
    nextStep: 'Confira cada caractere ou peça um novo código ao seu admin.',
  },
  'pairing-code-used': {
    title: 'Este código de pareamento já foi usado',
    nextStep: 'Cada código vale uma vez. Peça um novo ao seu admin.',
  },
  'pairing-code-expired': {
    title: 'Este código de pareamento expirou',
    nextStep: 'Os códigos expiram após dez minutos. Peça um novo ao seu admin.',
  },
  'pairing-code-dead': {
    title: 'Tentativas demais com este código',
    nextStep: 'Ele não vale mais. Peça um novo ao seu admin.',
  },
  'role-not-confirmed': {
    title: 'Este agente tem outra função',
    nextStep: 'Atualize a lista de agentes e depois confirme a mudança.',
  },
  'agent-revoked': {
    title: 'O acesso deste agente foi revogado',
    nextStep: 'Atualize a lista de agentes e depois o readmita.',
  },
  'watches-full': {
    title: 'Você já acompanha o máximo de casos',
    nextStep: 'Encerre um acompanhamento de que não precisa mais e tente de novo.',
  },
  'not-found': { title: 'Não encontrado', nextStep: 'Confira o ID e o ambiente dele.' },
  'no-such-route': {
    title: 'O relay não tem esse endereço',
    nextStep: 'Confira o endereço ou atualize o relay.',
  },
  'method-not-allowed': {
    title: 'O relay não aceita este método aqui',
    nextStep: 'Veja a lista de rotas do relay.',
  },
  'body-too-large': { title: 'A solicitação é grande demais', nextStep: 'Peça menos de uma vez.' },
  'agent-rate-limited': { title: 'Solicitações demais', nextStep: 'Nova tentativa automática.' },
  'views-throttled': {
    title: 'Você está vendo mais clientes que o normal',
    nextStep: 'Espere a contagem terminar. Você ainda pode ver os clientes da última hora.',
  },
  'lookups-limited': {
    title: 'Você usou as consultas desta hora',
    nextStep: 'Espere a contagem terminar. Você ainda pode abrir um caso.',
  },
  'log-limited': {
    title: 'Você usou sua parte do log de auditoria nesta hora',
    nextStep: 'Espere a contagem terminar. Se era trabalho normal, avise seu admin.',
  },
  'pairing-throttled': {
    title: 'Código errado, depois de muitas tentativas',
    nextStep: 'Confira cada caractere. O código certo ainda funciona.',
  },
  'agent-share-used': {
    title: 'Você usou sua parte das solicitações ao provedor',
    nextStep: 'Espere a contagem terminar. Os outros agentes não são afetados.',
  },
  internal: {
    title: 'Erro no relay',
    nextStep: 'Tente de novo. Se continuar, envie o ID da solicitação ao seu admin.',
  },
  'provider-key-refused': {
    title: 'O provedor recusou a chave do relay',
    nextStep: 'Avise seu admin: a chave do relay precisa ser renovada ou liberada.',
  },
  'provider-unavailable': {
    title: 'O provedor não está respondendo',
    nextStep: 'Nova tentativa automática. Veja a página de status do provedor.',
  },
  'provider-unreadable': {
    title: 'O provedor deu uma resposta ilegível',
    nextStep: 'Nova tentativa automática. Se continuar, envie o ID da solicitação ao seu admin.',
  },
  'provider-limit-near': {
    title: 'O provedor está perto do limite de solicitações',
    nextStep: 'As consultas ainda funcionam. Nova tentativa automática.',
  },
  'provider-rate-limited': {
    title: 'O provedor não permite mais solicitações agora',
    nextStep: 'Nova tentativa assim que ele permitir.',
  },
  'provider-timeout': {
    title: 'O provedor demorou demais para responder',
    nextStep: 'Tente de novo em instantes.',
  },
  'no-provider': {
    title: 'O relay não tem nenhum provedor',
    nextStep: 'Peça ao seu admin para pôr a chave do provedor no relay.',
  },
  'audit-full': {
    title: 'Log de auditoria cheio. Consultas pausadas',
    nextStep:
      'Peça ao seu admin para exportar o log (npm run audit -- export) ou aumentar AUDIT_CAPACITY_MB.',
  },
  'relay-busy': {
    title: 'O relay está ocupado',
    nextStep: 'Muitas solicitações esperam pelo provedor. Tente de novo em instantes.',
  },
  'relay-interrupted': { title: 'O relay foi interrompido', nextStep: 'Tente de novo em instantes.' },
  'relay-not-configured': {
    title: 'O relay não está configurado',
    nextStep: 'Peça ao seu admin para concluir a configuração do relay.',
  },
  offline: { title: 'Você está offline', nextStep: 'Nova tentativa quando você estiver online.' },
  'extension-error': {
    title: 'O Inquiry Lens cometeu um erro',
    nextStep: 'Tente de novo ou recarregue a extensão.',
  },
  'relay-unreachable': {
    title: 'Não é possível acessar o relay',
    nextStep: 'Confira a conexão ou a VPN e o endereço do relay nas opções.',
  },
  'relay-timeout': {
    title: 'O relay demorou demais para responder',
    nextStep: 'Tente de novo em instantes.',
  },
  'relay-unreadable': {
    title: 'Não foi possível ler a resposta do relay',
    nextStep: 'Tente de novo. Se continuar, diga ao seu admin que relay e extensão talvez não combinem.',
  },
  'not-a-relay': {
    title: 'Não há um relay do Inquiry Lens neste endereço',
    nextStep: 'Confira o endereço com seu admin.',
  },
  'client-too-old': {
    title: 'Esta extensão é antiga demais para o relay',
    nextStep: 'Atualize a extensão ou peça ao seu admin.',
  },
  'relay-too-old': {
    title: 'O relay é antigo demais para esta extensão',
    nextStep: 'Peça ao seu admin para atualizar o relay.',
  },
  'address-not-valid': {
    title: 'Isso não é um endereço de relay',
    nextStep: 'Ele se parece com https://lens.example.com, sem nada depois do nome.',
  },
  locked: { title: 'O Inquiry Lens está bloqueado', nextStep: 'Continue no pop-up ou no painel lateral.' },
  'id-not-recognised': {
    title: 'Não há ID nisso',
    nextStep: 'Copie o ID inteiro do ticket. O de um inquiry são inq_ e 24 letras e dígitos.',
  },
  'no-case': {
    title: 'Isso não leva a nenhum inquiry',
    nextStep: 'Procure o ID do próprio inquiry, que começa com inq_.',
  },
  'page-closed': {
    title: 'Esta página não pode ser lida',
    nextStep:
      'Clique no botão da barra de ferramentas com a página aberta. Algumas páginas são fechadas a toda extensão.',
  },
  'switched-off': { title: 'Isto está desativado', nextStep: 'Seu admin desativou.' },
  'set-by-administrator': {
    title: 'Seu administrador definiu isto',
    nextStep: 'Pergunte se deveria ser diferente.',
  },
  'panel-closed': {
    title: 'Não foi possível abrir o painel lateral',
    nextStep: 'Abra-o pelo botão da barra de ferramentas.',
  },
}

export default { common, notice, frame, failures } satisfies SurfaceCatalogue
