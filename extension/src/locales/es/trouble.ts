import { upperInitial } from '@inquiry-lens/shared/lib/initial.ts'
import { formatNumber } from '../../ui/format/locale.ts'
import type { TroubleStep, TroubleWords } from '../trouble.ts'

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

const words: TroubleWords = {
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

export default words
