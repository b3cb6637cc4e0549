import { plural } from '@inquiry-lens/shared/lib/catalogue.ts'
import type { CommonWords } from '../common.ts'

const words: CommonWords = {
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
  glance: { us: 'Ningún caso espera por nosotros', endedBadly: 'Ningún caso terminó mal' },
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

export default words
