import { plural } from '@inquiry-lens/shared/lib/catalogue.ts'
import { formatNumber } from '../../ui/format/locale.ts'
import type { ExportWords } from '../export.ts'

const count = (amount: number, one: string, other: string): string =>
  `${formatNumber(amount)} ${plural(amount, { one, other })}`
const cases = (amount: number) => count(amount, 'caso', 'casos')
const sessions = (amount: number) => count(amount, 'sesión', 'sesiones')
const events = (amount: number) => count(amount, 'evento', 'eventos')

const words: ExportWords = {
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

export default words
