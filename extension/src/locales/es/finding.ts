import { plural } from '@inquiry-lens/shared/lib/catalogue.ts'
import type { FindingWords } from '../finding.ts'

const ids = (count: number): string => plural(count, { one: '1 ID', other: `${count} IDs` })
const wrongCapitals = (id: string): string =>
  `${id} tiene mayúsculas incorrectas, y cuentan. Cópielo de donde salió.`

const words: FindingWords = {
  filters: 'Filtros',
  noFilter: 'Sin filtro',
  filterIs: (filters) => `Filtro: ${filters}`,
  removeFilterOf: (filter) => `Quitar filtro: ${filter}`,
  chips: {
    inquiry: (id) => `Inquiry ${id}`,
    customer: (id) => `Cliente ${id}`,
    workflow: (id) => `Workflow ${id}`,
    keyOwner: 'Creado con la clave del relay',
    from: (date) => `Desde ${date}`,
    to: (date) => `Hasta ${date}`,
  },
  events: {
    title: 'Qué eventos mostrar',
    all: 'Todos los eventos',
    count: (count) => plural(count, { one: '1 evento', other: `${count} eventos` }),
    byName: 'Por nombre',
    find: 'Buscar un evento o escribir su nombre',
    findHere: 'Buscar o escribir un nombre',
    show: { before: 'Mostrar ', after: '' },
    hidden: { before: 'Su relay oculta los eventos ', after: '.' },
    none: { before: 'Ningún evento conocido coincide. Un nombre tiene la forma ', after: '.' },
  },
  sessionFilter: {
    filter: 'Filtro',
    show: 'Mostrar',
    label: 'Qué sesiones mostrar',
    which: 'Qué sesiones',
    choices: {
      all: 'Todas las de la organización',
      'key-owner': 'Solo las creadas con la clave del relay',
      externalId: 'Un cliente, por ID externo',
      workflow: 'Un workflow, por su ID',
    },
    placeholders: { externalId: 'Su propio número del cliente', workflow: 'ID del workflow' },
    made: 'Creadas',
    from: 'desde',
    to: 'hasta',
    problems: {
      missing: 'Escriba primero el ID.',
      long: 'Es demasiado largo para un ID.',
      workflow: 'No es el ID de un workflow.',
      dates: 'Escriba fechas con un año de cuatro cifras.',
      order: 'El final es anterior al principio.',
    },
  },
  lookups: {
    moreBelow: 'Más abajo hay más…',
    notIn: (environment) => `No está en ${environment}`,
    notFound: 'No encontrado',
    notKnownYet: 'Aún desconocido',
    notAsked: 'Aún sin consultar',
  },
  page: {
    title: 'Esta página',
    ids: (count) => `${ids(count)} en esta página`,
    idsTitle: 'IDs en esta página',
    hiddenIds: (count) => `${ids(count)} en partes ocultas de esta página`,
    hiddenTitle: 'IDs en partes ocultas de esta página',
    numbers: (count) =>
      `${plural(count, { one: '1 número de cliente', other: `${count} números de cliente` })} en esta página`,
    findCases: 'Buscar casos',
    nowMarked: 'Desde ahora se marcan los IDs de este sitio. Señale uno para ver qué pasó.',
    closed: 'Las extensiones no pueden leer esta página.',
    withheld: (host) => `Su administrador no ha permitido marcar en ${host}.`,
    off: (host) => `Su administrador ha desactivado el marcado en ${host}.`,
    noneYet: (host) => `Todavía no hay IDs en esta página de ${host}.`,
    none: 'No hay IDs en esta página.',
    mark: (host) => `Marcar IDs en ${host}`,
    scan: 'Buscar una vez en esta página',
    scanning: 'Buscando…',
  },
  found: {
    ids: (count) => `${count} IDs`,
    none: 'No hay ningún ID en este texto.',
    words: 'Ningún ID en este texto. Intro muestra los casos con estas palabras.',
    link: 'La vista de un colega. Intro muestra los casos filtrados.',
    tryIt: 'Intro lo prueba tal cual.',
    customer: (reference) => `Cliente ${reference}. Intro busca los casos.`,
    kinds: {
      account: 'Cuenta',
      document: 'Documento',
      event: 'Evento',
      inquiry: 'Inquiry',
      selfie: 'Selfie',
      session: 'Sesión',
      transaction: 'Transacción',
      verification: 'Verificación',
    },
    opensCase: (name) => `${name}. Intro abre su caso.`,
    notLookedUp: (name) => `${name} no se puede consultar.`,
    looking: (name) => `${name}: buscando su inquiry…`,
    noEvent: (name) => `${name}: aquí no existe ese evento.`,
    notNow: (name) => `${name}: su inquiry no se puede consultar ahora.`,
    noInquiry: (name) => `${name}. No pertenece a ningún inquiry conocido.`,
    opensInquiry: (name) => `${name}. Intro abre el caso de su inquiry.`,
  },
  doubts: {
    'lower-cased': wrongCapitals,
    'upper-cased': wrongCapitals,
    'cut-short': (id) => `${id} parece cortado. Cópielo entero.`,
    misread: (id) => `${id} tiene un carácter que ningún ID tiene, como 0 o l. Cópielo en vez de escribirlo.`,
    'other-kind': (id) => `${id} no se puede consultar. El ID de un inquiry empieza por inq_.`,
    'one-time-link': () =>
      'Un enlace de un solo uso es solo del cliente: no lo comparta. Busque su ID de inquiry, inq_…',
  },
  customer: {
    searching: 'Buscando casos…',
    none: 'Ningún caso con este número',
    noneSoFar: 'Ningún caso encontrado por ahora',
    noneIn: (provider, environment) => `${provider} no tiene ninguno en ${environment}.`,
    incomplete: 'La búsqueda no está completa.',
    nextStep: 'Compruebe el número o busque por ID de inquiry o de sesión.',
    later: 'Inténtelo de nuevo en un momento.',
    casesOf: (reference) => `Casos de ${reference}`,
    choose: (count, isMore) => {
      const cases = count === 1 ? 'Un caso' : isMore ? `Los ${count} casos más recientes` : `${count} casos`
      const order = count > 1 && !isMore ? ', primero los más recientes' : ''
      return `${cases} de este número${order}. Elija el del ticket.`
    },
  },
}

export default words
