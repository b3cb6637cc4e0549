import type { KeyHelpWords } from '../key-help.ts'

const words: KeyHelpWords = {
  close: 'Fechar (Esc)',
  what: {
    rows: 'De linha em linha; Home e End para a primeira e a última',
    open: 'Abrir o caso da linha',
    details: 'Mostrar ou ocultar os detalhes da linha',
    back: 'Voltar às listas',
    neighbours: 'Para a próxima linha e a anterior',
    filter: 'Filtrar os casos',
    views: 'Mostrar uma visão com nome',
    search: 'Ir para a busca',
    copyCase: 'Copiar o caso para o ticket',
    copyReply: 'Copiar a resposta ao cliente',
    dashboard: 'Abrir o painel do provedor',
    help: 'Mostrar esta lista',
  },
  areOff: 'As teclas únicas como c e / estão desativadas.',
  turnOff: 'Desativar as teclas únicas nas opções',
  turnOn: 'Ativar as teclas únicas nas opções',
}

export default words
