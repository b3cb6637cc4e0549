/**
 * What the background shows in the browser's own places. All languages are here, not in a catalogue: a service worker can't
 * import later, and it wakes for one event, for which it reads the language.
 */
import type { ObjectId } from '@inquiry-lens/shared/domain/object-id.ts'
import { type Language, pickLanguage } from '@inquiry-lens/shared/lib/catalogue.ts'
import { chosenLanguage } from '../stored.ts'
import de from './de/background.ts'
import es from './es/background.ts'
import fr from './fr/background.ts'
import ja from './ja/background.ts'
import ptBR from './pt-BR/background.ts'

export const english = {
  menu: 'Look up in Inquiry Lens',
  /** Of the toolbar button. */
  onPage: (count: number) => `Inquiry Lens: ${count} on this page`,
  omnibox: {
    off: 'Switched off by your administrator',
    lookUp: (kind: ObjectId['kind'], id: string) => `Look up the ${kind} ${id}`,
    lookUpFirst: (kind: ObjectId['kind'], id: string) =>
      `Look up the ${kind} ${id}, the first of several IDs`,
    lookFor: (reference: string) => `Look for the cases of ${reference}`,
    empty: 'Paste an ID, or a text with one in it',
    noId: 'There is no ID in this yet',
  },
}

export type BackgroundWords = typeof english

const words: Readonly<Record<Language, BackgroundWords>> = { en: english, de, es, fr, 'pt-BR': ptBR, ja }

export const readBackgroundWords = async (): Promise<BackgroundWords> =>
  words[(await chosenLanguage.get()) ?? pickLanguage(navigator.languages)]
