import type { Decision, Failing, InsightWords } from '../insight.ts'

const bracketed = (words: string): string => words && ` (${words})`
const needs = { inquiry: 'una nueva inquiry', session: 'una nueva sesión' }
const decision = ({ outcome, by, when }: Decision): string =>
  `${outcome === 'approved' ? 'Verificado' : 'Rechazado'}${by ? (by === 'rule' ? ' por una regla' : ' por una persona') : ''}${bracketed(when)}`
const because = (why: string | undefined): string => (why ? `: ${why}` : '')
const failing = ({ at, tries, isMixed, why }: Failing): string =>
  `${tries > 1 ? `${tries} veces, ${isMixed ? 'la última ' : ''}` : ''}en ${at}${because(why)}`
const of = (step: string): string => (step.startsWith('el ') ? `del ${step.slice(3)}` : `de ${step}`)

const insight: InsightWords = {
  checks: {
    'government-id': 'documento de identidad',
    'government-id-nfc': 'chip del documento',
    selfie: 'selfi',
    document: 'documento',
    'phone-number': 'número de teléfono',
    'email-address': 'correo electrónico',
  },
  steps: {
    ID_VERIFICATION: 'documento de identidad',
    FACE_LIVENESS: 'selfi y prueba de vida',
    FACE_LIVENESS_CONSENT_SETTINGS: 'consentimiento del selfi',
    AGE_ESTIMATION: 'estimación de edad',
    DEEPFAKE_DETECTION: 'captura guiada',
    GUIDED_CAPTURE: 'captura guiada',
    DEEP_AGE: 'control de edad',
    ADDRESS_VERIFICATION: 'dirección',
    CUSTOM_PROMPT: 'pregunta propia',
    CONSENT: 'consentimiento',
    BANK_STATEMENT_UPLOAD: 'extracto bancario',
    AI_BANK_STATEMENT_ANALYSIS: 'análisis del extracto bancario',
    DOCUMENT_UPLOAD: 'envío de documento',
    PHONE_VERIFICATION: 'número de teléfono',
    PHONE_OWNERSHIP_MATCH: 'titular del teléfono',
    PHONE_TRUST_CHECK: 'control del teléfono',
    CARRIER_AGE_GATE: 'edad según el operador',
    CUSTOM_FORM: 'formulario propio',
    E_SIGNATURE: 'firma',
    PROOFCALL: 'llamadas a referencias',
    WHITE_LABEL: 'página propia',
  },
  aStep: 'un paso',
  theStep: (name) => `el paso «${name}»`,
  stepOf: (number, all, name) => `el paso ${number} de ${all}${name && `, ${name}`}`,
  stepStates: {
    PENDING: 'Pendiente',
    IN_PROGRESS: 'En curso',
    COMPLETED: 'Hecho',
    FAILED: 'Fallido',
    SKIPPED: 'Omitido',
  },
  places: {
    document: 'el documento',
    'second-document': 'el segundo documento',
    'third-document': 'el tercer documento',
    selfie: 'el selfi',
    'camera-check': 'la prueba de cámara',
    'check-for-review': 'un control por revisar',
    check: 'un control',
  },
  failures: {
    'for-review': 'un control por revisar',
    'no-face-on-document': 'no se encontró ninguna cara en el documento',
    'no-face-on-selfie': 'no se encontró ninguna cara en el selfi',
    'several-faces': 'había más de una cara en el selfi',
    unreadable: 'no se pudo leer el texto del documento',
    'no-name': 'no se pudo leer ningún nombre en el documento',
    'unknown-kind': 'no se reconoció el tipo de documento',
    'uncertain-kind': 'el tipo de documento no estaba claro',
    'refused-kind': 'este tipo de documento no se acepta',
    'other-kind': 'el documento no es del tipo elegido',
    'other-or-refused-kind': 'el documento no es del tipo elegido o no se acepta',
    'camera-check': 'la prueba de cámara no se superó',
    'no-tries': 'no quedan intentos',
    blocked: 'el paso está bloqueado',
    expired: 'la sesión caducó',
  },
  saysCode: (code) => `indica «${code}»`,
  flaws: {
    country: 'el país del documento no se acepta',
    type: 'este tipo de documento no se aceptó',
    'type-unclear': 'no se reconoció el tipo de documento',
    expired: 'el documento está caducado',
    'no-expiry': 'no se encontró fecha de caducidad',
    'same-side': 'ambas fotos muestran el mismo lado',
    'cut-off': 'parte del documento no sale en la foto',
    portrait: 'no se encontró una cara nítida en el documento',
    barcode: 'no se pudo leer el código de barras',
    mrz: 'no se pudieron leer las líneas de lectura mecánica',
    glare: 'la foto tiene reflejos',
    blur: 'la foto está borrosa',
    unreadable: 'no se pudo leer el documento',
    chip: 'no se pudo leer el chip',
    'face-covered': 'la cara está tapada',
    glasses: 'el cliente lleva gafas',
    'several-faces': 'hay más de una cara',
    pose: 'la cara no está en la posición correcta',
    'selfie-glare': 'la foto tiene reflejos',
    'selfie-quality': 'la foto no es lo bastante nítida',
    code: 'el código era incorrecto o llegó tarde',
  },
  and: (clauses) => clauses.join(', y '),
  requests: {
    'government-id-chip': 'volver a leer el chip',
    'retake-document': 'hacer otra foto del documento',
    'both-sides': 'hacer una foto de cada lado del documento',
    'other-document': 'usar otro documento',
    'valid-document': 'usar un documento que no haya caducado',
    'retake-selfie': 'hacerse otro selfi',
    'uncover-face': 'hacerse otro selfi con la cara descubierta',
    'chosen-document': 'usar el tipo de documento elegido en la pantalla',
    'repeat-camera-check': 'repetir la prueba de cámara',
  },
  handoffs: { sms: 'por SMS', qr: 'por código QR', email: 'por correo electrónico' },

  sentences: (all) => all.join(' '),
  redacted: (when) => `Los datos del cliente se suprimieron${bracketed(when)}. No queda ninguno.`,
  contradiction: (provider) =>
    `${provider} lo muestra abierto, pero también con un final. Puede que se haya reanudado.`,
  cancelled: 'Cancelado por nuestra parte. Ya no cuenta.',
  decided: (decided) => `${decision(decided)}${because(decided.why)}.`,
  decidedAfterReview: (decided, span) =>
    `${decision(decided)}, tras una revisión de ${span}${because(decided.why)}.`,
  decidedAutomatically: (decided) =>
    `${decision(decided)}, probablemente de forma automática (justo después del último paso).`,
  decidedAfterLastStep: (decided, span) => `${decision(decided)}, ${span} después del último paso.`,
  noDecider: (provider) => `${provider} no dice si decidió una regla o una persona.`,
  noDecisionTime: (provider) => `${provider} no dice cuándo ni quién.`,
  lastStepDone: (when) => `El último paso se terminó${bracketed(when)}.`,
  failedWithTriesLeft: (provider) =>
    `${provider} lo muestra como fallido, pero también con intentos restantes.`,
  checkFailed: (when, what) => `La verificación falló${bracketed(when)}${what ? `, ${failing(what)}` : ''}.`,
  failed: (what) => `Falló${what ? ` ${failing(what)}` : ''}.`,
  checksForReview: (count, isMore) =>
    count === 1
      ? `1 control${isMore ? ' más' : ''} está por revisar.`
      : `${count} controles${isMore ? ' más' : ''} están por revisar.`,
  noTriesLeft: 'No quedan intentos.',
  noTryLeft: 'No queda ningún intento.',
  triesLeft: (count) => (count === 1 ? 'Queda un intento.' : `Quedan ${count} intentos.`),
  waitingSince: (since, span) => `Espera nuestra revisión desde: ${since}${bracketed(span)}.`,
  waiting: 'Espera nuestra revisión.',
  finished: (when) => `El cliente terminó${bracketed(when)}.`,
  noDecisionYet: 'Aún no hay decisión.',
  linkExpired: (when) => `El enlace caducó${bracketed(when)}.`,
  neverOpened: 'El cliente nunca lo abrió.',
  notOpenedYet: 'El cliente aún no ha abierto el enlace.',
  made: (when) => `Se creó${bracketed(when)}.`,
  unsure: (provider) => `${provider} no dice si el cliente abrió el enlace.`,
  unknownStatus: (provider) => `${provider} usa un estado que Inquiry Lens no conoce.`,
  tooManySessions: (count, provider) =>
    `El enlace ha tenido ${count} sesiones. ${provider} no suele permitir más.`,
  submitted: (check, when) =>
    `El cliente envió: ${check || 'un control'}${bracketed(when)}. Se está comprobando.`,
  moved: ({ isOpened, how, when, isIdle }) => {
    const idle = isIdle ? `, pero allí aún no ${isOpened ? 'inició ningún control' : 'hizo nada'}` : ''
    return `El cliente ${isOpened ? 'continuó' : 'pidió continuar'} en otro dispositivo${how && ` ${how}`}${bracketed(when)}${idle}.`
  },
  opened: 'El cliente abrió el enlace.',
  openedOnly: 'El cliente abrió el enlace, pero no inició ningún control.',
  openedTimes: (visits, when) =>
    visits > 1
      ? `El cliente abrió el enlace ${visits} veces${when && ` (la última ${when})`}, pero no inició ningún control.`
      : `El cliente abrió el enlace${bracketed(when)}, pero no inició ningún control.`,
  inProgress: 'En curso.',
  lastActive: (when) => `Última actividad: ${when}.`,
  nextIs: (step) => `Lo siguiente es ${step}.`,
  stoppedAt: (step) => `El cliente se detuvo en ${step}.`,
  stoppedAfter: (step) => `El cliente se detuvo después ${of(step)}.`,
  notFinished: 'El cliente empezó, pero no terminó.',

  next: {
    lookFirst: (provider) => `Consúltelo en ${provider} antes de responder al cliente.`,
    startNew: 'Para otra verificación, inicie una nueva.',
    askTeam: (subject) => `Pregunte a su equipo si el cliente necesita ${needs[subject]}.`,
    oldResult: 'Resultado antiguo. Compruebe si el cliente necesita otro.',
    nothing: 'No hay que hacer nada. Esta verificación no bloquea al cliente.',
    mendable:
      'El cliente puede corregirlo. Pregunte a sus revisores si puede intentarlo de nuevo en otra sesión.',
    noReason: 'No dé ningún motivo al cliente. Pregunte a sus revisores si puede intentarlo de nuevo.',
    linkUsedUp: (subject, request) =>
      `Este enlace ya no sirve. Para otro intento, el cliente necesita ${needs[subject]}${request && ` y debe ${request}`}.`,
    longReview: 'Más de lo habitual. Pregunte a sus revisores.',
    review: 'El cliente no tiene que hacer nada. Le escribiremos cuando haya una decisión.',
    wait: 'Espere la decisión automática o pregunte a sus revisores.',
    newLink: {
      persona: 'Reanúdela en Persona o inicie una nueva inquiry y envíe ese enlace.',
      deepidv: 'Cree una nueva sesión en deepidv y envíe su enlace.',
    },
    askArrival: 'Pregunte si llegó nuestro mensaje.',
    noMoreTries: (subject) => `No pida otro intento: el cliente necesita ${needs[subject]}.`,
    linkWillNotOpen: (subject) => `El enlace no volverá a abrirse: el cliente necesita ${needs[subject]}.`,
    lookForMessage: 'Pida al cliente que busque nuestro mensaje, también en el correo no deseado.',
    ask: (request) => `Indique al cliente que debe ${request}.`,
    askRetry: 'Pida al cliente que repita ese paso.',
    reviewersKnow: 'Sus revisores pueden ver por qué falló.',
    dashboardKnows: 'El panel del proveedor indica por qué falló.',
    resultSoon: 'Espere un momento. El resultado aparecerá aquí.',
    continueThere: 'Pida al cliente que continúe en ese dispositivo o abra allí el enlace.',
    openAgain: 'Pida al cliente que lo abra de nuevo y continúe.',
    openLinkAgain: 'Pida al cliente que abra de nuevo el enlace y continúe.',
    fewMinutes: 'Dé unos minutos al cliente.',
  },

  facts: {
    createdAt: (at) => `creado ${at}`,
    openedAt: (at) => `abierto ${at}`,
    finishedAt: (at) => `terminado ${at}`,
    reviewSince: (at) => `en revisión ${at}`,
    decidedAt: (at) => `decidido ${at}`,
    failedAt: (at) => `fallido ${at}`,
    expiredAt: (at) => `caducado ${at}`,
    next: (step) => `lo siguiente es ${step}`,
  },
}

export default { insight }
