/** The texts of each language that comes with Inquiry Lens. Have a native speaker read what you change. */
import type { WholePack } from './packs.ts'

const UNTIL_EN = '[ The link works until {until}.]'

export const EN: WholePack = {
  language: 'en',
  name: 'English',
  replies: {
    'open-link': `Your identity check has not been started yet. Please open the link that we sent you and follow the steps on the screen.${UNTIL_EN} If anything is unclear, just reply to this message.`,
    continue: `Your identity check is not finished yet. Please open the link again and continue where you stopped.[ Your next step is to {task}.]${UNTIL_EN}`,
    'continue-on-other-device': `Your identity check is not finished yet, and may be waiting for you on another device. Please open the link on the device that you want to use, and follow the steps there.[ Your next step is to {task}.]${UNTIL_EN}`,
    retry: `One step of your identity check has not worked yet, and you can try it again. Please open the link once more.[ Then {task}.]${UNTIL_EN}`,
    'new-link':
      'The link for your identity check no longer works. Please tell us when you are ready, and we will send you a new one.[ Then please {task}.]',
    'no-tries-left':
      'We are sorry: this identity check cannot be tried again.[ In a new check, please {task}.] Please reply to this message, and we will help you from there.',
    'in-review':
      'Thank you, we have everything we need from you. There is nothing more you need to do; we will write to you as soon as there is news.',
    approved: 'Good news: your identity check was successful. There is nothing more you need to do for it.',
    declined:
      'We are sorry: we could not confirm your identity with this check.[ In a new check, please {task}.] Please reply to this message if you would like to know the next steps.',
    cancelled:
      'This identity check was cancelled, so its link no longer works. If you still need one, please tell us, and we will send you a new link.',
    deleted:
      'The data of this identity check has been deleted, so we can no longer see it. If you need to confirm your identity again, please tell us, and we will send you a new link.',
  },
  tasks: {
    'government-id': 'take a photo of your government ID',
    'government-id-chip': 'read the chip of your government ID with your phone',
    selfie: 'take a selfie',
    document: 'add the document that you are asked for',
    'phone-number': 'confirm your phone number',
    'email-address': 'confirm your e-mail address',
    'retake-document':
      'take a new photo of your document, with all of it in the picture, in good light and without glare',
    'both-sides': 'take a photo of the front of your document, and one of its back',
    'other-document': 'use another identity document',
    'valid-document': 'use an identity document that has not expired',
    'chosen-document': 'take a photo of the very kind of document that you choose on the screen',
    'retake-selfie': 'take a new selfie, with only you in it, facing the camera, in good light',
    'uncover-face': 'take a new selfie without glasses and with nothing in front of your face',
    'repeat-camera-check': 'go through the camera check again, in good light and with your face in the frame',
    'repeat-step': 'do the same step again',
  },
}

const UNTIL_DE = '[ Der Link gilt bis zum {until}.]'
const NEXT_DE = '[ Der nächste Schritt: {task}.]'

export const DE: WholePack = {
  language: 'de',
  name: 'Deutsch',
  replies: {
    'open-link': `Ihre Identitätsprüfung wurde noch nicht begonnen. Bitte öffnen Sie den Link, den wir Ihnen geschickt haben, und folgen Sie den Schritten auf dem Bildschirm.${UNTIL_DE} Wenn etwas unklar ist, antworten Sie einfach auf diese Nachricht.`,
    continue: `Ihre Identitätsprüfung ist noch nicht abgeschlossen. Bitte öffnen Sie den Link noch einmal und machen Sie dort weiter, wo Sie aufgehört haben.${NEXT_DE}${UNTIL_DE}`,
    'continue-on-other-device': `Ihre Identitätsprüfung ist noch nicht abgeschlossen und wartet vielleicht auf einem anderen Gerät auf Sie. Bitte öffnen Sie den Link auf dem Gerät, das Sie verwenden möchten, und folgen Sie dort den Schritten.${NEXT_DE}${UNTIL_DE}`,
    retry: `Ein Schritt Ihrer Identitätsprüfung hat noch nicht geklappt, und Sie können ihn wiederholen. Bitte öffnen Sie dazu den Link noch einmal.[ Das ist zu tun: {task}.]${UNTIL_DE}`,
    'new-link':
      'Der Link zu Ihrer Identitätsprüfung funktioniert nicht mehr. Bitte sagen Sie uns Bescheid, wenn Sie bereit sind, dann schicken wir Ihnen einen neuen.[ Bei der neuen Prüfung bitte {task}.]',
    'no-tries-left':
      'Es tut uns leid: Diese Identitätsprüfung lässt sich nicht noch einmal versuchen.[ Bei einer neuen Prüfung bitte {task}.] Bitte antworten Sie auf diese Nachricht, dann helfen wir Ihnen weiter.',
    'in-review':
      'Vielen Dank, wir haben alles, was wir von Ihnen brauchen. Sie müssen nichts weiter tun; wir melden uns bei Ihnen, sobald es etwas Neues gibt.',
    approved: 'Gute Nachrichten: Ihre Identitätsprüfung war erfolgreich. Sie müssen dafür nichts weiter tun.',
    declined:
      'Es tut uns leid: Mit dieser Prüfung konnten wir Ihre Identität nicht bestätigen.[ Bei einer neuen Prüfung bitte {task}.] Wenn Sie wissen möchten, wie es weitergeht, antworten Sie bitte auf diese Nachricht.',
    cancelled:
      'Diese Identitätsprüfung wurde vorzeitig beendet, daher funktioniert der Link nicht mehr. Wenn Sie noch eine brauchen, sagen Sie uns bitte Bescheid, dann schicken wir Ihnen einen neuen Link.',
    deleted:
      'Die Daten dieser Identitätsprüfung wurden gelöscht, deshalb können wir sie nicht mehr einsehen. Wenn Sie Ihre Identität noch einmal bestätigen müssen, sagen Sie uns bitte Bescheid, dann schicken wir Ihnen einen neuen Link.',
  },
  tasks: {
    'government-id': 'ein Foto Ihres Ausweises aufnehmen',
    'government-id-chip': 'den Chip Ihres Ausweises mit dem Smartphone auslesen',
    selfie: 'ein Selfie aufnehmen',
    document: 'das gewünschte Dokument hinzufügen',
    'phone-number': 'Ihre Telefonnummer bestätigen',
    'email-address': 'Ihre E-Mail-Adresse bestätigen',
    'retake-document':
      'ein neues Foto Ihres Dokuments aufnehmen, auf dem es ganz zu sehen ist, bei gutem Licht und ohne Spiegelungen',
    'both-sides': 'ein Foto von der Vorderseite Ihres Dokuments und eines von der Rückseite aufnehmen',
    'other-document': 'ein anderes Ausweisdokument verwenden',
    'valid-document': 'ein Ausweisdokument verwenden, das noch gültig ist',
    'chosen-document': 'genau die Art von Dokument fotografieren, die Sie auf dem Bildschirm auswählen',
    'retake-selfie':
      'ein neues Selfie aufnehmen, nur mit Ihnen im Bild, mit Blick in die Kamera und bei gutem Licht',
    'uncover-face': 'ein neues Selfie ohne Brille und mit unverdecktem Gesicht aufnehmen',
    'repeat-camera-check':
      'den Schritt mit der Kamera wiederholen, bei gutem Licht und mit dem Gesicht im Rahmen',
    'repeat-step': 'denselben Schritt wiederholen',
  },
}

const UNTIL_ES = '[ El enlace es válido hasta el {until}.]'
const NEXT_ES = '[ El siguiente paso es {task}.]'

export const ES: WholePack = {
  language: 'es',
  name: 'Español',
  replies: {
    'open-link': `Su verificación de identidad todavía no ha empezado. Por favor, abra el enlace que le enviamos y siga los pasos en la pantalla.${UNTIL_ES} Si tiene alguna duda, responda a este mensaje y le ayudaremos.`,
    continue: `Su verificación de identidad todavía no está terminada. Por favor, abra de nuevo el enlace y continúe donde lo dejó.${NEXT_ES}${UNTIL_ES}`,
    'continue-on-other-device': `Su verificación de identidad todavía no está terminada y quizá le esté esperando en otro dispositivo. Por favor, abra el enlace en el dispositivo que prefiera y siga allí los pasos.${NEXT_ES}${UNTIL_ES}`,
    retry: `Un paso de su verificación de identidad todavía no ha funcionado, y puede volver a intentarlo. Por favor, abra el enlace una vez más.[ Lo que debe hacer es {task}.]${UNTIL_ES}`,
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

// Non-breaking spaces before colons and semicolons keep these from starting a line.
const UNTIL_FR = '[ Le lien est valable jusqu’au {until}.]'
const NEXT_FR = '[ La prochaine étape consiste à {task}.]'

export const FR: WholePack = {
  language: 'fr',
  name: 'Français',
  replies: {
    'open-link': `Votre vérification d’identité n’a pas encore commencé. Merci d’ouvrir le lien que nous vous avons envoyé et de suivre les étapes à l’écran.${UNTIL_FR} Si quelque chose n’est pas clair, répondez simplement à ce message.`,
    continue: `Votre vérification d’identité n’est pas encore terminée. Merci d’ouvrir à nouveau le lien et de reprendre où vous en étiez.${NEXT_FR}${UNTIL_FR}`,
    'continue-on-other-device': `Votre vérification d’identité n’est pas encore terminée et vous attend peut-être sur un autre appareil. Merci d’ouvrir le lien sur l’appareil que vous souhaitez utiliser et d’y suivre les étapes.${NEXT_FR}${UNTIL_FR}`,
    retry: `Une étape de votre vérification d’identité n’a pas encore abouti, et vous pouvez réessayer. Merci d’ouvrir le lien une nouvelle fois.[ Voici ce qu’il faut faire\u00a0: {task}.]${UNTIL_FR}`,
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

const UNTIL_PT_BR = '[ O link é válido até {until}.]'
const NEXT_PT_BR = '[ O próximo passo é {task}.]'

export const PT_BR: WholePack = {
  language: 'pt-BR',
  name: 'Português (Brasil)',
  replies: {
    'open-link': `A sua verificação de identidade ainda não começou. Por favor, abra o link que enviamos e siga as etapas na tela.${UNTIL_PT_BR} Se tiver alguma dúvida, basta responder a esta mensagem.`,
    continue: `A sua verificação de identidade ainda não foi concluída. Por favor, abra o link novamente e continue de onde parou.${NEXT_PT_BR}${UNTIL_PT_BR}`,
    'continue-on-other-device': `A sua verificação de identidade ainda não foi concluída e talvez esteja esperando por você em outro dispositivo. Por favor, abra o link no dispositivo que preferir e siga as etapas nele.${NEXT_PT_BR}${UNTIL_PT_BR}`,
    retry: `Uma etapa da sua verificação de identidade ainda não deu certo, e você pode tentar de novo. Por favor, abra o link mais uma vez.[ O que você precisa fazer é {task}.]${UNTIL_PT_BR}`,
    'new-link':
      'O link da sua verificação de identidade não funciona mais. Avise quando for um bom momento para você, e enviaremos um novo.[ Com o novo link, o que você precisa fazer é {task}.]',
    'no-tries-left':
      'Sentimos muito: não é possível tentar esta verificação de identidade de novo.[ Em uma nova verificação, o que você precisa fazer é {task}.] Por favor, responda a esta mensagem, e ajudaremos você a continuar.',
    'in-review':
      'Muito obrigado, já temos tudo o que precisamos de você. Não é preciso fazer mais nada; escreveremos assim que houver novidades.',
    approved:
      'Boa notícia: a sua verificação de identidade foi concluída com sucesso. Não é preciso fazer mais nada.',
    declined:
      'Sentimos muito: não foi possível confirmar a sua identidade com esta verificação.[ Em uma nova verificação, o que você precisa fazer é {task}.] Se quiser saber como continuar, responda a esta mensagem, por favor.',
    cancelled:
      'Esta verificação de identidade foi cancelada, por isso o link não funciona mais. Se ainda precisar dela, avise, e enviaremos um novo link.',
    deleted:
      'Os dados desta verificação de identidade foram excluídos, por isso não podemos mais vê-los. Se precisar confirmar a sua identidade de novo, avise, e enviaremos um novo link.',
  },
  tasks: {
    'government-id': 'tirar uma foto do seu documento de identidade',
    'government-id-chip': 'ler o chip do seu documento de identidade com o celular',
    selfie: 'tirar uma selfie',
    document: 'adicionar o documento solicitado',
    'phone-number': 'confirmar o seu número de telefone',
    'email-address': 'confirmar o seu e-mail',
    'retake-document': 'tirar uma nova foto do seu documento, inteiro na imagem, com boa luz e sem reflexos',
    'both-sides': 'tirar uma foto da frente do seu documento e outra do verso',
    'other-document': 'usar outro documento de identidade',
    'valid-document': 'usar um documento de identidade dentro da validade',
    'chosen-document': 'tirar uma foto do mesmo tipo de documento que você escolher na tela',
    'retake-selfie': 'tirar uma nova selfie, só com você na imagem, de frente para a câmera e com boa luz',
    'uncover-face': 'tirar uma nova selfie, sem óculos e com o rosto descoberto',
    'repeat-camera-check': 'repetir a etapa da câmera, com boa luz e com o rosto dentro da moldura',
    'repeat-step': 'repetir a mesma etapa',
  },
}

const UNTIL_JA = '[リンクの有効期限は{until}です。]'
const NEXT_JA = '[次にお願いしたいのは、{task}ことです。]'

export const JA: WholePack = {
  language: 'ja',
  name: '日本語',
  replies: {
    'open-link': `本人確認のお手続きがまだ始まっていません。お送りしたリンクを開き、画面の案内に沿ってお進みください。${UNTIL_JA}ご不明な点がございましたら、このメッセージにご返信ください。`,
    continue: `本人確認のお手続きがまだ完了していません。お手数ですが、もう一度リンクを開き、続きからお進みください。${NEXT_JA}${UNTIL_JA}`,
    'continue-on-other-device': `本人確認のお手続きがまだ完了していません。別の端末で途中になっている可能性があります。ご利用になりたい端末でリンクを開き、画面の案内に沿ってお進みください。${NEXT_JA}${UNTIL_JA}`,
    retry: `本人確認のお手続きのうち、まだ完了していないステップがあり、もう一度お試しいただけます。お手数ですが、再度リンクを開いてください。[お願いしたいのは、{task}ことです。]${UNTIL_JA}`,
    'new-link':
      '本人確認のリンクはご利用いただけなくなりました。ご都合のよいときにお知らせいただければ、新しいリンクをお送りします。[新しいリンクでお願いしたいのは、{task}ことです。]',
    'no-tries-left':
      '申し訳ございませんが、この本人確認をもう一度お試しいただくことはできません。[新しい本人確認でお願いしたいのは、{task}ことです。]このメッセージにご返信いただければ、今後のお手続きをご案内します。',
    'in-review':
      'お手続きいただきありがとうございます。必要なものはすべて受け取りました。お客様にしていただくことは、ほかにございません。お知らせできることがあり次第、ご連絡いたします。',
    approved:
      '本人確認が無事に完了しました。お客様にしていただくことは、ほかにございません。ご協力ありがとうございました。',
    declined:
      '申し訳ございませんが、この本人確認ではご本人であることを確認できませんでした。[新しい本人確認でお願いしたいのは、{task}ことです。]今後のお手続きについては、このメッセージにご返信ください。',
    cancelled:
      'この本人確認は取り消されたため、リンクはご利用いただけません。引き続き必要な場合はお知らせください。新しいリンクをお送りします。',
    deleted:
      'この本人確認のデータは削除されたため、当社で見ることはできません。もう一度本人確認が必要な場合はお知らせください。新しいリンクをお送りします。',
  },
  tasks: {
    'government-id': '身分証の写真を撮影する',
    'government-id-chip': 'スマートフォンで身分証のICチップを読み取る',
    selfie: 'セルフィーを撮影する',
    document: '求められた書類を追加する',
    'phone-number': '電話番号を確認する',
    'email-address': 'メールアドレスを確認する',
    'retake-document': '明るい場所で、反射がなく書類全体が写るように、書類の写真を撮り直す',
    'both-sides': '書類の表面と裏面を1枚ずつ撮影する',
    'other-document': '別の本人確認書類を使う',
    'valid-document': '有効期限内の本人確認書類を使う',
    'chosen-document': '画面で選んだ種類と同じ書類を撮影する',
    'retake-selfie': '明るい場所で、お一人だけでカメラの正面を向き、セルフィーを撮り直す',
    'uncover-face': '眼鏡を外し、顔を隠さずにセルフィーを撮り直す',
    'repeat-camera-check': '明るい場所で顔を枠内に収め、カメラのステップをやり直す',
    'repeat-step': '同じステップをもう一度行う',
  },
}
