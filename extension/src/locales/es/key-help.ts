import type { KeyHelpWords } from '../key-help.ts'

const words: KeyHelpWords = {
  close: 'Cerrar (Esc)',
  what: {
    rows: 'De fila en fila; Inicio y Fin a la primera y la última',
    open: 'Abrir el caso de la fila',
    details: 'Mostrar u ocultar los detalles de la fila',
    back: 'Volver a las listas',
    neighbours: 'A la fila siguiente y a la anterior',
    filter: 'Filtrar los casos',
    views: 'Mostrar una vista con nombre',
    search: 'Ir al cuadro de búsqueda',
    copyCase: 'Copiar el caso para el ticket',
    copyReply: 'Copiar la respuesta al cliente',
    dashboard: 'Abrir el panel del proveedor',
    help: 'Mostrar esta lista',
  },
  areOff: 'Las teclas sueltas como c y / están desactivadas.',
  turnOff: 'Desactivar las teclas sueltas en las opciones',
  turnOn: 'Activar las teclas sueltas en las opciones',
}

export default words
