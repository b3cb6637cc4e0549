import { plural } from '@inquiry-lens/shared/lib/catalogue.ts'
import type { ListWords } from '../lists.ts'

/** `end`: of the words that agree with the noun. */
const nounWords = (title: string, noun: string, end: 'o' | 'a'): ListWords['nouns']['cases'] => ({
  title,
  loading: `Cargando ${noun}…`,
  none: `Todavía no hay ${noun}`,
  noneMatch: `Ningún resultado de ${noun} con este filtro`,
  noOlder: `No hay ${noun} anteriores`,
  showNew: `Mostrar ${noun} nuev${end}s`,
  showAll: `Mostrar tod${end}s`,
  moreLoaded: (count) => `${count} ${noun} más`,
  missing: `Aquí faltan sus ${noun}`,
  maybeMissing: (time) => `Pueden faltar sus ${noun} anteriores a ${time}`,
})

const words: ListWords = {
  nouns: {
    cases: nounWords('Casos', 'casos', 'o'),
    sessions: nounWords('Sesiones', 'sesiones', 'a'),
    events: nounWords('Eventos', 'eventos', 'o'),
  },
  tabs: 'Qué mostrar',
  loading: 'Cargando…',
  loadMore: 'Cargar más',
  newAppear: 'Los nuevos aparecen aquí automáticamente.',
  coverage: (provider) => ({
    before: 'Completo desde ',
    after: `; no se pudo pedir más a ${provider}`,
  }),
  aProvider: 'Un proveedor',
  notAnswering: (provider) => `${provider} no responde`,
  noEvents: {
    title: (provider) => `${provider} no tiene eventos`,
    about: 'Cada sesión muestra hasta dónde llegó el cliente.',
    showSessions: 'Mostrar sus sesiones',
  },
  unread: {
    marks: { new: 'Nuevo:', changed: 'Cambiado:', kept: 'Sin leer:' },
    since: (fresh, changed) => {
      const counts = [
        ...(fresh > 0 ? [plural(fresh, { one: '1 nuevo', other: `${fresh} nuevos` })] : []),
        ...(changed > 0 ? [plural(changed, { one: '1 cambiado', other: `${changed} cambiados` })] : []),
      ]
      return `${counts.join(' y ')} desde su última visita`
    },
    seeAll: 'Marcar como visto',
  },
  countNew: (count) => plural(count, { one: '1 nuevo', other: `${count} nuevos` }),
  details: 'Detalles',
  detailsHere: 'Detalles aquí (→)',
  visits: (count) => `${count} visitas`,
  notFound: 'No encontrado',
  stateNotKnown: 'Estado aún desconocido',
  session: 'Sesión',
  sessions: {
    new: 'Sesión no iniciada',
    active: 'Sesión abierta',
    expired: 'Sesión terminada',
    canceled: 'Sesión cancelada',
  },
  ownState: {
    'not-opened': 'Sesión no iniciada',
    'in-progress': 'Sesión abierta',
    expired: 'Sesión terminada',
    voided: 'Sesión cancelada',
  },
  ownStatus: (status) => `Sesión ${status}`,
  cases: {
    notOpened: (time) => `Creado${time && ` ${time}`}, aún sin abrir`,
    inReview: (time) => `En revisión${time && ` desde ${time}`}`,
    notDecided: (time) => `Terminado${time && ` ${time}`}, aún sin decidir`,
    decided: (time) => `Decidido ${time || 'en un momento desconocido'}`,
    expired: (time) => `Caducado${time && ` ${time}`}, sin terminar`,
    failed: (time) => `Fallido${time && ` ${time}`}`,
    failedForGood: (time) => `Fallido${time && ` ${time}`}: sin más intentos`,
    cancelled: 'Cancelado',
    redacted: (time) => `Suprimido${time && ` ${time}`}`,
    failedTries: (count) => plural(count, { one: '1 intento fallido', other: `${count} intentos fallidos` }),
    notFinishedSince: (time) => `Abierto ${time}, aún sin terminar`,
    notFinished: 'Aún sin terminar',
    sessionCreated: 'Sesión creada',
    sessionOpened: 'El cliente abrió una sesión',
  },
  all: 'Todos',
  allCases: 'Todos los casos',
  whose: 'De quién mostrar las filas',
  groupFilter: 'Mostrar solo los casos que están',
  groupEnd: {
    unknown: (count) => `Aún sin conocer: ${count} más. Un caso se consulta cuando lo ve.`,
    more: 'Los casos anteriores no están cargados.',
    all: 'No hay otros aquí.',
  },
  customer: { before: 'Cliente ', after: '' },
  recents: {
    title: 'Abiertos hace poco',
    count: (count) => `Abiertos hace poco (${count})`,
    opened: (ago) => `Abierto ${ago}`,
    asOf: (ago) => `visto ${ago}`,
    cleared: 'Se borra al cerrar sesión o tras 15 minutos de ausencia.',
  },
  selectRow: 'Elija una fila para abrir aquí su caso.',
  backTo: { case: 'la ficha anterior', lists: 'las listas' },
  notOnPage: 'No está en esta página.',
  onPage: 'En ella:',
  keys: 'Teclas',
  strip: 'Actividad en el tiempo',
}

export default words
