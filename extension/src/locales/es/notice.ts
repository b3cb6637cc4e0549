import { plural } from '@inquiry-lens/shared/lib/catalogue.ts'
import type { NoticeWords } from '../notice.ts'

const words: NoticeWords = {
  roles: {
    agent: 'agente',
    investigator: 'investigador',
    auditor: 'auditor',
    admin: 'administrador',
  },
  tryAgain: 'Reintentar',
  clearFilters: 'Quitar filtros',
  startOver: 'Empezar por lo más reciente',
  signInAgain: 'Volver a iniciar sesión',
  retryingIn: (wait) => `Nuevo intento en ${wait}`,
  retryingNow: 'Reintentando…',
  requestId: 'ID de solicitud',
  none: 'Ninguno',
  copy: {
    requestId: 'Copiar ID de solicitud',
    id: (name) => `Copiar ID de ${name.toLowerCase()}`,
    copied: 'Copiado',
    done: (label) => label.replace(/^Copiar$/, 'Copiado').replace(/^Copiar:?(?=\s)/, 'Copiado:'),
    failed: (why, nextStep) => `No se copió. ${why}: ${nextStep}`,
    byHand: 'El navegador no lo copió: pulse Ctrl+C o ⌘C',
  },
  asOfBecause: (ago, why) => `Datos de ${ago}: ${why}`,
  afterColon: (sentence) =>
    sentence.replace(/^(El|La|Los|Las|Un|Una|Su|Este|Esta|No)\b/, (word) => word.toLowerCase()),
  nameProvider: (title, provider) =>
    title.replace(/\bdel proveedor/i, `de ${provider}`).replace(/\bel proveedor/i, provider),
  showingLast: 'Se muestran los últimos datos conocidos. Se reintenta automáticamente.',
  health: {
    title: 'Proveedores',
    untried: 'aún sin consultar',
    answering: 'responde',
    retriedIn: (wait) => `nuevo intento en ${wait}`,
    moreIn: (wait) => `más en ${wait}`,
    live: 'en directo',
    behind: (wait) => `con ${wait} de retraso`,
    noneLeft: 'no quedan solicitudes',
    left: (left, limit, window) => `quedan ${left} de ${limit}${window && ` ${window}`}`,
    today: 'hoy',
    thisMinute: 'este minuto',
    within: (span) => `en ${span}`,
    ofProvider: (provider, reason) => `${provider} ${reason}`,
    reasons: {
      'provider-unavailable': 'no responde',
      'provider-timeout': 'tardó demasiado en responder',
      'provider-unreadable': 'dio una respuesta ilegible',
      'provider-rate-limited': 'no admite más solicitudes ahora',
      'provider-limit-near': 'está cerca de su límite de solicitudes',
      'agent-share-used': 'le responde menos: ya usó su parte de solicitudes',
      'provider-key-refused': 'rechazó la clave del relay',
    },
    otherReason: 'no se puede consultar ahora',
  },
  signedOut: {
    title: 'La sesión está cerrada',
    nextStep: 'Pida a su administrador un nuevo código de emparejamiento.',
  },
  notConnected: {
    title: 'Inquiry Lens aún no está conectado',
    about: 'Vea qué ocurrió con la verificación de identidad de un cliente sin salir del ticket.',
    nextStep: 'Conéctese al relay de su empresa o explore primero con clientes ficticios.',
    connect: 'Conectar',
    trySamples: 'Probar con ejemplos',
  },
  locked: {
    title: 'Bloqueado',
    about: 'Inquiry Lens se bloquea tras 15 minutos sin uso. Su sesión sigue iniciada.',
    continue: 'Continuar',
  },
  alarm: {
    label: 'Alarma',
    title: 'El registro de auditoría no superó su comprobación',
    nextStep: 'Avise a su responsable de cumplimiento.',
    details: 'Ver los detalles',
  },
  capacity: {
    titles: {
      warning: (share) => `Registro de auditoría casi lleno (${share})`,
      full: (share) => `Registro de auditoría lleno (${share}). Las consultas están en pausa.`,
      exhausted: (share) => `Registro de auditoría lleno (${share}). Todas las solicitudes están en pausa.`,
    },
    nextStep: (unexported) => {
      const days = plural(unexported, {
        one: '1 día cerrado aún no está exportado',
        other: `${unexported} días cerrados aún no están exportados`,
      })
      return `Exporte los días cerrados para liberar espacio.${unexported > 0 ? ` ${days}.` : ''}`
    },
  },
}

export default words
