import { plural } from '@inquiry-lens/shared/lib/catalogue.ts'
import type { CommonWords, FailureWords, FrameWords, NoticeWords, SurfaceCatalogue } from '../surface.ts'

const common: CommonWords = {
  units: { second: 's', minute: 'min' },
  states: {
    'not-opened': 'Sin abrir',
    'in-progress': 'En curso',
    'waiting-on-us': 'Espera por nosotros',
    approved: 'Aprobado',
    declined: 'Rechazado',
    expired: 'Caducado',
    failed: 'Fallido',
    voided: 'Cancelado',
    redacted: 'Suprimido',
    unknown: 'Desconocido',
  },
  environments: { production: 'Producción', sandbox: 'Sandbox', unknown: 'Desconocido' },
  sampleData: 'Datos de ejemplo',
  environment: 'entorno',
  unknown: 'Desconocido',
  close: 'Cerrar',
  clear: 'Borrar',
  admin: 'Administración',
  options: 'Opciones',
  openSidePanel: 'Abrir panel lateral',
  refresh: 'Actualizar',
  refreshAsOf: 'Actualizar, datos de ',
  asOf: (time) => `Datos de ${time}`,
  withoutAge: (title) => title.replace(/^Datos de [^:]*:/, ''),
  key: (key) => `Tecla: ${key}`,
  nothingToCopy: 'No se copió nada: aún no hay nada que copiar',
  search: {
    label: 'Buscar un caso por un ID',
    placeholder: 'Pegar un ID, un enlace o el ticket',
    found: 'ID en el texto',
  },
  groups: {
    customer: 'Espera al cliente',
    us: 'Espera por nosotros',
    'ended-badly': 'Terminó mal',
    done: 'Terminado',
  },
  glance: {
    us: 'Ninguno de los casos más recientes espera por nosotros',
    endedBadly: 'Ninguno de los casos más recientes terminó mal',
  },
  notLoadedYet: 'Aún sin cargar',
  inReview: 'En revisión',
  notDecidedYet: 'Sin decidir',
  request: {
    cancelled: 'Se canceló la petición.',
    updated: 'Inquiry Lens se actualizó mientras esta página estaba abierta.',
    reopen: 'Cierre esta página y ábrala de nuevo.',
    noAnswer: 'La parte de Inquiry Lens en segundo plano no respondió.',
  },
  justNow: 'ahora mismo',
  countedAll: (all, since) =>
    `De ${plural(all, { one: '1 caso', other: `los ${all} casos` })}${since && ` desde ${since}`}`,
  countedSome: (counted, more, since) =>
    `De ${plural(counted, { one: '1 caso', other: `${counted} casos` })}${since && ` desde ${since}`}; ${more} más aún sin conocer`,
}

const notice: NoticeWords = {
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
    polling: (wait) => `cada ${wait}`,
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

const frame: FrameWords = {
  backTo: (list) => `Volver a ${list}`,
  back: 'Volver (Esc)',
  openIn: (provider) => `Abrir en ${provider}`,
  openInEnvironment: (provider, environment) => `Abrir en ${provider} (${environment})`,
  notCopied: (id) => `No copiado: ${id} ya no está en la página`,
  changedTo: (state) => `ahora ${state}`,
  changes: (count) => plural(count, { one: '1 novedad más', other: `${count} novedades más` }),
  changed: (what) => `Cambio: ${what}`,
  changedBefore: 'Cambio ',
  changedAfter: ': ',
  seen: 'Visto',
  device: {
    unknown: 'Dispositivo desconocido',
    sdk: (name) => `SDK ${name}`,
    programOn: (program, system) => `${program} en ${system}`,
    network: { vpn: 'VPN', proxy: 'Proxy', tor: 'Tor', datacenter: 'Centro de datos' },
    threat: (level) => `Amenaza: ${level}`,
  },
}

const failures: FailureWords = {
  'invalid-parameter': { title: 'Parámetro no válido', nextStep: 'Corrija el filtro e inténtelo de nuevo.' },
  'unknown-parameter': { title: 'Parámetro desconocido', nextStep: 'Quite el filtro e inténtelo de nuevo.' },
  'invalid-cursor': {
    title: 'Esta posición de la lista ya no existe',
    nextStep: 'Empiece de nuevo por la entrada más reciente.',
  },
  'invalid-body': { title: 'No se pudo leer la petición', nextStep: 'Corríjala e inténtelo de nuevo.' },
  'signed-out': {
    title: 'La sesión está cerrada',
    nextStep: 'Inicie sesión otra vez con un nuevo código de emparejamiento.',
  },
  'origin-refused': {
    title: 'El relay no conoce esta extensión',
    nextStep: 'Pida a su administrador que añada esta extensión a ALLOWED_ORIGINS del relay.',
  },
  'host-refused': {
    title: 'El relay no atiende este nombre de host',
    nextStep: 'Use la dirección propia del relay, con https salvo que funcione en este equipo.',
  },
  'role-refused': { title: 'Su rol no lo permite', nextStep: 'Pregunte a su administrador.' },
  'pairing-code-wrong': {
    title: 'Código de emparejamiento incorrecto',
    nextStep: 'Compruebe cada carácter o pida un código nuevo a su administrador.',
  },
  'pairing-code-used': {
    title: 'Este código de emparejamiento ya se usó',
    nextStep: 'Cada código sirve una vez. Pida uno nuevo a su administrador.',
  },
  'pairing-code-expired': {
    title: 'Este código de emparejamiento ha caducado',
    nextStep: 'Los códigos caducan a los diez minutos. Pida uno nuevo a su administrador.',
  },
  'pairing-code-dead': {
    title: 'Demasiados intentos con este código',
    nextStep: 'Ya no sirve. Pida uno nuevo a su administrador.',
  },
  'role-not-confirmed': {
    title: 'Este agente tiene otro rol',
    nextStep: 'Actualice la lista de agentes y confirme después el cambio.',
  },
  'agent-revoked': {
    title: 'A este agente se le retiró el acceso',
    nextStep: 'Actualice la lista de agentes y vuelva a admitirlo.',
  },
  'watches-full': {
    title: 'Ya sigue tantos casos como puede',
    nextStep: 'Deje de seguir uno que ya no necesite y vuelva a intentarlo.',
  },
  'not-found': { title: 'No encontrado', nextStep: 'Compruebe el ID y su entorno.' },
  'no-such-route': {
    title: 'El relay no tiene esa dirección',
    nextStep: 'Compruebe la dirección o actualice el relay.',
  },
  'method-not-allowed': {
    title: 'El relay no admite este método aquí',
    nextStep: 'Consulte la lista de rutas del relay.',
  },
  'body-too-large': { title: 'La petición es demasiado grande', nextStep: 'Pida menos de una vez.' },
  'agent-rate-limited': { title: 'Demasiadas peticiones', nextStep: 'Se reintenta automáticamente.' },
  'views-throttled': {
    title: 'Está viendo más clientes de lo habitual',
    nextStep: 'Espere a que termine la cuenta atrás. Puede seguir viendo los clientes de la última hora.',
  },
  'lookups-limited': {
    title: 'Ha agotado las consultas de esta hora',
    nextStep: 'Espere a que termine la cuenta atrás. Puede seguir abriendo un caso.',
  },
  'log-limited': {
    title: 'Ha agotado su parte del registro de auditoría de esta hora',
    nextStep: 'Espere a que termine la cuenta atrás. Si era trabajo normal, avise a su administrador.',
  },
  'pairing-throttled': {
    title: 'Código incorrecto, tras muchos intentos fallidos',
    nextStep: 'Compruebe cada carácter. El código correcto sigue sirviendo.',
  },
  'agent-share-used': {
    title: 'Ha agotado su parte de las peticiones al proveedor',
    nextStep: 'Espere a que termine la cuenta atrás. Los demás agentes no se ven afectados.',
  },
  internal: {
    title: 'Error en el relay',
    nextStep: 'Inténtelo de nuevo. Si se repite, envíe a su administrador el ID de la petición.',
  },
  'provider-key-refused': {
    title: 'El proveedor rechazó la clave del relay',
    nextStep: 'Avise a su administrador: hay que renovar o autorizar la clave del relay.',
  },
  'provider-unavailable': {
    title: 'El proveedor no responde',
    nextStep: 'Se reintenta automáticamente. Consulte la página de estado del proveedor.',
  },
  'provider-unreadable': {
    title: 'El proveedor dio una respuesta ilegible',
    nextStep: 'Se reintenta automáticamente. Si se repite, envíe a su administrador el ID de la petición.',
  },
  'provider-limit-near': {
    title: 'El proveedor está cerca de su límite de peticiones',
    nextStep: 'Las consultas siguen funcionando. Se reintenta automáticamente.',
  },
  'provider-rate-limited': {
    title: 'El proveedor no permite más peticiones ahora',
    nextStep: 'Se reintenta en cuanto lo permita.',
  },
  'provider-timeout': {
    title: 'El proveedor tardó demasiado en responder',
    nextStep: 'Inténtelo de nuevo en un momento.',
  },
  'no-provider': {
    title: 'El relay no tiene ningún proveedor',
    nextStep: 'Pida a su administrador que ponga la clave del proveedor en el relay.',
  },
  'audit-full': {
    title: 'Registro de auditoría lleno. Consultas en pausa',
    nextStep:
      'Pida a su administrador que exporte el registro (npm run audit -- export) o aumente AUDIT_CAPACITY_MB.',
  },
  'relay-busy': {
    title: 'El relay está ocupado',
    nextStep: 'Muchas peticiones esperan al proveedor. Inténtelo de nuevo en un momento.',
  },
  'relay-interrupted': { title: 'El relay se interrumpió', nextStep: 'Inténtelo de nuevo en un momento.' },
  'relay-not-configured': {
    title: 'El relay no está configurado',
    nextStep: 'Pida a su administrador que complete la configuración del relay.',
  },
  offline: { title: 'Está sin conexión', nextStep: 'Se reintenta cuando vuelva la conexión.' },
  'extension-error': {
    title: 'Inquiry Lens cometió un error',
    nextStep: 'Inténtelo de nuevo o recargue la extensión.',
  },
  'relay-unreachable': {
    title: 'No se puede llegar al relay',
    nextStep: 'Compruebe la conexión o la VPN, y la dirección del relay en las opciones.',
  },
  'relay-timeout': {
    title: 'El relay tardó demasiado en responder',
    nextStep: 'Inténtelo de nuevo en un momento.',
  },
  'relay-unreadable': {
    title: 'No se pudo leer la respuesta del relay',
    nextStep:
      'Inténtelo de nuevo. Si sigue igual, diga a su administrador que relay y extensión quizá no encajan.',
  },
  'not-a-relay': {
    title: 'No hay ningún relay de Inquiry Lens en esta dirección',
    nextStep: 'Compruebe la dirección con su administrador.',
  },
  'client-too-old': {
    title: 'Esta extensión es demasiado antigua para el relay',
    nextStep: 'Actualice la extensión o pídaselo a su administrador.',
  },
  'relay-too-old': {
    title: 'El relay es demasiado antiguo para esta extensión',
    nextStep: 'Pida a su administrador que actualice el relay.',
  },
  'address-not-valid': {
    title: 'Eso no es una dirección de relay',
    nextStep: 'Tiene la forma de https://lens.example.com, sin nada detrás del nombre.',
  },
  locked: {
    title: 'Inquiry Lens está bloqueado',
    nextStep: 'Continúe en la ventana emergente o en el panel lateral.',
  },
  'id-not-recognised': {
    title: 'Ahí no hay ningún ID',
    nextStep: 'Copie el ID entero del ticket. El de un inquiry son inq_ y 24 letras y cifras.',
  },
  'no-case': {
    title: 'Eso no lleva a ningún inquiry',
    nextStep: 'Busque el ID del propio inquiry, que empieza por inq_.',
  },
  'page-closed': {
    title: 'No se puede leer esta página',
    nextStep:
      'Haga clic en el botón de la barra con la página abierta. Algunas páginas están cerradas a toda extensión.',
  },
  'switched-off': { title: 'Esto está desactivado', nextStep: 'Lo desactivó su administrador.' },
  'set-by-administrator': {
    title: 'Lo ha fijado su administrador',
    nextStep: 'Pregúntele si debería ser distinto.',
  },
  'panel-closed': {
    title: 'No se pudo abrir el panel lateral',
    nextStep: 'Ábralo con el botón de la barra de herramientas.',
  },
}

export default { common, notice, frame, failures } satisfies SurfaceCatalogue
