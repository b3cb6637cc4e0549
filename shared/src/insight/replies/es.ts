import type { WholePack } from './packs.ts'

const UNTIL = '[ El enlace es válido hasta el {until}.]'
const NEXT = '[ El siguiente paso es {task}.]'

export const ES: WholePack = {
  language: 'es',
  name: 'Español',
  replies: {
    'open-link': `Su verificación de identidad todavía no ha empezado. Por favor, abra el enlace que le enviamos y siga los pasos en la pantalla.${UNTIL} Si tiene alguna duda, responda a este mensaje y le ayudaremos.`,
    continue: `Su verificación de identidad todavía no está terminada. Por favor, abra de nuevo el enlace y continúe donde lo dejó.${NEXT}${UNTIL}`,
    'continue-on-other-device': `Su verificación de identidad todavía no está terminada y quizá le esté esperando en otro dispositivo. Por favor, abra el enlace en el dispositivo que prefiera y siga allí los pasos.${NEXT}${UNTIL}`,
    retry: `Un paso de su verificación de identidad todavía no ha funcionado, y puede volver a intentarlo. Por favor, abra el enlace una vez más.[ Lo que debe hacer es {task}.]${UNTIL}`,
    'new-link':
      'El enlace de su verificación de identidad ya no funciona. Avísenos cuando le venga bien y le enviaremos uno nuevo.[ Con el nuevo enlace, lo que debe hacer es {task}.]',
    'no-tries-left':
      'Lo sentimos: no es posible volver a intentar esta verificación de identidad.[ En una nueva verificación, lo que debe hacer es {task}.] Por favor, responda a este mensaje y le ayudaremos a continuar.',
    'in-review':
      'Muchas gracias, ya tenemos todo lo que necesitamos de usted. No tiene que hacer nada más; le escribiremos en cuanto haya novedades.',
    approved:
      'Buenas noticias: su verificación de identidad se ha completado con éxito. No tiene que hacer nada más.',
    declined:
      'Lo sentimos: no hemos podido confirmar su identidad con esta verificación.[ En una nueva verificación, lo que debe hacer es {task}.] Si desea saber cómo continuar, responda a este mensaje, por favor.',
    cancelled:
      'Esta verificación de identidad se ha cancelado, por lo que su enlace ya no funciona. Si todavía la necesita, avísenos y le enviaremos un enlace nuevo.',
    deleted:
      'Los datos de esta verificación de identidad se han eliminado, por lo que ya no podemos verlos. Si necesita confirmar su identidad de nuevo, avísenos y le enviaremos un enlace nuevo.',
  },
  tasks: {
    'government-id': 'tomar una foto de su documento de identidad',
    'government-id-chip': 'leer el chip de su documento de identidad con el teléfono',
    selfie: 'tomarse un selfi',
    document: 'añadir el documento que se le pide',
    'phone-number': 'confirmar su número de teléfono',
    'email-address': 'confirmar su correo electrónico',
    'retake-document':
      'tomar una nueva foto de su documento, en la que se vea entero, con buena luz y sin reflejos',
    'both-sides': 'tomar una foto del anverso de su documento y otra del reverso',
    'other-document': 'usar otro documento de identidad',
    'valid-document': 'usar un documento de identidad que no haya caducado',
    'chosen-document': 'hacer una foto del mismo tipo de documento que elija en la pantalla',
    'retake-selfie': 'tomarse otro selfi, sin nadie más en la imagen, mirando a la cámara y con buena luz',
    'uncover-face': 'tomarse otro selfi, sin gafas y con la cara descubierta',
    'repeat-camera-check': 'repetir el paso de la cámara, con buena luz y con la cara dentro del marco',
    'repeat-step': 'repetir el mismo paso',
  },
}
