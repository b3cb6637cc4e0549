import type { Decision, Failing, InsightWords } from '../insight.ts'

const bracketed = (words: string): string => words && ` (${words})`
const needs = { inquiry: 'uma nova inquiry', session: 'uma nova sessão' }
const decision = ({ outcome, by, when }: Decision): string =>
  `${outcome === 'approved' ? 'Verificado' : 'Recusado'}${by ? (by === 'rule' ? ' por uma regra' : ' por uma pessoa') : ''}${bracketed(when)}`
const because = (why: string | undefined): string => (why ? `: ${why}` : '')
const failing = ({ at, tries, isMixed, why }: Failing): string =>
  `${tries > 1 ? `${tries} vezes, ${isMixed ? 'a última ' : ''}` : ''}em ${at}${because(why)}`

const insight: InsightWords = {
  checks: {
    'government-id': 'documento de identidade',
    'government-id-nfc': 'chip do documento',
    selfie: 'selfie',
    document: 'documento',
    'phone-number': 'número de telefone',
    'email-address': 'e-mail',
  },
  steps: {
    ID_VERIFICATION: 'documento de identidade',
    FACE_LIVENESS: 'selfie e prova de vida',
    FACE_LIVENESS_CONSENT_SETTINGS: 'consentimento para a selfie',
    AGE_ESTIMATION: 'estimativa de idade',
    DEEPFAKE_DETECTION: 'captura guiada',
    GUIDED_CAPTURE: 'captura guiada',
    DEEP_AGE: 'checagem de idade',
    ADDRESS_VERIFICATION: 'endereço',
    CUSTOM_PROMPT: 'pergunta própria',
    CONSENT: 'consentimento',
    BANK_STATEMENT_UPLOAD: 'extrato bancário',
    AI_BANK_STATEMENT_ANALYSIS: 'análise do extrato bancário',
    DOCUMENT_UPLOAD: 'envio de documento',
    PHONE_VERIFICATION: 'número de telefone',
    PHONE_OWNERSHIP_MATCH: 'titular do telefone',
    PHONE_TRUST_CHECK: 'checagem do telefone',
    CARRIER_AGE_GATE: 'idade pela operadora',
    CUSTOM_FORM: 'formulário próprio',
    E_SIGNATURE: 'assinatura',
    PROOFCALL: 'ligações para referências',
    WHITE_LABEL: 'página própria',
  },
  aStep: 'uma etapa',
  theStep: (name) => `etapa “${name}”`,
  stepOf: (number, all, name) => `etapa ${number} de ${all}${name && `, ${name}`}`,
  stepStates: {
    PENDING: 'A fazer',
    IN_PROGRESS: 'Em andamento',
    COMPLETED: 'Feito',
    FAILED: 'Falhou',
    SKIPPED: 'Pulado',
  },
  places: {
    document: 'documento',
    'second-document': 'segundo documento',
    'third-document': 'terceiro documento',
    selfie: 'selfie',
    'camera-check': 'teste de câmera',
    'check-for-review': 'checagem para análise',
    check: 'uma checagem',
  },
  failures: {
    'for-review': 'uma checagem para análise',
    'no-face-on-document': 'nenhum rosto encontrado no documento',
    'no-face-on-selfie': 'nenhum rosto encontrado na selfie',
    'several-faces': 'havia mais de um rosto na selfie',
    unreadable: 'não foi possível ler o texto do documento',
    'no-name': 'nenhum nome legível no documento',
    'unknown-kind': 'o tipo de documento não foi reconhecido',
    'uncertain-kind': 'o tipo de documento não estava claro',
    'refused-kind': 'este tipo de documento não é aceito',
    'other-kind': 'o documento não é do tipo escolhido',
    'other-or-refused-kind': 'o documento não é do tipo escolhido ou não é aceito',
    'camera-check': 'o teste de câmera não passou',
    'no-tries': 'não restam tentativas',
    blocked: 'a etapa está bloqueada',
    expired: 'a sessão expirou',
  },
  saysCode: (code) => `consta “${code}”`,
  flaws: {
    country: 'o país do documento não é aceito',
    type: 'este tipo de documento não foi aceito',
    'type-unclear': 'o tipo de documento não foi reconhecido',
    expired: 'o documento está vencido',
    'no-expiry': 'nenhuma data de validade encontrada',
    'same-side': 'as duas fotos mostram o mesmo lado',
    'cut-off': 'parte do documento não aparece na foto',
    portrait: 'nenhum rosto nítido encontrado no documento',
    barcode: 'não foi possível ler o código de barras',
    mrz: 'não foi possível ler as linhas de leitura mecânica',
    glare: 'a foto tem reflexos',
    blur: 'a foto está desfocada',
    unreadable: 'não foi possível ler o documento',
    chip: 'não foi possível ler o chip',
    'face-covered': 'o rosto está coberto',
    glasses: 'o cliente usa óculos',
    'several-faces': 'há mais de um rosto',
    pose: 'o rosto não está na posição certa',
    'selfie-glare': 'a foto tem reflexos',
    'selfie-quality': 'a foto não está nítida o bastante',
    code: 'o código estava errado ou chegou tarde',
  },
  and: (clauses) => clauses.join(', e '),
  requests: {
    'government-id-chip': 'ler o chip de novo',
    'retake-document': 'tirar outra foto do documento',
    'both-sides': 'tirar uma foto de cada lado do documento',
    'other-document': 'usar outro documento',
    'valid-document': 'usar um documento dentro da validade',
    'retake-selfie': 'tirar outra selfie',
    'uncover-face': 'tirar outra selfie com o rosto descoberto',
    'chosen-document': 'usar o tipo de documento escolhido na tela',
    'repeat-camera-check': 'repetir o teste de câmera',
  },
  handoffs: { sms: 'por SMS', qr: 'por QR code', email: 'por e-mail' },

  sentences: (all) => all.join(' '),
  redacted: (when) => `Os dados do cliente foram removidos${bracketed(when)}. Não resta nenhum.`,
  contradiction: (provider) =>
    `${provider} mostra como aberto, mas também mostra um fim. Pode ter sido retomado.`,
  cancelled: 'Cancelado por nós. Não conta mais.',
  decided: (decided) => `${decision(decided)}${because(decided.why)}.`,
  decidedAfterReview: (decided, span) =>
    `${decision(decided)}, após uma análise de ${span}${because(decided.why)}.`,
  decidedAutomatically: (decided) =>
    `${decision(decided)}, provavelmente de forma automática (logo após a última etapa).`,
  decidedAfterLastStep: (decided, span) => `${decision(decided)}, ${span} após a última etapa.`,
  noDecider: (provider) => `${provider} não diz se foi uma regra ou uma pessoa que decidiu.`,
  noDecisionTime: (provider) => `${provider} não diz quando nem por quem.`,
  lastStepDone: (when) => `A última etapa foi feita${bracketed(when)}.`,
  failedWithTriesLeft: (provider) => `${provider} mostra como falho, mas também com tentativas restantes.`,
  checkFailed: (when, what) => `A verificação falhou${bracketed(when)}${what ? `, ${failing(what)}` : ''}.`,
  failed: (what) => `Falhou${what ? ` ${failing(what)}` : ''}.`,
  checksForReview: (count, isMore) =>
    count === 1
      ? `${isMore ? 'Mais 1' : '1'} checagem está para análise.`
      : `${isMore ? `Mais ${count}` : count} checagens estão para análise.`,
  noTriesLeft: 'Não restam tentativas.',
  noTryLeft: 'Não resta nenhuma tentativa.',
  triesLeft: (count) => (count === 1 ? 'Resta uma tentativa.' : `Restam ${count} tentativas.`),
  waitingSince: (since, span) => `Aguarda nossa análise desde: ${since}${bracketed(span)}.`,
  waiting: 'Aguarda nossa análise.',
  finished: (when) => `O cliente concluiu${bracketed(when)}.`,
  noDecisionYet: 'Ainda não há decisão.',
  linkExpired: (when) => `O link expirou${bracketed(when)}.`,
  neverOpened: 'O cliente nunca o abriu.',
  notOpenedYet: 'O cliente ainda não abriu o link.',
  made: (when) => `Foi criado${bracketed(when)}.`,
  unsure: (provider) => `${provider} não diz se o cliente abriu o link.`,
  unknownStatus: (provider) => `${provider} usa um status que o Inquiry Lens não conhece.`,
  tooManySessions: (count, provider) =>
    `O link já teve ${count} sessões. ${provider} costuma não permitir mais.`,
  submitted: (check, when) =>
    `O cliente enviou: ${check || 'uma checagem'}${bracketed(when)}. Está sendo verificado.`,
  moved: ({ isOpened, how, when, isIdle }) => {
    const idle = isIdle ? `, mas lá ainda não ${isOpened ? 'iniciou nenhuma checagem' : 'fez nada'}` : ''
    return `O cliente ${isOpened ? 'continuou' : 'pediu para continuar'} em outro dispositivo${how && ` ${how}`}${bracketed(when)}${idle}.`
  },
  opened: 'O cliente abriu o link.',
  openedOnly: 'O cliente abriu o link, mas não iniciou nenhuma checagem.',
  openedTimes: (visits, when) =>
    visits > 1
      ? `O cliente abriu o link ${visits} vezes${when && ` (a última ${when})`}, mas não iniciou nenhuma checagem.`
      : `O cliente abriu o link${bracketed(when)}, mas não iniciou nenhuma checagem.`,
  inProgress: 'Em andamento.',
  lastActive: (when) => `Última atividade: ${when}.`,
  nextIs: (step) => `A seguir: ${step}.`,
  stoppedAt: (step) => `O cliente parou em: ${step}.`,
  stoppedAfter: (step) => `O cliente parou depois de: ${step}.`,
  notFinished: 'O cliente começou, mas não concluiu.',

  next: {
    lookFirst: (provider) => `Consulte o ${provider} antes de responder ao cliente.`,
    startNew: 'Para outra verificação, inicie uma nova.',
    askTeam: (subject) => `Pergunte à sua equipe se o cliente precisa de ${needs[subject]}.`,
    oldResult: 'Resultado antigo. Veja se o cliente precisa de um novo.',
    nothing: 'Nada a fazer. Esta verificação não bloqueia o cliente.',
    mendable:
      'O cliente pode corrigir isso. Pergunte aos seus analistas se ele pode tentar de novo, em uma nova sessão.',
    noReason: 'Não informe o motivo ao cliente. Pergunte aos seus analistas se ele pode tentar de novo.',
    linkUsedUp: (subject, request) =>
      `Este link não serve mais. Para outra tentativa, o cliente precisa de ${needs[subject]}${request && ` e deve ${request}`}.`,
    longReview: 'Mais do que o normal. Pergunte aos seus analistas.',
    review: 'O cliente não precisa fazer nada. Escreveremos quando houver uma decisão.',
    wait: 'Aguarde a decisão automática ou pergunte aos seus analistas.',
    newLink: {
      persona: 'Retome-a no Persona ou inicie uma nova inquiry e envie esse link.',
      deepidv: 'Crie uma nova sessão no deepidv e envie o link dela.',
    },
    askArrival: 'Pergunte se a nossa mensagem chegou.',
    noMoreTries: (subject) => `Não peça outra tentativa: o cliente precisa de ${needs[subject]}.`,
    linkWillNotOpen: (subject) => `O link não abrirá de novo: o cliente precisa de ${needs[subject]}.`,
    lookForMessage: 'Peça ao cliente para procurar a nossa mensagem, também no spam.',
    ask: (request) => `Peça ao cliente para ${request}.`,
    askRetry: 'Peça ao cliente para tentar essa etapa de novo.',
    reviewersKnow: 'Seus analistas podem ver por que falhou.',
    dashboardKnows: 'O painel do provedor diz por que falhou.',
    resultSoon: 'Aguarde um momento. O resultado aparece aqui.',
    continueThere: 'Peça ao cliente para continuar nesse dispositivo ou abrir o link nele.',
    openAgain: 'Peça ao cliente para abri-lo de novo e continuar.',
    openLinkAgain: 'Peça ao cliente para abrir o link de novo e continuar.',
    fewMinutes: 'Dê alguns minutos ao cliente.',
  },

  facts: {
    createdAt: (at) => `criado ${at}`,
    openedAt: (at) => `aberto ${at}`,
    finishedAt: (at) => `concluído ${at}`,
    reviewSince: (at) => `em análise ${at}`,
    decidedAt: (at) => `decidido ${at}`,
    failedAt: (at) => `falhou ${at}`,
    expiredAt: (at) => `expirou ${at}`,
    next: (step) => `a seguir: ${step}`,
  },
}

export default { insight }
