import type { ViewsWords } from '../views.ts'

const words: ViewsWords = {
  title: 'Ansichten',
  none: 'Listen filtern, dann den Filtern hier einen Namen geben.',
  name: 'Name für diese Filter',
  save: 'Speichern',
  full: (most) => `Höchstens ${most}: Erst eine entfernen.`,
  saved: (name) => `Gespeichert: ${name}`,
  shown: (name) => `Gezeigt: ${name}`,
  remove: (name) => `${name} entfernen`,
  copyLink: 'Link kopieren',
  link: 'Kollegen fügen ihn in die Adressleiste ein. Er enthält Filter, keine Kunden.',
}

export default words
