import { upperInitial } from '@inquiry-lens/shared/lib/initial.ts'
import { formatNumber } from '../../ui/format/locale.ts'
import type { TroubleStep, TroubleWords } from '../trouble.ts'

const steps: Record<TroubleStep, string> = {
  'government-id': 'documento de identidade',
  'government-id-nfc': 'chip do documento',
  document: 'documento',
  'second-document': 'segundo documento',
  'third-document': 'terceiro documento',
  selfie: 'selfie',
  'camera-check': 'teste de câmera',
  'phone-number': 'número de telefone',
  'email-address': 'e-mail',
}

const some = (amount: number): string => (amount === 0 ? 'nenhum' : String(amount))

const words: TroubleWords = {
  sentence: (cause, customers, usually) => {
    const usual = some(usually)
    if (cause === 'declined') return `${customers} clientes recusados na última hora; o normal é ${usual}`
    if (cause === 'failed')
      return `${customers} clientes falharam em definitivo na última hora; o normal é ${usual}`
    const step = steps[cause]
    return `${upperInitial(step)}: ${customers} clientes falharam na última hora; o normal é ${usual}`
  },
  title: 'Muitos clientes falham ao mesmo tempo',
  show: 'Mostrar os casos deles',
  showAll: 'Mostrar todos os casos',
  dismiss: 'Ocultar por uma hora, ou até dobrar',
  basis: {
    title: 'Em que isto se baseia',
    over: (cases, provider, since) =>
      `Contado em ${formatNumber(cases)} casos de ${provider} disponíveis desde ${since}.`,

    before: (hours, usual) =>
      `Nas ${hours.length} horas anteriores, a última primeiro: ${hours.join(', ')}. A mediana é ${usual}.`,
    rule: (least, times) =>
      `Mostrado a partir de ${least} clientes em uma hora, se for ao menos ${times} vezes o normal. Cada cliente conta uma vez; o desconhecido não conta.`,
  },
}

export default words
