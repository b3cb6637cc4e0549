import type { ViewsWords } from '../views.ts'

const words: ViewsWords = {
  title: 'Visões',
  none: 'Filtre as listas e dê aqui um nome aos filtros.',
  name: 'Nome destes filtros',
  save: 'Salvar',
  full: (most) => `No máximo ${most}: remova uma primeiro.`,
  saved: (name) => `Salva: ${name}`,
  shown: (name) => `Mostrada: ${name}`,
  remove: (name) => `Remover ${name}`,
  copyLink: 'Copiar link',
  link: 'Um colega cola na barra de endereços. Contém filtros, nenhum cliente.',
}

export default words
