import type { Decision, Failing, InsightWords } from '../insight.ts'

const bracketed = (words: string): string => words && ` (${words})`
const needs = { inquiry: 'd’une nouvelle inquiry', session: 'd’une nouvelle session' }
const decision = ({ outcome, by, when }: Decision): string =>
  `${outcome === 'approved' ? 'Vérifié' : 'Refusé'}${by ? (by === 'rule' ? ' par une règle' : ' par une personne') : ''}${bracketed(when)}`
const because = (why: string | undefined): string => (why ? `\u00a0: ${why}` : '')
const failing = ({ at, tries, isMixed, why }: Failing): string =>
  `${tries > 1 ? `${tries} fois, ${isMixed ? 'la dernière ' : ''}` : ''}à ${at}${because(why)}`
const to = (request: string): string => (/^[aeiouyhéê]/i.test(request) ? `d’${request}` : `de ${request}`)

const insight: InsightWords = {
  checks: {
    'government-id': 'pièce d’identité',
    'government-id-nfc': 'puce de la pièce d’identité',
    selfie: 'selfie',
    document: 'document',
    'phone-number': 'numéro de téléphone',
    'email-address': 'adresse e-mail',
  },
  steps: {
    ID_VERIFICATION: 'pièce d’identité',
    FACE_LIVENESS: 'selfie et détection du vivant',
    FACE_LIVENESS_CONSENT_SETTINGS: 'consentement au selfie',
    AGE_ESTIMATION: 'estimation de l’âge',
    DEEPFAKE_DETECTION: 'capture guidée',
    GUIDED_CAPTURE: 'capture guidée',
    DEEP_AGE: 'contrôle de l’âge',
    ADDRESS_VERIFICATION: 'adresse',
    CUSTOM_PROMPT: 'votre propre question',
    CONSENT: 'consentement',
    BANK_STATEMENT_UPLOAD: 'relevé bancaire',
    AI_BANK_STATEMENT_ANALYSIS: 'analyse du relevé bancaire',
    DOCUMENT_UPLOAD: 'envoi de document',
    PHONE_VERIFICATION: 'numéro de téléphone',
    PHONE_OWNERSHIP_MATCH: 'titulaire du numéro de téléphone',
    PHONE_TRUST_CHECK: 'contrôle du téléphone',
    CARRIER_AGE_GATE: 'âge selon l’opérateur',
    CUSTOM_FORM: 'votre propre formulaire',
    E_SIGNATURE: 'signature',
    PROOFCALL: 'appels aux références',
    WHITE_LABEL: 'votre propre page',
  },
  aStep: 'une étape',
  theStep: (name) => `l’étape «\u00a0${name}\u00a0»`,
  stepOf: (number, all, name) => `l’étape ${number} sur ${all}${name && `, ${name}`}`,
  stepStates: {
    PENDING: 'À faire',
    IN_PROGRESS: 'En cours',
    COMPLETED: 'Fait',
    FAILED: 'Échoué',
    SKIPPED: 'Ignoré',
  },
  places: {
    document: 'l’étape du document',
    'second-document': 'l’étape du deuxième document',
    'third-document': 'l’étape du troisième document',
    selfie: 'l’étape du selfie',
    'camera-check': 'l’étape de la caméra',
    'check-for-review': 'un contrôle à examiner',
    check: 'un contrôle',
  },
  failures: {
    'for-review': 'un contrôle à examiner',
    'no-face-on-document': 'aucun visage trouvé sur le document',
    'no-face-on-selfie': 'aucun visage trouvé sur le selfie',
    'several-faces': 'plus d’un visage sur le selfie',
    unreadable: 'le texte du document était illisible',
    'no-name': 'aucun nom lisible sur le document',
    'unknown-kind': 'le type de document n’a pas été reconnu',
    'uncertain-kind': 'le type de document n’était pas assez clair',
    'refused-kind': 'ce type de document n’est pas accepté',
    'other-kind': 'le document n’est pas du type choisi',
    'other-or-refused-kind': 'le document n’est pas du type choisi ou n’est pas accepté',
    'camera-check': 'le contrôle caméra n’a pas réussi',
    'no-tries': 'il ne reste plus d’essai',
    blocked: 'l’étape est bloquée',
    expired: 'la session a expiré',
  },
  saysCode: (code) => `mention «\u00a0${code}\u00a0»`,
  flaws: {
    country: 'le pays du document n’est pas accepté',
    type: 'ce type de document n’a pas été accepté',
    'type-unclear': 'le type de document n’a pas été reconnu',
    expired: 'le document a expiré',
    'no-expiry': 'aucune date d’expiration trouvée',
    'same-side': 'les deux photos montrent le même côté',
    'cut-off': 'une partie du document n’est pas sur la photo',
    portrait: 'aucun visage net trouvé sur le document',
    barcode: 'le code-barres était illisible',
    mrz: 'les lignes lisibles par machine étaient illisibles',
    glare: 'la photo a des reflets',
    blur: 'la photo est floue',
    unreadable: 'le document était illisible',
    chip: 'la puce était illisible',
    'face-covered': 'le visage est couvert',
    glasses: 'le client porte des lunettes',
    'several-faces': 'il y a plus d’un visage',
    pose: 'le visage n’est pas dans la bonne position',
    'selfie-glare': 'la photo a des reflets',
    'selfie-quality': 'la photo n’est pas assez nette',
    code: 'le code était faux ou arrivé trop tard',
  },
  and: (clauses) => clauses.join(', et '),
  requests: {
    'government-id-chip': 'relire la puce',
    'retake-document': 'reprendre le document en photo',
    'both-sides': 'photographier chaque côté du document',
    'other-document': 'utiliser un autre document',
    'valid-document': 'utiliser un document non expiré',
    'retake-selfie': 'prendre un nouveau selfie',
    'uncover-face': 'prendre un nouveau selfie, le visage dégagé',
    'chosen-document': 'utiliser le type de document choisi à l’écran',
    'repeat-camera-check': 'refaire le contrôle caméra',
  },
  handoffs: { sms: 'par SMS', qr: 'par code QR', email: 'par e-mail' },

  sentences: (all) => all.join(' '),
  redacted: (when) => `Les données du client ont été supprimées${bracketed(when)}. Il n’en reste aucune.`,
  contradiction: (provider) =>
    `${provider} l’indique comme ouvert, mais aussi comme fini. Il a peut-être été repris.`,
  cancelled: 'Annulé de notre côté. Ne compte plus.',
  decided: (decided) => `${decision(decided)}${because(decided.why)}.`,
  decidedAfterReview: (decided, span) =>
    `${decision(decided)}, après un examen de ${span}${because(decided.why)}.`,
  decidedAutomatically: (decided) =>
    `${decision(decided)}, sans doute automatiquement (juste après la dernière étape).`,
  decidedAfterLastStep: (decided, span) => `${decision(decided)}, ${span} après la dernière étape.`,
  noDecider: (provider) => `${provider} ne dit pas si une règle ou une personne a décidé.`,
  noDecisionTime: (provider) => `${provider} ne dit ni quand ni par qui.`,
  lastStepDone: (when) => `La dernière étape a été faite${bracketed(when)}.`,
  failedWithTriesLeft: (provider) => `${provider} l’indique comme échoué, mais aussi qu’il reste des essais.`,
  checkFailed: (when, what) =>
    `La vérification a échoué${bracketed(when)}${what ? `, ${failing(what)}` : ''}.`,
  failed: (what) => `Échec${what ? ` ${failing(what)}` : ''}.`,
  checksForReview: (count, isMore) =>
    count === 1
      ? `1 ${isMore ? 'autre ' : ''}contrôle est à examiner.`
      : `${count} ${isMore ? 'autres ' : ''}contrôles sont à examiner.`,
  noTriesLeft: 'Il ne reste plus d’essai.',
  noTryLeft: 'Il ne reste aucun essai.',
  triesLeft: (count) => (count === 1 ? 'Il reste un essai.' : `Il reste ${count} essais.`),
  waitingSince: (since, span) => `En attente de notre examen, depuis\u00a0: ${since}${bracketed(span)}.`,
  waiting: 'En attente de notre examen.',
  finished: (when) => `Le client a terminé${bracketed(when)}.`,
  noDecisionYet: 'Il n’y a pas encore de décision.',
  linkExpired: (when) => `Le lien a expiré${bracketed(when)}.`,
  neverOpened: 'Le client ne l’a jamais ouvert.',
  notOpenedYet: 'Le client n’a pas encore ouvert le lien.',
  made: (when) => `Il a été créé${bracketed(when)}.`,
  unsure: (provider) => `${provider} ne dit pas si le client a ouvert le lien.`,
  unknownStatus: (provider) => `${provider} utilise un état qu’Inquiry Lens ne connaît pas.`,
  tooManySessions: (count, provider) =>
    `Le lien a eu ${count} sessions. ${provider} n’en autorise généralement pas plus.`,
  submitted: (check, when) =>
    `Le client a envoyé\u00a0: ${check || 'un contrôle'}${bracketed(when)}. C’est en cours de contrôle.`,
  moved: ({ isOpened, how, when, isIdle }) => {
    const idle = isIdle
      ? `, mais ${isOpened ? 'n’y a commencé aucun contrôle' : 'n’y a encore rien fait'}`
      : ''
    return `Le client ${isOpened ? 'a continué' : 'a demandé à continuer'} sur un autre appareil${how && ` ${how}`}${bracketed(when)}${idle}.`
  },
  opened: 'Le client a ouvert le lien.',
  openedOnly: 'Le client a ouvert le lien, mais n’a commencé aucun contrôle.',
  openedTimes: (visits, when) =>
    visits > 1
      ? `Le client a ouvert le lien ${visits} fois${when && ` (la dernière\u00a0: ${when})`}, mais n’a commencé aucun contrôle.`
      : `Le client a ouvert le lien${bracketed(when)}, mais n’a commencé aucun contrôle.`,
  inProgress: 'En cours.',
  lastActive: (when) => `Dernière activité\u00a0: ${when}.`,
  nextIs: (step) => `Ensuite vient ${step}.`,
  stoppedAt: (step) => `Le client s’est arrêté à ${step}.`,
  stoppedAfter: (step) => `Le client s’est arrêté après ${step}.`,
  notFinished: 'Le client a commencé, mais n’a pas terminé.',

  next: {
    lookFirst: (provider) => `Consultez ${provider} avant de répondre au client.`,
    startNew: 'Pour une autre vérification, commencez-en une nouvelle.',
    askTeam: (subject) => `Demandez à votre équipe si le client a besoin ${needs[subject]}.`,
    oldResult: 'Ancien résultat. Voyez si le client en a besoin d’un nouveau.',
    nothing: 'Rien à faire. Cette vérification ne bloque pas le client.',
    mendable:
      'Le client peut y remédier. Demandez à vos examinateurs s’il peut réessayer, dans une nouvelle session.',
    noReason: 'Ne donnez pas de motif au client. Demandez à vos examinateurs s’il peut réessayer.',
    linkUsedUp: (subject, request) =>
      `Ce lien ne peut plus servir. Pour un nouvel essai, le client a besoin ${needs[subject]}${request && ` et devrait ${request}`}.`,
    longReview: 'Plus long que d’habitude. Demandez à vos examinateurs.',
    review: 'Le client n’a rien à faire. Nous écrirons dès la décision.',
    wait: 'Attendez la décision automatique, ou demandez à vos examinateurs.',
    newLink: {
      persona: 'Reprenez-la dans Persona ou commencez une nouvelle inquiry, puis envoyez ce lien.',
      deepidv: 'Créez une nouvelle session dans deepidv et envoyez son lien.',
    },
    askArrival: 'Demandez si notre message est arrivé.',
    noMoreTries: (subject) => `Ne demandez pas un autre essai\u00a0: le client a besoin ${needs[subject]}.`,
    linkWillNotOpen: (subject) => `Le lien ne s’ouvrira plus\u00a0: le client a besoin ${needs[subject]}.`,
    lookForMessage: 'Demandez au client de chercher notre message, aussi dans les indésirables.',
    ask: (request) => `Demandez au client ${to(request)}.`,
    askRetry: 'Demandez au client de refaire cette étape.',
    reviewersKnow: 'Vos examinateurs peuvent voir pourquoi elle a échoué.',
    dashboardKnows: 'Le tableau de bord dit pourquoi elle a échoué.',
    resultSoon: 'Attendez un instant. Le résultat s’affichera ici.',
    continueThere: 'Demandez au client de continuer sur cet appareil, ou d’y ouvrir le lien.',
    openAgain: 'Demandez au client de le rouvrir et de continuer.',
    openLinkAgain: 'Demandez au client de rouvrir le lien et de continuer.',
    fewMinutes: 'Laissez quelques minutes au client.',
  },

  facts: {
    createdAt: (at) => `créé ${at}`,
    openedAt: (at) => `ouvert ${at}`,
    finishedAt: (at) => `terminé ${at}`,
    reviewSince: (at) => `en examen ${at}`,
    decidedAt: (at) => `décidé ${at}`,
    failedAt: (at) => `échoué ${at}`,
    expiredAt: (at) => `expiré ${at}`,
    next: (step) => `ensuite ${step}`,
  },
}

export default { insight }
