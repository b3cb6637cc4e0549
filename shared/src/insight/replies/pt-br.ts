import type { WholePack } from './packs.ts'

const UNTIL = '[ O link é válido até {until}.]'
const NEXT = '[ O próximo passo é {task}.]'

export const PT_BR: WholePack = {
  language: 'pt-BR',
  name: 'Português (Brasil)',
  replies: {
    'open-link': `A sua verificação de identidade ainda não começou. Por favor, abra o link que enviamos e siga as etapas na tela.${UNTIL} Se tiver alguma dúvida, basta responder a esta mensagem.`,
    continue: `A sua verificação de identidade ainda não foi concluída. Por favor, abra o link novamente e continue de onde parou.${NEXT}${UNTIL}`,
    'continue-on-other-device': `A sua verificação de identidade ainda não foi concluída e talvez esteja esperando por você em outro dispositivo. Por favor, abra o link no dispositivo que preferir e siga as etapas nele.${NEXT}${UNTIL}`,
    retry: `Uma etapa da sua verificação de identidade ainda não deu certo, e você pode tentar de novo. Por favor, abra o link mais uma vez.[ O que você precisa fazer é {task}.]${UNTIL}`,
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
