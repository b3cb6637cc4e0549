import { plural } from '@inquiry-lens/shared/lib/catalogue.ts'
import { formatNumber } from '../../ui/format/locale.ts'
import type { ExportWords } from '../export.ts'

const count = (amount: number, one: string, other: string): string =>
  `${formatNumber(amount)} ${plural(amount, { one, other })}`
const cases = (amount: number) => count(amount, 'caso', 'casos')
const sessions = (amount: number) => count(amount, 'sessão', 'sessões')
const events = (amount: number) => count(amount, 'evento', 'eventos')

const words: ExportWords = {
  open: 'Exportar…',

  title: { cases: 'Exportar casos', sessions: 'Exportar sessões', events: 'Exportar eventos' },
  shown: {
    cases: (amount) => `${cases(amount)}, como na tela agora`,
    sessions: (amount) => `${sessions(amount)}, como na tela agora`,
    events: (amount) => `${events(amount)}, como na tela agora`,
  },
  missing: {
    tooMany: (most) => `Apenas os ${formatNumber(most)} mais recentes: um arquivo não comporta mais.`,
    older: 'Os mais antigos não foram carregados e não entram.',
    silent: (provider) => `${provider} não está respondendo: faltam algumas linhas.`,
    state: (amount) =>
      plural(amount, {
        one: 'O estado de 1 não é conhecido e fica vazio.',
        other: `O estado de ${formatNumber(amount)} não é conhecido e fica vazio.`,
      }),
    unnamed: (amount) =>
      plural(amount, {
        one: '1 fica de fora: o log de auditoria não pode citar o ID.',
        other: `${formatNumber(amount)} ficam de fora: o log de auditoria não pode citar os IDs.`,
      }),
  },
  about:
    'IDs, estados, horários, dispositivos e países; nada que só é mostrado sob pedido. O log de auditoria registra a exportação com cada ID.',
  formats: { csv: 'Salvar como CSV', ndjson: 'Salvar como NDJSON' },
  recording: (recorded, all) =>
    `Registrando no log de auditoria: ${formatNumber(recorded)} de ${formatNumber(all)} IDs…`,
  cancel: 'Cancelar',

  written: {
    cases: (amount) => `Salvo: ${cases(amount)} em`,
    sessions: (amount) => `Salvo: ${sessions(amount)} em`,
    events: (amount) => `Salvo: ${events(amount)} em`,
  },
  cancelled: 'Exportação cancelada. Nenhum arquivo foi salvo.',
  failed: 'Falha na exportação. Nenhum arquivo foi salvo.',
  recorded: (amount) =>
    plural(amount, {
      one: 'O log de auditoria talvez já cite 1 dos IDs.',
      other: `O log de auditoria talvez já cite ${formatNumber(amount)} dos IDs.`,
    }),
}

export default words
