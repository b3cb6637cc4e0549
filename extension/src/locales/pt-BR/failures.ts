import type { FailureWords } from '../failures.ts'

const words: FailureWords = {
  'invalid-parameter': { title: 'Parâmetro inválido', nextStep: 'Corrija o filtro e tente de novo.' },
  'unknown-parameter': { title: 'Parâmetro desconhecido', nextStep: 'Remova o filtro e tente de novo.' },
  'invalid-cursor': {
    title: 'Esta posição da lista não existe mais',
    nextStep: 'Comece de novo pela entrada mais recente.',
  },
  'invalid-body': { title: 'Não foi possível ler a solicitação', nextStep: 'Corrija e tente de novo.' },
  'signed-out': { title: 'Você saiu', nextStep: 'Entre de novo com um novo código de pareamento.' },
  'origin-refused': {
    title: 'O relay não conhece esta extensão',
    nextStep: 'Peça ao seu admin para incluir esta extensão em ALLOWED_ORIGINS do relay.',
  },
  'host-refused': {
    title: 'O relay não atende a este nome de host',
    nextStep: 'Use o endereço próprio do relay, com https, a menos que ele rode neste computador.',
  },
  'role-refused': { title: 'Sua função não permite isso', nextStep: 'Fale com seu admin.' },
  'pairing-code-wrong': {
    title: 'Código de pareamento errado',
    nextStep: 'Confira cada caractere ou peça um novo código ao seu admin.',
  },
  'pairing-code-used': {
    title: 'Este código de pareamento já foi usado',
    nextStep: 'Cada código vale uma vez. Peça um novo ao seu admin.',
  },
  'pairing-code-expired': {
    title: 'Este código de pareamento expirou',
    nextStep: 'Os códigos expiram após dez minutos. Peça um novo ao seu admin.',
  },
  'pairing-code-dead': {
    title: 'Tentativas demais com este código',
    nextStep: 'Ele não vale mais. Peça um novo ao seu admin.',
  },
  'role-not-confirmed': {
    title: 'Este agente tem outra função',
    nextStep: 'Atualize a lista de agentes e depois confirme a mudança.',
  },
  'agent-revoked': {
    title: 'O acesso deste agente foi revogado',
    nextStep: 'Atualize a lista de agentes e depois o readmita.',
  },
  'not-found': { title: 'Não encontrado', nextStep: 'Confira o ID e o ambiente dele.' },
  'no-such-route': {
    title: 'O relay não tem esse endereço',
    nextStep: 'Confira o endereço ou atualize o relay.',
  },
  'method-not-allowed': {
    title: 'O relay não aceita este método aqui',
    nextStep: 'Veja a lista de rotas do relay.',
  },
  'body-too-large': { title: 'A solicitação é grande demais', nextStep: 'Peça menos de uma vez.' },
  'agent-rate-limited': { title: 'Solicitações demais', nextStep: 'Nova tentativa automática.' },
  'views-throttled': {
    title: 'Você está vendo mais clientes que o normal',
    nextStep: 'Espere a contagem terminar. Você ainda pode ver os clientes da última hora.',
  },
  'lookups-limited': {
    title: 'Você usou as consultas desta hora',
    nextStep: 'Espere a contagem terminar. Você ainda pode abrir um caso.',
  },
  'log-limited': {
    title: 'Você usou sua parte do log de auditoria nesta hora',
    nextStep: 'Espere a contagem terminar. Se era trabalho normal, avise seu admin.',
  },
  'pairing-throttled': {
    title: 'Código errado, depois de muitas tentativas',
    nextStep: 'Confira cada caractere. O código certo ainda funciona.',
  },
  'agent-share-used': {
    title: 'Você usou sua parte das solicitações ao provedor',
    nextStep: 'Espere a contagem terminar. Os outros agentes não são afetados.',
  },
  internal: {
    title: 'Erro no relay',
    nextStep: 'Tente de novo. Se continuar, envie o ID da solicitação ao seu admin.',
  },
  'provider-key-refused': {
    title: 'O provedor recusou a chave do relay',
    nextStep: 'Avise seu admin: a chave do relay precisa ser renovada ou liberada.',
  },
  'provider-unavailable': {
    title: 'O provedor não está respondendo',
    nextStep: 'Nova tentativa automática. Veja a página de status do provedor.',
  },
  'provider-unreadable': {
    title: 'O provedor deu uma resposta ilegível',
    nextStep: 'Nova tentativa automática. Se continuar, envie o ID da solicitação ao seu admin.',
  },
  'provider-limit-near': {
    title: 'O provedor está perto do limite de solicitações',
    nextStep: 'As consultas ainda funcionam. Nova tentativa automática.',
  },
  'provider-rate-limited': {
    title: 'O provedor não permite mais solicitações agora',
    nextStep: 'Nova tentativa assim que ele permitir.',
  },
  'provider-timeout': {
    title: 'O provedor demorou demais para responder',
    nextStep: 'Tente de novo em instantes.',
  },
  'no-provider': {
    title: 'O relay não tem nenhum provedor',
    nextStep: 'Peça ao seu admin para pôr a chave do provedor no relay.',
  },
  'audit-full': {
    title: 'Log de auditoria cheio. Consultas pausadas',
    nextStep:
      'Peça ao seu admin para exportar o log (npm run audit -- export) ou aumentar AUDIT_CAPACITY_MB.',
  },
  'relay-busy': {
    title: 'O relay está ocupado',
    nextStep: 'Muitas solicitações esperam pelo provedor. Tente de novo em instantes.',
  },
  'relay-interrupted': { title: 'O relay foi interrompido', nextStep: 'Tente de novo em instantes.' },
  'relay-not-configured': {
    title: 'O relay não está configurado',
    nextStep: 'Peça ao seu admin para concluir a configuração do relay.',
  },
  offline: { title: 'Você está offline', nextStep: 'Nova tentativa quando você estiver online.' },
  'extension-error': {
    title: 'O Inquiry Lens cometeu um erro',
    nextStep: 'Tente de novo ou recarregue a extensão.',
  },
  'relay-unreachable': {
    title: 'Não é possível acessar o relay',
    nextStep: 'Confira a conexão ou a VPN e o endereço do relay nas opções.',
  },
  'relay-timeout': {
    title: 'O relay demorou demais para responder',
    nextStep: 'Tente de novo em instantes.',
  },
  'relay-unreadable': {
    title: 'Não foi possível ler a resposta do relay',
    nextStep: 'Tente de novo. Se continuar, diga ao seu admin que relay e extensão talvez não combinem.',
  },
  'not-a-relay': {
    title: 'Não há um relay do Inquiry Lens neste endereço',
    nextStep: 'Confira o endereço com seu admin.',
  },
  'client-too-old': {
    title: 'Esta extensão é antiga demais para o relay',
    nextStep: 'Atualize a extensão ou peça ao seu admin.',
  },
  'relay-too-old': {
    title: 'O relay é antigo demais para esta extensão',
    nextStep: 'Peça ao seu admin para atualizar o relay.',
  },
  'address-not-valid': {
    title: 'Isso não é um endereço de relay',
    nextStep: 'Ele se parece com https://lens.example.com, sem nada depois do nome.',
  },
  locked: { title: 'O Inquiry Lens está bloqueado', nextStep: 'Continue no pop-up ou no painel lateral.' },
  'id-not-recognised': {
    title: 'Não há ID nisso',
    nextStep: 'Copie o ID inteiro do ticket. O de um inquiry são inq_ e 24 letras e dígitos.',
  },
  'no-case': {
    title: 'Isso não leva a nenhum inquiry',
    nextStep: 'Procure o ID do próprio inquiry, que começa com inq_.',
  },
  'page-closed': {
    title: 'Esta página não pode ser lida',
    nextStep:
      'Clique no botão da barra de ferramentas com a página aberta. Algumas páginas são fechadas a toda extensão.',
  },
  'switched-off': { title: 'Isto está desativado', nextStep: 'Seu admin desativou.' },
  'set-by-administrator': {
    title: 'Seu administrador definiu isto',
    nextStep: 'Pergunte se deveria ser diferente.',
  },
  'panel-closed': {
    title: 'Não foi possível abrir o painel lateral',
    nextStep: 'Abra-o pelo botão da barra de ferramentas.',
  },
}

export default words
