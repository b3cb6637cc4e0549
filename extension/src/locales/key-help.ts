/** Words of the panel's list of its keys. */
import { createCatalogue } from '@inquiry-lens/shared/lib/catalogue.ts'

const english = {
  close: 'Close (Esc)',
  what: {
    rows: 'From row to row; Home and End to the first and last',
    open: 'Open the row’s case',
    details: 'Show or hide the row’s details',
    back: 'Back to the lists',
    neighbours: 'To the next and the previous row',
    filter: 'Filter the cases',
    views: 'Show a named view',
    search: 'Go to the search box',
    copyCase: 'Copy the case for the ticket',
    copyReply: 'Copy the reply to the customer',
    dashboard: 'Open the provider’s dashboard',
    help: 'Show this list',
  },
  areOff: 'Single keys such as c and / are turned off.',
  turnOff: 'Turn single keys off in the options',
  turnOn: 'Turn single keys on in the options',
}

export type KeyHelpWords = typeof english
export const keyHelpWords = createCatalogue<KeyHelpWords>(english, {
  de: () => import('./de/key-help.ts'),
  es: () => import('./es/key-help.ts'),
  fr: () => import('./fr/key-help.ts'),
  'pt-BR': () => import('./pt-BR/key-help.ts'),
  ja: () => import('./ja/key-help.ts'),
})
