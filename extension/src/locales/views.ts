/** Words of the panel's named views. */
import { createCatalogue } from '@inquiry-lens/shared/lib/catalogue.ts'

const english = {
  title: 'Views',
  none: 'Filter the lists, then give the filters a name here.',
  name: 'Name for these filters',
  save: 'Save',
  full: (most: number) => `${most} at most: remove one first.`,
  saved: (name: string) => `Saved: ${name}`,
  shown: (name: string) => `Shown: ${name}`,
  remove: (name: string) => `Remove ${name}`,
  copyLink: 'Copy link',
  link: 'A colleague pastes it into the address bar. It holds filters, no customer.',
}

export type ViewsWords = typeof english
export const viewWords = createCatalogue<ViewsWords>(english, {
  de: () => import('./de/views.ts'),
  es: () => import('./es/views.ts'),
  fr: () => import('./fr/views.ts'),
  'pt-BR': () => import('./pt-BR/views.ts'),
  ja: () => import('./ja/views.ts'),
})
