import { plural } from '@inquiry-lens/shared/lib/catalogue.ts'
import { upperInitial } from '@inquiry-lens/shared/lib/initial.ts'
import { formatCount, formatNumber } from '../../ui/format/time.ts'
import type { FindingWords, PanelCatalogue, PanelWords, TroubleStep } from '../panel.ts'

const ids = (count: number): string => plural(count, { one: '1 ID', other: `${count} IDs` })
const wrongCapitals = (id: string): string =>
  `${id} tiene mayúsculas incorrectas, y cuentan. Cópielo de donde salió.`

const finding: FindingWords = {
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
    partFrom: (host) => `Una parte de esta página viene de ${host}.`,
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

const activity: PanelWords['activity'] = {
  title: 'Última actividad de los casos',
  period: 'Tiempo mostrado',
  periods: { hour: '1 h', day: '24 h', week: '7 d' },
  basis: (count, number, since, until) =>
    `${plural(number, { one: '1 caso en caché', other: `${count} casos en caché` })}${since && ` desde ${since}`}${until && ` hasta ${until}`}`,
  more: (count) => `${count} más aún sin conocer`,
  nothing: 'Aún no hay casos en caché',
  unfiltered: 'sin filtrar',
  missing: (providers) => `${providers} desconocido`,
  unknown: 'Desconocido',
  cases: (count, number, parts) =>
    `${plural(number, { one: '1 caso', other: `${count} casos` })}${parts && `: ${parts}`}`,
  atLeast: (counted) => `al menos ${counted}`,
  part: (group, count) => `${group} ${count}`,
  summary: {
    last: {
      hour: (counted) => `Última hora: ${counted}.`,
      day: (counted) => `Últimas 24 horas: ${counted}.`,
      week: (counted) => `Últimos 7 días: ${counted}.`,
    },
    most: (time, count) => `Máximo, ${time}: ${count}.`,
    before: (time) => `Antes de ${time} pueden faltar algunos.`,
    after: (time) => `Después de ${time} pueden faltar algunos.`,
    missing: 'Pueden faltar algunos en cualquier momento.',
  },
  table: {
    show: 'Mostrar como tabla',
    time: 'Hora',
    empty: 'No hay casos en este tiempo.',
    others: 'Se omiten las horas sin casos.',
  },
}

const facets: PanelWords['facets'] = {
  filter: 'Filtrar',
  filterCount: (count) => `Filtrar: ${count}`,
  title: 'Filtrar los casos',
  names: {
    step: 'Paso',
    reason: 'Por qué falló',
    country: 'País',
    device: 'Dispositivo',
    provider: 'Proveedor',
    workflow: 'Flujo',
    risk: 'Red',
  },
  notKnown: 'No se sabe',
  risks: {
    vpn: 'VPN',
    proxy: 'Proxy',
    tor: 'Tor',
    datacenter: 'Centro de datos',
    threat: 'Nivel de amenaza alto',
    none: 'Nada de esto',
  },
  failed: 'fallido',
  basis: (count) => plural(count, { one: 'Contado sobre 1 caso', other: `Contado sobre ${count} casos` }),
  words: {
    label: 'Con estas palabras',
    placeholder: 'selfie fallido, Portugal, iOS',
    chip: (typed) => `«${typed}»`,
  },
  chip: (facet, value) => `${facet}: ${value}`,
  showing: (count) => plural(count, { one: 'Queda 1 caso', other: `Quedan ${count} casos` }),
}

const views: PanelWords['views'] = {
  title: 'Vistas',
  none: 'Filtre las listas y dé aquí un nombre a los filtros.',
  name: 'Nombre de estos filtros',
  save: 'Guardar',
  full: (most) => `${most} como máximo: quite una primero.`,
  saved: (name) => `Guardada: ${name}`,
  shown: (name) => `Mostrada: ${name}`,
  remove: (name) => `Quitar ${name}`,
  preset: (organization) => `De ${organization ?? 'su administrador'}`,
  copyLink: 'Copiar enlace',
  link: 'Un colega lo pega en la barra de direcciones. Contiene filtros y palabras escritas, ningún ID ni número.',
}

const steps: Record<TroubleStep, string> = {
  'government-id': 'documento de identidad',
  'government-id-nfc': 'chip del documento',
  document: 'documento',
  'second-document': 'segundo documento',
  'third-document': 'tercer documento',
  selfie: 'selfi',
  'camera-check': 'prueba de cámara',
  'phone-number': 'número de teléfono',
  'email-address': 'correo electrónico',
}

const some = (amount: number): string => (amount === 0 ? 'ninguno' : String(amount))

const trouble: PanelWords['trouble'] = {
  sentence: (cause, customers, usually) => {
    const usual = some(usually)
    if (cause === 'declined')
      return `${customers} clientes rechazados en la última hora; lo habitual, ${usual}`
    if (cause === 'failed')
      return `${customers} clientes fallaron definitivamente en la última hora; lo habitual, ${usual}`
    const step = steps[cause]
    return `${upperInitial(step)}: ${customers} clientes fallaron en la última hora; lo habitual, ${usual}`
  },
  title: 'Muchos clientes fallan a la vez',
  show: 'Mostrar sus casos',
  showAll: 'Mostrar todos los casos',
  dismiss: 'Ocultar una hora, o hasta que se duplique',
  basis: {
    title: 'En qué se basa',
    over: (cases, provider, since) =>
      `Contado en ${formatNumber(cases)} casos de ${provider} disponibles desde ${since}.`,

    before: (hours, usual) =>
      `En las ${hours.length} horas anteriores, la última primero: ${hours.join(', ')}. La mediana es ${usual}.`,
    rule: (least, times) =>
      `Se muestra a partir de ${least} clientes en una hora, si son al menos ${times} veces lo habitual. Cada cliente cuenta una vez; lo desconocido no cuenta.`,
  },
}

const cases = (amount: number) => formatCount(amount, 'caso', 'casos')
const sessions = (amount: number) => formatCount(amount, 'sesión', 'sesiones')
const events = (amount: number) => formatCount(amount, 'evento', 'eventos')

const exporting: PanelWords['exporting'] = {
  open: 'Exportar…',

  title: { cases: 'Exportar casos', sessions: 'Exportar sesiones', events: 'Exportar eventos' },
  shown: {
    cases: (amount) => `${cases(amount)}, tal como se ven ahora`,
    sessions: (amount) => `${sessions(amount)}, tal como se ven ahora`,
    events: (amount) => `${events(amount)}, tal como se ven ahora`,
  },
  missing: {
    tooMany: (most) => `Solo los ${formatNumber(most)} más recientes: un archivo no admite más.`,
    older: 'Los anteriores no están cargados, así que no se incluyen.',
    silent: (provider) => `${provider} no responde: faltan algunas de sus filas.`,
    state: (amount) =>
      plural(amount, {
        one: 'De 1 no se conoce el estado: queda vacío.',
        other: `De ${formatNumber(amount)} no se conoce el estado: queda vacío.`,
      }),
    unnamed: (amount) =>
      plural(amount, {
        one: 'Se omite 1: el registro de auditoría no puede nombrar su ID.',
        other: `Se omiten ${formatNumber(amount)}: el registro de auditoría no puede nombrar sus ID.`,
      }),
  },
  about:
    'ID, estados, horas, dispositivos y países; nada que solo se muestre a petición. El registro de auditoría anota la exportación con cada ID.',
  formats: { csv: 'Guardar como CSV', ndjson: 'Guardar como NDJSON' },
  recording: (recorded, all) =>
    `Anotando en el registro de auditoría: ${formatNumber(recorded)} de ${formatNumber(all)} ID…`,
  cancel: 'Cancelar',

  written: {
    cases: (amount) => `Guardado: ${cases(amount)} en`,
    sessions: (amount) => `Guardado: ${sessions(amount)} en`,
    events: (amount) => `Guardado: ${events(amount)} en`,
  },
  cancelled: 'Exportación cancelada. No se guardó ningún archivo.',
  failed: 'Error al exportar. No se guardó ningún archivo.',
  recorded: (amount) =>
    plural(amount, {
      one: 'Puede que el registro de auditoría ya nombre 1 de sus ID.',
      other: `Puede que el registro de auditoría ya nombre ${formatNumber(amount)} de sus ID.`,
    }),
}

const watches: PanelWords['watches'] = {
  title: 'Casos seguidos',
  count: (count) => plural(count, { one: 'Sigue 1 caso', other: `Sigue ${formatNumber(count)} casos` }),
  ended: (count) =>
    plural(count, {
      one: '1 caso seguido ha terminado',
      other: `${formatNumber(count)} casos seguidos han terminado`,
    }),
  full: (max) => `Sigue ${formatNumber(max)} casos, el máximo posible.`,
  since: (ago) => `desde ${ago}`,
  until: (day) => `Seguido hasta el ${day}`,
  live: 'Se le avisa al momento.',
  polled: 'Se comprueba cada minuto.',
  open: 'Abrir el caso',
  rename: 'Cambiar nombre',
  name: 'Nombre',
  nameHint: 'Lo guarda el relay. No use el nombre de un cliente.',
  save: 'Guardar',
  end: 'Dejar de seguir',
  endOf: (name) => `Dejar de seguir ${name}`,
  seen: 'Visto',
  seenOf: (name) => `Visto: ${name}`,
}

const keys: PanelWords['keys'] = {
  close: 'Cerrar (Esc)',
  what: {
    rows: 'De fila en fila; Inicio y Fin a la primera y la última',
    open: 'Abrir el caso de la fila',
    details: 'Mostrar u ocultar los detalles de la fila',
    back: 'Volver a las listas',
    neighbours: 'A la fila siguiente y a la anterior',
    filter: 'Filtrar los casos',
    views: 'Mostrar una vista con nombre',
    keep: 'Dejar la fila sin leer, o como leída',
    watch: 'Seguir el caso, o dejar de seguirlo',
    search: 'Ir al cuadro de búsqueda',
    copyCase: 'Copiar el caso para el ticket',
    copyReply: 'Copiar la respuesta al cliente',
    dashboard: 'Abrir el panel del proveedor',
    help: 'Mostrar esta lista',
  },
  areOff: 'Las teclas sueltas como c y / están desactivadas.',
  turnOff: 'Desactivar las teclas sueltas en las opciones',
  turnOn: 'Activar las teclas sueltas en las opciones',
}

const panel: PanelWords = { activity, facets, views, trouble, exporting, watches, keys }

export default { finding, panel } satisfies PanelCatalogue
