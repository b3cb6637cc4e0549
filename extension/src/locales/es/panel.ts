import { plural } from '@inquiry-lens/shared/lib/catalogue.ts'
import { upperInitial } from '@inquiry-lens/shared/lib/initial.ts'
import { formatCount, formatNumber } from '../../ui/format/locale.ts'
import type { PanelWords, TroubleStep } from '../panel.ts'

const activity: PanelWords['activity'] = {
  title: 'Última actividad de los casos',
  period: 'Tiempo mostrado',
  periods: { hour: '1 h', day: '24 h', week: '7 d' },
  basis: (count, number, since, until) =>
    `${plural(number, { one: '1 caso en caché', other: `${count} casos en caché` })}${since && ` desde ${since}`}${until && ` hasta ${until}`}`,
  more: (count) => `${count} más aún sin conocer`,
  nothing: 'Aún no hay casos en caché',
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

const words: PanelWords = { activity, facets, views, trouble, exporting, keys }

export default words
