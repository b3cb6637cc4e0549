import type { ViewsWords } from '../views.ts'

const words: ViewsWords = {
  title: 'Vistas',
  none: 'Filtre las listas y dé aquí un nombre a los filtros.',
  name: 'Nombre de estos filtros',
  save: 'Guardar',
  full: (most) => `${most} como máximo: quite una primero.`,
  saved: (name) => `Guardada: ${name}`,
  shown: (name) => `Mostrada: ${name}`,
  remove: (name) => `Quitar ${name}`,
  copyLink: 'Copiar enlace',
  link: 'Un colega lo pega en la barra de direcciones. Contiene filtros, ningún cliente.',
}

export default words
