import type { FailureWords } from '../failures.ts'

const words: FailureWords = {
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

export default words
