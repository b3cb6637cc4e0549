import type { WholePack } from './packs.ts'

// Non-breaking spaces before colons and semicolons keep these from starting a line.
const UNTIL = '[ Le lien est valable jusqu’au {until}.]'
const NEXT = '[ La prochaine étape consiste à {task}.]'

export const FR: WholePack = {
  language: 'fr',
  name: 'Français',
  replies: {
    'open-link': `Votre vérification d’identité n’a pas encore commencé. Merci d’ouvrir le lien que nous vous avons envoyé et de suivre les étapes à l’écran.${UNTIL} Si quelque chose n’est pas clair, répondez simplement à ce message.`,
    continue: `Votre vérification d’identité n’est pas encore terminée. Merci d’ouvrir à nouveau le lien et de reprendre où vous en étiez.${NEXT}${UNTIL}`,
    'continue-on-other-device': `Votre vérification d’identité n’est pas encore terminée et vous attend peut-être sur un autre appareil. Merci d’ouvrir le lien sur l’appareil que vous souhaitez utiliser et d’y suivre les étapes.${NEXT}${UNTIL}`,
    retry: `Une étape de votre vérification d’identité n’a pas encore abouti, et vous pouvez réessayer. Merci d’ouvrir le lien une nouvelle fois.[ Voici ce qu’il faut faire\u00a0: {task}.]${UNTIL}`,
    'new-link':
      'Le lien de votre vérification d’identité ne fonctionne plus. Dites-nous quand cela vous convient, et nous vous en enverrons un nouveau.[ Avec le nouveau lien, il faudra {task}.]',
    'no-tries-left':
      'Nous sommes désolés\u00a0: cette vérification d’identité ne peut pas être tentée une nouvelle fois.[ Lors d’une nouvelle vérification, il faudra {task}.] Répondez à ce message, et nous vous aiderons à poursuivre.',
    'in-review':
      'Merci, nous avons tout ce qu’il nous faut de votre part. Vous n’avez rien d’autre à faire\u00a0; nous vous écrirons dès qu’il y aura du nouveau.',
    approved:
      'Bonne nouvelle\u00a0: votre vérification d’identité a réussi. Vous n’avez rien d’autre à faire.',
    declined:
      'Nous sommes désolés\u00a0: cette vérification ne nous a pas permis de confirmer votre identité.[ Lors d’une nouvelle vérification, il faudra {task}.] Si vous souhaitez savoir comment poursuivre, répondez à ce message.',
    cancelled:
      'Cette vérification d’identité a été annulée, et son lien ne fonctionne plus. Si vous en avez encore besoin, dites-le-nous, et nous vous enverrons un nouveau lien.',
    deleted:
      'Les données de cette vérification d’identité ont été supprimées, et nous ne pouvons plus les consulter. Si vous devez confirmer à nouveau votre identité, dites-le-nous, et nous vous enverrons un nouveau lien.',
  },
  tasks: {
    'government-id': 'prendre une photo de votre pièce d’identité',
    'government-id-chip': 'lire la puce de votre pièce d’identité avec votre téléphone',
    selfie: 'prendre un selfie',
    document: 'ajouter le document demandé',
    'phone-number': 'confirmer votre numéro de téléphone',
    'email-address': 'confirmer votre adresse e-mail',
    'retake-document':
      'prendre une nouvelle photo de votre document, en entier, avec un bon éclairage et sans reflet',
    'both-sides': 'prendre une photo du recto de votre document, puis une du verso',
    'other-document': 'présenter une autre pièce d’identité',
    'valid-document': 'présenter une pièce d’identité en cours de validité',
    'chosen-document': 'prendre en photo le type de document que vous choisissez à l’écran',
    'retake-selfie':
      'prendre un nouveau selfie, sans personne d’autre, face à l’appareil et avec un bon éclairage',
    'uncover-face': 'prendre un nouveau selfie, sans lunettes et le visage bien dégagé',
    'repeat-camera-check': 'refaire l’étape avec la caméra, avec un bon éclairage et le visage dans le cadre',
    'repeat-step': 'refaire la même étape',
  },
}
