import { plural } from '@inquiry-lens/shared/lib/catalogue.ts'
import type { NoticeWords } from '../notice.ts'

const words: NoticeWords = {
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

export default words
