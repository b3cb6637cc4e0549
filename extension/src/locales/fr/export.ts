import { plural } from '@inquiry-lens/shared/lib/catalogue.ts'
import { formatNumber } from '../../ui/format/locale.ts'
import type { ExportWords } from '../export.ts'

const count = (amount: number, one: string, other: string): string =>
  `${formatNumber(amount)} ${plural(amount, { one, other })}`
const cases = (amount: number) => count(amount, 'dossier', 'dossiers')
const sessions = (amount: number) => count(amount, 'session', 'sessions')
const events = (amount: number) => count(amount, 'événement', 'événements')

const words: ExportWords = {
  open: 'Exporter…',

  title: {
    cases: 'Exporter les dossiers',
    sessions: 'Exporter les sessions',
    events: 'Exporter les événements',
  },
  shown: {
    cases: (amount) => `${cases(amount)}, comme à l’écran`,
    sessions: (amount) => `${sessions(amount)}, comme à l’écran`,
    events: (amount) => `${events(amount)}, comme à l’écran`,
  },
  missing: {
    tooMany: (most) => `Seulement les ${formatNumber(most)} plus récents : un fichier n’en prend pas plus.`,
    older: 'Les plus anciens ne sont pas chargés et n’y figurent pas.',
    silent: (provider) => `${provider} ne répond pas : certaines de ses lignes manquent.`,
    state: (amount) =>
      plural(amount, {
        one: 'L’état de 1 n’est pas connu et reste vide.',
        other: `L’état de ${formatNumber(amount)} n’est pas connu et reste vide.`,
      }),
    unnamed: (amount) =>
      plural(amount, {
        one: '1 est omis : le journal d’audit ne peut pas nommer son ID.',
        other: `${formatNumber(amount)} sont omis : le journal d’audit ne peut pas nommer leurs ID.`,
      }),
  },
  about:
    'ID, états, heures, appareils et pays ; rien de ce qui n’est affiché que sur demande. Le journal d’audit consigne l’export avec chaque ID.',
  formats: { csv: 'Enregistrer en CSV', ndjson: 'Enregistrer en NDJSON' },
  recording: (recorded, all) =>
    `Inscription au journal d’audit : ${formatNumber(recorded)} ID sur ${formatNumber(all)}…`,
  cancel: 'Annuler',

  written: {
    cases: (amount) => `Enregistré : ${cases(amount)} dans`,
    sessions: (amount) => `Enregistré : ${sessions(amount)} dans`,
    events: (amount) => `Enregistré : ${events(amount)} dans`,
  },
  cancelled: 'Export annulé. Aucun fichier n’a été enregistré.',
  failed: 'Échec de l’export. Aucun fichier n’a été enregistré.',
  recorded: (amount) =>
    plural(amount, {
      one: 'Le journal d’audit nomme peut-être déjà 1 de ses ID.',
      other: `Le journal d’audit nomme peut-être déjà ${formatNumber(amount)} de ses ID.`,
    }),
}

export default words
