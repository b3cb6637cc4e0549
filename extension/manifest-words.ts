/**
 * What the browser itself shows of us: in its list of extensions, of shortcuts, in the store. It picks the language by its own,
 * whatever the agent chose, and falls back to English. The build writes them to `_locales/` (`wxt.config.ts`).
 */
import type { Language } from '@inquiry-lens/shared/lib/catalogue.ts'

export interface ManifestWords {
  /** At most 132 characters, the store's bound. */
  description: string
  openPanel: string
  nextId: string
  previousId: string
}

export const MANIFEST_WORDS: Readonly<Record<Language, ManifestWords>> = {
  en: {
    description: 'See what happened to a customer’s identity verification without leaving the ticket.',
    openPanel: 'Open the side panel',
    nextId: 'Go to the next inquiry on the page',
    previousId: 'Go to the previous inquiry on the page',
  },
  de: {
    description: 'Sehen, was bei der Identitätsprüfung eines Kunden geschah, ohne das Ticket zu verlassen.',
    openPanel: 'Seitenleiste öffnen',
    nextId: 'Zur nächsten Inquiry auf der Seite',
    previousId: 'Zur vorherigen Inquiry auf der Seite',
  },
  es: {
    description: 'Vea qué pasó con la verificación de identidad de un cliente sin salir del ticket.',
    openPanel: 'Abrir el panel lateral',
    nextId: 'Ir a la siguiente inquiry de la página',
    previousId: 'Ir a la inquiry anterior de la página',
  },
  fr: {
    description:
      'Voir ce qui s’est passé lors de la vérification d’identité d’un client, sans quitter le ticket.',
    openPanel: 'Ouvrir le panneau latéral',
    nextId: 'Aller à l’inquiry suivante de la page',
    previousId: 'Aller à l’inquiry précédente de la page',
  },
  'pt-BR': {
    description: 'Veja o que aconteceu na verificação de identidade de um cliente sem sair do ticket.',
    openPanel: 'Abrir o painel lateral',
    nextId: 'Ir para a próxima inquiry da página',
    previousId: 'Ir para a inquiry anterior da página',
  },
  ja: {
    description: 'チケットを離れずに、お客様の本人確認で何が起きたかを確認できます。',
    openPanel: 'サイドパネルを開く',
    nextId: 'ページ内の次の inquiry へ移動',
    previousId: 'ページ内の前の inquiry へ移動',
  },
}

/** How the manifest names one of them. */
export const messageOf = (name: keyof ManifestWords): string => `__MSG_${name}__`

/** Chrome's `_locales/NAME/messages.json`, by path. */
export const listMessageFiles = (): { path: string; text: string }[] =>
  Object.entries(MANIFEST_WORDS).map(([language, words]) => ({
    path: `_locales/${language.replace('-', '_')}/messages.json`,
    text: JSON.stringify(
      Object.fromEntries(Object.entries(words).map(([name, message]) => [name, { message }])),
    ),
  }))
