/** The words of the options page. */
import { createCatalogue } from '@inquiry-lens/shared/lib/catalogue.ts'

const english = {
  language: {
    title: 'Language',
    lead: 'Of Inquiry Lens itself. A reply’s language is chosen with the reply.',
    label: 'Show Inquiry Lens in',
    /** `name`: of the language that the browser asks for. */
    browser: (name: string) => `The browser’s language (${name})`,
    notReviewed: 'No native speaker has read this translation yet.',
  },
}

export type OptionsWords = typeof english
export const options = createCatalogue<OptionsWords>(english, {})
