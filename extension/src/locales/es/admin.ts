import { plural } from '@inquiry-lens/shared/lib/catalogue.ts'
import { formatNumber } from '../../ui/format/locale.ts'
import type { AdminWords } from '../admin.ts'

const words: AdminWords = {
  title: 'Administración',
  sections: { agents: 'Agentes', audit: 'Registro de auditoría', gateway: 'Proveedores' },
  refresh: 'Actualizar',
  notForRole: {
    title: 'Esta página es para administradores y auditores',
    text: (role, email) => `Ha iniciado sesión como ${role} (${email}). Solicite acceso a un administrador.`,
  },
  exporting: {
    copy: 'Copiar comando',
    howTo:
      'Ejecútelo en el repositorio del relay con BOOTSTRAP_TOKEN definido. Para un relay local, el token se encuentra automáticamente.',
  },
  addAgent: {
    heading: 'Añadir un agente',
    email: 'Correo electrónico',
    emailProblem: 'Introduzca un correo electrónico, por ejemplo ada@example.com.',
    role: 'Rol',
    roleHints: {
      agent: 'Lee casos, sesiones y eventos.',
      investigator: 'Lee y muestra campos sensibles indicando un motivo.',
      auditor: 'Lee el registro de auditoría y el estado de los proveedores.',
      admin: 'Gestiona agentes. Lee casos, registro de auditoría y estado de los proveedores.',
    },
    create: 'Añadir y crear un código',
    createAnother: 'Crear otro código',
    reinstate: 'Reactivar y crear un código',
    creating: 'Creando un código…',
    known: (email, role) => `${email} ya existe como ${role}. Sus inicios de sesión siguen siendo válidos.`,
    knownInAnotherRole: (email, before, role) =>
      `${email} ya existe. Su rol cambia de ${before} a ${role} desde su próxima solicitud.`,
    revoked: (email, role) => `${email} fue revocado. Esto lo reactiva como ${role}.`,
    revokedInAnotherRole: (email, before, role) =>
      `${email} fue revocado. Esto lo reactiva como ${role}. Su rol cambia de ${before} a ${role} desde su próxima solicitud.`,
  },
  changeRole: {
    about: (email) => `¿Cambiar el rol de ${email}?`,
    own: (before, role) => `¿Cambiar su propio rol de ${before} a ${role}? No podrá deshacerlo usted mismo.`,
    another: (email, before, role) => `¿Cambiar ${email} de ${before} a ${role}?`,
    change: 'Cambiar rol',
    changing: 'Cambiando…',
    keep: (before) => `Mantener ${before}`,
  },
  code: {
    heading: (email, role) => `Código de emparejamiento para ${email}, como ${role}`,
    validity: (wait) =>
      `Sirve una vez, durante ${wait} más. No se vuelve a mostrar; envíelo donde solo esa persona pueda leerlo.`,
    copy: 'Copiar código',
    copyInvitation: 'Copiar invitación',
    invitation: (email, relay, code) => [
      `Puede iniciar sesión en Inquiry Lens como ${email}.`,
      'En las opciones de la extensión, introduzca:',
      `Dirección del relay: ${relay}`,
      `Código de emparejamiento: ${code}`,
      'El código sirve una vez, durante diez minutos.',
    ],
    done: 'Listo',
  },
  agents: {
    loading: 'Cargando agentes…',
    count: (active, revoked) => {
      const agents = `${active} ${plural(active, { one: 'agente', other: 'agentes' })}`
      return revoked > 0
        ? `${agents}, ${revoked} ${plural(revoked, { one: 'revocado', other: 'revocados' })}`
        : agents
    },
    find: 'Buscar agentes por correo o rol',
    findBriefly: 'Buscar por correo o rol',
    none: 'Aún no hay agentes',
    noneHint:
      'Añada un agente para crear un código de emparejamiento, que se introduce en las opciones de la extensión.',
    noMatch: 'Ningún agente coincide',
    noMatchHint: 'Busque por correo o rol.',
    showMore: (more, all) => `Mostrar ${more} más de ${all}`,
    auditEntries: 'Sus entradas en el registro de auditoría',
    isRevoked: 'revocado',
    isSelf: 'usted',
    revoked: (role) => ({ before: 'Revocado ', after: `, era ${role}` }),
    neverSignedIn: 'Nunca inició sesión',
    lastActive: { before: 'Última actividad: ', after: '' },
    signIns: (count) => `${count} ${plural(count, { one: 'inicio de sesión', other: 'inicios de sesión' })}`,
    newCode: 'Nuevo código',
    newCodeFor: (email) => `Nuevo código para ${email}`,
    reinstate: 'Reactivar',
    reinstateWhom: (email) => `Reactivar ${email}`,
    failed: (what, why) => `${what}: ${why}`,
    noCode: (email) => `No se creó ningún código para ${email}`,
  },
  revoke: {
    revoke: 'Revocar',
    whom: (email) => `Revocar ${email}`,
    about: (email) => `¿Revocar ${email}?`,
    self: '¿Revocarse a sí mismo? Se cerrará su sesión.',
    another: '¿Cerrar todas sus sesiones?',
    revoking: 'Revocando…',
    cancel: 'Cancelar',
    done: (email) => `${email} queda sin sesión en todas partes desde la próxima solicitud.`,
    failed: (email) => `No se revocó ${email}`,
  },
  revokeAll: {
    heading: 'Revocar a todos los agentes',
    lead: 'Cierra todos los inicios de sesión menos el suyo y anula todos los códigos de emparejamiento pendientes, desde la próxima solicitud. Los roles se conservan; cada agente necesita un código nuevo.',
    type: { before: 'Escriba ', after: ' para continuar' },
    typed: 'revocar todos',
    revoke: 'Revocar a todos',
    revoking: 'Revocando a todos…',
    done: (signIns) =>
      `${plural(signIns, { one: '1 inicio de sesión terminó', other: `${signIns} inicios de sesión terminaron` })}, desde la próxima solicitud. Su sesión sigue abierta. Cada agente necesita un código nuevo.`,
    failed: 'No se cerraron los inicios de sesión',
  },
  gateway: {
    lead: 'Solo recuentos, sin datos de clientes.',
    asOf: (ago) => `Actualizado ${ago}. Se actualiza automáticamente.`,
    none: 'No hay ningún proveedor configurado',
    noneHint: 'Configure la clave de un proveedor en el relay.',
    quota: 'Cuota',
    quotaOf: (provider) => `Solicitudes restantes en ${provider}`,
    moreIn: (quota, wait) => `${quota}, más en ${wait}`,
    breaker: 'Disyuntor',
    breakers: {
      closed: (provider) => `Cerrado: las solicitudes a ${provider} se envían con normalidad`,
      open: (provider) => `Abierto: ${provider} fallaba repetidamente. Se reintenta automáticamente.`,
      'half-open': () => 'Semiabierto: se prueba una solicitud',
    },
    untried: 'Aún sin usar',
    answering: 'Responde',
    key: 'Clave',
    lacks: { before: 'Le falta ', after: ': los casos no dicen por qué falló una comprobación' },
    requests: 'Solicitudes',
    sent: (calls, retries) => `${formatNumber(calls)} enviadas, de ellas ${formatNumber(retries)} reintentos`,
    webhooks: 'Webhooks',
    received: (received, applied) =>
      received === 0
        ? 'Ninguno todavía'
        : `${formatNumber(received)} recibidos, ${formatNumber(applied)} aplicados, el último `,
    delay: (median, p95) => `, normalmente ${median} después del evento, el 95 % en ${p95}`,
    cached: 'En caché',
    contents: (answers, kilobytes, events) =>
      `${formatNumber(answers)} ${plural(answers, { one: 'respuesta', other: 'respuestas' })} (${formatNumber(kilobytes)} kB), ${formatNumber(events)} ${plural(events, { one: 'evento', other: 'eventos' })}`,
    counting: 'Recuento',
    since: { before: 'iniciado ', after: '' },
    answers: (count) =>
      `${formatNumber(count)} ${plural(count, { one: 'respuesta', other: 'respuestas' })} a agentes`,
    uses: {
      fresh: { name: 'Caché, reciente', hint: 'respondida sin solicitud' },
      revalidating: {
        name: 'Caché, actualizándose',
        hint: 'mostrada al instante, actualizada en segundo plano',
      },
      collapsed: { name: 'Compartida', hint: 'esperó una solicitud en curso' },
      fetched: { name: 'Obtenida', hint: 'con su propia solicitud' },
      stale: {
        name: 'Desactualizada',
        hint: 'de la caché, con su antigüedad: el proveedor no estaba disponible',
      },
      refused: { name: 'Fallida', hint: 'no había nada en caché' },
    },
    percent: (percent) => `${percent} %`,
    failedRequests: 'Solicitudes fallidas',
    noFailures: 'Ninguna',
    leftOut: 'Nuevo o ilegible',
    nothingLeftOut: 'Solo campos que la tabla de campos omite',
    objects: {
      session: 'sesiones',
      inquiry: 'inquiries',
      event: 'eventos',
      step: 'pasos',
      attempt: 'intentos fallidos',
      verification: 'verificaciones',
      template: 'plantillas',
      workflow: 'flujos de trabajo',
    },
    dropped: {
      unreadable: (objects) => `${objects} que no se pudieron leer`,
      nameless: (objects) => `${objects} sin nombre`,
      other: (objects, why) => `${objects} (${why})`,
    },
    drift: {
      field: (provider, objects) => ({
        before: `${provider} añadió `,
        after: ` a: ${objects}; se descarta`,
      }),
      hiddenField: (provider, objects) => `${provider} añadió un campo a: ${objects}; se descarta`,
      code: (provider, field, objects) => ({
        before: `${provider} usa `,
        after: ` como ${field} en: ${objects}; no se conoce aquí`,
      }),
      hiddenCode: (provider, field, objects) =>
        `${provider} usa un código como ${field} en: ${objects}; no se conoce aquí`,
    },
    first: { before: ', por primera vez ', after: '' },
  },
}

export default words
